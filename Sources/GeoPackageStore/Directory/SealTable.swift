internal import Census
internal import GRDB

/// The table in which a part keeps what its organisation sealed, so that a seal that does not come along is missed.
enum SealTable {
    static func create(in db: Database) throws {
        try AttributeTable.create(
            name,
            """
            rows INTEGER NOT NULL, digest TEXT NOT NULL, records INTEGER NOT NULL,
            records_digest TEXT NOT NULL, sealed_at TEXT NOT NULL
            """, in: db)
    }

    private static let name = "directory_seal"

    static func record(_ seal: DirectorySeal, time: String, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO \(name) (rows, digest, records, records_digest, sealed_at) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                seal.units.count, "\(seal.units.digest)", seal.records.count, "\(seal.records.digest)", time,
            ])
    }

    /// The last seal; `nil` when there is none.
    static func last(in db: Database) throws -> DirectorySeal? {
        guard try db.tableExists(name),
            let row = try Row.fetchOne(
                db,
                sql: "SELECT rows, digest, records, records_digest FROM \(name) ORDER BY fid DESC LIMIT 1"),
            let units = RowDigest(hexadecimal: row[1]), let records = RowDigest(hexadecimal: row[3])
        else { return nil }
        return DirectorySeal(
            units: RowTally(count: row[0], digest: units),
            records: RowTally(count: row[2], digest: records))
    }
}
