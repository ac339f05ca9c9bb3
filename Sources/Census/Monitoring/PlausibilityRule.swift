/// The heading of the census's review methods that a rule belongs to.
public enum ReviewMethod: String, CaseIterable, Sendable {
    /// 对比分析法: figures are set beside others.
    case comparison
    /// 查询核实法: somebody is asked.
    case enquiry
    /// 联合会审法: several departments look together.
    case jointReview

    /// The heading in both languages.
    public var text: LocalizedText {
        switch self {
        case .comparison: LocalizedText(zh: "对比分析", en: "comparison")
        case .enquiry: LocalizedText(zh: "查询核实", en: "enquiry")
        case .jointReview: LocalizedText(zh: "会审", en: "joint review")
        }
    }
}

/// What a rule looks at, with its thresholds.
public enum PlausibilityCheck: Hashable, Sendable {
    /// The larger indicator may not be below the smaller by more than a share of the smaller.
    case atLeast(larger: String, smaller: String, tolerance: Double)
    /// The quotient of two indicators of one sample usually lies in a range.
    case quotient(of: String, over: String, usual: ClosedRange<Double>)
    /// Every value must lie in its indicator's possible range.
    case possibleRange
    /// The flow must fit the scale class of the register.
    case flowFitsScale(ScaleThreshold)
    /// An indicator's dry and wet means differ by at most a factor.
    case seasonsWithinFactor(indicator: String, factor: Double)
    /// Flow of the dry season should not exceed that of the wet by more than a factor.
    case dryFlowAtMost(factor: Double)
    /// An indicator's mean is within a factor of the median of the neighbouring outfalls.
    case neighboursWithinFactor(indicator: String, factor: Double, least: Int)
    /// One number of several digits makes up at least a share of an outfall's detected values of an indicator.
    case sameNumber(share: Double, least: Int)
    /// Nearly all of a team's written numbers end in the same digit.
    case sameLastDigit(share: Double, least: Int)
    /// Two samples agree in every shared indicator.
    case identicalSamples(leastIndicators: Int)
    /// Two outfalls have the same series of one indicator, sample by sample in the order given.
    case identicalSeries(least: Int)
    /// A sample in which at least so many numbers consist of one digit again and again, as 11.111 or 2220.
    case repeatedDigits(leastIndicators: Int)
    /// A number equals exactly half of its method's detection limit.
    case halfLimitAsNumber
}

/// A rule of the catalogue: reference data of an office.
public struct PlausibilityRule: Hashable, Sendable {
    /// A stable identifier for reports and decisions.
    public let id: String
    /// The heading it is reported under.
    public let method: ReviewMethod
    /// The rule in a sentence.
    public let name: LocalizedText
    /// What it looks at.
    public let check: PlausibilityCheck

    /// Makes a rule.
    public init(id: String, method: ReviewMethod, name: LocalizedText, check: PlausibilityCheck) {
        self.id = id
        self.method = method
        self.name = name
        self.check = check
    }
}

extension PlausibilityRule {
    /// Rules to start from.
    ///
    /// The order of COD and BOD5 and of nitrogen and ammonia and the quotient 0.1–0.7 are general practice;
    /// the other thresholds are ours, set so that ordinary sewage passes.
    public static let defaults = [
        PlausibilityRule(
            id: "M01", method: .comparison,
            name: LocalizedText(zh: "化学需氧量不低于五日生化需氧量", en: "COD is at least BOD5"),
            check: .atLeast(larger: "COD", smaller: "BOD5", tolerance: 0)),
        PlausibilityRule(
            id: "M02", method: .comparison,
            name: LocalizedText(zh: "总氮不低于氨氮", en: "total nitrogen is at least ammonia"),
            check: .atLeast(larger: "TN", smaller: "NH3-N", tolerance: 0.05)),
        PlausibilityRule(
            id: "M03", method: .comparison,
            name: LocalizedText(zh: "五日生化需氧量与化学需氧量之比通常为 0.1–0.7", en: "BOD5 / COD is usually 0.1–0.7"),
            check: .quotient(of: "BOD5", over: "COD", usual: 0.1...0.7)),
        PlausibilityRule(
            id: "M04", method: .enquiry,
            name: LocalizedText(zh: "数值应在可能范围内", en: "values lie in their possible range"),
            check: .possibleRange),
        PlausibilityRule(
            id: "M05", method: .enquiry,
            name: LocalizedText(zh: "流量与规模等级相符", en: "the flow fits the scale class"),
            check: .flowFitsScale(.census2018)),
        PlausibilityRule(
            id: "M06", method: .comparison,
            name: LocalizedText(zh: "化学需氧量枯丰水期相差不超过 10 倍", en: "COD of the seasons within a factor of 10"),
            check: .seasonsWithinFactor(indicator: "COD", factor: 10)),
        PlausibilityRule(
            id: "M07", method: .comparison,
            name: LocalizedText(
                zh: "枯水期流量不应远大于丰水期", en: "the dry season's flow is not far above the wet one's"),
            check: .dryFlowAtMost(factor: 3)),
        PlausibilityRule(
            id: "M08", method: .comparison,
            name: LocalizedText(
                zh: "化学需氧量与邻近排污口相差不超过 20 倍", en: "COD within a factor of 20 of the neighbours"),
            check: .neighboursWithinFactor(indicator: "COD", factor: 20, least: 3)),
        PlausibilityRule(
            id: "M09", method: .jointReview,
            name: LocalizedText(zh: "同一数值反复出现", en: "the same number again and again"),
            check: .sameNumber(share: 0.8, least: 5)),
        PlausibilityRule(
            id: "M10", method: .jointReview,
            name: LocalizedText(zh: "末位数字雷同", en: "the same last digit everywhere"),
            check: .sameLastDigit(share: 0.8, least: 20)),
        PlausibilityRule(
            id: "M11", method: .jointReview,
            name: LocalizedText(zh: "两个样品各项完全相同", en: "two samples agree in everything"),
            check: .identicalSamples(leastIndicators: 4)),
        PlausibilityRule(
            id: "M12", method: .enquiry,
            name: LocalizedText(zh: "数值恰为检出限的一半", en: "a number that is exactly half the detection limit"),
            check: .halfLimitAsNumber),
        PlausibilityRule(
            id: "M13", method: .jointReview,
            name: LocalizedText(zh: "两个排污口的数据序列雷同", en: "two outfalls have the same series"),
            check: .identicalSeries(least: 4)),
        PlausibilityRule(
            id: "M14", method: .jointReview,
            name: LocalizedText(zh: "一个样品多项数值由同一数字重复而成", en: "many numbers of a sample repeat one digit"),
            check: .repeatedDigits(leastIndicators: 4)),
    ]
}
