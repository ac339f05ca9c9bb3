/// A concentration and the flow it was measured in.
public struct FlowSample: Hashable, Sendable {
    /// The concentration in mg/L.
    public let milligramsPerLitre: MeasuredQuantity
    /// The flow in m³/d.
    public let cubicMetresPerDay: Double

    /// Makes a pair from mg/L and m³/d; the flow is not negative.
    public init(milligramsPerLitre: MeasuredQuantity, cubicMetresPerDay: Double) {
        precondition(cubicMetresPerDay >= 0, "a flow must not be negative")
        self.milligramsPerLitre = milligramsPerLitre
        self.cubicMetresPerDay = cubicMetresPerDay
    }

    /// The concentration is not beyond its method's range.
    var isBounded: Bool { milligramsPerLitre.upperBound.isFinite }
}

/// A number with the formula that made it, for readers to follow.
public struct ExplainedNumber: Hashable, Sendable {
    /// The number.
    public let value: Double
    /// The formula with its figures.
    public let formula: LocalizedText
}

/// The mean concentration weighted by flow: Σ c·q / Σ q in mg/L.
///
/// Only rules that substitute or leave out can be weighted; a sample left out takes its flow with it.
///
/// - Throws: `StatisticError.empty`, `.aboveRange`, `.nothingDetected`, `.noFlow`, or `.notWeightable` for the
///   rules that estimate a whole sample.
public func flowWeightedMean(
    _ samples: [FlowSample], rule: NonDetectRule
) throws(StatisticError) -> ExplainedNumber {
    let terms = try weightedTerms(samples, rule: rule)
    let flow = terms.reduce(0) { $0 + $1.flow }
    guard flow > 0 else { throw .noFlow }
    let value = terms.reduce(0) { $0 + $1.concentration * $1.flow } / flow
    let numerator = terms.map { "\(short($0.concentration))×\(short($0.flow))" }.joined(separator: " + ")
    let denominator = terms.map { short($0.flow) }.joined(separator: " + ")
    let formula = "Σcq/Σq = (\(numerator)) / (\(denominator)) = \(decimalText(value, places: 4)) mg/L"
    return ExplainedNumber(value: value, formula: LocalizedText(zh: formula, en: formula))
}

/// The load of a constant flow and concentration: mg/L × m³/d × d / 10⁶ in t.
public func load(
    milligramsPerLitre concentration: Double, cubicMetresPerDay flow: Double, days: Double
) -> ExplainedNumber {
    let value = concentration * flow * days / 1e6
    let formula =
        "\(short(concentration)) mg/L × \(short(flow)) m³/d × \(short(days)) d ÷ 10⁶ = "
        + "\(decimalText(value, places: 6)) \(loadUnit(days))"
    return ExplainedNumber(value: value, formula: LocalizedText(zh: formula, en: formula))
}

/// The load of several samples that stand for equal parts of a period: mean of c·q × d / 10⁶ in t.
///
/// - Parameters:
///   - samples: Concentrations with their flows.
///   - days: The days with discharge, 365 for a whole year.
///   - rule: What non-detects count as; the national rule for loads is zero.
/// - Returns: The load in tonnes with its formula.
/// - Throws: As `flowWeightedMean`, except that no flow is no load.
public func load(
    of samples: [FlowSample], days: Double, rule: NonDetectRule = .zero
) throws(StatisticError) -> ExplainedNumber {
    let terms = try weightedTerms(samples, rule: rule)
    let sum = terms.reduce(0) { $0 + $1.concentration * $1.flow }
    let value = sum / Double(terms.count) * days / 1e6
    let products = terms.map { "\(short($0.concentration))×\(short($0.flow))" }.joined(separator: " + ")
    let formula =
        "(\(products)) ÷ \(terms.count) × \(short(days)) d ÷ 10⁶ = "
        + "\(decimalText(value, places: 6)) \(loadUnit(days))"
    return ExplainedNumber(value: value, formula: LocalizedText(zh: formula, en: formula))
}

private func weightedTerms(
    _ samples: [FlowSample], rule: NonDetectRule
) throws(StatisticError) -> [(concentration: Double, flow: Double)] {
    let sample = try CensoredSample(samples.map(\.milligramsPerLitre))
    guard rule != .kaplanMeier, rule != .robustROS else { throw .notWeightable(rule) }
    let terms = samples.compactMap { sample -> (concentration: Double, flow: Double)? in
        switch sample.milligramsPerLitre {
        case .number(let value): (value, sample.cubicMetresPerDay)
        case .belowLimit(let limit):
            rule.substitute(forLimit: limit).map { ($0, sample.cubicMetresPerDay) }
        case .aboveLimit: nil
        }
    }
    guard !terms.isEmpty else { throw .nothingDetected(nonDetects: sample.limits.count) }
    return terms
}

/// A load over 365 days is one of a year.
private func loadUnit(_ days: Double) -> String { days == 365 ? "t/a" : "t" }

private func short(_ value: Double) -> String { decimalText(value, places: 6) }
