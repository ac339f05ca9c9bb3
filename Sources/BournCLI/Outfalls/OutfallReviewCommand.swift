internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn outfall review WORKSPACE`: the spatial rules of the census over the register.
struct OutfallReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: text(
            zh: "按空间规则审查名录：建成区、有代码水体、岸别、河道里程、所在县。",
            en: "Review the register by place: built-up area, coded water, bank, chainage, county."),
        discussion: text(
            zh: "每个问题给出位置和理由，不移动任何坐标。相距很近的条目和未归并的案件也在其列。距离由 outfall rule 设定。有问题时退出码为 1。",
            en:
                "Each finding has its place and reason; nothing is moved. Entries close together and cases not joined are among them. Distances are set by outfall rule. Exit code 1 when there are findings."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "编码或编码开头", en: "A code or its beginning."))
    var code: String?

    @Option(help: help(zh: "范围：最小经度,最小纬度,最大经度,最大纬度", en: "Area: minimum x,minimum y,maximum x,maximum y."))
    var within: RectangleArgument?

    @OptionGroup var result: ListOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let office = try SurveyOffice(workspace, console: console)
            var query = RegisterQuery()
            (query.codePrefix, query.within, query.limit) = (code, within?.envelope, .max)
            let reviewed = try reviewed(try office.workspace.outfalls(query), office, console)
            try console.deliver(shown(reviewed), to: result.output)
            return reviewed.contains { $0.findings.contains { !$0.isNote } } ? .faulty : .fine
        }
    }

    private func reviewed(
        _ entries: [RegisterEntry], _ office: SurveyOffice, _ console: Console
    ) throws -> [ReviewedEntry] {
        let (review, elsewhere) = (office.review, try office.entriesElsewhere())
        let progress = Progress(text(zh: "审查", en: "reviewing"), total: entries.count, on: console)
        defer { progress.finish() }
        let today = Moment(secondsSince1970: Date().timeIntervalSince1970).localDay
        return try entries.enumerated().map { index, entry in
            try Interruption.check()
            progress.advance(to: index)
            return ReviewedEntry(
                entry, by: review, on: today, besides: try office.neighbourhood(of: entry, elsewhere))
        }
    }

    private func shown(_ reviewed: [ReviewedEntry]) -> String {
        switch result.format {
        case .text: return table(reviewed)
        case .json:
            return JSONValue.object([
                JSONMember("outfalls", .number(JSONNumber(reviewed.count))),
                JSONMember("places", .array(reviewed.map(\.json))),
                JSONMember("findings", .array(reviewed.flatMap(\.findingValues))),
            ]).text
        case .geojson: return reviewed.flatMap(\.features).collection
        }
    }

    private func table(_ reviewed: [ReviewedEntry]) -> String {
        var counts: [String: Int] = [:]
        for finding in reviewed.flatMap(\.findings) { counts[finding.title[.invoked], default: 0] += 1 }
        let lines = reviewed.flatMap { entry in
            entry.findings.map {
                "\(entry.entry.code)  \(entry.entry.name)  \($0.title[.invoked]) – \($0.text[.invoked])"
            }
        }
        let inside = reviewed.count { $0.place?.builtUpArea != nil }
        let summary = text(
            zh: "共 \(reviewed.count) 个排污口，建成区内 \(inside) 个",
            en: "\(reviewed.count) outfalls, \(inside) in a built-up area")
        return
            (lines + [summary] + counts.sorted { $0.key < $1.key }.map { "  \($0.key)  \($0.value)" })
            .joined(separator: "\n")
    }
}

/// An entry with its place and findings.
struct ReviewedEntry {
    let entry: RegisterEntry
    let place: RegisterPlace?
    let findings: [RegisterFinding]

    /// Reviews an entry where it lies; `neighbours` is what was found about its neighbourhood.
    init(
        _ entry: RegisterEntry, by review: RegisterReview, on day: CalendarDate,
        besides neighbours: [RegisterFinding]
    ) {
        self.entry = entry
        place = review.place(of: entry)
        findings = review.findings(for: entry, at: place, day: day) + neighbours
    }

    /// How it stands to built-up areas; `nil` without a position.
    var relation: BuiltUpRelation? {
        place.map { place in
            BuiltUpRelation(
                isInside: place.builtUpArea != nil, servesBuiltUpArea: entry.servesBuiltUpArea)
        }
    }

    var json: JSONValue {
        .object([
            JSONMember("code", .string(entry.code)), JSONMember("x", .optional(entry.position?.x)),
            JSONMember("y", .optional(entry.position?.y)), JSONMember("county", .optional(place?.county)),
            JSONMember("division", .optional(place?.division)),
            JSONMember("built_up_area", .optional(place?.builtUpArea)),
            JSONMember("water", .optional(place?.water?.code)),
            JSONMember("bank_distance_m", .optional(place?.water?.distance.value)),
            JSONMember("chainage_m", .optional(place?.water?.river?.chainage.value)),
            JSONMember("bank", .optional(place?.water?.river?.side.rawValue)),
            JSONMember("nearest_water", .optional(place?.nearestWater?.code)),
        ])
    }

    var findingValues: [JSONValue] {
        findings.map {
            .object([
                JSONMember("code", .string(entry.code)), JSONMember("kind", .string($0.word)),
                JSONMember("note", .bool($0.isNote)), JSONMember("text", .string($0.text[.invoked])),
                JSONMember("x", .optional(entry.position?.x)), JSONMember("y", .optional(entry.position?.y)),
            ])
        }
    }

    var features: [GeoJSONFeature] {
        findings.map {
            GeoJSONFeature(
                geometry: entry.position.map { .point($0) },
                properties: [
                    JSONMember("code", .string(entry.code)), JSONMember("name", .string(entry.name)),
                    JSONMember("kind", .string($0.word)), JSONMember("text", .string($0.text[.invoked])),
                ])
        }
    }
}
