internal import Census
internal import GeoPackageStore

/// Tells at once that units which parts hold were changed in the whole: at the merge it would come too late.
enum HandoutWarning {
    /// After a command that may have changed units: tells how many of those handed out are no longer as they were.
    ///
    /// - Complexity: O(n) in the units handed out; nothing while no part is out.
    static func tellChanges(in office: Workspace, on console: Console) throws {
        let changed = try office.changedWhileOut()
        guard !changed.isEmpty else { return }
        let parts = list(changed)
        console.note(
            text(
                zh: "⚠ 已下发而未返回的单位在总库中有改动（\(parts)）：合并这些部分时会被拒收。请在合并前恢复（如 placement undo），或改在返回的部分里做",
                en:
                    "⚠ units of parts that are out differ here from what was handed out (\(parts)): merging these parts will be "
                    + "refused. Take the change back before (such as placement undo), or make it in the part instead"
            ))
    }

    /// After a unit was given to another organisation: what is out stays there until it is back.
    static func tellGift(of holders: [String: String], on console: Console) {
        guard !holders.isEmpty else { return }
        let parts = list(Dictionary(grouping: holders.values, by: \.self).mapValues(\.count))
        console.note(
            text(
                zh: "该单位已下发（\(parts)）：划归从下一次拆分起生效",
                en: "the unit is out in a part (\(parts)): the gift counts from the next split"))
    }

    /// After something was recorded of units in the whole: tells which parts hold them.
    static func tellRecords(of holders: [String: String], on console: Console) {
        guard !holders.isEmpty else { return }
        let parts = list(Dictionary(grouping: holders.values, by: \.self).mapValues(\.count))
        console.note(
            text(
                zh: "⚠ 其中有已下发而未返回的单位（\(parts)）：单位的内容请改在该部分里，总库中改了，合并时会被拒收",
                en:
                    "⚠ some of these units are in parts that are out (\(parts)): change their rows in the part, since the part is "
                    + "refused at the merge when they differ here"))
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}
