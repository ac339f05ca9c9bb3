public import Census
internal import GRDB

/// What bringing the units' zones up to date did.
public struct ZoneRefresh: Hashable, Sendable {
    /// All units were placed: for the first time, or since a program had removed what notes changes.
    public let isComplete: Bool
    /// The codes of the zones that came, went or changed; empty when all units were placed.
    public let zones: [String]
    /// How many units were looked up.
    public let examined: Int
    /// The units whose zone is another one now, in the order of their keys; on the first placement none.
    public let moves: [Reassignment.Move]
    /// The names, by their keys, of the units among the moves whose rows are gone; blank for a unit without a name.
    public let vanished: [String: String]
}

extension Workspace {
    /// Brings the zone of each unit up to date.
    ///
    /// The first time all units are placed. From then on the file itself notes which zones and units any program
    /// changes, and only units that came or moved, or lie where a zone changed, are placed again. Of units that
    /// moved to another zone, before and after are kept in the workspace.
    ///
    /// - Parameters:
    ///   - time: When, as ISO 8601 text.
    ///   - isDryRun: Find out and report, keep nothing.
    /// - Returns: What was looked up and what moved.
    /// - Throws: `StoreError`; then the workspace is as before.
    /// - Complexity: O(c + k log n) for c vertices of the zones near changes and k units near them or changed
    ///   themselves, among n; the first time O(n) and the vertices of all zones.
    public func refreshZones(time: String, isDryRun: Bool = false) throws -> ZoneRefresh {
        try change(keeping: !isDryRun) { db in
            let placing = UnitPlacing(db: db)
            let refresh =
                try UnitZoneTables.areWatched(in: db) ? placing.placeTouched() : placing.placeAll()
            if refresh.isComplete {
                try UnitZoneTables.watch(in: db)
            } else {
                try UnitZoneTables.forget(in: db)
            }
            try Self.record(refresh, time: time, in: db)
            return refresh
        }
    }

    private static func record(_ refresh: ZoneRefresh, time: String, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO unit_zone_run (placed_at, is_complete, zones_changed, examined, moved)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                time, refresh.isComplete, refresh.zones.count, refresh.examined, refresh.moves.count,
            ])
        let run = db.lastInsertedRowID
        let insertion = try RowStatement(
            "INSERT INTO unit_zone_move (run_fid, unit_key, before, after) VALUES (?, ?, ?, ?)", in: db)
        for move in refresh.moves {
            try insertion.run([
                .integer(run), .text(move.key), .optional(move.before), .optional(move.after),
            ])
        }
    }

    /// The zone of each unit as last placed, by the unit's key; units in no zone are left out.
    public func unitZones() throws -> [String: String] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let rows = try SteppedStatement(
                    """
                    SELECT u.unit_key, z.zone_code FROM unit_zone z JOIN unit u ON u.fid = z.fid
                    WHERE z.zone_code NOT NULL
                    """, in: db)
                var zones: [String: String] = [:]
                while try rows.step() {
                    if let key = rows.text(0), let zone = rows.text(1) { zones[key] = zone }
                }
                return zones
            }
        }
    }
}
