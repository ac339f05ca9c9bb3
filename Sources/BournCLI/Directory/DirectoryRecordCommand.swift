internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// `bourn directory record WORKSPACE UNIT KIND --reason …`: says what was done to a unit and why.
struct DirectoryRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: text(
            zh: "记录对单位的修正、补录、完善或删除。", en: "Record that units were corrected, added, completed or removed."),
        discussion: text(
            zh: "来源自动记录：补录的单位及其后的变动为“本地增补”，其余为“下发名录”。删除的单位，行仍保留。",
            en:
                "The origin is recorded by itself: units added here are local, and stay so; the others are of the issued "
                + "list. The row of a removed unit stays."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "单位（unit_key）", en: "The unit (unit_key)."))
    var unit: String?

    @Argument(
        help: help(zh: "corrected、added、completed 或 removed", en: "corrected, added, completed or removed."))
    var kind: ChangeKind?

    @Option(help: help(zh: "成批录入：CSV，列 unit,kind,reason", en: "Many at once: CSV with unit, kind, reason."))
    var file: String?

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String?

    @Option(name: .person, help: help(zh: "处理人", en: "Who."))
    var actor: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (file == nil) == (kind != nil && reason != nil) else {
            throw ValidationError(
                text(zh: "给出单位、类别和 --reason，或者 --file", en: "give unit, kind and --reason, or --file"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            var rows = [ListFile.Row(number: 0, values: [unit ?? "", kind?.rawValue ?? "", reason ?? ""])]
            if let file { rows = try await ListFile.rows(of: file, columns: ["unit", "kind", "reason"]) }
            let changes = try changes(rows, in: office)
            try office.record(changes)
            console.note(text(zh: "已记录 \(changes.count) 个变动", en: "\(changes.count) changes recorded"))
            HandoutWarning.tellRecords(
                of: try office.handedOut(among: Set(changes.map(\.unit))), on: console)
            return .fine
        }
    }

    private func changes(_ rows: [ListFile.Row], in office: Workspace) throws -> [DirectoryChange] {
        let known = try office.unitsPresent(among: rows.map { $0.values[0] })
        let issued = try office.handedOut(among: rows.map { $0.values[0] })
        var histories = try office.histories()
        let kinds = ListVocabulary(ChangeKind.allCases.map { ($0.rawValue, $0.text) })
        let time = Date().formatted(.iso8601)
        var bad: [(row: Int, text: LocalizedText)] = []
        let changes = rows.compactMap { row -> DirectoryChange? in
            let key = row.values[0]
            let kind: ChangeKind
            do throws(UnitLogIntake.Fault) {
                kind = ChangeKind(rawValue: try kinds.code(of: row.values[1])) ?? .corrected
            } catch {
                bad.append((row.number, error.text))
                return nil
            }
            if !known.contains(key) { bad.append((row.number, ReferenceWording.noUnit(key))) }
            let isLocal = kind == .added || histories[key]?.origin == .addedLocally
            let change = DirectoryChange(
                unit: key, kind: kind, origin: isLocal ? .addedLocally : .issuedList, reason: row.values[2],
                actor: actor, time: time)
            bad += change.gaps.map { (row.number, $0.text) }
            if let text = contradiction(change, histories[key], issuedTo: issued[key]) {
                bad.append((row.number, text))
            }
            if histories[key] == nil {
                histories[key] = UnitHistory(change)
            } else {
                histories[key]?.append(change)
            }
            return change
        }
        guard bad.isEmpty else { throw DirectoryFileError.badRows(path: file ?? workspace, bad) }
        return changes
    }

    /// What a change contradicts: a removal that is in force, or that the unit was handed out and so is of the list.
    private func contradiction(
        _ change: DirectoryChange, _ history: UnitHistory?, issuedTo organisation: String?
    ) -> LocalizedText? {
        if let removal = history?.removal, change.kind != .added {
            return LocalizedText(
                zh:
                    "\(change.unit) 已于 \(removal.time) 由 \(removal.actor) 记为删除（\(removal.reason)）；确属名录的，先记补录（added）",
                en:
                    "\(change.unit) was recorded as removed by \(removal.actor), \(removal.time) (\(removal.reason)); if it "
                    + "belongs in the directory after all, record it as added first")
        }
        guard let organisation, change.kind == .added, history?.removal == nil else { return nil }
        return LocalizedText(
            zh: "\(change.unit) 是下发名录中的单位（已下发给 \(organisation)），不是补录",
            en: "\(change.unit) is of the issued list (handed out to \(organisation)), so it is no addition")
    }
}
