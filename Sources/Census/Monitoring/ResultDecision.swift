/// What a person decided on a result.
public enum ResultVerdict: String, CaseIterable, Sendable {
    /// It stands, whatever the rules say of it.
    case accepted
    /// It is wrong, and enters nothing.
    case rejected
    /// An earlier decision is taken back.
    case open

    /// The verdict in both languages.
    public var text: LocalizedText {
        switch self {
        case .accepted: LocalizedText(zh: "认可", en: "accepted")
        case .rejected: LocalizedText(zh: "剔除", en: "rejected")
        case .open: LocalizedText(zh: "撤回", en: "open again")
        }
    }
}

/// A person's decision on one result, for as long as the result stays as it was then.
public struct ResultDecision: Hashable, Sendable {
    /// The label of the sample.
    public let label: String
    /// The code of the indicator.
    public let indicator: String
    /// The fraction.
    public let fraction: SampleFraction
    /// What the laboratory had written when it was decided.
    public let original: String
    /// The code of the unit it was taken in.
    public let unit: String
    /// What was decided.
    public let verdict: ResultVerdict
    /// Who decided.
    public let person: String
    /// Why.
    public let reason: String

    /// Makes a decision.
    public init(
        label: String, indicator: String, fraction: SampleFraction, original: String, unit: String,
        verdict: ResultVerdict, person: String, reason: String
    ) {
        self.label = label
        self.indicator = indicator
        self.fraction = fraction
        self.original = original
        self.unit = unit
        self.verdict = verdict
        self.person = person
        self.reason = reason
    }
}

/// The decisions that hold.
///
/// Of several on one result the last counts. One on a result that the laboratory has corrected since decides nothing: nobody
/// has looked at the new number.
public struct ResultDecisions: Sendable {
    private struct Key: Hashable {
        let label: String
        let indicator: String
        let fraction: SampleFraction
        let original: String
        let unit: String
    }

    private var latest: [Key: ResultDecision] = [:]

    /// Takes decisions in the order in which they were made.
    public init(_ decisions: [ResultDecision] = []) {
        for one in decisions {
            let key = Key(
                label: one.label, indicator: one.indicator, fraction: one.fraction, original: one.original,
                unit: one.unit)
            latest[key] = one.verdict == .open ? nil : one
        }
    }

    /// Nobody has decided anything.
    public var isEmpty: Bool { latest.isEmpty }

    /// The decision on a result; `nil` while nobody has decided.
    public func decision(on result: ResultEntry, of label: String) -> ResultDecision? {
        decision(
            label: label, indicator: result.indicator, fraction: result.value.fraction,
            original: result.value.original, unit: result.value.unit.code)
    }

    /// The decision on a result that is known by its parts; `nil` while nobody has decided.
    public func decision(
        label: String, indicator: String, fraction: SampleFraction, original: String, unit: String
    ) -> ResultDecision? {
        guard !latest.isEmpty else { return nil }
        return latest[
            Key(label: label, indicator: indicator, fraction: fraction, original: original, unit: unit)]
    }

    /// The labels of samples of which a result was rejected, each once, in order.
    public var rejectedLabels: [String] {
        Set(latest.values.filter { $0.verdict == .rejected }.map(\.label)).sorted()
    }

    /// A sample without the results that were rejected; `nil` when none of its results stands.
    public func standing(_ sample: SampleEntry) -> SampleEntry? {
        guard !latest.isEmpty else { return sample }
        var rest = sample
        rest.results.removeAll { decision(on: $0, of: sample.label)?.verdict == .rejected }
        return rest.results.isEmpty && !sample.results.isEmpty ? nil : rest
    }

    /// Somebody has decided on every result of these indicators in the samples that have them.
    func settle(_ indicators: [String], in samples: [SampleEntry], as verdict: ResultVerdict? = nil) -> Bool {
        guard !latest.isEmpty, !indicators.isEmpty else { return false }
        let concerned = samples.flatMap { sample in
            sample.results.filter { indicators.contains($0.indicator) }.map { (sample.label, $0) }
        }
        return !concerned.isEmpty
            && concerned.allSatisfy { label, result in
                guard let found = decision(on: result, of: label) else { return false }
                return verdict == nil || found.verdict == verdict
            }
    }
}
