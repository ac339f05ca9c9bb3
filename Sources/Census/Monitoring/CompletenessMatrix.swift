/// How far one cell of the matrix is: an indicator of an outfall in a season.
public enum CompletenessStatus: UInt8, CaseIterable, Sendable {
    /// As much as planned.
    case complete
    /// Something, less than planned, and the deadline has not passed.
    case partial
    /// Nothing yet, and the deadline has not passed.
    case awaited
    /// Less than planned although the deadline has passed.
    case overdue
    /// Nothing is asked, with a reason.
    case exempt

    /// The status in both languages.
    public var text: LocalizedText {
        switch self {
        case .complete: LocalizedText(zh: "完成", en: "complete")
        case .partial: LocalizedText(zh: "部分完成", en: "partial")
        case .awaited: LocalizedText(zh: "待监测", en: "awaited")
        case .overdue: LocalizedText(zh: "逾期", en: "overdue")
        case .exempt: LocalizedText(zh: "免测", en: "exempt")
        }
    }
}

/// A season of the matrix with its deadline.
public struct MonitoringPeriod: Hashable, Sendable {
    /// The season and year.
    public let occasion: SeasonOccasion
    /// The last day on which results may be missing; `nil` without a deadline.
    public let deadline: CalendarDate?

    /// Makes a column.
    public init(_ occasion: SeasonOccasion, deadline: CalendarDate? = nil) {
        self.occasion = occasion
        self.deadline = deadline
    }
}

/// How many cells are in each status.
public struct CompletenessProgress: Hashable, Sendable {
    private var counts = Array(repeating: 0, count: CompletenessStatus.allCases.count)

    /// Nothing counted yet.
    public init() {}

    /// The number of cells in a status.
    public subscript(status: CompletenessStatus) -> Int { counts[Int(status.rawValue)] }

    /// Cells that are asked for.
    public var required: Int { counts.reduce(0, +) - self[.exempt] }

    /// The share of required cells that are complete, from 0 to 1; `nil` when nothing is required, which is no success.
    public var completeShare: Double? { required == 0 ? nil : Double(self[.complete]) / Double(required) }

    mutating func count(_ status: CompletenessStatus) { counts[Int(status.rawValue)] += 1 }
}

/// Which indicators of which outfalls have been monitored as planned in which season.
///
/// Frozen: one byte and one 32-bit count for each cell, laid out outfall by outfall, season by season.
public struct CompletenessMatrix: Sendable {
    /// Identifiers of the outfalls, in the order of the rows.
    public let outfalls: [String]
    /// The seasons with their deadlines.
    public let periods: [MonitoringPeriod]
    /// Codes of the indicators.
    public let indicators: [String]
    /// The day on which deadlines were judged.
    public let today: CalendarDate
    let statuses: [CompletenessStatus]
    let sampleCounts: [Int32]
    let short: [Short]

    /// A cell that was sampled less than planned.
    struct Short: Sendable {
        let cell: Int
        let shortfall: CampaignShortfall
    }

    /// How many cells were sampled, and less than planned.
    public var shortCount: Int { short.count }

    /// Cells that were sampled less than planned, by the positions of their outfall, season and indicator, with what is short.
    public var shortfalls: some Sequence<(outfall: Int, period: Int, indicator: Int, CampaignShortfall)> {
        short.lazy.map { one in
            let visit = one.cell / indicators.count
            return (
                visit / periods.count, visit % periods.count, one.cell % indicators.count, one.shortfall
            )
        }
    }

    /// The status of a cell by the positions of its outfall, season and indicator.
    public func status(outfall: Int, period: Int, indicator: Int) -> CompletenessStatus {
        statuses[cell(outfall, period, indicator)]
    }

    /// The number of samples behind a cell.
    public func sampleCount(outfall: Int, period: Int, indicator: Int) -> Int {
        Int(sampleCounts[cell(outfall, period, indicator)])
    }

    private func cell(_ outfall: Int, _ period: Int, _ indicator: Int) -> Int {
        precondition(
            indicator < indicators.count && period < periods.count, "the cell lies outside the matrix")
        return (outfall * periods.count + period) * indicators.count + indicator
    }

    /// How many cells are in each status.
    ///
    /// - Complexity: O(c) in the number of cells.
    public var progress: CompletenessProgress {
        var total = CompletenessProgress()
        for status in statuses { total.count(status) }
        return total
    }

    /// Progress of each group of outfalls, such as teams or towns.
    ///
    /// - Parameter group: Names the group of an outfall by its position; `nil` leaves it out.
    /// - Returns: The groups with their progress, in the order of their names.
    public func progress(by group: (Int) -> String?) -> [(group: String, progress: CompletenessProgress)] {
        var table: [String: CompletenessProgress] = [:]
        let width = periods.count * indicators.count
        for outfall in outfalls.indices {
            guard let name = group(outfall) else { continue }
            for status in statuses[(outfall * width)..<((outfall + 1) * width)] {
                table[name, default: CompletenessProgress()].count(status)
            }
        }
        return table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
