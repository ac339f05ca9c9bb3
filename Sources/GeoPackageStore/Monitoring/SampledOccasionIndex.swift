internal import Census
internal import GRDB

/// The index by which the few seasons that were sampled are found among any number of visits.
enum SampledOccasionIndex {
    static func create(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX monitoring_activity_occasion ON monitoring_activity (season_year, season)
                WHERE season_year IS NOT NULL AND season IS NOT NULL
                """)
    }

    /// The seasons, each with a step to the next entry of the index that differs: `DISTINCT` would read every entry.
    ///
    /// - Complexity: O(k log n) for k seasons in n visits.
    static func occasions(in db: Database) throws -> [SeasonOccasion] {
        let first = try db.cachedStatement(sql: statement(""))
        let following = try db.cachedStatement(sql: statement("AND (season_year, season) > (?, ?)"))
        var occasions: [SeasonOccasion] = []
        var row = try Row.fetchOne(first)
        while let found = row {
            // A season that another program broke is none; the audit names it.
            if let year = Int.fromDatabaseValue(found[0]),
                let season = String.fromDatabaseValue(found[1]).flatMap(Season.init(rawValue:))
            {
                occasions.append(SeasonOccasion(season, year: year))
            }
            row = try Row.fetchOne(
                following, arguments: [found[0] as DatabaseValue, found[1] as DatabaseValue])
        }
        return occasions.sorted()
    }

    /// The first entry of the index that meets a condition.
    static func statement(_ condition: String) -> String {
        """
        SELECT season_year, season FROM monitoring_activity
        WHERE season_year IS NOT NULL AND season IS NOT NULL \(condition) ORDER BY season_year, season LIMIT 1
        """
    }
}
