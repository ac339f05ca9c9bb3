/// What statistics are asked for.
public struct StatisticsQuestion: Sendable {
    /// The discharge standard and its grade, if effluent is to be compared with one.
    public var effluent: (standard: EffluentStandard, grade: String)?
    /// The surface-water standard, if the receiving water's classes are to be shown.
    public var surface: SurfaceWaterStandard?
    /// The kind of the receiving water, by the outfall's code; limits of lakes and rivers differ.
    public var waterKinds: [String: WaterKind] = [:]
    /// The kind of waters that `waterKinds` does not name; `nil` leaves open what depends on it.
    public var usualWaterKind: WaterKind?
    /// When the plant was built, which some limits depend on.
    public var built: CalendarDate?
    /// What people decided on results: rejected ones enter nothing, accepted ones whatever the rules say.
    public var decisions = ResultDecisions()
    /// Days of discharge in a year.
    public var days = 365.0

    /// Makes a question for means and loads only.
    public init() {}
}

/// The statistics of one indicator of one outfall.
public struct IndicatorStatistics: Sendable {
    /// The outfall's code.
    public let outfall: String
    /// The indicator.
    public let indicator: Indicator
    /// The seasons sampled.
    public let occasions: [SeasonOccasion]
    /// Results that count.
    public let count: Int
    /// Those that were not detected.
    public let nonDetects: Int
    /// Results left out, each with its reason.
    public let leftOut: [LeftOutResult]
    /// Results that count although they contradict something, for a person to decide.
    public let doubts: [StatisticsDoubt]
    /// The mean by each rule for non-detects.
    public let means: [(rule: NonDetectRule, mean: Result<Double, StatisticError>)]
    /// The mean by the office's rule.
    public let mean: Result<Double, StatisticError>
    /// The mean weighted by flow, by the office's rule for means; `nil` for what is no concentration.
    public let flowWeighted: Result<ExplainedNumber, StatisticError>?
    /// The load of a year, by the office's rule for loads; `nil` for what carries none.
    public let load: Result<ExplainedNumber, StatisticError>?
    /// Results that count and have no usable flow, so that they enter neither the weighted mean nor the load.
    public let withoutFlow: Int
    /// The comparison of each day's mean with the discharge standard.
    public let days: [DayVerdict]
    /// The kind of the receiving water; `nil` where nobody says it.
    public let waterKind: WaterKind?
    /// The class that the mean would have in the receiving water.
    public let surfaceGrade: SurfaceGrade?
    /// The verdict depends on the rule for non-detects.
    public let warning: LocalizedText?
}

/// One day's mean compared with a discharge standard.
public struct DayVerdict: Hashable, Sendable {
    /// The day.
    public let day: CalendarDate
    /// The mean of the day, or its non-detect.
    public let quantity: MeasuredQuantity
    /// The temperature of the water that decided between limits.
    public let celsius: Double?
    /// The comparison.
    public let comparison: LimitComparison
    /// Why the office's rule has no mean of the day, which is half the limit's then; `nil` where the rule has one.
    public let substituted: StatisticError?
}
