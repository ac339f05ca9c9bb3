internal import Census
internal import GRDB

/// Puts the rows of visits, samples and results together to samples.
struct SampleReader {
    private var samples: [SampleEntry] = []
    private var current: Int64?
    private var units: [String: MeasurementUnit] = [:]

    static func statement(isLimited: Bool) -> String {
        isLimited
            ? statement("json_each(?) j CROSS JOIN ", where: "WHERE a.outfall_code = j.value")
            : statement("", where: "")
    }

    /// Blanks and standards that belong to no outfall.
    static let ofNoOutfall = statement("", where: "WHERE a.outfall_code IS NULL")

    private static func statement(_ chosen: String, where fits: String) -> String {
        """
        SELECT s.fid, s.label, s.kind, s.partner, s.minute, s.laboratory, s.batch, a.outfall_code, a.sampled_on,
            a.basin_code, a.season, a.season_year, a.declared_season, a.team, a.samplers, r.indicator, r.value,
            r.qualifier, r.limit_value, r.unit, r.method, r.method_limit, r.fraction, r.original, r.analysed_on,
            r.instrument, r.added
        FROM \(chosen)monitoring_activity a JOIN monitoring_sample s ON s.activity_fid = a.fid
        LEFT JOIN monitoring_result r ON r.sample_fid = s.fid
        \(fits) ORDER BY s.fid, r.fid
        """
    }

    static func read(
        _ statement: String, _ arguments: StatementArguments, in db: Database
    ) throws -> [SampleEntry] {
        var reader = SampleReader()
        let rows = try Row.fetchCursor(db, sql: statement, arguments: arguments)
        while let row = try rows.next() { reader.take(row) }
        return reader.finish()
    }

    mutating func take(_ row: Row) {
        let fid: Int64 = row[0]
        if fid != current {
            guard let sample = sample(row) else { return }
            samples.append(sample)
            current = fid
        }
        if let result = result(row) { samples[samples.count - 1].results.append(result) }
    }

    consuming func finish() -> [SampleEntry] { samples }

    /// `nil` for a sample whose kind, day or season another program broke.
    private func sample(_ row: Row) -> SampleEntry? {
        func text(_ index: Int) -> String? { String.fromDatabaseValue(row[index]) }
        guard let kind = text(2).flatMap(ActivityKind.init(rawValue:)),
            // The audit names samples without a day.
            let day = try? CalendarDate(iso: text(8) ?? ""),
            let season = text(10).flatMap(Season.init(rawValue:)), let year = Int.fromDatabaseValue(row[11])
        else { return nil }
        let minute = Int.fromDatabaseValue(row[4]).flatMap { (0..<1440).contains($0) ? $0 : nil }
        return SampleEntry(
            label: text(1) ?? "", kind: kind, partner: text(3), outfall: text(7),
            time: SamplingTime(day: day, minute: minute),
            declaredSeason: text(12).flatMap(Season.init(rawValue:)),
            occasion: SeasonOccasion(season, year: year), basin: text(9) ?? "", team: text(13) ?? "",
            samplers: text(14) ?? "", laboratory: text(5) ?? "", batch: text(6), results: [])
    }

    private mutating func result(_ row: Row) -> ResultEntry? {
        func text(_ index: Int) -> String? { String.fromDatabaseValue(row[index]) }
        func number(_ index: Int) -> Double? { Double.fromDatabaseValue(row[index]) }
        guard let indicator = text(15), let unit = unit(text(19) ?? "") else { return nil }
        let quantity: MeasuredQuantity
        switch (text(17), number(16), number(18)) {
        case ("<", _, let limit?): quantity = .belowLimit(limit)
        case (">", _, let limit?): quantity = .aboveLimit(limit)
        case (nil, let value?, _): quantity = .number(value)
        default: return nil
        }
        return ResultEntry(
            indicator: indicator,
            value: MeasuredValue(
                quantity, unit: unit, methodDetectionLimit: number(21), method: text(20),
                fraction: text(22).flatMap(SampleFraction.init(rawValue:)) ?? .total,
                original: text(23) ?? ""),
            // The audit names days that cannot be read.
            analysed: text(24).flatMap { try? CalendarDate(iso: $0) }, instrument: text(25), added: number(26)
        )
    }

    private mutating func unit(_ code: String) -> MeasurementUnit? {
        if let known = units[code] { return known }
        // The audit names units that are none.
        let found = try? MeasurementUnit(spelling: code)
        units[code] = found
        return found
    }
}
