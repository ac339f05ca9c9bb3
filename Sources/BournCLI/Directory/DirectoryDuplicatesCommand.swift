internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory duplicates WORKSPACE`: proposes rows that may be one unit; people decide.
struct DirectoryDuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: text(
            zh: "找出可能重复的单位；只提出，从不删除，由人决定，可以撤回。",
            en: "Propose rows that may be one unit; nothing is deleted, people decide and may withdraw."),
        discussion: text(
            zh: "依据：同县同码（含二级代码）；组织机构代码含在信用代码中；名称相近且位置相近。同一代码在不同县不是重复。"
                + "每对之下列出两行各自已登记的意见、状态、变动等；认定为同一单位后它们仍留在原行。",
            en:
                "By: the same code and suffix in one county; an organisation code inside a credit code; near name and "
                + "near point. One code in two counties is two units. Under a pair stands what is recorded beside either "
                + "row (opinions, states, changes …): it stays there when they are taken for one. To decide, give two "
                + "units and --decide."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "作决定时：两个单位（unit_key）", en: "To decide: the two units (unit_key)."))
    var pair: [String] = []

    @Option(
        help: help(
            zh: "决定：same（同一单位）、different（不同）或 withdrawn（撤回）",
            en: "The decision: same, different or withdrawn."))
    var decide: DuplicateDecision?

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String?

    @Option(name: .person, help: help(zh: "处理人", en: "Who."))
    var actor: String?

    @Option(help: help(zh: "名称相似度下限，0 到 1", en: "How alike names must be, 0 to 1."))
    var similarity = DuplicateLimits().similarity

    @Option(help: help(zh: "位置相距上限，米", en: "How near points must be, in metres."))
    var distance = DuplicateLimits().distance.value

    @Flag(help: help(zh: "连同已决定的一起列出", en: "List those decided, too."))
    var all = false

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        let isFilled = [reason, actor].allSatisfy { !($0 ?? "").isBlank }
        guard decide == nil && pair.isEmpty || decide != nil && pair.count == 2 && isFilled else {
            throw ValidationError(
                text(
                    zh: "作决定须给出两个单位、--decide、--reason 和 --by",
                    en: "to decide, give two units, --decide, --reason and --by"))
        }
        guard (0...1).contains(similarity), distance > 0, distance.isFinite else {
            throw ValidationError(
                text(
                    zh: "--similarity 须在 0 和 1 之间，--distance 须大于 0",
                    en: "--similarity must be 0 to 1, --distance above 0"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            if let decide {
                let ordered = pair.sorted()
                if let fault = try fault(of: decide, on: ordered, in: office) {
                    throw DirectoryFileError.badRows(path: workspace, [(0, fault)])
                }
                let records = try office.unitRecords(of: Set(ordered))
                let time = Date().formatted(.iso8601)
                // One entry beside each of the two, so that it stays with either when they are handed down.
                try office.append(
                    [ordered, ordered.reversed()].map {
                        UnitLogEntry(
                            unit: $0[0], values: [$0[1], decide.rawValue], reason: reason ?? "",
                            actor: actor ?? "", time: time)
                    }, to: .duplicates)
                console.note(
                    text(
                        zh: "已记录：\(ordered[0]) 与 \(ordered[1])——\(decide.title.chinese)",
                        en: "recorded: \(ordered[0]) and \(ordered[1]) – \(decide.title.english)"))
                if let line = Self.line(ordered, records) { console.note(line) }
                return .fine
            }
            let limits = DuplicateLimits(similarity: similarity, distance: Metres(distance))
            let candidates = DuplicateSearch(limits: limits).candidates(in: try office.directoryUnits())
            let decided = try Self.decisions(office)
            let listed = candidates.map { ($0, decided[[$0.first, $0.second]]) }.filter { all || $0.1 == nil }
            let records = try office.unitRecords(of: Set(listed.flatMap { [$0.0.first, $0.0.second] }))
            try console.deliver(
                result.format == .json
                    ? json(listed, records) : table(listed, records, of: candidates.count), to: result.output)
            return listed.contains { $0.1 == nil } ? .faulty : .fine
        }
    }

    /// Why a decision on a pair makes no sense.
    private func fault(
        of decision: DuplicateDecision, on pair: [String], in office: Workspace
    ) throws -> LocalizedText? {
        guard pair[0] != pair[1] else {
            return LocalizedText(
                zh: "\(pair[0]) 不能与自身作比较，请给出两个不同的单位", en: "\(pair[0]) is one unit; give two different ones")
        }
        let known = try office.unitsPresent(among: pair)
        if let stranger = pair.first(where: { !known.contains($0) }) {
            return ReferenceWording.noUnit(stranger)
        }
        if decision == .withdrawn {
            return try Self.decisions(office)[pair] == nil
                ? LocalizedText(
                    zh: "\(pair[0]) 与 \(pair[1]) 没有生效的决定，无从撤回",
                    en: "no decision on \(pair[0]) and \(pair[1]) is in force, so none is withdrawn") : nil
        }
        let units = try office.directoryUnits().filter { pair.contains($0.key) }
        let limits = DuplicateLimits(similarity: similarity, distance: Metres(distance))
        guard DuplicateSearch(limits: limits).candidates(in: units).isEmpty else { return nil }
        return LocalizedText(
            zh: "\(pair[0]) 与 \(pair[1]) 不是可能重复的一对：代码各不相同，名称不够相近或相距太远。代码有误的先改正（directory record），"
                + "名称或位置相差较大的放宽 --similarity 或 --distance",
            en:
                "\(pair[0]) and \(pair[1]) are no candidates: their codes are two, and their names are not alike enough or they "
                + "are too far apart. Where a code is wrong correct it first (directory record); where names or places "
                + "differ loosen --similarity or --distance")
    }

    /// What holds of each pair, in both orders; withdrawn decisions hold no more.
    private static func decisions(_ office: Workspace) throws -> [[String]: UnitLogEntry] {
        let last = try office.entries(of: .duplicates).last(by: 1)
            .filter { $0.values[1] != DuplicateDecision.withdrawn.rawValue }
        return Dictionary(
            last.map { ([$0.unit, $0.values[0]], $0) }, uniquingKeysWith: { _, later in later })
    }

    /// What is recorded beside either of two units; `nil` where there is nothing.
    private static func line(_ units: [String], _ records: [String: UnitRecords]) -> String? {
        guard units.contains(where: { records[$0] != nil }) else { return nil }
        let each = units.map { "\($0): \((records[$0] ?? UnitRecords()).text[.invoked])" }
        return text(zh: "已登记——", en: "recorded – ") + each.joined(separator: text(zh: "；", en: "; "))
    }

    private func table(
        _ listed: [(DuplicateCandidate, UnitLogEntry?)], _ records: [String: UnitRecords], of count: Int
    ) -> String {
        let open = listed.count { $0.1 == nil }
        let head = text(
            zh: "可能重复 \(count) 对，待决定 \(open) 对", en: "\(count) pairs may be one unit, \(open) undecided")
        let lines = listed.map { candidate, decision in
            let reasons = candidate.reasons.map(\.text[.invoked]).joined(separator: text(zh: "；", en: "; "))
            let end = decision.map { "  [\($0.values[1]), \($0.actor), \($0.time): \($0.reason)]" } ?? ""
            let line = Self.line([candidate.first, candidate.second], records).map { "\n    \($0)" } ?? ""
            return "\(candidate.first)  \(candidate.second)  \(reasons)\(end)\(line)"
        }
        return ([head] + lines).joined(separator: "\n")
    }

    private func json(
        _ listed: [(DuplicateCandidate, UnitLogEntry?)], _ records: [String: UnitRecords]
    ) -> String {
        func counts(_ unit: String) -> JSONValue {
            let counts = records[unit]?.counts ?? [:]
            return .object(
                UnitRecordKind.allCases.compactMap { kind in
                    counts[kind].map { JSONMember(kind.rawValue, .number(JSONNumber($0))) }
                })
        }
        let pairs = listed.map { candidate, decision in
            JSONValue.object([
                JSONMember("first", .string(candidate.first)),
                JSONMember("second", .string(candidate.second)),
                JSONMember("reasons", .array(candidate.reasons.map { .string($0.text[.english]) })),
                JSONMember("decision", decision.map { .string($0.values[1]) } ?? .null),
                JSONMember("first_records", counts(candidate.first)),
                JSONMember("second_records", counts(candidate.second)),
            ])
        }
        return String(decoding: JSONValue.object([JSONMember("pairs", .array(pairs))]).json, as: UTF8.self)
    }
}

/// What a person says of two rows that may be one unit.
enum DuplicateDecision: String, CaseIterable, ExpressibleByArgument {
    case same, different, withdrawn

    /// The decision in words.
    fileprivate var title: LocalizedText {
        switch self {
        case .same: LocalizedText(zh: "同一单位", en: "one unit")
        case .different: LocalizedText(zh: "不同单位", en: "two units")
        case .withdrawn: LocalizedText(zh: "撤回先前的决定", en: "the earlier decision is withdrawn")
        }
    }
}
