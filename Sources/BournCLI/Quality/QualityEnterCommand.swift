internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// `bourn quality enter WORKSPACE FILE`: enters what the check found.
struct QualityEnterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter",
        abstract: text(
            zh: "录入核查结果：整个文件全部录入，或一行都不录并逐行说明。",
            en: "Enter results: all of a file, or none of it with every reason."),
        discussion: text(
            zh:
                "样本单位：CSV，列 unit,duplicate（yes/no）,checked,wrong。区域（与 --areas 同用）：CSV，列 area,found,missed。是否重复也可写 是/否，列名也可用中文（单位、是否重复、核查项数、差错项数、区域、查到、漏查）。时间由系统记录。"
                + "--correct 用新结果更正已录入的结果，原结果仍在记录中。",
            en:
                "Drawn units: CSV with unit, duplicate (yes or no), checked, wrong. Areas, with --areas: CSV with area, "
                + "found, missed. The time is the system's. --correct puts results in the place of earlier ones, which stay "
                + "in the log."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "结果 CSV", en: "CSV of results."))
    var file: String

    @Flag(help: help(zh: "文件是各区域复查所得", en: "The file holds what resurveys of areas found."))
    var areas = false

    @Option(help: help(zh: "更正已录入的结果，给出理由", en: "Correct results entered before, and why."))
    var correct: String?

    @Option(help: help(zh: "核查的名称", en: "What names the check."))
    var name = "1"

    @Option(name: .person, help: help(zh: "核查人", en: "Who checked."))
    var actor: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !actor.isBlank else {
            throw ValidationError(text(zh: "--by 不能为空", en: "--by must not be blank"))
        }
        guard correct.map({ !$0.isBlank }) ?? true else {
            throw ValidationError(text(zh: "--correct 须写明理由", en: "--correct needs the reason"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let columns = areas ? ["area", "found", "missed"] : ["unit", "duplicate", "checked", "wrong"]
            let rows = try await ListFile.rows(of: file, columns: columns)
            let (entries, bad) = read(rows)
            guard bad.isEmpty else { throw try refusal(of: entries, and: bad, in: office) }
            do {
                try office.enter(entries.map { $0.entry }, inCheck: name)
            } catch QualityStoreError.refused(let refusals) {
                throw DirectoryFileError.badRows(
                    path: file, refusals.map { (entries[$0.place].row, $0.reason.text) })
            }
            console.note(text(zh: "已录入 \(entries.count) 行结果", en: "\(entries.count) results entered"))
            return .fine
        }
    }

    /// Everything that is wrong with the file: rows that cannot be read, and what the check refuses of the others.
    private func refusal(
        of entries: [(row: Int, entry: QualityEntry)], and bad: [(row: Int, text: LocalizedText)],
        in office: Workspace
    ) throws -> DirectoryFileError {
        let refused = try office.refusals(of: entries.map { $0.entry }, inCheck: name)
            .map { (row: entries[$0.place].row, text: $0.reason.text) }
        return .badRows(path: file, (bad + refused).sorted { $0.row < $1.row })
    }

    private func read(
        _ rows: [ListFile.Row]
    ) -> (entries: [(row: Int, entry: QualityEntry)], bad: [(row: Int, text: LocalizedText)]) {
        let time = Date().formatted(.iso8601)
        var entries: [(row: Int, entry: QualityEntry)] = []
        var bad: [(row: Int, text: LocalizedText)] = []
        for row in rows {
            if let entry = areas ? finding(row.values, time) : result(row.values, time) {
                entries.append((row.number, entry))
            } else {
                bad.append((row.number, Self.unreadable(row.values)))
            }
        }
        return (entries, bad)
    }

    private func result(_ values: [String], _ time: String) -> QualityEntry? {
        guard let isDuplicate = YesNo(values[1]), let checked = Int(values[2]), let wrong = Int(values[3])
        else { return nil }
        return .unit(
            QualityResult(
                unit: values[0], isDuplicate: isDuplicate == .yes, checkedItems: checked, wrongItems: wrong,
                actor: actor, time: time, correction: correct))
    }

    private func finding(_ values: [String], _ time: String) -> QualityEntry? {
        guard let found = Int(values[1]), let missed = Int(values[2]) else { return nil }
        return .area(
            ResurveyFinding(area: values[0], found: found, missed: missed, correction: correct), actor: actor,
            time: time)
    }

    private static func unreadable(_ values: [String]) -> LocalizedText {
        let list = values.joined(separator: ", ")
        return LocalizedText(
            zh: "“\(list)”：数目应为整数，duplicate 应为 yes/no 或 是/否",
            en: "“\(list)”: counts must be whole numbers, duplicate yes or no")
    }
}

/// Yes or no as people write it in a list.
private enum YesNo {
    case yes, no

    init?(_ text: String) {
        switch text.lowercased().filter({ !$0.isWhitespace }) {
        case "yes", "y", "是": self = .yes
        case "no", "n", "否": self = .no
        default: return nil
        }
    }
}
