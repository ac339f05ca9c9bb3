internal import GRDB

/// The tables in which a workspace keeps the zone of each unit, and what changed since it was looked up.
///
/// The triggers note what any program changes, QGIS too. They call no function that only Bourn has, and come to be
/// with the first placement: before, everything is new anyway and an import need not be slowed down.
enum UnitZoneTables {
    static func create(in db: Database) throws {
        for (name, columns) in tables {
            try db.execute(sql: "CREATE TABLE \(name) (fid INTEGER PRIMARY KEY NOT NULL, \(columns))")
            try AttributeTable.register(name, in: db)
        }
        try db.execute(sql: "CREATE INDEX unit_zone_move_run ON unit_zone_move (run_fid)")
    }

    /// The key and name that a unit had when it was placed: once its row is gone, nothing else tells which it was.
    static func addNames(in db: Database) throws {
        for column in ["unit_key", "name"] {
            try db.execute(sql: "ALTER TABLE unit_zone ADD COLUMN \(column) TEXT")
        }
        try db.execute(
            sql: """
                UPDATE unit_zone SET (unit_key, name) =
                    (SELECT u.unit_key, u.name FROM unit u WHERE u.fid = unit_zone.fid)
                """)
    }

    /// A statement that keeps a unit's zone, by its number and the zone's code.
    static func placement(in db: Database) throws -> RowStatement {
        try RowStatement(
            """
            INSERT OR REPLACE INTO unit_zone (fid, zone_code, unit_key, name)
            SELECT ?1, ?2, unit_key, name FROM unit WHERE fid = ?1
            """, in: db)
    }

    private static let tables = [
        // fid is the unit's; no code means outside of all zones, or nowhere.
        ("unit_zone", "zone_code TEXT"),
        (
            "unit_zone_run",
            "placed_at TEXT NOT NULL, is_complete INTEGER NOT NULL, zones_changed INTEGER NOT NULL, examined INTEGER NOT NULL, moved INTEGER NOT NULL"
        ),
        ("unit_zone_move", "run_fid INTEGER NOT NULL, unit_key TEXT NOT NULL, before TEXT, after TEXT"),
        // fid is the zone's: how it was when the units were placed; no geometry means that it was not there.
        ("zone_before", "code TEXT, geom BLOB"),
        // fid is that of a unit that came, went or moved.
        ("unit_touched", "is_noted INTEGER"),
    ]

    /// Every change since the last placement is noted: no program has removed a trigger or a layer.
    static func areWatched(in db: Database) throws -> Bool {
        let names = Set(
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        return triggers.allSatisfy { names.contains($0.name) }
    }

    /// Begins to note changes, from nothing.
    static func watch(in db: Database) throws {
        try forget(in: db)
        for (name, body) in triggers {
            try db.execute(sql: "DROP TRIGGER IF EXISTS \(name)")
            try db.execute(sql: "CREATE TRIGGER \(name) \(body)")
        }
    }

    /// What was noted is dealt with.
    static func forget(in db: Database) throws {
        try db.execute(sql: "DELETE FROM zone_before")
        try db.execute(sql: "DELETE FROM unit_touched")
    }

    // Not INSERT OR IGNORE: a statement's own conflict clause would override it inside the trigger.
    private static let keepOld = """
        INSERT INTO zone_before (fid, code, geom) SELECT OLD.fid, OLD.code, OLD.geom
        WHERE NOT EXISTS (SELECT 1 FROM zone_before WHERE fid = OLD.fid);
        """
    private static let noteNew = """
        INSERT INTO zone_before (fid, code, geom) SELECT NEW.fid, NULL, NULL
        WHERE NOT EXISTS (SELECT 1 FROM zone_before WHERE fid = NEW.fid);
        """

    private static func touch(_ row: String) -> String {
        """
        INSERT INTO unit_touched (fid) SELECT \(row).fid
        WHERE NOT EXISTS (SELECT 1 FROM unit_touched WHERE fid = \(row).fid);
        """
    }

    /// Keeps a row that `REPLACE` is about to take away: SQLite fires no trigger for that row's own deletion.
    private static let keepReplaced = """
        INSERT INTO zone_before (fid, code, geom) SELECT z.fid, z.code, z.geom FROM zone z
        WHERE z.fid = NEW.fid AND NOT EXISTS (SELECT 1 FROM zone_before WHERE fid = NEW.fid);
        """

    // Where a workspace was watched by an older Bourn, the last two are missing, so `areWatched` says no and the next
    // refresh places all units, which is right: nobody knows what was replaced unseen.
    private static let triggers = [
        (name: "bourn_zone_insert", body: "AFTER INSERT ON zone BEGIN \(noteNew) END"),
        (
            name: "bourn_zone_update",
            body: "AFTER UPDATE OF fid, code, geom ON zone BEGIN \(keepOld) \(noteNew) END"
        ),
        (name: "bourn_zone_delete", body: "AFTER DELETE ON zone BEGIN \(keepOld) END"),
        (name: "bourn_unit_insert", body: "AFTER INSERT ON unit BEGIN \(touch("NEW")) END"),
        (
            name: "bourn_unit_update",
            body: "AFTER UPDATE OF fid, geom ON unit BEGIN \(touch("OLD")) \(touch("NEW")) END"
        ),
        (name: "bourn_unit_delete", body: "AFTER DELETE ON unit BEGIN \(touch("OLD")) END"),
        (name: "bourn_zone_replace", body: "BEFORE INSERT ON zone BEGIN \(keepReplaced) END"),
        (
            name: "bourn_zone_move",
            body: "BEFORE UPDATE OF fid ON zone WHEN NEW.fid != OLD.fid BEGIN \(keepReplaced) END"
        ),
    ]
}
