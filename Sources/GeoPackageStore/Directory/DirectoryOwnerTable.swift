internal import GRDB

/// The table in which a workspace that was handed out keeps its receipt, apart from those of what it hands down.
enum DirectoryOwnerTable {
    static let name = "directory_owner"

    static func create(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(name) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, split TEXT NOT NULL,
                    level TEXT NOT NULL, organisation TEXT NOT NULL, columns TEXT NOT NULL, rows INTEGER NOT NULL,
                    digest TEXT NOT NULL, merged_at TEXT)
                """)
        try AttributeTable.register(name, in: db)
        // Parts handed out before: one receipt, and nothing handed down.
        try db.execute(
            sql: """
                INSERT INTO \(name) (split, level, organisation, columns, rows, digest)
                SELECT split, level, organisation, columns, rows, digest FROM directory_handout
                WHERE NOT EXISTS (SELECT 1 FROM directory_split)
                """)
    }
}
