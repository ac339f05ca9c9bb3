/// Means, loads and comparisons with standards, each by the rule that its purpose asks for.
public struct MonitoringStatistics: Sendable {
    private let reference: MonitoringReference
    private let question: StatisticsQuestion
    private let contradictions: StatisticsDoubts

    /// Makes statistics for a question.
    public init(reference: MonitoringReference, question: StatisticsQuestion) {
        self.reference = reference
        self.question = question
        contradictions = StatisticsDoubts(reference: reference)
    }

    /// The statistics of every outfall and indicator that was measured, in the order of codes and of the catalogue.
    ///
    /// A value outside its indicator's possible range enters nothing: no mean, no load, no verdict, and no choice of a limit
    /// by temperature. It is named in `leftOut` with the rule. What contradicts another value of its sample counts, since
    /// nobody can tell which of the two is wrong, and is named in `doubts`.
    ///
    /// - Parameter samples: Samples; only routine ones count.
    /// - Returns: One entry for each outfall and indicator.
    /// - Complexity: O(n log n) in the results.
    public func statistics(of samples: [SampleEntry]) -> [IndicatorStatistics] {
        let routine = samples.filter { $0.kind.countsAsMonitoring && $0.outfall != nil }
        let groups = inGroups(routine) { $0.outfall ?? "" }
            .sorted { ($0.first?.outfall ?? "") < ($1.first?.outfall ?? "") }
        return groups.flatMap { group in
            let outfall = OutfallSamples(group, reference: reference, decisions: question.decisions)
            let doubts = contradictions.doubts(in: group).filter { doubt in
                !question.decisions.settle(
                    doubt.indicators, in: group.filter { doubt.samples.contains($0.label) })
            }
            return reference.catalogue.indicators.compactMap {
                statistics(of: $0, in: outfall, doubts: doubts)
            }
        }
    }

    private func statistics(
        of indicator: Indicator, in outfall: OutfallSamples, doubts: [StatisticsDoubt]
    ) -> IndicatorStatistics? {
        let found = outfall.samples.filter { $0.has(indicator) }
        guard !found.isEmpty else { return nil }
        let usable = found.compactMap { $0.quantities[indicator.code] }
        let bounded = usable.filter { if case .aboveLimit = $0 { false } else { true } }
        let rules = NonDetectRule.allCases
        let means = rules.map { rule in
            (
                rule: rule,
                mean: Result { () throws(StatisticError) in try MeanEstimate(bounded, rule: rule).value }
            )
        }
        let mean = means.first { $0.rule == reference.policy.mean }?.mean ?? .failure(.empty)
        let verdicts = dayVerdicts(indicator, outfall)
        let kind = question.waterKinds[outfall.code] ?? question.usualWaterKind
        let grade = surfaceGrade(indicator, mean: mean, quantities: bounded, in: kind)
        let isConcentration = indicator.unit == .milligramPerLitre && indicator.carriesLoad
        let flows = isConcentration ? outfall.flowSamples(indicator) : []
        return IndicatorStatistics(
            outfall: outfall.code, indicator: indicator, occasions: Set(found.map(\.occasion)).sorted(),
            count: bounded.count, nonDetects: bounded.count(where: \.isNonDetect),
            leftOut: found.flatMap { $0.leftOut.filter { $0.indicator == indicator.code } },
            doubts: doubts.filter { $0.indicators.contains(indicator.code) }, means: means, mean: mean,
            flowWeighted: isConcentration ? flowMean(flows) : nil,
            load: isConcentration ? load(flows) : nil,
            withoutFlow: isConcentration ? bounded.count - flows.count(where: \.isBounded) : 0,
            days: verdicts, waterKind: kind,
            surfaceGrade: grade, warning: warning(indicator, bounded, outfall, in: kind))
    }

    private func flowMean(_ flows: [FlowSample]) -> Result<ExplainedNumber, StatisticError> {
        Result { () throws(StatisticError) in try flowWeightedMean(flows, rule: reference.policy.mean) }
    }

    private func load(_ flows: [FlowSample]) -> Result<ExplainedNumber, StatisticError> {
        Result { () throws(StatisticError) in
            try Census.load(of: flows, days: question.days, rule: reference.policy.load)
        }
    }

