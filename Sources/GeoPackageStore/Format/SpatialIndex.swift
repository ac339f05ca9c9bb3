internal import GRDB
internal import GeoModel

/// The R-tree extension of one layer, with the trigger set of GeoPackage 1.3 (annex F.3).
///
/// Versions up to 1.3 have the triggers insert, update1 … update4 and delete; 1.4 renamed some of them, and a
/// mixture fails validation. `update3` is the corrected one: a changed key removes the old entry.
struct SpatialIndex {
    private let layer: String
    private let column: String

    init(layer: String, column: String) {
        self.layer = layer
        self.column = column
    }

    /// Builds the index over the rows there are and keeps it up to date from now on.
    ///
    /// Filling a whole layer at once costs one pass; the triggers alone would call SQL functions five times
    /// for each inserted row.
    ///
    /// - Parameters:
    ///   - db: The open transaction.
    ///   - passingDamaged: Rows whose geometry cannot be read are left out instead of failing.
    /// - Throws: SQLite's error; for a damaged geometry too, unless they are passed over.
    func create(in db: Database, passingDamaged: Bool = false) throws {
        try db.execute(sql: "CREATE VIRTUAL TABLE \(tree) USING rtree(id, minx, maxx, miny, maxy)")
        try fill(in: db, passingDamaged: passingDamaged)
        for trigger in triggers { try db.execute(sql: trigger) }
        try db.execute(
            sql: """
                INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index',
                'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
                """,
            arguments: [layer, column])
    }

    /// Takes the triggers away before many rows are written at once; `resume` brings them back.
    func suspend(in db: Database) throws {
        for name in triggerNames { try db.execute(sql: "DROP TRIGGER IF EXISTS \(SQLIdentifier(name))") }
    }

    /// Indexes all rows anew and brings the triggers back.
    ///
    /// - Returns: The rectangle around all rows.
    @discardableResult
    func resume(in db: Database) throws -> Envelope? {
        let extent = try fill(in: db)
        for trigger in triggers { try db.execute(sql: trigger) }
        return extent
    }

    private var tree: SQLIdentifier { SQLIdentifier("rtree_\(layer)_\(column)") }
    private var table: SQLIdentifier { SQLIdentifier(layer) }
    private var geometry: SQLIdentifier { SQLIdentifier(column) }

    /// Fills the empty index with all rows that have a geometry, and gives the rectangle around them.
    ///
    /// The blobs are read here and not by SQL functions, each of which would read them again.
    @discardableResult
    private func fill(in db: Database, passingDamaged: Bool = false) throws -> Envelope? {
        var entries: [PackedTree.Entry] = []
        var extent: Envelope?
        let rows = try SteppedStatement(
            "SELECT fid, \(geometry) FROM \(table) WHERE \(geometry) NOT NULL", in: db)
        while try rows.step() {
            guard let box = passingDamaged ? rows.envelopeIfSound(1) : try rows.envelope(1) else { continue }
            entries.append(PackedTree.Entry(id: rows.integer(0), box))
            if extent == nil { extent = box } else { extent?.formUnion(box) }
        }
        try PackedTree(filling: "rtree_\(layer)_\(column)", in: db).write(entries)
        return extent
    }

    private var triggerNames: [String] {
        ["insert", "update1", "update2", "update3", "update4", "delete"]
            .map { "rtree_\(layer)_\(column)_\($0)" }
    }

    private var triggers: [String] {
        let new = "NEW.\(geometry)"
        let store = """
            INSERT OR REPLACE INTO \(tree)
            VALUES (NEW.fid, ST_MinX(\(new)), ST_MaxX(\(new)), ST_MinY(\(new)), ST_MaxY(\(new)));
            """
        let filled = "(\(new) NOTNULL AND NOT ST_IsEmpty(\(new)))"
        let blank = "(\(new) ISNULL OR ST_IsEmpty(\(new)))"
        let bodies = [
            "AFTER INSERT ON \(table) WHEN \(filled) BEGIN \(store) END",
            "AFTER UPDATE OF \(geometry) ON \(table) WHEN OLD.fid = NEW.fid AND \(filled) BEGIN \(store) END",
            """
            AFTER UPDATE OF \(geometry) ON \(table) WHEN OLD.fid = NEW.fid AND \(blank)
            BEGIN DELETE FROM \(tree) WHERE id = OLD.fid; END
            """,
            """
            AFTER UPDATE ON \(table) WHEN OLD.fid != NEW.fid AND \(filled)
            BEGIN DELETE FROM \(tree) WHERE id = OLD.fid; \(store) END
            """,
            """
            AFTER UPDATE ON \(table) WHEN OLD.fid != NEW.fid AND \(blank)
            BEGIN DELETE FROM \(tree) WHERE id IN (OLD.fid, NEW.fid); END
            """,
            """
            AFTER DELETE ON \(table) WHEN OLD.\(geometry) NOT NULL
            BEGIN DELETE FROM \(tree) WHERE id = OLD.fid; END
            """,
        ]
        return zip(triggerNames, bodies).map { "CREATE TRIGGER \(SQLIdentifier($0)) \($1)" }
    }
}
