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
}
