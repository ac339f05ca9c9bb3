public import Census
internal import GRDB

/// An import as a workspace remembers it.
public struct ImportRun: Hashable, Sendable {
    /// What was imported.
    public let kind: String
    /// The source's path.
    public let source: String
    /// The reference it was declared to be in.
    public let reference: String
    /// When, in UTC (ISO 8601).
    public let importedAt: String
    /// Rows read.
    public let read: Int
    /// Rows that were new, changed, or there with the same values.
    public let accepted: Int
    /// Rows refused.
    public let refused: Int
}

/// A refused row as a workspace remembers it.
public struct RememberedRefusal: Hashable, Sendable {
    /// The source's path.
    public let source: String
    /// The row's number among the data rows, from 1.
    public let row: Int
    /// The column at fault, if it is one.
    public let field: String?
    /// The value at fault.
    public let value: String?
    /// Why.
    public let reason: LocalizedText
}

extension Workspace {
    /// Every import there was, the first first.
    public func importRuns() throws -> [ImportRun] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT kind, source, reference, imported_at, rows_read, inserted + updated + unchanged, refused
                        FROM import_run ORDER BY fid
                        """
                ).map {
                    ImportRun(
                        kind: $0[0], source: $0[1], reference: $0[2], importedAt: $0[3], read: $0[4],
                        accepted: $0[5],
                        refused: $0[6])
                }
            }
        }
    }

    /// The rows that the last import of each source refused.
    ///
    /// - Parameter limit: The most rows to give.
    /// - Returns: The refused rows, by import and row.
    /// - Throws: `StoreError` when the file cannot be read.
    public func refusals(limit: Int) throws -> [RememberedRefusal] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT i.source, r.row, r.field, r.value, r.reason, r.reason_en
                        FROM import_refusal r JOIN import_run i ON i.fid = r.import_fid
                        WHERE i.fid IN (SELECT max(fid) FROM import_run GROUP BY kind, source)
                        ORDER BY i.fid, r.row LIMIT ?
                        """,
                    arguments: [limit]
                ).map {
                    RememberedRefusal(
                        source: $0[0], row: $0[1], field: $0[2], value: $0[3],
                        reason: LocalizedText(zh: $0[4], en: $0[5]))
                }
            }
        }
    }
}
