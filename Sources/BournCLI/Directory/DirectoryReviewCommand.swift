internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn directory review WORKSPACE`: the six states and where the departments stand.
struct DirectoryReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: text(
            zh: "八部六色：各状态单位数，以及各部门意见是否一致。",
            en: "The joint review: units in each state, and where departments differ."),
        discussion: text(
            zh: "不以多数定论：意见不一的由人决定（directory dispose）。",
            en: "No majority decides: where departments differ, people do (directory dispose)."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let summary = DispositionSummary(
                units: try office.counts()[.units] ?? 0, histories: try office.histories(),
                dispositions: try office.entries(of: .dispositions),
                opinions: try office.entries(of: .opinions), departments: try office.departments(),
                table: try office.dispositions())
            try console.deliver(
                result.format == .json ? summary.json : summary.table, to: result.output)
            return summary.reviewed.contains { $0.needsDecision } ? .faulty : .fine
        }
    }
}

extension DispositionSummary.Reviewed {
    /// Departments differ, or have said what cannot be counted, and nobody has put the unit in a state.
    fileprivate var needsDecision: Bool {
        switch review {
        case .open, .agreed: false
        case .divided, .unusable: disposition == nil
        }
    }

    fileprivate var line: [String] {
        let state = disposition ?? text(zh: "未定", en: "undecided")
        switch review {
        case .open: return [unit, state, ""]
        case .agreed(let agreed, let missing):
            let rest =
                missing.isEmpty ? "" : text(zh: "，未表态：", en: "; silent: ") + missing.joined(separator: ", ")
            return [unit, state, text(zh: "一致：\(agreed)\(rest)", en: "agreed: \(agreed)\(rest)")]
        case .divided(let votes, let missing):
            let sides = votes.map { "\($0.disposition) (\($0.departments.joined(separator: ", ")))" }
            let rest =
                missing.isEmpty ? "" : text(zh: "，未表态：", en: "; silent: ") + missing.joined(separator: ", ")
            return [unit, state, text(zh: "不一致：", en: "divided: ") + sides.joined(separator: " / ") + rest]
        case .unusable(let opinions):
            let words = opinions.map { "\($0.department): \($0.disposition)" }.joined(separator: ", ")
            return [unit, state, text(zh: "不能计入：\(words)", en: "cannot be counted: \(words)")]
        }
    }

    fileprivate var json: JSONValue {
        let (word, votes): (String, [JointReview.Vote]) =
            switch review {
            case .open: ("open", [])
            case .agreed(let state, _): ("agreed", [JointReview.Vote(disposition: state, departments: [])])
            case .divided(let votes, _): ("divided", votes)
            case .unusable: ("unusable", [])
            }
        return .object([
            JSONMember("unit", .string(unit)), JSONMember("review", .string(word)),
            JSONMember("disposition", disposition.map(JSONValue.string) ?? .null),
            JSONMember(
                "votes",
                .array(
                    votes.map {
                        .object([
                            JSONMember("disposition", .string($0.disposition)),
                            JSONMember("departments", .array($0.departments.map(JSONValue.string))),
                        ])
                    })),
        ])
    }
}

extension DispositionSummary {
    fileprivate var table: String {
        let states = counts.map { count in
            [
                count.disposition.colour, count.disposition.title[.invoked], "\(count.units)",
                count.disposition.countsInRegister ? "" : text(zh: "不计入名录", en: "not in the register"),
            ]
        }
        var rest = [text(zh: "未定状态：\(undecided)", en: "in no state: \(undecided)")]
        if removedByRecord > 0 {
            rest.append(
                text(
                    zh: "已记录删除（directory record），不计入名录：\(removedByRecord)",
                    en: "removed by record (directory record), not in the register: \(removedByRecord)"))
        }
        let units = reviewed.isEmpty ? [] : [aligned(reviewed.map(\.line))]
        return ([aligned(states)] + rest + units).joined(separator: "\n")
    }

    fileprivate var json: String {
        let value = JSONValue.object([
            JSONMember(
                "states",
                .array(
                    counts.map {
                        .object([
                            JSONMember("code", .string($0.disposition.code)),
                            JSONMember("colour", .string($0.disposition.colour)),
                            JSONMember("units", .number(JSONNumber($0.units))),
                            JSONMember("in_register", .bool($0.disposition.countsInRegister)),
                        ])
                    })), JSONMember("undecided", .number(JSONNumber(undecided))),
            JSONMember("removed_by_record", .number(JSONNumber(removedByRecord))),
            JSONMember("reviewed", .array(reviewed.map(\.json))),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
