public import Census
internal import GRDB

/// Stores a laboratory's samples in a workspace, telling new ones from changed and unchanged ones.
public struct WorkspaceMonitoringSink: MonitoringSink {
    private struct Visit: Hashable {
        let outfall: String?
        let day: Int
        let team: String
        let samplers: String
        let declared: Season?
    }

    private let db: Database
    private let authorship: Authorship
    private let corrects: Bool
    private let sampleInsertion: RowStatement
    private let resultInsertion: RowStatement
    private var owners: [String: [OutfallCodeOwner]] = [:]
    private var visits: [Visit: Int64] = [:]
    private var hasMoved = false

    init(by authorship: Authorship, correcting corrects: Bool = false, in db: Database) throws {
        self.db = db
        self.corrects = corrects
        self.authorship = authorship
        sampleInsertion = try RowStatement(
            """
            INSERT INTO monitoring_sample (activity_fid, label, kind, partner, minute, laboratory, batch, measured)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, in: db)
        resultInsertion = try RowStatement(
            """
            INSERT INTO monitoring_result (sample_fid, indicator, value, qualifier, limit_value, unit, method,
                method_limit, fraction, original, analysed_on, instrument, added)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, in: db)
    }

    /// The outfall that a code of any scheme, present or past, means for a sample of a day.
    ///
    /// The code of an entry that was joined into another means that other one, as its earlier samples do.
    public mutating func outfall(spelled code: String, on day: CalendarDate) throws -> OutfallCodeMatch {
        let match = OutfallCodeMatch(among: try owners(of: code), on: day)
        guard let outfall = match.outfall, !outfall.counts else { return match }
        var (found, seen) = (outfall, [outfall.code])
        while case .duplicate(let next)? = found.exclusion, !seen.contains(next) {
            seen.append(next)
            let owners = try owners(of: next)
            let match = OutfallCodeMatch(among: owners.filter { $0.outfall.code == next }, on: day)
            guard let joined = match.outfall ?? OutfallCodeMatch(among: owners, on: day).outfall else {
                break
            }
            found = joined
        }
        return found.counts ? .joined(found) : .notCounting(outfall)
    }

    private mutating func owners(of code: String) throws -> [OutfallCodeOwner] {
        if let known = owners[code] { return known }
        let found = try OutfallRows.owners(of: HJ1235Code(code)?.text ?? code, in: db)
        owners[code] = found
        return found
    }

    /// Stores a sample with its results.
    public mutating func store(_ entry: SampleEntry) throws -> SampleOutcome {
        let statement = try db.cachedStatement(
            sql: """
                SELECT s.fid, a.outfall_code, a.sampled_on, s.kind, s.activity_fid, s.partner, s.laboratory, s.batch,
                    s.minute
                FROM monitoring_sample s JOIN monitoring_activity a ON a.fid = s.activity_fid WHERE s.label = ?
                """)
        if let row = try Row.fetchOne(statement, arguments: [entry.label]) { return try join(entry, row) }
        var outcome = SampleOutcome()
        outcome.isNewSample = true
        try sampleInsertion.run([
            .integer(try visit(of: entry)), .text(entry.label), .text(entry.kind.rawValue),
            .optional(entry.partner), entry.time.minute.map { .integer(Int64($0)) } ?? .null,
            .text(entry.laboratory), .optional(entry.batch),
            .text(Self.measured(entry.results.map(\.indicator))),
        ])
        let fid = db.lastInsertedRowID
        for result in entry.results { try insert(result, sample: fid) }
        outcome.inserted = entry.results.count
        return outcome
    }

