/// The routine samples of one outfall with their results in the units of the indicators.
struct OutfallSamples {
    /// One sample: what of it can be computed with, and what cannot.
    struct Item {
        let day: CalendarDate
        let occasion: SeasonOccasion
        let quantities: [String: MeasuredQuantity]
        let leftOut: [LeftOutResult]

        func has(_ indicator: Indicator) -> Bool {
            quantities[indicator.code] != nil || leftOut.contains { $0.indicator == indicator.code }
        }
    }

    let code: String
    let samples: [Item]

    init(
        _ samples: [SampleEntry], reference: MonitoringReference,
        decisions: ResultDecisions = ResultDecisions()
    ) {
        code = samples.first?.outfall ?? ""
        let rangeRule = reference.reviewRules.first { $0.check == .plausibility(.possibleRange) }?.id
        self.samples = samples.map { sample in
            var quantities: [String: MeasuredQuantity] = [:]
            var leftOut: [LeftOutResult] = []
            for result in sample.results {
                let quantity = reference.quantity(result)
                let reason = reference.reasonToLeaveOut(
                    result, quantity, rangeRule: rangeRule,
                    decision: decisions.decision(on: result, of: sample.label))
                if let reason {
                    leftOut.append(LeftOutResult(sample: sample.label, result: result, reason: reason))
                }
                // Beyond its method's range a value has no mean, but may still exceed a limit.
                if reason == nil || reason == .aboveRange { quantities[result.indicator] = quantity }
            }
            return Item(
                day: sample.time.day, occasion: sample.occasion, quantities: quantities, leftOut: leftOut)
        }
    }

    /// The mean temperature of the water.
    var celsius: Double? {
        let found = samples.compactMap { $0.quantities["temperature"]?.number }
        return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    }

    /// Concentrations with their flows; a sample without a flow, or with an impossible one, cannot weigh.
    ///
    /// One beyond its method's range is among them, so that no load is told that leaves out the highest.
    func flowSamples(_ indicator: Indicator) -> [FlowSample] {
        samples.compactMap { sample in
            guard let flow = sample.quantities["flow"]?.number, flow >= 0,
                let quantity = sample.quantities[indicator.code]
            else { return nil }
            return FlowSample(milligramsPerLitre: quantity, cubicMetresPerDay: flow)
        }
    }
}

extension MonitoringReference {
    /// Why a result enters no statistic; `nil` when it does.
    ///
    /// A non-detect is never impossible. Limits of standards are for the whole sample, so a fraction of it is not compared with
    /// them.
    fileprivate func reasonToLeaveOut(
        _ result: ResultEntry, _ quantity: MeasuredQuantity?, rangeRule: String?, decision: ResultDecision?
    ) -> LeftOutReason? {
        guard let quantity, let indicator = catalogue.indicator(spelled: result.indicator) else {
            return .unit(result.value.unit.code)
        }
        if let decision, decision.verdict == .rejected {
            return .rejected(by: decision.person, because: decision.reason)
        }
        guard result.value.fraction == .total else { return .fraction(result.value.fraction) }
        switch quantity {
        case .aboveLimit: return .aboveRange
        case .belowLimit: return nil
        case .number(let value):
            return decision?.verdict == .accepted || indicator.possible.contains(value)
                ? nil : .impossible(rule: rangeRule, possible: indicator.possible)
        }
    }
}
