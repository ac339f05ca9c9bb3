public import Census
internal import GRDB

/// Which outfalls a season's plan asks for, and whose they are.
public struct SamplingAssignments: Sendable {
    /// Codes of the planned outfalls by season; a season without an entry has no plan, and asks every outfall that counts.
    public var planned: [SeasonOccasion: Set<String>] = [:]
    /// The team of each outfall, by its code: that of its latest plan, else the one whose area names its division most closely.
    public var teams: [String: String] = [:]
    /// The office has assigned teams, so an outfall without one has none, whoever sampled it.
    public var hasTeams = false

    /// Makes assignments of an office that has neither plans nor teams.
    public init() {}
}

extension Workspace {
    /// The plans and the teams of some outfalls.
    ///
    /// - Parameters:
    ///   - outfalls: The outfalls.
    ///   - isWhole: They are all there are.
    /// - Returns: What is planned of them; a season of which only others are planned asks for none of these.
    /// - Throws: `StoreError`.
    /// - Complexity: O(n log n + p) for n outfalls and the p samplings planned of them, and a look through the index of
    ///   all plans for their seasons.
    public func samplingAssignments(
        of outfalls: [MonitoredOutfall], isWhole: Bool
    ) throws -> SamplingAssignments {
        let teams = try samplingTeams()
        var found = SamplingAssignments()
        found.hasTeams = !teams.isEmpty
        for outfall in outfalls {
            found.teams[outfall.code] = Self.team(of: outfall.division, among: teams)
        }
        try reading { db in
            for row in try Row.fetchAll(db, sql: "SELECT DISTINCT year, season FROM sampling_plan") {
                found.open(row)
            }
            guard !found.planned.isEmpty else { return }
            // Of an area the outfalls lead: the plans of the others may be millions.
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT o.code, p.year, p.season, p.team FROM \(isWhole ? "" : "json_each(?) j CROSS JOIN ")outfall o
                    \(isWhole ? "" : "CROSS ")JOIN sampling_plan p ON p.outfall_id = o.outfall_id
                    WHERE o.code \(isWhole ? "IS NOT NULL" : "= j.value") ORDER BY p.fid
                    """, arguments: isWhole ? [] : [Self.list(outfalls.map(\.code))])
            while let row = try rows.next() { found.take(row) }
        }
        return found
    }
}

/// The index by which a plan is found from its outfall.
enum SamplingPlanIndex {
    static func create(in db: Database) throws {
        try db.execute(
            sql: "CREATE INDEX sampling_plan_outfall ON sampling_plan (outfall_id, year, season, team)")
    }
}

extension SamplingAssignments {
    /// A season has a plan, whoever is in it.
    fileprivate mutating func open(_ row: Row) {
        guard let year = Int.fromDatabaseValue(row[0]),
            let season = String.fromDatabaseValue(row[1]).flatMap(Season.init(rawValue:))
        else { return }
        planned[SeasonOccasion(season, year: year)] = []
    }

    /// A season that another program broke asks for nothing; the audit names it.
    fileprivate mutating func take(_ row: Row) {
        guard let code = String.fromDatabaseValue(row[0]), let year = Int.fromDatabaseValue(row[1]),
            let season = String.fromDatabaseValue(row[2]).flatMap(Season.init(rawValue:))
        else { return }
        planned[SeasonOccasion(season, year: year), default: []].insert(code)
        if let team = String.fromDatabaseValue(row[3]) {
            teams[code] = team
            hasTeams = true
        }
    }
}