    /// Adds results to a sample that is there, and changes those that differ.
    private mutating func join(_ entry: SampleEntry, _ row: Row) throws -> SampleOutcome {
        var outcome = SampleOutcome()
        let fid: Int64 = row[0]
        let outfall = String.fromDatabaseValue(row[1])
        let day = String.fromDatabaseValue(row[2]) ?? ""
        outcome.isCorrected =
            outfall != entry.outfall || day != "\(entry.time.day)" || row[3] != entry.kind.rawValue
        guard !outcome.isCorrected || corrects else {
            outcome.isCorrected = false
            outcome.conflict = .labelTaken(outfall: outfall ?? "–", day: day)
            return outcome
        }
        let visit = try visit(of: entry)
        let present: [DatabaseValue] = [row[4], row[5], row[6], row[7], row[8], row[3]]
        let wanted: [DatabaseValue] = [
            visit.databaseValue, entry.partner.databaseValue, entry.laboratory.databaseValue,
            // A file without times of day takes none away, unless the day is another.
            entry.batch.databaseValue,
            outcome.isCorrected || entry.time.minute != nil ? entry.time.minute.databaseValue : row[8],
            entry.kind.rawValue.databaseValue,
        ]
        if outcome.isCorrected { try logCorrection(of: entry, from: [outfall ?? "–", day, row[3]]) }
        if present != wanted {
            try move(entry, fid: fid, from: present, to: wanted)
            outcome.isChangedSample = true
        }
        try merge(entry, fid: fid, &outcome)
        return outcome
    }

    private func logCorrection(of entry: SampleEntry, from before: [String]) throws {
        let after = [entry.outfall ?? "–", "\(entry.time.day)", entry.kind.rawValue]
        try Workspace.log(
            "sample corrected", label: entry.label, before: before.joined(separator: " "),
            after: after.joined(separator: " "), by: authorship, in: db)
    }

    private mutating func move(
        _ entry: SampleEntry, fid: Int64, from present: [DatabaseValue], to wanted: [DatabaseValue]
    ) throws {
        try db.execute(
            sql: """
                UPDATE monitoring_sample SET activity_fid = ?, partner = ?, laboratory = ?, batch = ?, minute = ?, kind = ?
                WHERE fid = ?
                """, arguments: StatementArguments(wanted + [fid.databaseValue]))
        hasMoved = hasMoved || present[0] != wanted[0]
        try Workspace.log(
            "sample", label: entry.label, before: present.map { "\($0)" }.joined(separator: "\t"),
            after: wanted.map { "\($0)" }.joined(separator: "\t"), by: authorship, in: db)
    }

