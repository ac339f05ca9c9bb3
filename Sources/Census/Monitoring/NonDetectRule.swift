/// What a non-detect counts as when numbers are computed.
public enum NonDetectRule: String, CaseIterable, Sendable {
    /// Half the detection limit.
    case halfLimit
    /// Zero.
    case zero
    /// The detection limit: the upper bound.
    case fullLimit
    /// Left out.
    case excluded
    /// Kaplan–Meier's estimate for left-censored data.
    case kaplanMeier
    /// Robust regression on order statistics, lognormal.
    case robustROS

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .halfLimit: LocalizedText(zh: "取检出限的一半", en: "half the detection limit")
        case .zero: LocalizedText(zh: "按零计", en: "zero")
        case .fullLimit: LocalizedText(zh: "取检出限", en: "the detection limit")
        case .excluded: LocalizedText(zh: "不参加统计", en: "left out")
        case .kaplanMeier: LocalizedText(zh: "Kaplan-Meier 估计", en: "Kaplan–Meier estimate")
        case .robustROS: LocalizedText(zh: "稳健次序统计量回归（ROS）", en: "robust regression on order statistics")
        }
    }

    /// What a single non-detect counts as; `nil` when the rule leaves it out or needs the whole sample.
    public func substitute(forLimit limit: Double) -> Double? {
        switch self {
        case .halfLimit: limit / 2
        case .zero: 0
        case .fullLimit: limit
        case .excluded, .kaplanMeier, .robustROS: nil
        }
    }
}

/// What a statistic is for; the standards want another rule for each.
public enum StatisticPurpose: String, CaseIterable, Sendable {
    /// A mean concentration.
    case meanConcentration
    /// A total load.
    case totalLoad

    /// The purpose in both languages.
    public var text: LocalizedText {
        switch self {
        case .meanConcentration: LocalizedText(zh: "平均浓度", en: "mean concentration")
        case .totalLoad: LocalizedText(zh: "污染物总量", en: "total load")
        }
    }
}

/// The rule for each purpose, with the standard that asks for it: reference data of an office.
public struct NonDetectPolicy: Hashable, Sendable {
    /// The rule for means.
    public let mean: NonDetectRule
    /// Where the rule for means comes from.
    public let meanSource: String
    /// The rule for loads.
    public let load: NonDetectRule
    /// Where the rule for loads comes from.
    public let loadSource: String

    /// Makes a policy.
    public init(mean: NonDetectRule, meanSource: String, load: NonDetectRule, loadSource: String) {
        self.mean = mean
        self.meanSource = meanSource
        self.load = load
        self.loadSource = loadSource
    }

    /// Half the limit for means and zero for loads.
    public static let national = NonDetectPolicy(
        mean: .halfLimit, meanSource: "SL 219-2013 §12.2.5; 环办监测函〔2020〕82号",
        load: .zero, loadSource: "SL 219-2013 §12.2.5; HJ/T 92-2002")

    /// The rule for a purpose.
    public func rule(for purpose: StatisticPurpose) -> NonDetectRule {
        switch purpose {
        case .meanConcentration: mean
        case .totalLoad: load
        }
    }
}
