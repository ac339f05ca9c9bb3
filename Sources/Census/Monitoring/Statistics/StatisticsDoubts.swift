/// Results that count although they contradict something, for a person to decide.
public struct StatisticsDoubt: Hashable, Sendable {
    /// The rule of the review that finds it.
    public let rule: String
    /// The labels of the samples.
    public let samples: [String]
    /// Codes of the indicators that contradict.
    public let indicators: [String]
    /// What was seen.
    public let text: LocalizedText
}

/// Finds results that enter statistics although they contradict something in their own sample.
///
/// Of COD below BOD5 nobody can tell by computing which of the two is wrong; of a number that is half a detection limit,
/// whether it was measured; of numbers that repeat one digit, whether anybody measured. A person decides, and until then
/// the number stands with its doubt beside it.
struct StatisticsDoubts {
    private let review: PlausibilityReview

    init(reference: MonitoringReference) {
        let rules = reference.reviewRules.compactMap { rule -> PlausibilityRule? in
            guard case .plausibility(let check) = rule.check else { return nil }
            switch check {
            case .atLeast, .halfLimitAsNumber, .repeatedDigits:
                return PlausibilityRule(id: rule.id, method: rule.method, name: rule.name, check: check)
            default: return nil
            }
        }
        review = PlausibilityReview(rules: rules, catalogue: reference.catalogue)
    }

    /// The contradictions in some samples; what is impossible or has no usable unit is left out, which is told elsewhere.
    func doubts(in samples: [SampleEntry]) -> [StatisticsDoubt] {
        review.findings(in: samples.map(SampleRecord.init)).compactMap { finding in
            if case .unusableUnit = finding.fact { return nil }
            return StatisticsDoubt(
                rule: finding.rule, samples: finding.samples, indicators: finding.fact.indicators,
                text: finding.text(review.catalogue))
        }
    }
}

extension SampleRecord {
    /// What plausibility looks at of a stored sample; of several results of an indicator, the first.
    init(_ sample: SampleEntry) {
        self.init(
            label: sample.label, outfall: sample.outfall ?? "", team: sample.group, occasion: sample.occasion,
            day: sample.time.day,
            values: Dictionary(sample.results.map { ($0.indicator, $0.value) }) { first, _ in first })
    }
}