    private func merge(_ entry: SampleEntry, fid: Int64, _ outcome: inout SampleOutcome) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT indicator, fraction, fid, value, qualifier, limit_value, unit, method, method_limit, fraction,
                    original, analysed_on, instrument, added
                FROM monitoring_result WHERE sample_fid = ? ORDER BY fid
                """)
        let rows = try Row.fetchAll(statement, arguments: [fid])
        for result in entry.results {
            let values = Self.values(of: result)
            let present = rows.first {
                $0[0] == result.indicator
                    && String.fromDatabaseValue($0[1]) == Self.fraction(result.value.fraction)
            }
            guard let present else {
                try insert(result, sample: fid)
                outcome.inserted += 1
                continue
            }
            let stored = (3..<14).map { FieldValue(present[$0] as DatabaseValue) }
            if stored == values {
                outcome.unchanged += 1
            } else {
                try update(result, entry, row: present, values)
                outcome.updated += 1
            }
        }
        let gone = rows.filter { row in
            entry.notMeasured.contains(row[0]) && !entry.results.contains { $0.indicator == row[0] }
        }
        if corrects {
            for row in gone { try remove(row, of: entry) }
            outcome.removed = gone.count
        } else {
            outcome.contradicted = gone.count
        }
        guard outcome.inserted + outcome.removed > 0 else { return }
        let left = rows.map { $0[0] as String }.filter { !corrects || !entry.notMeasured.contains($0) }
        let all = left + entry.results.map(\.indicator)
        try db.execute(
            sql: "UPDATE monitoring_sample SET measured = ? WHERE fid = ?",
            arguments: [Self.measured(all), fid])
    }

    private func update(
        _ result: ResultEntry, _ entry: SampleEntry, row: Row, _ values: [FieldValue]
    ) throws {
        let fid: Int64 = row[2]
        try RowStatement(
            """
            UPDATE monitoring_result SET value = ?, qualifier = ?, limit_value = ?, unit = ?, method = ?,
                method_limit = ?, fraction = ?, original = ?, analysed_on = ?, instrument = ?, added = ?
            WHERE fid = \(fid)
            """, in: db
        ).run(values)
        let before = "\(String.fromDatabaseValue(row[10]) ?? "") \(String.fromDatabaseValue(row[6]) ?? "")"
        try Workspace.log(
            "result", label: entry.label, indicator: result.indicator, before: before,
            after: "\(result.value.original) \(result.value.unit.code)", by: authorship, in: db)
    }

    /// Takes back a result that the laboratory withdrew; the log keeps what it was.
    private func remove(_ row: Row, of entry: SampleEntry) throws {
        let fid: Int64 = row[2]
        try db.execute(sql: "DELETE FROM monitoring_result WHERE fid = ?", arguments: [fid])
        try Workspace.log(
            "result", label: entry.label, indicator: row[0],
            before: "\(String.fromDatabaseValue(row[10]) ?? "") \(String.fromDatabaseValue(row[6]) ?? "")",
            after: "", by: authorship, in: db)
    }

    private func insert(_ result: ResultEntry, sample: Int64) throws {
        try resultInsertion.run([.integer(sample), .text(result.indicator)] + Self.values(of: result))
    }

    /// The columns from `value` on.
    private static func values(of result: ResultEntry) -> [FieldValue] {
        let (value, qualifier, limit): (FieldValue, FieldValue, FieldValue) =
            switch result.value.quantity {
            case .number(let number): (.real(number), .null, .null)
            case .belowLimit(let limit): (.null, .text("<"), .real(limit))
            case .aboveLimit(let limit): (.null, .text(">"), .real(limit))
            }
        return [
            value, qualifier, limit, .text(result.value.unit.code), .optional(result.value.method),
            result.value.methodDetectionLimit.map { .real($0) } ?? .null,
            .optional(fraction(result.value.fraction)), .text(result.value.original),
            .optional(result.analysed.map { "\($0)" }), .optional(result.instrument),
            result.added.map { .real($0) } ?? .null,
        ]
    }

    private static func fraction(_ fraction: SampleFraction) -> String? {
        fraction == .total ? nil : fraction.rawValue
    }

    private static func measured(_ indicators: [String]) -> String {
        Set(indicators).sorted().joined(separator: " ")
    }

    private mutating func visit(of entry: SampleEntry) throws -> Int64 {
        let visit = Visit(
            outfall: entry.outfall, day: entry.time.day.dayNumber, team: entry.team, samplers: entry.samplers,
            declared: entry.declaredSeason)
        if let fid = visits[visit] { return fid }
        let fid = try storedVisit(of: entry) ?? insertVisit(of: entry)
        visits[visit] = fid
        return fid
    }

    private func storedVisit(of entry: SampleEntry) throws -> Int64? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT fid FROM monitoring_activity WHERE outfall_code IS ? AND season_year = ? AND season = ?
                    AND sampled_on = ? AND team = ? AND samplers = ? AND declared_season IS ?
                """)
        return try Int64.fetchOne(
            statement,
            arguments: [
                entry.outfall, entry.occasion.year, entry.occasion.season.rawValue, "\(entry.time.day)",
                entry.team, entry.samplers, entry.declaredSeason?.rawValue,
            ])
    }

    private func insertVisit(of entry: SampleEntry) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO monitoring_activity (outfall_code, sampled_on, basin_code, season, season_year,
                    declared_season, team, samplers) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            entry.outfall, "\(entry.time.day)", entry.basin, entry.occasion.season.rawValue,
            entry.occasion.year, entry.declaredSeason?.rawValue, entry.team, entry.samplers,
        ])
        return db.lastInsertedRowID
    }

    /// Removes visits that no sample belongs to any more.
    func finish() throws {
        guard hasMoved else { return }
        try db.execute(
            sql:
                "DELETE FROM monitoring_activity WHERE fid NOT IN (SELECT activity_fid FROM monitoring_sample)"
        )
    }
}

@available(*, unavailable)
extension WorkspaceMonitoringSink: Sendable {}
