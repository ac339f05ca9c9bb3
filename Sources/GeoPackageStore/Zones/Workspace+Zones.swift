public import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Why a change of zones cannot be stored.
public enum ZoneStoreError: Error, Hashable, Sendable {
    /// Somebody else changed the zones between reading and writing.
    case changedMeanwhile(path: String)
    /// A row of the zones has no usable area.
    case unreadableZone(path: String, code: String)
    /// There is no edit to be taken back, or to be done again.
    case nothingTo(Direction, path: String)
}

/// The zones of a workspace at one moment.
public struct ZoneLedger: Sendable {
    /// The codes ever given.
    public let register: ZoneRegister
    /// The zones in use, in the order of codes.
    public let zones: [KeptZone]
    /// How many events there were: what a change is made against.
    let revision: Int
}

extension Workspace {
    /// Reads the zones and the codes ever given to any.
    ///
    /// Zones that were imported or added in another program are entered in the register here, and kept with the next change.
    ///
    /// - Throws: `ZoneStoreError.unreadableZone`, `StoreError`.
    public func zoneLedger() throws -> ZoneLedger {
        try GeoPackageFile.reportingDamage(of: path) { try queue.read { try ledger(in: $0) } }
    }

    func ledger(in db: Database) throws -> ZoneLedger {
        var entries: [String: ZoneRegister.Entry] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT code, name, town, retired FROM zone_code") {
            entries[row[0]] = ZoneRegister.Entry(name: row[1], town: row[2], isRetired: row[3])
        }
        var zones: [KeptZone] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT code, name, parent_code, geom FROM zone ORDER BY code, fid")
        while let row = try rows.next() {
            let code: String = row[0] ?? ""
            guard let area = try Self.area(row[3]) else {
                throw ZoneStoreError.unreadableZone(path: path, code: code)
            }
            zones.append(KeptZone(code: code, name: row[1] ?? "", town: row[2] ?? "", area: area))
        }
        let used = Set(zones.map(\.code))
        // What another program took away is no more; what it added is in use.
        for code in entries.keys where !used.contains(code) { entries[code]?.isRetired = true }
        for zone in zones { entries[zone.code] = ZoneRegister.Entry(name: zone.name, town: zone.town) }
        let width = try WorkspaceSetting.zoneSerialWidth.read(in: db) ?? ZoneCode.usualSerialWidth
        return ZoneLedger(
            register: ZoneRegister(entries, serialWidth: min(max(width, 1), 6)), zones: zones,
            revision: try Int.fetchOne(db, sql: "SELECT count(*) FROM zone_event") ?? 0)
    }

    static func area(_ value: DatabaseValue) throws -> MultiPolygon? {
        guard let data = Data.fromDatabaseValue(value) else { return nil }
        do throws(GeoPackageBlobError) {
            return try GeoPackageBlob.decode([UInt8](data)).geometry.area
        } catch {
            return nil
        }
    }

    /// Puts an adopted plan in place of the zones there are, as one transaction.
    ///
    /// Rows whose code stays and whose values are the same are not touched. Hand edits before can no longer be undone.
    ///
    /// - Parameters:
    ///   - adoption: The plan with its codes.
    ///   - ledger: The zones it was made against.
    ///   - conditions: What the plan was drawn by; `nil` leaves what the workspace has.
    /// - Throws: `ZoneStoreError.changedMeanwhile`, `StoreError`; then the workspace is as before.
    public func adopt(
        _ adoption: ZoneAdoption, replacing ledger: ZoneLedger, drawnBy conditions: ZoneConditions? = nil
    ) throws {
        try change { db in
            try check(ledger, in: db)
            try closeEdits(in: db)
            try db.execute(sql: "DELETE FROM \(ZoneTables.pieces)")
            try write(zones: adoption.zones, replacing: ledger.zones, in: db)
            try db.execute(sql: "DELETE FROM zone_lock WHERE code NOT IN (SELECT code FROM zone)")
            try write(adoption.register, in: db)
            try append(adoption.events, in: db)
            try WorkspaceSetting.zoneSerialWidth.write(adoption.register.serialWidth, in: db)
            if let conditions { try ZoneConditionTable.write(conditions, in: db) }
        }
    }

    /// The codes of the zones that were locked by hand, in order.
    ///
    /// - Returns: None for a file that is no workspace.
    /// - Throws: `StoreError`.
    public static func zoneLocks(at path: String) throws -> [String] {
        guard isWorkspace(at: path) else { return [] }
        return try GeoPackageFile.reportingDamage(of: path) {
            try GeoPackageFile(path: path).queue.read { db in
                guard try db.tableExists("zone_lock") else { return [] }
                return try String.fetchAll(
                    db,
                    sql: "SELECT code FROM zone_lock WHERE code IN (SELECT code FROM zone) ORDER BY code")
            }
        }
    }

    /// Everything that happened to the zones, the first first.
    public func zoneEvents() throws -> [ZoneEvent] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT kind, codes_from, codes_into, detail, actor, reason, happened_at
                        FROM zone_event ORDER BY fid
                        """
                ).compactMap { row in
                    guard let kind = ZoneEvent.Kind(rawValue: row[0]) else { return nil }
                    return ZoneEvent(
                        kind, from: Self.codes(row[1]), into: Self.codes(row[2]), detail: row[3],
                        actor: row[4], reason: row[5], time: row[6])
                }
            }
        }
    }

    private static func codes(_ text: String) -> [String] { text.split(separator: ";").map(String.init) }
}

extension Workspace {
    func check(_ ledger: ZoneLedger, in db: Database) throws {
        let now = try self.ledger(in: db)
        guard now.revision == ledger.revision, now.zones == ledger.zones else {
            throw ZoneStoreError.changedMeanwhile(path: path)
        }
    }

    func append(_ events: [ZoneEvent], in db: Database) throws {
        for event in events {
            try db.execute(
                sql: """
                    INSERT INTO zone_event (kind, codes_from, codes_into, detail, actor, reason, happened_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    event.kind.rawValue, event.from.joined(separator: ";"),
                    event.into.joined(separator: ";"), event.detail, event.actor, event.reason, event.time,
                ])
        }
    }

    func write(_ register: ZoneRegister, in db: Database) throws {
        try db.execute(sql: "DELETE FROM zone_code")
        for (code, entry) in register.entries.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql: "INSERT INTO zone_code (code, name, town, retired) VALUES (?, ?, ?, ?)",
                arguments: [code, entry.name, entry.town, entry.isRetired])
        }
    }

    /// Brings the layer of zones from one state to another, touching only what differs.
    func write(zones: [KeptZone], replacing old: [KeptZone], in db: Database) throws {
        let before = Dictionary(old.map { ($0.code, $0) }) { first, _ in first }
        let after = Set(zones.map(\.code))
        for zone in old where !after.contains(zone.code) {
            try db.execute(sql: "DELETE FROM zone WHERE code = ?", arguments: [zone.code])
        }
        for zone in zones where before[zone.code] != zone {
            let shape = Data(GeoPackageBlob.encode(.multiPolygon(zone.area), srsID: Int32(srsID)))
            let town = zone.town.isEmpty ? nil : zone.town
            if before[zone.code] == nil {
                try db.execute(
                    sql: "INSERT INTO zone (geom, code, name, parent_code) VALUES (?, ?, ?, ?)",
                    arguments: [shape, zone.code, zone.name, town])
            } else {
                try db.execute(
                    sql: "UPDATE zone SET geom = ?, name = ?, parent_code = ? WHERE code = ?",
                    arguments: [shape, zone.name, town, zone.code])
            }
        }
        let schema = LayerSchema(WorkspaceLayer(kind: .zones, srsID: srsID).definition)
        try schema.recordChange(extent: nil, in: db)
        try schema.recordWholeExtent(in: db)
    }

    /// From now on no edit made until now can be undone or done again.
    func closeEdits(in db: Database) throws {
        try db.execute(sql: "UPDATE zone_edit SET state = 'closed' WHERE state != 'closed'")
    }
}
