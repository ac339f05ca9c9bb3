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
}

/// The indexes by which the plans of a few outfalls are found among all, and the seasons that anything is planned for.
enum SamplingPlanIndexes {
    static func create(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX sampling_plan_outfall ON sampling_plan (outfall_id, year, season, team);
                CREATE INDEX sampling_plan_team ON sampling_plan (team) WHERE team IS NOT NULL
                """)
    }
}

/// Finds the few seasons in a table of any size, each with a step to the next entry of an index that differs: `DISTINCT`
/// would read every entry.
struct OccasionSteps {
    let table: String
    let year: String

    /// The seasons in which anything was sampled.
    static let sampled = OccasionSteps(table: "monitoring_activity", year: "season_year")
    /// The seasons that anything is planned for.
    static let planned = OccasionSteps(table: "sampling_plan", year: "year")

    /// The seasons in order.
    ///
    /// - Complexity: O(k log n) for k seasons in n rows.
    func occasions(in db: Database) throws -> [SeasonOccasion] {
        let first = try db.cachedStatement(sql: statement(""))
        let following = try db.cachedStatement(sql: statement("AND (\(year), season) > (?, ?)"))
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
    func statement(_ condition: String) -> String {
        """
        SELECT \(year), season FROM \(table)
        WHERE \(year) IS NOT NULL AND season IS NOT NULL \(condition) ORDER BY \(year), season LIMIT 1
        """
    }
}
