/// What a rule saw, with its figures.
public enum PlausibilityFact: Hashable, Sendable {
    /// One indicator is below another that it contains.
    case below(larger: String, atMost: Double, smaller: String, atLeast: Double)
    /// A quotient is unusual.
    case unusualQuotient(of: String, over: String, quotient: Double, usual: ClosedRange<Double>)
    /// A value is impossible.
    case impossible(indicator: String, value: Double, possible: ClosedRange<Double>)
    /// The flow contradicts the scale class.
    case flowContradictsScale(cubicMetresPerDay: Double, scale: OutfallScale)
    /// The means of two seasons are far apart.
    case seasonsApart(indicator: String, dry: Double, wet: Double, factor: Double)
    /// The dry season's flow is far above the wet one's.
    case dryFlowAboveWet(dry: Double, wet: Double, factor: Double)
    /// The mean is far from the neighbours' median.
    case apartFromNeighbours(indicator: String, mean: Double, median: Double, factor: Double)
    /// One number makes up most values.
    case sameNumber(indicator: String, value: Double, times: Int, of: Int)
    /// One last digit makes up most of a team's numbers.
    case sameLastDigit(team: String, digit: Int, times: Int, of: Int)
    /// Two samples agree in every shared indicator.
    case identical(indicators: [String])
    /// Outfalls have the same series of an indicator.
    case identicalSeries(indicator: String, length: Int)
    /// These numbers consist of one digit again and again.
    case repeatedDigits(indicators: [String])
    /// A number equals half the detection limit.
    case halfLimit(indicator: String, value: Double, limit: Double)
    /// The unit of a value does not fit its indicator.
    case unusableUnit(indicator: String, UnitError)
}

/// A finding of plausibility: located, typed, under the heading of its rule.
public struct PlausibilityFinding: Hashable, Sendable {
    /// The rule's identifier.
    public let rule: String
    /// The heading.
    public let method: ReviewMethod
    /// The outfalls concerned.
    public let outfalls: [String]
    /// The labels of the samples concerned.
    public let samples: [String]
    /// What was seen.
    public let fact: PlausibilityFact

    /// The finding in both languages, without the heading.
    ///
    /// - Parameter catalogue: Gives Chinese sentences their indicators' Chinese names; English ones have the codes.
    /// - Returns: The sentence.
    public func text(_ catalogue: IndicatorCatalogue) -> LocalizedText { fact.text(catalogue) }
}

extension PlausibilityFact {
    /// Codes of the indicators it is about.
    public var indicators: [String] {
        switch self {
        case .below(let larger, _, let smaller, _): [larger, smaller]
        case .unusualQuotient(let above, let below, _, _): [above, below]
        case .impossible(let code, _, _), .seasonsApart(let code, _, _, _),
            .apartFromNeighbours(let code, _, _, _), .sameNumber(let code, _, _, _),
            .identicalSeries(let code, _), .halfLimit(let code, _, _), .unusableUnit(let code, _):
            [code]
        case .identical(let codes), .repeatedDigits(let codes): codes
        case .flowContradictsScale, .dryFlowAboveWet: ["flow"]
        case .sameLastDigit: []
        }
    }

    /// What was seen, in both languages, with the indicators' Chinese names in the Chinese sentence.
    public func text(_ catalogue: IndicatorCatalogue) -> LocalizedText {
        func zh(_ code: String) -> String { catalogue.displayName(of: code).chinese }
        return switch self {
        case .below(let larger, let atMost, let smaller, let atLeast):
            LocalizedText(
                zh: "\(zh(larger)) \(short(atMost)) 低于 \(zh(smaller)) \(short(atLeast))",
                en: "\(larger) of \(short(atMost)) is below \(smaller) of \(short(atLeast))")
        case .unusualQuotient(let above, let below, let quotient, let usual):
            LocalizedText(
                zh: "\(zh(above))/\(zh(below)) 为 \(short(quotient))，通常 \(short(usual))",
                en: "\(above)/\(below) is \(short(quotient)), usually \(short(usual))")
        case .impossible(let indicator, let value, let possible):
            LocalizedText(
                zh: "\(zh(indicator)) \(short(value)) 超出可能范围 \(short(possible))",
                en: "\(indicator) of \(short(value)) is outside \(short(possible))")
        case .flowContradictsScale(let flow, let scale):
            LocalizedText(
                zh: "流量 \(short(flow)) m³/d 与登记的\(scale.text[.chinese])不符",
                en: "a flow of \(short(flow)) m³/d contradicts the registered scale, \(scale.text[.english])")
        case .unusableUnit(let indicator, let error):
            LocalizedText(
                zh: "\(zh(indicator))：\(error.text[.chinese])", en: "\(indicator): \(error.text[.english])")
        case .seasonsApart(let indicator, let dry, let wet, let factor):
            LocalizedText(
                zh: "\(zh(indicator)) 枯水期 \(short(dry))、丰水期 \(short(wet))，相差超过 \(short(factor)) 倍",
                en:
                    "\(indicator): dry \(short(dry)), wet \(short(wet)), over a factor of \(short(factor)) apart"
            )
        case .dryFlowAboveWet(let dry, let wet, let factor):
            LocalizedText(
                zh: "枯水期流量 \(short(dry)) m³/d 超过丰水期 \(short(wet)) m³/d 的 \(short(factor)) 倍",
                en: "dry flow \(short(dry)), wet flow \(short(wet)) m³/d: over a factor of \(short(factor))")
        case .apartFromNeighbours(let indicator, let mean, let median, let factor):
            LocalizedText(
                zh: "\(zh(indicator)) 均值 \(short(mean)) 与邻近排污口中位数 \(short(median)) 相差超过 \(short(factor)) 倍",
                en:
                    "\(indicator) mean \(short(mean)) and the neighbours' median \(short(median)) are more than a "
                    + "factor of \(short(factor)) apart")
        case .sameNumber(let indicator, let value, let times, let count):
            LocalizedText(
                zh: "\(zh(indicator)) 的 \(count) 个值中有 \(times) 个都是 \(short(value))",
                en: "\(times) of \(count) values of \(indicator) are \(short(value))")
        case .sameLastDigit(let team, let digit, let times, let count):
            LocalizedText(
                zh: "\(team) 的 \(count) 个数中有 \(times) 个末位是 \(digit)",
                en: "\(times) of \(count) numbers of \(team) end in \(digit)")
        case .identical(let indicators):
            LocalizedText(
                zh: "\(indicators.map(zh).joined(separator: "、")) 完全相同",
                en: "\(indicators.joined(separator: ", ")) are identical")
        case .identicalSeries(let indicator, let length):
            LocalizedText(
                zh: "\(zh(indicator)) 连续 \(length) 个值完全相同",
                en: "the same series of \(length) values of \(indicator)")
        case .repeatedDigits(let indicators):
            LocalizedText(
                zh: "\(indicators.map(zh).joined(separator: "、")) 的数值都由同一数字重复而成",
                en: "the numbers of \(indicators.joined(separator: ", ")) each repeat one digit")
        case .halfLimit(let indicator, let value, let limit):
            LocalizedText(
                zh: "\(zh(indicator)) \(short(value)) 恰为检出限 \(short(limit)) 的一半，疑为未检出",
                en: "\(indicator) of \(short(value)) is half the limit \(short(limit)): a non-detect?")
        }
    }

    private func short(_ value: Double) -> String { decimalText(value, places: 4) }

    private func short(_ range: ClosedRange<Double>) -> String {
        "\(short(range.lowerBound))–\(short(range.upperBound))"
    }
}
