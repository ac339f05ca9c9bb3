public import Census
internal import GRDB

/// Which outfalls a season's plan asks for, and whose they are.
public struct SamplingAssignments: Sendable {
    /// Codes of the planned outfalls by season; a season without an entry has no plan, and asks every outfall that counts.
    ///
    /// Of an area: a season that is planned elsewhere only has an entry without codes, and asks none of the area.
    public var planned: [SeasonOccasion: Set<String>] = [:]
    /// The team of each outfall, by its code: that of its latest plan, else the one whose area names its division most closely.
    public var teams: [String: String] = [:]
    /// The office has assigned teams, so an outfall without one has none, whoever sampled it.
    public var hasTeams = false

    /// Makes assignments of an office that has neither plans nor teams.
    public init() {}
}

extension Workspace {
    /// The plans and teams of some outfalls, and the seasons that have a plan anywhere.
    ///
    /// - Throws: `StoreError`.
    /// - Complexity: O(n log p + k log p) for n outfalls, p planned samplings and k seasons.
    public func samplingAssignments(of outfalls: [MonitoredOutfall]) throws -> SamplingAssignments {
        let teams = try samplingTeams()
        var found = SamplingAssignments()
        found.hasTeams = !teams.isEmpty
        for outfall in outfalls {
            found.teams[outfall.code] = Self.team(of: outfall.division, among: teams)
        }
        try reading { db in
            for occasion in try OccasionSteps.planned.occasions(in: db) { found.planned[occasion] = [] }
            guard !found.planned.isEmpty else { return }
            if !found.hasTeams { found.hasTeams = try Self.isAnyPlanOfATeam(in: db) }
            let rows = try Row.fetchCursor(
                db,
                sql: Self.plansOfOutfalls, arguments: [Self.list(outfalls.map(\.code))])
            while let row = try rows.next() { found.take(row) }
        }
        return found
    }

    // The chosen outfalls lead: without `CROSS` the planner may scan all plans.
    static let plansOfOutfalls = """
        SELECT o.code, p.year, p.season, p.team FROM json_each(?) j
        CROSS JOIN outfall o ON o.code = j.value
        CROSS JOIN sampling_plan p ON p.outfall_id = o.outfall_id ORDER BY p.fid
        """

    private static func isAnyPlanOfATeam(in db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM sampling_plan WHERE team IS NOT NULL)")
            ?? false
    }
}

extension SamplingAssignments {
    /// A season that another program broke asks for nothing; the audit names it.
    fileprivate mutating func take(_ row: Row) {
        guard let code = String.fromDatabaseValue(row[0]), let year = Int.fromDatabaseValue(row[1]),
            let season = String.fromDatabaseValue(row[2]).flatMap(Season.init(rawValue:))
        else { return }
        planned[SeasonOccasion(season, year: year), default: []].insert(code)
        if let team = String.fromDatabaseValue(row[3]) { teams[code] = team }
    }
}
