/// Quality control of samples: blanks, parallels, spikes, and how many a batch has.
///
/// Results are compared in the unit of their indicator. Where a laboratory names no batch, what it analysed in one season is
/// taken for one.
struct QualityReview {
    let reference: MonitoringReference
    private let samples: [SampleEntry]
    private let byLabel: [String: SampleEntry]

    init(reference: MonitoringReference, samples: [SampleEntry]) {
        self.reference = reference
        self.samples = samples
        byLabel = Dictionary(samples.map { ($0.label, $0) }) { first, _ in first }
    }

    func blanks(_ rule: ReviewRule) -> [ReviewFinding] {
        findings(rule, samples.filter { $0.kind == .fieldBlank || $0.kind == .laboratoryBlank }) {
            sample, result in
            guard let quantity = quantity(result), let limit = limit(result) else { return [] }
            let batch = LaboratoryBatch(
                id: "", indicator: result.indicator, sampleCount: 0,
                laboratoryBlanks: sample.kind == .laboratoryBlank ? [quantity] : [],
                fieldBlanks: sample.kind == .fieldBlank ? [quantity] : [], detectionLimit: limit)
            return batch.findings(under: Self.noRates).map(\.text)
        }
    }

    func parallels(_ rule: ReviewRule) -> [ReviewFinding] {
        let pairs = samples.filter { $0.kind == .fieldParallel || $0.kind == .laboratoryParallel }
        return findings(rule, pairs) { sample, result in
            guard let partner = partner(of: sample, result), let first = quantity(partner),
                let second = quantity(result),
                let quality = QualityRule.rule(for: result.indicator, in: reference.qualityRules)
            else { return [] }
            let batch = LaboratoryBatch(
                id: "", indicator: result.indicator, sampleCount: 0,
                parallels: [ParallelPair(label: sample.label, first, second)])
            return batch.findings(under: Self.onlyTolerances(of: quality)).map(\.text)
        }
    }

    func spikes(_ rule: ReviewRule) -> [ReviewFinding] {
        findings(rule, samples.filter { $0.kind == .spike }) { sample, result in
            guard let partner = partner(of: sample, result), let before = quantity(partner)?.number,
                let found = quantity(result)?.number, let added = added(result),
                let quality = QualityRule.rule(for: result.indicator, in: reference.qualityRules)
            else { return [] }
            let batch = LaboratoryBatch(
                id: "", indicator: result.indicator, sampleCount: 0,
                spikes: [SpikeTest(label: sample.label, before: before, added: added, found: found)])
            return batch.findings(under: Self.onlyTolerances(of: quality)).map(\.text)
        }
    }

    /// One finding for each batch, with what each of its indicators lacks.
    func rates(_ rule: ReviewRule) -> [ReviewFinding] {
        inGroups(samples) { Batch(of: $0) }.compactMap { group in
            guard let first = group.first else { return nil }
            let indicators = Set(group.flatMap { $0.results.map(\.indicator) }).sorted()
            // What is read in the field needs no control of the laboratory.
            let analysed = indicators.filter {
                reference.catalogue.indicator(spelled: $0)?.unit.dimension == .concentration
            }
            let lacks = analysed.compactMap { lack(of: $0, in: group) }
            guard !lacks.isEmpty else { return nil }
            let batch = Batch(of: first).name
            return ReviewFinding(
                rule: rule, outfalls: [], samples: [],
                detail: LocalizedText(
                    zh: "\(first.laboratory) \(batch.chinese)：\(joined(lacks).chinese)",
                    en: "\(first.laboratory), \(batch.english): \(joined(lacks).english)"))
        }
    }

