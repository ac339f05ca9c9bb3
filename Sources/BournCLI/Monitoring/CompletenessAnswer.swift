internal import Census
internal import GeoModel
internal import GeoPackageStore

/// The completeness of monitoring of some outfalls.
struct CompletenessAnswer {
    let path: String
    /// How the divisions' codes begin; `nil` for all.
    let area: String?
    let outfalls: [MonitoredOutfall]
    let matrix: CompletenessMatrix
    /// What people call the indicators of the matrix.
    let indicatorNames: [LocalizedText]
    /// Who samples each outfall: the team it is assigned to, in an office without teams that of its last visit; empty for nobody.
    let groups: [String]
    /// How many outfalls the plan of each season names; `nil` for a season without one, which asks all.
    let plannedCounts: [Int?]
    /// How many results would count and were rejected in review.
    let rejected: Int
    /// Somebody laid down the seasons; otherwise they come from the plan and the years with samples.
    let arePeriodsLaidDown: Bool

    /// Gathers the samples of an area.
    ///
    /// - Parameters:
    ///   - office: The workspace.
    ///   - area: How the divisions' codes begin; `nil` for all.
    ///   - today: The day that deadlines are compared with.
    /// - Returns: The matrix.
    /// - Throws: `StoreError`, `ReferenceTableFault`.
    /// - Complexity: O(n log n) in the samples of the area.
    static func gather(
        _ office: Workspace, area: String?, today: CalendarDate
    ) throws -> CompletenessAnswer {
        let reference = try office.monitoringReference()
        let outfalls = try office.monitoredOutfalls(area: area)
        let assignments = try office.samplingAssignments(of: outfalls)
        let periods = try office.periods(reference, planned: assignments.planned)
        var gathering = Gathering(
            outfalls: outfalls, periods: periods, reference: reference, assignments: assignments,
            rejections: try office.rejectedIndicators())
        try office.forEachCoveredSample(of: area == nil ? nil : outfalls.map(\.code)) { gathering.take($0) }
        return CompletenessAnswer(
            path: office.path, area: area, outfalls: outfalls, matrix: gathering.builder.finish(asOf: today),
            indicatorNames: reference.plannedIndicators.map {
                reference.catalogue.indicator(spelled: $0)?.name ?? LocalizedText($0)
            }, groups: gathering.teams,
            plannedCounts: periods.map { period in
                assignments.planned[period.occasion].map { planned in
                    outfalls.count { planned.contains($0.code) }
                }
            }, rejected: gathering.rejected, arePeriodsLaidDown: !reference.periods.isEmpty)
    }

    /// The status of an outfall as a whole: the worst of its cells.
    func status(ofOutfall outfall: Int) -> CompletenessStatus {
        var worst = CompletenessStatus.exempt
        for period in matrix.periods.indices {
            for indicator in matrix.indicators.indices {
                let status = matrix.status(outfall: outfall, period: period, indicator: indicator)
                if rank(status) > rank(worst) { worst = status }
            }
        }
        return worst
    }

    private func rank(_ status: CompletenessStatus) -> Int {
        switch status {
        case .exempt: 0
        case .complete: 1
        case .partial: 2
        case .awaited: 3
        case .overdue: 4
        }
    }

    /// How many outfalls have each status for a period and indicator.
    func progress(period: Int, indicator: Int) -> [CompletenessStatus: Int] {
        var counts: [CompletenessStatus: Int] = [:]
        for outfall in outfalls.indices {
            counts[matrix.status(outfall: outfall, period: period, indicator: indicator), default: 0] += 1
        }
        return counts
    }

    /// Progress of each team, in the order of their names.
    var teams: [(group: String, progress: CompletenessProgress)] {
        matrix.progress { groups[$0].isEmpty ? nil : groups[$0] }
    }

    /// Progress of the outfalls that no team has; `nil` when there are none.
    var withoutTeam: CompletenessProgress? {
        matrix.progress { groups[$0].isEmpty ? "" : nil }.first?.progress
    }
}

/// Puts samples into the cells of a matrix.
private struct Gathering {
    var builder: CompletenessMatrix.Builder
    /// Results left out because they were rejected.
    private(set) var rejected = 0
    private let rejections: [Int64: Set<String>]
    private let codes: [String]
    private var visitors: [(name: String, day: String)]
    private let assigned: [String?]
    private let hasTeams: Bool
    private let places: [String: Int]
    private let periods: [SeasonOccasion: Int]
    private let indicators: [String: Int]
    private var lists: [String: [Int]] = [:]
    private var days: [String: CalendarDate] = [:]

    init(
        outfalls: [MonitoredOutfall], periods: [MonitoringPeriod], reference: MonitoringReference,
        assignments: SamplingAssignments, rejections: [Int64: Set<String>]
    ) {
        self.rejections = rejections
        codes = reference.plannedIndicators
        builder = CompletenessMatrix.Builder(
            outfalls: outfalls.map(\.code), periods: periods, indicators: reference.plannedIndicators,
            plan: reference.plan.asking(assignments.planned.keys.map(\.season)))
        visitors = Array(repeating: ("", ""), count: outfalls.count)
        assigned = outfalls.map { assignments.teams[$0.code] }
        hasTeams = assignments.hasTeams
        places = Dictionary(outfalls.enumerated().map { ($1.code, $0) }) { first, _ in first }
        self.periods = Dictionary(periods.enumerated().map { ($1.occasion, $0) }) { first, _ in first }
        indicators = Dictionary(
            reference.plannedIndicators.enumerated().map { ($1, $0) }
        ) { first, _ in first }
        for (place, period) in periods.enumerated() {
            guard let planned = assignments.planned[period.occasion] else { continue }
            for (outfall, one) in outfalls.enumerated() where !planned.contains(one.code) {
                builder.exempt(outfall: outfall, period: place)
            }
        }
    }

    /// Who samples each outfall.
    var teams: [String] {
        hasTeams ? assigned.map { $0 ?? "" } : visitors.map(\.name)
    }

    mutating func take(_ sample: CoveredSample) {
        guard let outfall = places[sample.outfall] else { return }
        if sample.day >= visitors[outfall].day { visitors[outfall] = (sample.group, sample.day) }
        guard let period = periods[sample.occasion], let day = day(sample.day) else { return }
        let without = rejections[sample.key]
        for indicator in list(sample.measured) {
            if let without, without.contains(codes[indicator]) {
                rejected += 1
                continue
            }
            builder.record(outfall: outfall, period: period, indicator: indicator, on: day)
        }
    }

    /// The indicators of a list, remembered: samples have few different ones.
    private mutating func list(_ measured: String) -> [Int] {
        if let known = lists[measured] { return known }
        let found = measured.split(separator: " ").compactMap { indicators[String($0)] }
        lists[measured] = found
        return found
    }

    /// A day that another program broke counts for nothing; the audit names it.
    private mutating func day(_ text: String) -> CalendarDate? {
        if let known = days[text] { return known }
        // Nothing is kept of it, so that it is not parsed again.
        let found = try? CalendarDate(iso: text)
        days[text] = found
        return found
    }
}
