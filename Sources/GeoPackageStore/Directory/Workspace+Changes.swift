public import Census
internal import GRDB

extension Workspace {
    /// Records what was done to a unit.
    ///
    /// The log only grows.
    public func record(_ change: DirectoryChange) throws { try record([change]) }

    /// Records what was done to units: all of it or nothing.
    public func record(_ changes: [DirectoryChange]) throws {
        try change { db in
            for change in changes { try Self.insert(change, in: db) }
        }
    }

    static func insert(_ change: DirectoryChange, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO unit_change (unit_key, kind, origin, reason, actor, changed_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            change.unit, change.kind.rawValue, change.origin.rawValue, change.reason, change.actor,
            change.time,
        ])
    }

    /// Everything recorded of each unit.
    public func histories() throws -> [String: UnitHistory] { try recordedChanges().histories() }

    /// Every recorded change in the order they were made.
    public func recordedChanges() throws -> [DirectoryChange] {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read { try Self.changes(in: $0) } }
    }

    /// A kind or origin that nobody knows counts as a correction of the issued list without a reason, which the
    /// merge refuses.
    static func changes(in db: Database) throws -> [DirectoryChange] {
        try Row.fetchAll(
            db, sql: "SELECT unit_key, kind, origin, reason, actor, changed_at FROM unit_change ORDER BY fid"
        ).map { row in
            let kind = ChangeKind(rawValue: row[1])
            let origin = UnitOrigin(rawValue: row[2])
            return DirectoryChange(
                unit: row[0], kind: kind ?? .corrected, origin: origin ?? .issuedList,
                reason: kind == nil || origin == nil ? "" : row[3], actor: row[4], time: row[5])
        }
    }
}
