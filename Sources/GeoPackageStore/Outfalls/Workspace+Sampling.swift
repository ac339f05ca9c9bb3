public import Census
internal import Foundation
internal import GRDB
public import GeoModel

/// The tables of sampling: teams with their areas, what is planned, and who was where.
enum SamplingTables {
    static func create(in db: Database) throws {
        let tables = [
            (
                "sampling_team",
                "team TEXT NOT NULL, divisions TEXT NOT NULL, actor TEXT NOT NULL, set_at TEXT NOT NULL"
            ),
            (
                "sampling_plan",
                """
                outfall_id TEXT NOT NULL, year INTEGER NOT NULL, season TEXT NOT NULL, team TEXT, planned_by TEXT NOT NULL,
                planned_at TEXT NOT NULL
                """
            ),
            (
                "sampling_visit",
                """
                outfall_id TEXT NOT NULL, year INTEGER NOT NULL, season TEXT NOT NULL, sampler TEXT NOT NULL,
                sampled_at TEXT NOT NULL, label TEXT NOT NULL, x REAL NOT NULL, y REAL NOT NULL, scatter_m REAL NOT NULL,
                fixes_used INTEGER NOT NULL, fixes_skipped INTEGER NOT NULL, recorded_by TEXT NOT NULL,
                recorded_at TEXT NOT NULL
                """
            ),
        ]
        for (name, columns) in tables {
            try AttributeTable.create(name, columns, in: db)
        }
        try db.execute(sql: "CREATE INDEX sampling_plan_occasion ON sampling_plan (year, season)")
        try db.execute(sql: "CREATE INDEX sampling_visit_label ON sampling_visit (label)")
    }
}

/// Why a visit to a sampling point is refused.
public enum SamplingError: Error, Hashable, Sendable {
    /// The point is too far from its outfall.
    case farFromOutfall(code: String, Metres, allowed: Metres)
    /// A bottle has this label already.
    case labelUsed(String, code: String)
    /// The outfall is not planned for the occasion.
    case notPlanned(code: String, SeasonOccasion)
    /// The bottle has no label.
    case noLabel
    /// Nobody took the sample.
    case noSampler
    /// The day of the visit lies in another season by the outfall's calendar.
    case otherSeason(CalendarDate, SeasonOccasion)
}

/// A team and the divisions in which it samples.
public struct SamplingTeam: Hashable, Sendable {
    /// The team's name.
    public let name: String
    /// Codes of divisions; all outfalls declared in them are the team's.
    public let divisions: [String]
}

/// An outfall that is to be sampled.
public struct PlannedSampling: Hashable, Sendable {
    /// The outfall's code.
    public let code: String
    /// Its name.
    public let name: String
    /// Whose it is; `nil` when no team has its division.
    public let team: String?
    /// Who sampled it, when, and the bottle's label; one line for each visit.
    public let visits: [String]
}

extension Workspace {
    /// The teams with their areas, each as it was last set.
    public func samplingTeams() throws -> [SamplingTeam] { try reading { try Self.teams(in: $0) } }

