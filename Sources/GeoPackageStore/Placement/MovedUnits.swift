internal import Census
internal import Foundation
internal import GRDB

/// What became of units' coordinates after they first came: an import of the directory asks, and keeps it.
///
/// A correction that a person accepted stands against the same file imported again: the text it rests on is the same. New
/// coordinates win over it, and the unit then no longer belongs to the batch whose mistake it had.
struct MovedUnits {
    private let source: String
    private let db: Database
    private var corrections: [Int64: Correction] = [:]

    private struct Correction {
        let fid: Int64
        let before: [UInt8]?
        let after: [UInt8]?
    }

    /// Reads the corrections in force.
    init(source: String, in db: Database) throws {
        self.source = source
        self.db = db
        let rows = try Row.fetchCursor(
            db,
            sql:
                "SELECT unit_fid, fid, before, after FROM placement_move WHERE reverted_at IS NULL ORDER BY fid"
        )
        while let row = try rows.next() {
            let (before, after): (Data?, Data?) = (row[2], row[3])
            corrections[row[0]] = Correction(
                fid: row[1], before: before.map { Array($0) }, after: after.map { Array($0) })
        }
    }

    /// The geometry that a unit had before a correction that is in force.
    func original(ofUnit fid: Int64, stored: [UInt8]?) -> [UInt8]? {
        guard let correction = corrections[fid], correction.after == stored else { return stored }
        return correction.before
    }

    /// The geometry that a unit's row gets, given what it has and what its source says now.
    mutating func geometry(ofUnit fid: Int64, stored: [UInt8]?, imported: [UInt8]?) throws -> [UInt8]? {
        guard stored != imported else { return imported }
        if let correction = corrections[fid], correction.after == stored {
            if correction.before == imported { return stored }
            try db.execute(
                sql:
                    "UPDATE placement_move SET reverted_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE fid = ?",
                arguments: [correction.fid])
            corrections[fid] = nil
        }
        try db.execute(
            sql: """
                INSERT INTO placement_relocation (unit_fid, source, relocated_at)
                VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                """, arguments: [fid, source])
        return imported
    }
}

extension Workspace {
    /// Which units no longer have the coordinates that their batch came with, and where their present ones come from.
    ///
    /// - Returns: For each such unit's key the file that brought new coordinates, or an empty text where a correction was
    ///   recorded. Units whose correction was taken back are not among them.
    /// - Throws: `StoreError`.
    /// - Complexity: O(n) in the relocations and corrections.
    public func relocatedUnits() throws -> [String: String] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                var origins: [String: String] = [:]
                // What a move here recorded of a unit is undone with the move; what a part corrected stays.
                let corrected = try String.fetchCursor(
                    db,
                    sql: """
                        SELECT unit_key FROM placement_move WHERE reverted_at IS NULL
                        UNION SELECT unit_key FROM unit_change WHERE kind = 'corrected'
                            AND (unit_key, actor, changed_at) NOT IN (
                                SELECT m.unit_key, d.actor, d.decided_at FROM placement_move m
                                JOIN placement_decision d ON d.proposal = m.proposal)
                        """)
                while let key = try corrected.next() { origins[key] = "" }
                let relocated = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT u.unit_key, r.source FROM placement_relocation r JOIN unit u ON u.fid = r.unit_fid
                        ORDER BY r.fid
                        """)
                while let row = try relocated.next() {
                    if let key = String.fromDatabaseValue(row[0]) { origins[key] = row[1] }
                }
                return origins
            }
        }
    }
}
