internal import GRDB

/// Whether an outfall's water comes from a built-up area, and lists that do not count as seen on the day of their import.
enum OutfallServiceColumn {
    static let name = "serves_built_up"

    static func create(in db: Database) throws {
        try db.execute(sql: "ALTER TABLE outfall ADD COLUMN \(name) INTEGER")
        // Until now a list's own witness was dated by the day of its import, which says nothing of the outfall.
        try db.execute(
            sql: """
                UPDATE outfall_observation SET observed_at = '' WHERE source = 'desk' AND suspect IS NULL
                    AND source_fields IS NULL AND coordinate_text IS NULL AND observation_id LIKE 'R:%'
                """)
    }

    /// The workspace has the column: an older one, while it is brought up to date, has not.
    static func exists(in db: Database) throws -> Bool {
        try db.columns(in: "outfall").contains { $0.name == name }
    }
}