    private static func teams(in db: Database) throws -> [SamplingTeam] {
        var teams: [String: SamplingTeam] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT team, divisions FROM sampling_team ORDER BY fid") {
            let (name, text): (String, String) = (row[0], row[1])
            teams[name] = SamplingTeam(name: name, divisions: text.split(separator: ",").map(String.init))
            // A team whose last setting names no division is none any more.
            if text.isEmpty { teams[name] = nil }
        }
        return teams.values.sorted { $0.name < $1.name }
    }

    /// Sets the divisions in which a team samples.
    public func setTeam(_ name: String, divisions: [String], by signature: Signature) throws {
        try change { db in
            try db.execute(
                sql: "INSERT INTO sampling_team (team, divisions, actor, set_at) VALUES (?, ?, ?, ?)",
                arguments: [name, divisions.joined(separator: ","), signature.person, signature.moment.text])
        }
    }

    /// Plans outfalls for an occasion; one that is planned already stays as it is.
    ///
    /// Each goes to the team whose area names its division most closely.
    ///
    /// - Returns: How many are new, and how many of those have no team.
    public func plan(
        _ occasion: SeasonOccasion, _ entries: [RegisterEntry], by signature: Signature
    ) throws -> (new: Int, withoutTeam: Int) {
        try change { db in
            let teams = try Self.teams(in: db)
            let planned = Set(
                try String.fetchAll(
                    db, sql: "SELECT outfall_id FROM sampling_plan WHERE year = ? AND season = ?",
                    arguments: [occasion.year, occasion.season.rawValue]))
            var (new, withoutTeam) = (0, 0)
            for entry in entries where !planned.contains(entry.id) {
                let team = Self.team(of: entry.declaredDivision, among: teams)
                try db.cachedStatement(
                    sql: """
                        INSERT INTO sampling_plan (outfall_id, year, season, team, planned_by, planned_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """
                ).execute(arguments: [
                    entry.id, occasion.year, occasion.season.rawValue, team, signature.person,
                    signature.moment.text,
                ])
                new += 1
                if team == nil { withoutTeam += 1 }
            }
            return (new, withoutTeam)
        }
    }

    /// Takes a plan back for outfalls that nobody has sampled for it yet; the change is noted.
    ///
    /// - Returns: How many are not planned any more.
    public func withdrawPlan(
        _ occasion: SeasonOccasion, _ entries: [RegisterEntry], by signature: Signature
    ) throws -> Int {
        try change { db in
            let statement = try db.makeStatement(
                sql: """
                    DELETE FROM sampling_plan WHERE outfall_id = ?1 AND year = ?2 AND season = ?3 AND NOT EXISTS
                    (SELECT 1 FROM sampling_visit v WHERE v.outfall_id = ?1 AND v.year = ?2 AND v.season = ?3)
                    """)
            var count = 0
            for entry in entries {
                try statement.execute(arguments: [entry.id, occasion.year, occasion.season.rawValue])
                count += db.changesCount
            }
            try Self.log(
                "plan", before: "\(count) of \(occasion.year) \(occasion.season.rawValue)", after: nil,
                by: Authorship(actor: signature.person, reason: "withdrawn"), in: db)
            return count
        }
    }

    static func team(of division: String, among teams: [SamplingTeam]) -> String? {
        var best: (length: Int, name: String)?
        for team in teams {
            for area in team.divisions where division.hasPrefix(area) && area.count > (best?.length ?? 0) {
                best = (area.count, team.name)
            }
        }
        return best?.name
    }

    /// Records that somebody sampled a planned outfall, where the averaged fixes of the receiver say.
    ///
    /// - Throws: `SamplingError`, `SurveyStoreError`; then nothing is changed.
    public func recordVisit(
        _ code: String, _ occasion: SeasonOccasion, sampler: String, label: String, at fix: FixAverage,
        farthest: Metres, distance: (RegisterEntry) -> Metres?, by signature: Signature
    ) throws {
        let (label, sampler) = (
            label.trimmingCharacters(in: .whitespacesAndNewlines),
            sampler.trimmingCharacters(in: .whitespacesAndNewlines)
        )
        guard !label.isEmpty else { throw SamplingError.noLabel }
        guard !personKeys(in: sampler).isEmpty else { throw SamplingError.noSampler }
        let reference = try monitoringReference()
        try change { db in
            let entry = try Self.outfall(code: code, in: db)
            try Self.check(occasion, of: entry, at: signature.moment, reference, in: db)
            let planned = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM sampling_plan WHERE outfall_id = ? AND year = ? AND season = ?",
                arguments: [entry.id, occasion.year, occasion.season.rawValue])
            guard planned ?? 0 > 0 else { throw SamplingError.notPlanned(code: code, occasion) }
            if let away = distance(entry), away > farthest {
                throw SamplingError.farFromOutfall(code: code, away, allowed: farthest)
            }
            let used = try String.fetchOne(
                db,
                sql: """
                    SELECT o.code FROM sampling_visit v JOIN outfall o ON o.outfall_id = v.outfall_id WHERE v.label = ?
                    """, arguments: [label])
            if let used { throw SamplingError.labelUsed(label, code: used) }
            try db.execute(
                sql: """
                    INSERT INTO sampling_visit (outfall_id, year, season, sampler, sampled_at, label, x, y, scatter_m,
                        fixes_used, fixes_skipped, recorded_by, recorded_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    entry.id, occasion.year, occasion.season.rawValue, sampler, signature.moment.text, label,
                    fix.position.x, fix.position.y, fix.scatter.value, fix.used, fix.inaccurate + fix.jumps,
                    signature.person, signature.recorded.text,
                ])
        }
    }

    /// The day of a visit lies in the season it is booked for; an office without a calendar cannot tell.
    private static func check(
        _ occasion: SeasonOccasion, of entry: RegisterEntry, at moment: Moment,
        _ reference: MonitoringReference, in db: Database
    ) throws {
        let outfall = try OutfallRows.owners(of: entry.code, in: db).first?.outfall
        guard let calendar = reference.calendar(for: outfall) else { return }
        let day = moment.day(offsetSeconds: Moment.beijingOffsetSeconds)
        let derived = calendar.occasion(on: day)
        guard derived == occasion else { throw SamplingError.otherSeason(day, derived) }
    }

    /// What is planned for an occasion, with the visits there were.
    public func plannedSamplings(_ occasion: SeasonOccasion) throws -> [PlannedSampling] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT o.code, o.name, p.team, group_concat(v.sampler || ' ' || v.sampled_at || ' ' || v.label, char(10))
                    FROM sampling_plan p JOIN outfall o ON o.outfall_id = p.outfall_id
                    LEFT JOIN sampling_visit v
                        ON v.outfall_id = p.outfall_id AND v.year = p.year AND v.season = p.season
                    WHERE p.year = ? AND p.season = ? GROUP BY p.fid ORDER BY p.team, o.code
                    """, arguments: [occasion.year, occasion.season.rawValue]
            ).map { row in
                let visits: String = row[3] ?? ""
                return PlannedSampling(
                    code: row[0] ?? "", name: row[1] ?? "", team: row[2],
                    visits: visits.split(separator: "\n").map(String.init))
            }
        }
    }
}
