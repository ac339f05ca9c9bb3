public import Census
internal import GRDB

/// The table in which a workspace keeps what its zones were drawn by.
enum ZoneConditionTable {
    static let name = "zone_condition"

    static func create(in db: Database) throws {
        // One row, the first time when there is something to say.
        try AttributeTable.create(name, "conditions TEXT NOT NULL", in: db)
    }

    /// The conditions; what an earlier version kept of limits stands in where there are none.
    static func read(in db: Database) throws -> ZoneConditions? {
        let text = try String.fetchOne(db, sql: "SELECT conditions FROM \(name) ORDER BY fid DESC LIMIT 1")
        if let kept = text.flatMap(ZoneConditions.init(text:)) { return kept }
        let minimum = try WorkspaceSetting.zoneMinimum.read(in: db)
        let maximum = try WorkspaceSetting.zoneMaximum.read(in: db)
        guard minimum != nil || maximum != nil else { return nil }
        return ZoneConditions(minimum: minimum.map(Double.init), maximum: maximum.map(Double.init))
    }

    static func write(_ conditions: ZoneConditions, in db: Database) throws {
        try db.execute(sql: "DELETE FROM \(name)")
        try db.execute(
            sql: "INSERT INTO \(name) (conditions) VALUES (?)", arguments: [conditions.text])
        try db.execute(
            sql:
                "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = ?",
            arguments: [name])
    }
}

extension Workspace {
    /// What the zones were drawn by, with the limits that hold now; `nil` when nobody has said.
    public func zoneConditions() throws -> ZoneConditions? {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read(ZoneConditionTable.read) }
    }

    /// Sets the limits that zones are held against, on record.
    ///
    /// Nothing happens when they are so already.
    ///
    /// - Throws: `StoreError`; then nothing has changed.
    public func setZoneLimits(minimum: Double, maximum: Double, by attribution: Attribution) throws {
        try change { db in
            var conditions = try ZoneConditionTable.read(in: db) ?? ZoneConditions()
            let before = conditions
            (conditions.minimum, conditions.maximum) = (minimum, maximum)
            guard conditions != before else { return }
            try ZoneConditionTable.write(conditions, in: db)
            let detail = "\(Self.range(before)) → \(Self.range(conditions))"
            try append([ZoneEvent(.limits, from: [], into: [], detail: detail, by: attribution)], in: db)
        }
    }

    private static func range(_ conditions: ZoneConditions) -> String {
        let ends = [conditions.minimum, conditions.maximum].map { end in
            end.map { $0 == $0.rounded() && abs($0) < 1e15 ? "\(Int($0))" : "\($0)" } ?? ""
        }
        return ends.joined(separator: "–")
    }
}
