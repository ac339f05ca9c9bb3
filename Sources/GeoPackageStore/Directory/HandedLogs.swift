internal import Census
internal import GRDB

/// What people said of units, as it was handed down with a part: recorded then, compared when the part is back.
///
/// A part's new entries are taken over, those handed down are in the whole already; so one that was altered, removed,
/// doubled or turned into a new one would otherwise be lost or counted twice without a word.
struct HandedLogs {
    /// The whole, which keeps the record.
    let whole: Database
    let part: Database
    let handout: Int64

    /// A log, or the table of units given to organisations, which does not mark what was handed down.
    private struct Log {
        let name: String
        let table: String
        let columns: [String]
        let marksHandedDown: Bool

        static let all =
            UnitLog.allCases.map {
                Log(
                    name: $0.rawValue, table: $0.table, columns: UnitLogTables.columns(of: $0),
                    marksHandedDown: true)
            } + [
                Log(
                    name: "gifts", table: "unit_organisation", columns: UnitLogTables.giftColumns,
                    marksHandedDown: false)
            ]
    }

    private func rows(_ log: Log, _ body: (StoredRow) throws -> Void) throws {
        let reader = DirectoryRowReader(key: "unit_key", columns: log.columns)
        let condition = log.marksHandedDown ? "WHERE u.is_handed_down != 0" : ""
        let rows = try SteppedStatement("SELECT \(reader.list) FROM \(log.table) u \(condition)", in: part)
        while try rows.step() { try body(reader.row(rows)) }
    }

    /// Records what a part that was just filled holds.
    func record() throws {
        let insertion = try RowStatement(
            "INSERT INTO directory_layer_row (layer_fid, row_key, digest) VALUES (?, ?, ?)", in: whole)
        for log in Log.all {
            let fid = try HandedLayers.record(log.table, columns: log.columns, handout: handout, in: whole)
            try rows(log) { row in
                try insertion.run([.integer(fid), .text(row.key), .blob(row.digest.bytes)])
            }
        }
    }

    /// What is wrong with the logs of a part that came back, log by log and by unit.
    ///
    /// Of a hand-out by a Bourn that kept no record of its logs, only new entries are looked at.
    func faults() throws -> [MergeFault] {
        try Log.all.flatMap { try changes($0) + ($0.marksHandedDown ? incomplete($0) : []) }
            + ReturnedWords(whole: whole, part: part).faults()
    }

    private func changes(_ log: Log) throws -> [MergeFault] {
        guard
            let layer = try Int64.fetchOne(
                whole, sql: "SELECT fid FROM directory_layer WHERE handout_fid = ? AND layer = ?",
                arguments: [handout, log.table])
        else { return [] }
        var left = try HandedLayers.recorded(layer, in: whole)
        let known = Set(left.keys)
        var extra: [String: Int] = [:]
        if try part.tableExists(log.table) {
            try rows(log) { row in
                if let entry = left[row.digest] {
                    left[row.digest] = entry.count > 1 ? (entry.key, entry.count - 1) : nil
                } else if log.marksHandedDown || known.contains(row.digest) {
                    extra[row.key, default: 0] += 1
                }
            }
        }
        var missing: [String: Int] = [:]
        for entry in left.values { missing[entry.key, default: 0] += entry.count }
        return Set(missing.keys).union(extra.keys).sorted().map { key in
            .handedDownChanged(
                key: key, log: log.name, missing: missing[key] ?? 0, extra: extra[key] ?? 0)
        }
    }

    /// New entries without a reason, a name or a time.
    private func incomplete(_ log: Log) throws -> [MergeFault] {
        guard try part.tableExists(log.table) else { return [] }
        let signed: [(column: String, gap: ChangeGap)] = [
            ("reason", .noReason), ("actor", .noActor), (log.columns.last ?? "", .noTime),
        ]
        return try signed.flatMap { column, gap in
            try String.fetchAll(
                part,
                sql: """
                    SELECT DISTINCT coalesce(unit_key, '') FROM \(log.table)
                    WHERE trim(coalesce(\(column), ''), ' 　' || char(9, 10, 13)) = '' AND is_handed_down = 0 ORDER BY 1
                    """
            ).map { .incompleteEntry(key: $0, log: log.name, gap: gap) }
        }
    }
}
