internal import GRDB

/// The tables in which a workspace keeps what corrections of coordinates were proposed, who decided, and what moved.
enum PlacementTables {
    static func create(in db: Database) throws {
        for table in tables {
            try AttributeTable.create(table.name, table.columns, in: db)
        }
        try db.execute(sql: "CREATE INDEX placement_move_proposal ON placement_move (proposal)")
    }

    private static let tables: [(name: String, columns: String)] = [
        (
            "placement_proposal",
            """
            batch TEXT NOT NULL, correction TEXT NOT NULL, tested INTEGER NOT NULL, hits_before INTEGER NOT NULL,
            hits_after INTEGER NOT NULL, p_value REAL NOT NULL, proposed_at TEXT NOT NULL
            """
        ),
        (
            "placement_decision",
            """
            proposal INTEGER NOT NULL, decision TEXT NOT NULL, actor TEXT NOT NULL, decided_at TEXT NOT NULL,
            reason TEXT NOT NULL
            """
        ),
        // The geometries before and after, as they stood in the unit's row; the row's coordinate_text is never touched.
        (
            "placement_move",
            """
            proposal INTEGER NOT NULL, unit_fid INTEGER NOT NULL, unit_key TEXT NOT NULL, before BLOB, after BLOB,
            reverted_at TEXT
            """
        ),
    ]
    /// Units whose coordinates a later import replaced, so that they no longer share their batch's mistake.
    static func createRelocations(in db: Database) throws {
        try AttributeTable.create(
            "placement_relocation",
            "unit_fid INTEGER NOT NULL, source TEXT NOT NULL, relocated_at TEXT NOT NULL", in: db)
        try db.execute(sql: "CREATE INDEX placement_relocation_unit ON placement_relocation (unit_fid)")
    }
}
