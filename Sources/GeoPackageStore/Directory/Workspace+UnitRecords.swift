public import Census
internal import GRDB

extension Workspace {
    /// What is recorded beside some units.
    ///
    /// - Parameter keys: The units' keys.
    /// - Returns: The records of each unit that has any.
    /// - Throws: `StoreError`.
    /// - Complexity: O(n) in the entries of all units.
    public func unitRecords(of keys: Set<String>) throws -> [String: UnitRecords] {
        var counts: [String: [UnitRecordKind: Int]] = [:]
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                for kind in UnitRecordKind.allCases {
                    let rows = try Row.fetchCursor(
                        db, sql: "SELECT unit_key, count(*) FROM \(kind.entries) GROUP BY unit_key")
                    while let row = try rows.next() {
                        guard let key = String.fromDatabaseValue(row[0]), keys.contains(key) else { continue }
                        counts[key, default: [:]][kind] = row[1]
                    }
                }
            }
        }
        return counts.mapValues { UnitRecords($0) }
    }
}

extension UnitRecordKind {
    /// The table of the entries, and which of its rows are meant.
    fileprivate var entries: String {
        switch self {
        case .changes: "unit_change"
        case .dispositions: UnitLog.dispositions.table
        case .opinions: UnitLog.opinions.table
        case .progress: UnitLog.progress.table
        case .codes: UnitLog.codes.table
        case .gifts: "unit_organisation"
        case .moves: "placement_move WHERE reverted_at IS NULL"
        case .quality: "quality_result"
        }
    }
}
