internal import GRDB

/// The tables in which a workspace keeps who keeps which unit, what was changed and what was handed out.
enum DirectoryTables {
    static func create(in db: Database) throws {
        for table in tables {
            try AttributeTable.create(table.name, table.columns, in: db)
        }
        try db.execute(sql: "CREATE INDEX unit_change_unit ON unit_change (unit_key)")
        try db.execute(sql: "CREATE INDEX directory_row_part ON directory_row (handout_fid)")
    }

    private static let tables: [(name: String, columns: String)] = [
        (
            "organisation",
            """
            code TEXT NOT NULL, name TEXT NOT NULL, level TEXT NOT NULL, parent_code TEXT, kind TEXT NOT NULL,
            divisions TEXT NOT NULL
            """
        ),
        // Units that a person gave to another organisation than their division's.
        (
            "unit_organisation",
            """
            unit_key TEXT NOT NULL, organisation TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL,
            changed_at TEXT NOT NULL
            """
        ),
        (
            "unit_change",
            """
            unit_key TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL, reason TEXT NOT NULL,
            actor TEXT NOT NULL, changed_at TEXT NOT NULL
            """
        ),
        (
            "directory_split",
            """
            split TEXT NOT NULL, level TEXT NOT NULL, split_at TEXT NOT NULL, columns TEXT NOT NULL,
            rows INTEGER NOT NULL, digest TEXT NOT NULL, unassigned INTEGER NOT NULL,
            unassigned_digest TEXT NOT NULL
            """
        ),
        // In the whole, one row for each part; in a part, the one row that it was handed over with.
        (
            "directory_handout",
            """
            split TEXT NOT NULL, level TEXT NOT NULL, organisation TEXT NOT NULL, columns TEXT NOT NULL,
            rows INTEGER NOT NULL, digest TEXT NOT NULL, merged_at TEXT
            """
        ),
        // Which unit was handed out in which part of the last split: fid is the unit's.
        ("directory_row", "handout_fid INTEGER NOT NULL"),
    ]
}