    private func lack(of indicator: String, in group: [SampleEntry]) -> LocalizedText? {
        guard let quality = QualityRule.rule(for: indicator, in: reference.qualityRules) else { return nil }
        func quantities(_ kinds: [ActivityKind]) -> [MeasuredQuantity] {
            group.filter { kinds.contains($0.kind) }.flatMap { sample in
                sample.results.filter { $0.indicator == indicator }.compactMap(quantity)
            }
        }
        let none = MeasuredQuantity.number(0)
        let batch = LaboratoryBatch(
            id: "", indicator: indicator, sampleCount: quantities([.routine]).count,
            laboratoryBlanks: quantities([.laboratoryBlank]), fieldBlanks: quantities([.fieldBlank]),
            parallels: quantities([.fieldParallel, .laboratoryParallel]).map { _ in
                ParallelPair(label: "", none, none)
            }, certifiedStandards: quantities([.certifiedStandard]).count)
        let findings = batch.findings(under: quality)
        guard batch.sampleCount > 0, !findings.isEmpty else { return nil }
        let text = joined(findings.map(\.text))
        return LocalizedText(zh: "\(indicator) \(text.chinese)", en: "\(indicator) \(text.english)")
    }

    /// One finding for each sample with what is wrong with its results.
    private func findings(
        _ rule: ReviewRule, _ chosen: [SampleEntry],
        _ look: (SampleEntry, ResultEntry) -> [LocalizedText]
    ) -> [ReviewFinding] {
        chosen.compactMap { sample in
            let details = sample.results.flatMap { result in
                look(sample, result).map { text in
                    LocalizedText(
                        zh: "\(result.indicator) \(text.chinese)", en: "\(result.indicator) \(text.english)")
                }
            }
            guard !details.isEmpty else { return nil }
            return ReviewFinding(
                rule: rule, outfalls: sample.outfall.map { [$0] } ?? [],
                samples: [sample.label]
                    + (sample.kind == .fieldBlank ? [] : sample.partner.map { [$0] } ?? []),
                detail: joined(details))
        }
    }

    private func partner(of sample: SampleEntry, _ result: ResultEntry) -> ResultEntry? {
        sample.partner.flatMap { byLabel[$0] }?.results.first {
            $0.indicator == result.indicator && $0.value.fraction == result.value.fraction
        }
    }

    private func quantity(_ result: ResultEntry) -> MeasuredQuantity? {
        reference.quantity(result)
    }

    private func limit(_ result: ResultEntry) -> Double? {
        result.value.methodDetectionLimit.flatMap { converted($0, of: result) }
    }

    private func added(_ result: ResultEntry) -> Double? {
        result.added.flatMap { converted($0, of: result) }
    }

    private func converted(_ value: Double, of result: ResultEntry) -> Double? {
        guard let indicator = reference.catalogue.indicator(spelled: result.indicator) else { return nil }
        // A unit that does not convert is a finding of its own.
        return try? result.value.unit.convert(value, to: indicator.unit)
    }

    private static let noRates = QualityRule(indicator: nil, source: "", deviation: [])

    private static func onlyTolerances(of rule: QualityRule) -> QualityRule {
        QualityRule(
            indicator: rule.indicator, source: rule.source, deviation: rule.deviation,
            recovery: rule.recovery)
    }
}

/// What a laboratory analysed together.
private struct Batch: Hashable {
    let laboratory: String
    let batch: String?
    let occasion: SeasonOccasion?

    init(of sample: SampleEntry) {
        laboratory = sample.laboratory
        batch = sample.batch
        occasion = sample.batch == nil ? sample.occasion : nil
    }

    var name: LocalizedText {
        batch.map { LocalizedText(zh: "批次 \($0)", en: "batch \($0)") } ?? occasion?.text
            ?? LocalizedText(zh: "", en: "")
    }
}

extension MonitoringReference {
    /// A result in the unit of its indicator; `nil` when its unit does not fit, or nobody knows the indicator.
    public func quantity(_ result: ResultEntry) -> MeasuredQuantity? {
        guard let indicator = catalogue.indicator(spelled: result.indicator) else { return nil }
        // A unit that does not fit is a finding of the review, and no number can be made of it.
        guard indicator.unit.dimension == .volumeFlow else {
            return try? result.value.quantity(in: indicator.unit)
        }
        return try? result.value.quantity.scaled { number throws(UnitError) in
            let daily = try WaterDensity.oneTonnePerCubicMetre.cubicMetresPerDay(
                number, in: result.value.unit)
            return try MeasurementUnit.cubicMetrePerDay.convert(daily, to: indicator.unit)
        }
    }
}
