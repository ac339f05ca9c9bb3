internal import GRDB

/// The tables of people and of who works where.
enum PeopleTables {
    static func create(in db: Database) throws {
        for table in tables {
            try AttributeTable.create(table.name, table.columns, in: db)
        }
    }

    private static let tables: [(name: String, columns: String)] = [
        (
            "person",
            """
            code TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, team TEXT NOT NULL,
            third_party INTEGER NOT NULL, phone TEXT NOT NULL, division TEXT NOT NULL, capacity REAL,
            x REAL, y REAL
            """
        ),
        ("zone_person", "zone TEXT NOT NULL, person TEXT NOT NULL"),
        ("person_supervisor", "person TEXT NOT NULL, supervisor TEXT NOT NULL"),
        (
            "person_event",
            """
            kind TEXT NOT NULL, person TEXT NOT NULL, subject TEXT NOT NULL, actor TEXT NOT NULL,
            reason TEXT NOT NULL, happened_at TEXT NOT NULL
            """
        ),
    ]
}
