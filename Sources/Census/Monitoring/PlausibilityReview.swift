/// Applies a catalogue of plausibility rules to samples.
///
/// A finding is never proof: it says what to look at and under which heading. Non-detects take part with what
/// they may be, so a contradiction is reported only if no true value could avoid it.
public struct PlausibilityReview: Sendable {
    /// The rules.
    public let rules: [PlausibilityRule]
    /// The indicators, for units and possible ranges.
    public let catalogue: IndicatorCatalogue

    /// Makes a review.
    public init(
        rules: [PlausibilityRule] = PlausibilityRule.defaults, catalogue: IndicatorCatalogue = .census2018
    ) {
        self.rules = rules
        self.catalogue = catalogue
    }

    /// Everything that the rules see, rule by rule, in the order of the records.
    ///
    /// - Complexity: O(r·n log n) for r rules and n values.
    public func findings(
        in records: [SampleRecord], context: PlausibilityContext = PlausibilityContext()
    ) -> [PlausibilityFinding] {
        let prepared = records.map(prepare)
        let units = prepared.flatMap { record in
            record.unusable.map { indicator, error in
                finding(
                    PlausibilityRule.unitRule, [record], .unusableUnit(indicator: indicator, error))
            }
        }
        return units + rules.flatMap { rule in findings(of: rule, in: prepared, context: context) }
    }

    private func findings(
        of rule: PlausibilityRule, in records: [PreparedRecord], context: PlausibilityContext
    ) -> [PlausibilityFinding] {
        switch rule.check {
        case .atLeast(let larger, let smaller, let tolerance):
            records.compactMap { below(rule, $0, larger: larger, smaller: smaller, tolerance: tolerance) }
        case .quotient(let above, let below, let usual):
            records.compactMap { quotient(rule, $0, of: above, over: below, usual: usual) }
        case .possibleRange: records.flatMap { impossible(rule, $0) }
        case .flowFitsScale(let threshold):
            records.compactMap { flowAgainstScale(rule, $0, threshold: threshold, context: context) }
        case .halfLimitAsNumber: records.flatMap { halfLimits(rule, $0) }
        case .seasonsWithinFactor(let indicator, let factor):
            seasonsApart(rule, records, indicator: indicator, factor: factor)
        case .dryFlowAtMost(let factor): dryFlow(rule, records, factor: factor)
        case .neighboursWithinFactor(let indicator, let factor, let least):
            neighbours(rule, records, indicator: indicator, factor: factor, least: least, context: context)
        case .sameNumber(let share, let least): sameNumbers(rule, records, share: share, least: least)
        case .sameLastDigit(let share, let least): sameLastDigits(rule, records, share: share, least: least)
        case .identicalSamples(let least): identical(rule, records, least: least)
        case .identicalSeries(let least): identicalSeries(rule, records, least: least)
        case .repeatedDigits(let least): records.compactMap { repeatedDigits(rule, $0, least: least) }
        }
    }

    func finding(
        _ rule: PlausibilityRule, _ records: [PreparedRecord], _ fact: PlausibilityFact
    ) -> PlausibilityFinding {
        var outfalls: [String] = []
        for record in records where !outfalls.contains(record.source.outfall) {
            outfalls.append(record.source.outfall)
        }
        return PlausibilityFinding(
            rule: rule.id, method: rule.method, outfalls: outfalls, samples: records.map(\.source.label),
            fact: fact)
    }
}

extension PlausibilityRule {
    /// Reported when a value cannot be looked at because of its unit.
    static let unitRule = PlausibilityRule(
        id: "M00", method: .enquiry, name: LocalizedText(zh: "单位应与指标相符", en: "the unit fits the indicator"),
        check: .possibleRange)
}

/// A record with its quantities in the units of their indicators, in the order of their codes.
struct PreparedRecord {
    let source: SampleRecord
    let quantities: [(indicator: String, quantity: MeasuredQuantity)]
    let unusable: [(indicator: String, error: UnitError)]

    func quantity(_ indicator: String) -> MeasuredQuantity? {
        quantities.first { $0.indicator == indicator }?.quantity
    }
}

extension PlausibilityReview {
    private func prepare(_ record: SampleRecord) -> PreparedRecord {
        var quantities: [(String, MeasuredQuantity)] = []
        var unusable: [(String, UnitError)] = []
        for (code, value) in record.values.sorted(by: { $0.key < $1.key }) {
            do { quantities.append((code, try inOwnUnit(value, of: code))) } catch {
                unusable.append((code, error))
            }
        }
        return PreparedRecord(source: record, quantities: quantities, unusable: unusable)
    }

    /// Flows in tonnes are taken as water of one tonne for each cubic metre.
    private func inOwnUnit(_ value: MeasuredValue, of code: String) throws(UnitError) -> MeasuredQuantity {
        guard let indicator = catalogue.indicator(spelled: code) else { return value.quantity }
        guard indicator.unit == .cubicMetrePerDay else { return try value.quantity(in: indicator.unit) }
        return try value.quantity.scaled { number throws(UnitError) in
            try WaterDensity.oneTonnePerCubicMetre.cubicMetresPerDay(number, in: value.unit)
        }
    }

    private func below(
        _ rule: PlausibilityRule, _ record: PreparedRecord, larger: String, smaller: String, tolerance: Double
    ) -> PlausibilityFinding? {
        guard let whole = record.quantity(larger), let part = record.quantity(smaller),
            whole.upperBound < part.lowerBound * (1 - tolerance)
        else { return nil }
        return finding(
            rule, [record],
            .below(larger: larger, atMost: whole.upperBound, smaller: smaller, atLeast: part.lowerBound))
    }

    private func quotient(
        _ rule: PlausibilityRule, _ record: PreparedRecord, of above: String, over below: String,
        usual: ClosedRange<Double>
    ) -> PlausibilityFinding? {
        guard let a = record.quantity(above)?.number, let b = record.quantity(below)?.number, b > 0,
            !usual.contains(a / b)
        else { return nil }
        return finding(
            rule, [record], .unusualQuotient(of: above, over: below, quotient: a / b, usual: usual))
    }

    private func impossible(_ rule: PlausibilityRule, _ record: PreparedRecord) -> [PlausibilityFinding] {
        record.quantities.compactMap { code, quantity in
            guard let value = quantity.number, let indicator = catalogue.indicator(spelled: code),
                !indicator.possible.contains(value)
            else { return nil }
            return finding(
                rule, [record], .impossible(indicator: code, value: value, possible: indicator.possible))
        }
    }

    private func flowAgainstScale(
        _ rule: PlausibilityRule, _ record: PreparedRecord, threshold: ScaleThreshold,
        context: PlausibilityContext
    ) -> PlausibilityFinding? {
        guard let flow = record.quantity("flow")?.number, let scale = context.scales[record.source.outfall],
            threshold.scale(cubicMetresPerDay: flow, cubicMetresPerYear: flow * 365) != scale
        else { return nil }
        return finding(rule, [record], .flowContradictsScale(cubicMetresPerDay: flow, scale: scale))
    }

    private func halfLimits(_ rule: PlausibilityRule, _ record: PreparedRecord) -> [PlausibilityFinding] {
        record.quantities.compactMap { code, _ in
            guard let value = record.source.values[code], let number = value.quantity.number,
                let limit = value.methodDetectionLimit, number == limit / 2
            else { return nil }
            return finding(rule, [record], .halfLimit(indicator: code, value: number, limit: limit))
        }
    }
}
