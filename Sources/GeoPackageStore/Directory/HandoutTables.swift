internal import GRDB

/// The tables that tell, row by row, what a split handed out, and which hand-outs a later split replaced.
enum HandoutTables {
    static func create(in db: Database) throws {
        try db.execute(sql: "ALTER TABLE directory_row ADD COLUMN digest BLOB")
        for (name, columns) in tables {
            try AttributeTable.create(name, columns, in: db)
        }
        try db.execute(sql: "CREATE INDEX directory_layer_row_layer ON directory_layer_row (layer_fid)")
    }

    private static let tables = [
        // The layers and tables of a part besides its units, as they were handed out.
        ("directory_layer", "handout_fid INTEGER NOT NULL, layer TEXT NOT NULL, columns TEXT NOT NULL"),
        ("directory_layer_row", "layer_fid INTEGER NOT NULL, row_key TEXT NOT NULL, digest BLOB NOT NULL"),
        // Hand-outs that were not back when a later split replaced them.
        (
            "directory_replaced",
            """
            split TEXT NOT NULL, organisation TEXT NOT NULL, rows INTEGER NOT NULL, replaced_by TEXT NOT NULL,
            reason TEXT NOT NULL, actor TEXT NOT NULL, replaced_at TEXT NOT NULL
            """
        ),
    ]
}
