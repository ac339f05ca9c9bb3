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
            guard let quantity = quantity(result) else { return [] }
            guard let limit = limit(result) else {
                return isJudged(result) ? [] : [Self.notJudged(quantity.lowerBound, by: sample.laboratory)]
            }
            let batch = LaboratoryBatch(
                id: "", indicator: result.indicator, sampleCount: 0,
                laboratoryBlanks: sample.kind == .laboratoryBlank ? [quantity] : [],
                fieldBlanks: sample.kind == .fieldBlank ? [quantity] : [], detectionLimit: limit)
            return batch.findings(under: Self.noRates).map(\.text)
        }
    }

    /// A blank proves something when its non-detect says so itself, or its number can be held against a limit.
    private func isJudged(_ result: ResultEntry) -> Bool {
        guard let quantity = quantity(result) else { return false }
        return quantity.isNonDetect || limit(result) != nil || !isConcentration(result.indicator)
    }

    private func isConcentration(_ indicator: String) -> Bool {
        reference.catalogue.indicator(spelled: indicator)?.unit.dimension == .concentration
    }

    private static func notJudged(_ value: Double, by laboratory: String) -> LocalizedText {
        let number = decimalText(value, places: 6)
        return LocalizedText(
            zh: "空白值 \(number)，检出限不明，无法判定，不计入质控数量；请把 \(laboratory) 的检出限补入 methods 表并重新导入",
            en:
                "a blank of \(number), and nobody knows the limit: not judged, and not counted; give the limit of "
                + "\(laboratory) in the table `methods` and import the file again")
    }

    func parallels(_ rule: ReviewRule) -> [ReviewFinding] {
        let pairs = samples.filter { $0.kind == .fieldParallel || $0.kind == .laboratoryParallel }
        return unpaired(rule, pairs)
            + findings(rule, pairs) { sample, result in
                guard let original = original(of: sample) else { return [] }
                guard let partner = partner(of: sample, result) else {
                    return [Self.notMeasured(in: original)]
                }
                guard let first = quantity(partner), let second = quantity(result),
                    let quality = QualityRule.rule(for: result.indicator, in: reference.qualityRules)
                else { return [] }
                let batch = LaboratoryBatch(
                    id: "", indicator: result.indicator, sampleCount: 0,
                    parallels: [ParallelPair(label: sample.label, first, second)])
                return batch.findings(under: Self.onlyTolerances(of: quality)).map(\.text)
            }
    }

    func spikes(_ rule: ReviewRule) -> [ReviewFinding] {
        let spikes = samples.filter { $0.kind == .spike }
        return unpaired(rule, spikes)
            + findings(rule, spikes) { sample, result in
                guard let original = original(of: sample) else { return [] }
                guard let partner = partner(of: sample, result) else {
                    return [Self.notMeasured(in: original)]
                }
                return recovery(of: result, label: sample.label, before: partner)
            }
    }

    private func recovery(
        of result: ResultEntry, label: String, before partner: ResultEntry
    ) -> [LocalizedText] {
        guard let added = added(result) else {
            return [LocalizedText(zh: "没有加标量，无法计算回收率", en: "how much was added is not known")]
        }
        guard let before = quantity(partner), let found = quantity(result)?.number,
            let quality = QualityRule.rule(for: result.indicator, in: reference.qualityRules)
        else { return [] }
        let start = Self.mildest(before, found: found, added: added, allowed: quality.recovery)
        let batch = LaboratoryBatch(
            id: "", indicator: result.indicator, sampleCount: 0,
            spikes: [SpikeTest(label: label, before: start, added: added, found: found)])
        return batch.findings(under: Self.onlyTolerances(of: quality)).map(\.text)
    }

    /// Of what a non-detect may have been before the spike, the value whose recovery is the nearest to the allowed range.
    private static func mildest(
        _ before: MeasuredQuantity, found: Double, added: Double, allowed: ClosedRange<Double>
    ) -> Double {
        guard case .belowLimit(let limit) = before else { return before.lowerBound }
        let least = max((found - limit) / added, allowed.lowerBound / 100)
        let most = min(found / added, allowed.upperBound / 100)
        return min(max(found - added * (least + most) / 2, 0), limit)
    }

    /// Controls that name no sample, or one that is not there or was taken elsewhere: they control nothing.
    private func unpaired(_ rule: ReviewRule, _ chosen: [SampleEntry]) -> [ReviewFinding] {
        chosen.compactMap { sample in
            guard original(of: sample) == nil else { return nil }
            return ReviewFinding(
                rule: rule, outfalls: sample.outfall.map { [$0] } ?? [], samples: [sample.label],
                detail: lackOfPartner(sample))
        }
    }

    private func lackOfPartner(_ sample: SampleEntry) -> LocalizedText {
        let kind = sample.kind.text
        guard let label = sample.partner else {
            return LocalizedText(
                zh: "\(kind.chinese)没有写明原样编号，无法比较，不计入质控数量",
                en: "the \(kind.english) names no sample that it belongs to: not compared, and not counted")
        }
        guard let other = byLabel[label] else {
            return LocalizedText(
                zh: "没有原样 \(label)，无法比较，不计入质控数量",
                en: "there is no sample \(label) to compare with: not compared, and not counted")
        }
        return LocalizedText(
            zh: "原样 \(label) 采自 \(other.outfall ?? "–")（\(other.time.day)），不是同一次采样，不计入质控数量",
            en:
                "the sample \(label) was taken at \(other.outfall ?? "–") on \(other.time.day), on another visit: not "
                + "compared, and not counted")
    }

    private static func notMeasured(in original: SampleEntry) -> LocalizedText {
        LocalizedText(
            zh: "原样 \(original.label) 没有这一项，无法比较", en: "was not measured in \(original.label): not compared")
    }

    /// One finding for each batch, with what each of its indicators lacks.
    func rates(_ rule: ReviewRule) -> [ReviewFinding] {
        inGroups(samples) { AnalysisBatch(of: $0) }.compactMap { group in
            guard let first = group.first else { return nil }
            let indicators = Set(group.flatMap { $0.results.map(\.indicator) }).sorted()
            // What is read in the field needs no control of the laboratory.
            let analysed = indicators.filter(isConcentration)
            let lacks = analysed.compactMap { lack(of: $0, in: group) }
            guard !lacks.isEmpty else { return nil }
            let batch = AnalysisBatch(of: first).name
            return ReviewFinding(
                rule: rule, outfalls: [], samples: [],
                detail: LocalizedText(
                    zh: "\(first.laboratory) \(batch.chinese)：\(joined(lacks).chinese)",
                    en: "\(first.laboratory), \(batch.english): \(joined(lacks).english)"))
        }
    }

    private func lack(of indicator: String, in group: [SampleEntry]) -> LocalizedText? {
        guard let quality = QualityRule.rule(for: indicator, in: reference.qualityRules) else { return nil }
        func quantities(_ kind: ActivityKind) -> [MeasuredQuantity] {
            group.filter { $0.kind == kind }.flatMap { sample in
                sample.results.filter { $0.indicator == indicator }.filter {
                    (kind != .fieldBlank && kind != .laboratoryBlank) || isJudged($0)
                }.compactMap(quantity)
            }
        }
        let none = MeasuredQuantity.number(0)
        let batch = LaboratoryBatch(
            id: "", indicator: indicator, sampleCount: quantities(.routine).count,
            laboratoryBlanks: quantities(.laboratoryBlank), fieldBlanks: quantities(.fieldBlank),
            parallels: Array(
                repeating: ParallelPair(label: "", none, none), count: comparedParallels(indicator, group)),
            certifiedStandards: quantities(.certifiedStandard).count)
        let findings = batch.findings(under: quality)
        guard batch.sampleCount > 0, !findings.isEmpty else { return nil }
        let text = joined(findings.map(\.text))
        return named(indicator, text)
    }

    private func named(_ indicator: String, _ text: LocalizedText) -> LocalizedText {
        let name = reference.catalogue.displayName(of: indicator)
        return LocalizedText(
            zh: "\(name.chinese) \(text.chinese)", en: "\(name.english) \(text.english)")
    }

    /// Parallels of the field that can be compared; the others prove nothing, however many there are, and a sample that
    /// was divided in the laboratory says nothing of how it was taken.
    private func comparedParallels(_ indicator: String, _ group: [SampleEntry]) -> Int {
        group.filter { $0.kind == .fieldParallel }.count { sample in
            sample.results.contains {
                $0.indicator == indicator && quantity($0) != nil
                    && partner(of: sample, $0).flatMap(quantity) != nil
            }
        }
    }

    /// One finding for each sample with what is wrong with its results.
    private func findings(
        _ rule: ReviewRule, _ chosen: [SampleEntry],
        _ look: (SampleEntry, ResultEntry) -> [LocalizedText]
    ) -> [ReviewFinding] {
        chosen.compactMap { sample in
            let details = sample.results.flatMap { result in
                look(sample, result).map { named(result.indicator, $0) }
            }
            guard !details.isEmpty else { return nil }
            return ReviewFinding(
                rule: rule, outfalls: sample.outfall.map { [$0] } ?? [],
                samples: [sample.label]
                    + (sample.kind == .fieldBlank ? [] : sample.partner.map { [$0] } ?? []),
                detail: joined(details))
        }
    }

    /// The sample that a control belongs to, if it is there and of the same visit.
    private func original(of sample: SampleEntry) -> SampleEntry? {
        guard let other = sample.partner.flatMap({ byLabel[$0] }), other.label != sample.label,
            sample.outfall == nil || other.outfall == sample.outfall,
            sample.kind != .fieldParallel || other.time.day == sample.time.day
        else { return nil }
        return other
    }

    private func partner(of sample: SampleEntry, _ result: ResultEntry) -> ResultEntry? {
        original(of: sample)?.results.first {
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
