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
    /// The plans of all seasons and the teams of some outfalls.
    ///
    /// - Throws: `StoreError`.
    /// - Complexity: O(n + p log p) for n outfalls and p planned samplings.
    public func samplingAssignments(of outfalls: [MonitoredOutfall]) throws -> SamplingAssignments {
        let teams = try samplingTeams()
        var found = SamplingAssignments()
        found.hasTeams = !teams.isEmpty
        for outfall in outfalls {
            found.teams[outfall.code] = Self.team(of: outfall.division, among: teams)
        }
        try reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT o.code, p.year, p.season, p.team FROM sampling_plan p
                    JOIN outfall o ON o.outfall_id = p.outfall_id WHERE o.code IS NOT NULL ORDER BY p.fid
                    """)
            while let row = try rows.next() { found.take(row) }
        }
        return found
    }
}

extension SamplingAssignments {
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
