/// Why a statistic cannot be computed.
public enum StatisticError: Error, Hashable, Sendable {
    /// There is no value.
    case empty
    /// So many values lie beyond the range of the method, so that only a lower bound is known.
    case aboveRange(count: Int)
    /// Every value is a non-detect and the rule needs detected ones.
    case nothingDetected(nonDetects: Int)
    /// Too few detected values for a regression.
    case tooFewDetected(detected: Int, needed: Int)
    /// The share of non-detects is beyond what the method bears.
    case tooManyNonDetects(share: Double, most: Double)
    /// A logarithm needs positive values.
    case notPositive(value: Double)
    /// The flows sum to nothing.
    case noFlow
    /// The rule estimates a whole sample and gives no value to weight by flow.
    case notWeightable(NonDetectRule)
    /// A value is infinite or not a number.
    case notFinite

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .empty: LocalizedText(zh: "没有数据。", en: "There are no values.")
        case .aboveRange(let count):
            LocalizedText(zh: "\(count) 个值超过方法上限，只知下界。", en: "\(count) values lie beyond the method's range.")
        case .nothingDetected(let count):
            LocalizedText(zh: "\(count) 个值全部未检出。", en: "None of the \(count) values was detected.")
        case .tooFewDetected(let detected, let needed):
            LocalizedText(
                zh: "检出 \(detected) 个，至少需要 \(needed) 个不同的值。",
                en: "\(detected) detected, \(needed) distinct ones needed.")
        case .tooManyNonDetects(let share, let most):
            LocalizedText(
                zh:
                    "未检出占 \(decimalText(share * 100, places: 1))%，此法最多 \(decimalText(most * 100, places: 1))%。",
                en: "\(decimalText(share * 100, places: 1)) % are non-detects, the method bears "
                    + "\(decimalText(most * 100, places: 1)) %.")
        case .notPositive(let value):
            LocalizedText(
                zh: "对数统计不能用 \(decimalText(value, places: 6))。",
                en: "\(decimalText(value, places: 6)) has no logarithm.")
        case .notWeightable(let rule):
            LocalizedText(
                zh: "“\(rule.text[.chinese])”不能按流量加权。",
                en: "“\(rule.text[.english])” cannot be weighted by flow.")
        case .notFinite: LocalizedText(zh: "数据中有非有限数值。", en: "A value is infinite or not a number.")
        case .noFlow: LocalizedText(zh: "流量合计为零，不能加权。", en: "The flows sum to zero and cannot weight.")
        }
    }
}

/// Values of one indicator in one unit, some of them known only to lie below a limit.
public struct CensoredSample: Hashable, Sendable {
    /// The detected values in rising order.
    public let detected: [Double]
    /// The limits of the non-detects in rising order.
    public let limits: [Double]

    /// How many values there are.
    public var count: Int { detected.count + limits.count }
    /// The share of non-detects.
    public var nonDetectShare: Double { count == 0 ? 0 : Double(limits.count) / Double(count) }

    /// Sorts quantities into detected values and limits.
    ///
    /// - Throws: `StatisticError.empty`, `.notFinite`, or `.aboveRange` if any lies beyond the range of its method.
    public init(_ quantities: [MeasuredQuantity]) throws(StatisticError) {
        guard !quantities.isEmpty else { throw .empty }
        var detected: [Double] = []
        var limits: [Double] = []
        for quantity in quantities {
            switch quantity {
            case .number(let value): detected.append(value)
            case .belowLimit(let limit): limits.append(limit)
            case .aboveLimit: continue
            }
        }
        let above = quantities.count - detected.count - limits.count
        guard above == 0 else { throw .aboveRange(count: above) }
        guard (detected + limits).allSatisfy(\.isFinite) else { throw .notFinite }
        self.detected = detected.sorted()
        self.limits = limits.sorted()
    }

    /// The values with each non-detect substituted; the rule must substitute or leave out.
    func substituted(by rule: NonDetectRule) -> [Double] {
        detected + limits.compactMap { rule.substitute(forLimit: $0) }
    }
}