    private func dayVerdicts(_ indicator: Indicator, _ outfall: OutfallSamples) -> [DayVerdict] {
        guard let (standard, grade) = question.effluent else { return [] }
        return inGroups(outfall.samples.filter { $0.quantities[indicator.code] != nil }) { $0.day }
            .sorted { $0[0].day < $1[0].day }.map { group in
                let quantities = group.compactMap { $0.quantities[indicator.code] }
                let mean = dayMean(quantities)
                let temperatures = group.compactMap { $0.quantities["temperature"]?.number }
                let celsius =
                    temperatures.isEmpty ? nil : temperatures.reduce(0, +) / Double(temperatures.count)
                let context = EffluentContext(celsius: celsius, built: question.built)
                func compare(_ quantity: MeasuredQuantity) -> LimitComparison {
                    standard.compare(
                        indicator.code, MeasuredValue(quantity, unit: indicator.unit, original: ""),
                        grade: grade, context: context)
                }
                let comparison = mean.substituted == nil ? compare(mean.quantity) : ends(quantities, compare)
                return DayVerdict(
                    day: group[0].day, quantity: mean.quantity, celsius: celsius,
                    comparison: comparison ?? .undecided(.dependsOnNonDetects),
                    substituted: mean.substituted)
            }
    }

    /// The mean of a day; when nothing was detected, not the half of a limit but the non-detect itself, so that a limit
    /// of detection above the standard stays undecided.
    private func dayMean(
        _ quantities: [MeasuredQuantity]
    ) -> (quantity: MeasuredQuantity, substituted: StatisticError?) {
        if let beyond = quantities.first(where: { if case .aboveLimit = $0 { true } else { false } }) {
            return (beyond, nil)
        }
        let limits = quantities.filter(\.isNonDetect).map(\.upperBound)
        if limits.count == quantities.count, let most = limits.max() { return (.belowLimit(most), nil) }
        do throws(StatisticError) {
            return (.number(try MeanEstimate(quantities, rule: reference.policy.mean).value), nil)
        } catch {
            let half = quantities.map { $0.isNonDetect ? $0.upperBound / 2 : $0.upperBound }
            return (.number(half.reduce(0, +) / Double(half.count)), error)
        }
    }

    /// The comparison of a day that has no mean by the office's rule, when it is the same whatever the non-detects were.
    private func ends(
        _ quantities: [MeasuredQuantity], _ compare: (MeasuredQuantity) -> LimitComparison
    ) -> LimitComparison? {
        func mean(_ bound: (MeasuredQuantity) -> Double) -> MeasuredQuantity {
            .number(quantities.map(bound).reduce(0, +) / Double(quantities.count))
        }
        let (least, most) = (compare(mean(\.lowerBound)), compare(mean(\.upperBound)))
        switch (least, most) {
        case (.within, .within): return most
        case (.exceeds, .exceeds), (.undecided, .undecided), (.noLimit, .noLimit), (.unusable, .unusable):
            return least
        default: return nil
        }
    }

    private func surfaceGrade(
        _ indicator: Indicator, mean: Result<Double, StatisticError>, quantities: [MeasuredQuantity],
        in kind: WaterKind?
    ) -> SurfaceGrade? {
        guard let standard = question.surface, !quantities.isEmpty else { return nil }
        let limits = quantities.filter(\.isNonDetect).map(\.upperBound)
        let quantity: MeasuredQuantity
        if limits.count == quantities.count, let most = limits.max() {
            quantity = .belowLimit(most)
        } else if case .success(let value) = mean {
            quantity = .number(value)
        } else {
            return nil
        }
        return standard.grade(
            indicator.code, MeasuredValue(quantity, unit: indicator.unit, original: ""), in: kind)
    }

    /// A warning where another rule for non-detects would give another verdict.
    private func warning(
        _ indicator: Indicator, _ quantities: [MeasuredQuantity], _ outfall: OutfallSamples,
        in kind: WaterKind?
    ) -> LocalizedText? {
        guard quantities.contains(where: \.isNonDetect) else { return nil }
        // Where a rule has no mean, no verdict depends on it.
        let comparison = try? RuleComparison(quantities) { mean in
            verdict(indicator, mean: mean, celsius: outfall.celsius, in: kind)
        }
        return comparison?.warning
    }

    private func verdict(
        _ indicator: Indicator, mean: Double, celsius: Double?, in kind: WaterKind?
    ) -> [String] {
        let value = MeasuredValue(.number(mean), unit: indicator.unit, original: "")
        var words: [String] = []
        if let (standard, grade) = question.effluent {
            let context = EffluentContext(celsius: celsius, built: question.built)
            switch standard.compare(indicator.code, value, grade: grade, context: context) {
            case .within: words.append("within")
            case .exceeds: words.append("exceeds")
            case .undecided, .noLimit, .unusable: words.append("open")
            }
        }
        if let standard = question.surface {
            words.append("\(standard.grade(indicator.code, value, in: kind))")
        }
        return words
    }
}
