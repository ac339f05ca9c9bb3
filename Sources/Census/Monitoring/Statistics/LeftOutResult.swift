/// Why a result enters no statistic.
public enum LeftOutReason: Hashable, Sendable {
    /// Its unit does not convert to the indicator's.
    case unit(String)
    /// It is a fraction of the sample, and limits are for the whole.
    case fraction(SampleFraction)
    /// It lies beyond its method's range, so only a lower bound is known; it may still exceed a limit of a day.
    case aboveRange
    /// A person rejected it.
    case rejected(by: String, because: String)
    /// It lies outside what its indicator can be, in the indicator's unit; the rule of the review that says so, if one does.
    case impossible(rule: String?, possible: ClosedRange<Double>)

    /// A word for programs.
    public var word: String {
        switch self {
        case .unit: "unit"
        case .fraction: "fraction"
        case .aboveRange: "above-range"
        case .rejected: "rejected"
        case .impossible: "impossible"
        }
    }

    /// The rule of the review that finds it.
    public var rule: String? {
        if case .impossible(let rule, _) = self { rule } else { nil }
    }

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .unit(let code):
            LocalizedText(zh: "单位 \(code) 与指标不符", en: "its unit \(code) does not fit the indicator")
        case .fraction(let fraction):
            LocalizedText(
                zh: "为\(fraction.text.chinese)，不是总量", en: "it is the \(fraction.text.english) fraction")
        case .rejected(let person, let reason):
            LocalizedText(zh: "\(person) 剔除：\(reason)", en: "\(person) rejected it: \(reason)")
        case .aboveRange: LocalizedText(zh: "超过方法上限，只知下界", en: "it lies beyond its method's range")
        case .impossible(let rule, let possible):
            LocalizedText(
                zh: "超出可能范围 \(Self.range(possible))\(rule.map { "（\($0)）" } ?? "")",
                en: "outside what is possible, \(Self.range(possible))\(rule.map { " (\($0))" } ?? "")")
        }
    }

    private static func range(_ range: ClosedRange<Double>) -> String {
        "\(decimalText(range.lowerBound, places: 4))–\(decimalText(range.upperBound, places: 4))"
    }
}

/// A result that enters no statistic: nothing is left out without being named.
public struct LeftOutResult: Hashable, Sendable {
    /// The label of its sample.
    public let sample: String
    /// The code of its indicator.
    public let indicator: String
    /// What the laboratory wrote.
    public let original: String
    /// The unit it was taken in.
    public let unit: String
    /// Why.
    public let reason: LeftOutReason

    init(sample: String, result: ResultEntry, reason: LeftOutReason) {
        self.sample = sample
        indicator = result.indicator
        original = result.value.original
        unit = result.value.unit.code
        self.reason = reason
    }
}
