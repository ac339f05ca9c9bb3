internal import GRDB

/// The table in which a workspace keeps which faults of its coverage were accepted, by whom and why.
enum FaultDecisionTable {
    static let name = "coverage_decision"

    static func create(in db: Database) throws {
        // Decisions are added and never changed: the last one on a fault holds.
        try db.execute(
            sql: """
                CREATE TABLE \(name) (
                    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, fault TEXT NOT NULL, decision TEXT NOT NULL,
                    actor TEXT NOT NULL, reason TEXT NOT NULL, decided_at TEXT NOT NULL, kind TEXT NOT NULL,
                    zones TEXT NOT NULL)
                """)
        try AttributeTable.register(name, in: db)
    }
}
