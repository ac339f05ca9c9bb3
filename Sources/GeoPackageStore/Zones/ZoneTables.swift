internal import GRDB

/// The tables in which a workspace keeps the codes ever given to zones, what happened to zones, and hand edits.
enum ZoneTables {
    /// The layer of the smallest pieces that hand editing moves.
    static let pieces = "zone_piece"

    static func create(srsID: Int, in db: Database) throws {
        for table in tables {
            try AttributeTable.create(table.name, table.columns, in: db)
        }
        try db.execute(sql: "CREATE INDEX zone_edit_row_edit ON zone_edit_row (edit_fid)")
        try LayerSchema(pieceLayer(srsID: srsID)).create(in: db)
        try SpatialIndex(layer: pieces, column: "geom").create(in: db)
    }

    static func pieceLayer(srsID: Int) -> LayerDefinition {
        LayerDefinition(
            name: pieces, identifier: pieces, geometry: GeometryColumn(type: "MULTIPOLYGON", srsID: srsID),
            fields: [FieldDefinition("code", .text), FieldDefinition("zone", .text)])
    }

    private static let tables: [(name: String, columns: String)] = [
        (
            "zone_code",
            """
            code TEXT NOT NULL, name TEXT NOT NULL, town TEXT NOT NULL, retired INTEGER NOT NULL
            """
        ),
        (
            "zone_event",
            """
            kind TEXT NOT NULL, codes_from TEXT NOT NULL, codes_into TEXT NOT NULL, detail TEXT NOT NULL,
            actor TEXT NOT NULL, reason TEXT NOT NULL, happened_at TEXT NOT NULL
            """
        ),
        // A locked zone is one with a row.
        ("zone_lock", "code TEXT NOT NULL"),
        // state: done, undone, or closed when it can be neither undone nor done again.
        (
            "zone_edit",
            """
            kind TEXT NOT NULL, state TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL,
            edited_at TEXT NOT NULL
            """
        ),
        // What an edit took away (side 0) and put (side 1): rows of zones, pieces and locks.
        (
            "zone_edit_row",
            """
            edit_fid INTEGER NOT NULL REFERENCES zone_edit (fid) ON DELETE CASCADE, side INTEGER NOT NULL,
            subject TEXT NOT NULL, code TEXT NOT NULL, zone TEXT, name TEXT, town TEXT, shape BLOB
            """
        ),
    ]
}
