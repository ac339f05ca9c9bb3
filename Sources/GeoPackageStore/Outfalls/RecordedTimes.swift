internal import GRDB

/// The clock's time of decisions and changes beside the time that people claim, and what a joining moved.
enum RecordedTimes {
    static func create(in db: Database) throws {
        for table in ["identity_event", "outfall_change"] {
            try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN recorded_at TEXT")
        }
        try MovedRows.create(in: db)
    }
}
