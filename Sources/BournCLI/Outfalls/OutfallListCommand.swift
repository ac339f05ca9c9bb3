internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn outfall list WORKSPACE`: entries by area, code and state, or cases of the survey by state.
struct OutfallListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: text(
            zh: "按范围、编码、状态列出名录；状态为调查状态时列出案件。",
            en: "List the register by area, code and state, or the survey's cases in a state."),
        discussion: text(
            zh: "状态：\(Self.words(.chinese))。registered 和 excluded 列名录，其余列案件。",
            en: "States: \(Self.words(.english)). registered and excluded list the register, others cases."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(
        help: help(
            zh: "范围：最小经度,最小纬度,最大经度,最大纬度", en: "Area: minimum x,minimum y,maximum x,maximum y."))
    var within: RectangleArgument?

    @Option(
        help: help(
            zh: "编码或编码开头（任何编码体系，含旧编码）", en: "A code or its beginning, of any scheme, old ones included."))
    var code: String?

    @Option(help: help(zh: "状态", en: "The state."))
    var state: String?

    @Option(help: help(zh: "最多列出多少条", en: "The most to list."))
    var limit = 10_000

    @OptionGroup var result: ListOptions
    @OptionGroup var common: CommonOptions

    private static func words(_ language: Language) -> String {
        SurveyState.allCases.map { "\($0.rawValue) \($0.text[language])" }
            .joined(separator: language == .chinese ? "、" : ", ")
    }

    func validate() throws {
        guard let state, SurveyState(rawValue: state) == nil else { return }
        throw ValidationError(
            text(
                zh: "没有状态 \(state)；有：\(Self.words(.chinese))",
                en: "there is no state \(state); there are \(Self.words(.english))"))
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            if let state = state.flatMap(SurveyState.init(rawValue:)), !state.isFinal {
                try console.deliver(cases(try office.surveyCases(state, limit: limit)), to: result.output)
                return .fine
            }
            var query = RegisterQuery()
            query.within = within?.envelope
            query.codePrefix = code
            query.state = state.flatMap(RegisterState.init(rawValue:))
            query.limit = limit
            try console.deliver(entries(try office.outfalls(query)), to: result.output)
            return .fine
        }
    }

    private func entries(_ found: [RegisterEntry]) -> String {
        switch result.format {
        case .geojson: return found.map(\.feature).collection
        case .json: return JSONValue.object([JSONMember("outfalls", .array(found.map(\.json)))]).text
        case .text:
            let total = text(zh: "共 \(found.count) 个", en: "\(found.count) outfalls")
            return (found.map(\.line) + [total + more(found.count)]).joined(separator: "\n")
        }
    }

    private func cases(_ found: [CaseSummary]) -> String {
        switch result.format {
        case .geojson:
            return found.map {
                GeoJSONFeature(
                    id: .string($0.id), geometry: $0.position.map { .point($0) }, properties: $0.members)
            }.collection
        case .json:
            return JSONValue.object([
                JSONMember(
                    "cases", .array(found.map { .object([JSONMember("id", .string($0.id))] + $0.members) }))
            ]).text
        case .text:
            let lines = found.map {
                "\($0.id)  \($0.state.text[.invoked])  \($0.observations)  "
                    + $0.sources.map { $0.text[.invoked] }.joined(separator: "+")
            }
            let total = text(zh: "共 \(found.count) 个", en: "\(found.count) cases")
            return (lines + [total + more(found.count)]).joined(separator: "\n")
        }
    }

    /// A list as long as it may be is perhaps not all there is.
    private func more(_ count: Int) -> String {
        guard count >= limit else { return "" }
        return text(
            zh: "（已到 --limit \(limit) 的上限，可能还有）",
            en: " (as many as --limit \(limit) allows; there may be more)")
    }
}

extension CaseSummary {
    /// The case for programs, without its identifier.
    var members: [JSONMember] {
        [
            JSONMember("state", .string(state.rawValue)),
            JSONMember("observations", .number(JSONNumber(observations))),
            JSONMember("sources", .array(sources.map { .string($0.rawValue) })),
        ]
    }
}
