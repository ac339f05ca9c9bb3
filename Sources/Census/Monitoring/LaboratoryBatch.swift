/// Two results of the same water.
public struct ParallelPair: Hashable, Sendable {
    /// The label of the first bottle.
    public let label: String
    /// The first result.
    public let first: MeasuredQuantity
    /// The second result.
    public let second: MeasuredQuantity

    /// Makes a pair.
    public init(label: String, _ first: MeasuredQuantity, _ second: MeasuredQuantity) {
        self.label = label
        self.first = first
        self.second = second
    }
}

/// A sample before and after a known amount was added.
public struct SpikeTest: Hashable, Sendable {
    /// The label of the bottle.
    public let label: String
    /// The result before.
    public let before: Double
    /// The concentration added.
    public let added: Double
    /// The result after.
    public let found: Double

    /// Makes a test; all three in the unit of the batch.
    public init(label: String, before: Double, added: Double, found: Double) {
        self.label = label
        self.before = before
        self.added = added
        self.found = found
    }
}

/// What a laboratory analysed together for one indicator.
public struct LaboratoryBatch: Hashable, Sendable {
    /// The laboratory's name of the batch.
    public let id: String
    /// The code of the indicator.
    public let indicator: String
    /// Ordinary samples in the batch.
    public let sampleCount: Int
    /// Results of laboratory blanks.
    public let laboratoryBlanks: [MeasuredQuantity]
    /// Results of field blanks.
    public let fieldBlanks: [MeasuredQuantity]
    /// Parallel pairs.
    public let parallels: [ParallelPair]
    /// Spikes.
    public let spikes: [SpikeTest]
    /// Certified standards analysed.
    public let certifiedStandards: Int
    /// The detection limit of the method, in the unit of the results.
    public let detectionLimit: Double?

    /// Makes a batch; all quantities are in one unit.
    public init(
        id: String, indicator: String, sampleCount: Int, laboratoryBlanks: [MeasuredQuantity] = [],
        fieldBlanks: [MeasuredQuantity] = [], parallels: [ParallelPair] = [], spikes: [SpikeTest] = [],
        certifiedStandards: Int = 0, detectionLimit: Double? = nil
    ) {
        self.id = id
        self.indicator = indicator
        self.sampleCount = sampleCount
        self.laboratoryBlanks = laboratoryBlanks
        self.fieldBlanks = fieldBlanks
        self.parallels = parallels
        self.spikes = spikes
        self.certifiedStandards = certifiedStandards
        self.detectionLimit = detectionLimit
    }

    /// Everything that the batch falls short of under a rule.
    ///
    /// A pair of two non-detects agrees. A pair of which one is a non-detect is measured by the nearest value
    /// that the non-detect may have, so only a certain disagreement is reported.
    public func findings(under rule: QualityRule) -> [QualityFinding] {
        countFindings(rule) + blankFindings() + pairFindings(rule) + spikeFindings(rule)
    }

    private func countFindings(_ rule: QualityRule) -> [QualityFinding] {
        let needs: [(ActivityKind, Int, Int)] = [
            (.laboratoryBlank, laboratoryBlanks.count, rule.laboratoryBlanks),
            (.fieldBlank, fieldBlanks.count, rule.needed(share: rule.fieldBlankShare, of: sampleCount)),
            (.fieldParallel, parallels.count, rule.needed(share: rule.parallelShare, of: sampleCount)),
            (.certifiedStandard, certifiedStandards, rule.certifiedStandards),
        ]
        var findings = needs.filter { $0.1 < $0.2 }
            .map { QualityFinding.tooFew($0.0, found: $0.1, needed: $0.2) }
        if let most = rule.samplesPerBatch, sampleCount > most {
            findings.append(.batchTooLarge(samples: sampleCount, most: most))
        }
        return findings
    }

    private func blankFindings() -> [QualityFinding] {
        guard let limit = detectionLimit else { return [] }
        let blanks =
            laboratoryBlanks.map { (ActivityKind.laboratoryBlank, $0) }
            + fieldBlanks.map { (ActivityKind.fieldBlank, $0) }
        return blanks.compactMap { kind, quantity in
            quantity.lowerBound >= limit
                ? .blankNotClean(kind, value: quantity.lowerBound, limit: limit) : nil
        }
    }

    private func pairFindings(_ rule: QualityRule) -> [QualityFinding] {
        parallels.compactMap { pair in
            let (a, b) = nearest(pair.first, pair.second)
            guard let percent = relativeDeviation(a, b) else { return nil }
            let allowed = rule.allowedDeviation(forMean: (a + b) / 2)
            return percent > allowed
                ? .pairDisagrees(label: pair.label, percent: percent, allowed: allowed) : nil
        }
    }

    /// The two values nearest to each other that the pair may truly have.
    private func nearest(_ a: MeasuredQuantity, _ b: MeasuredQuantity) -> (Double, Double) {
        if a.upperBound < b.lowerBound { return (a.upperBound, b.lowerBound) }
        if b.upperBound < a.lowerBound { return (a.lowerBound, b.upperBound) }
        let shared = max(a.lowerBound, b.lowerBound)
        return (shared, shared)
    }

    private func spikeFindings(_ rule: QualityRule) -> [QualityFinding] {
        spikes.compactMap { spike in
            let recovery = spikeRecovery(found: spike.found, before: spike.before, added: spike.added)
            guard let recovery, !rule.recovery.contains(recovery) else { return nil }
            return .recoveryOutside(label: spike.label, percent: recovery, allowed: rule.recovery)
        }
    }
}

/// Something wrong with the quality control of a batch.
public enum QualityFinding: Hashable, Sendable {
    /// Fewer control samples than the rule asks.
    case tooFew(ActivityKind, found: Int, needed: Int)
    /// More samples in the batch than the rule allows.
    case batchTooLarge(samples: Int, most: Int)
    /// A blank reaches the detection limit.
    case blankNotClean(ActivityKind, value: Double, limit: Double)
    /// Two parallel results differ too much, in per cent of relative deviation.
    case pairDisagrees(label: String, percent: Double, allowed: Double)
    /// The recovery of a spike lies outside its range, in per cent.
    case recoveryOutside(label: String, percent: Double, allowed: ClosedRange<Double>)

    /// The finding in both languages.
    public var text: LocalizedText {
        switch self {
        case .tooFew(let kind, let found, let needed):
            LocalizedText(
                zh: "\(kind.text[.chinese])应有 \(needed) 个，只有 \(found) 个",
                en: "\(kind.text[.english]): \(found) found, \(needed) needed")
        case .batchTooLarge(let samples, let most):
            LocalizedText(
                zh: "一批 \(samples) 个样品，超过 \(most) 个",
                en: "\(samples) samples in a batch, at most \(most) allowed")
        case .blankNotClean(let kind, let value, let limit):
            LocalizedText(
                zh:
                    "\(kind.text[.chinese]) \(decimalText(value, places: 6)) 不低于检出限 \(decimalText(limit, places: 6))",
                en: "\(kind.text[.english]) of \(decimalText(value, places: 6)) reaches the detection limit "
                    + decimalText(limit, places: 6))
        case .pairDisagrees(let label, let percent, let allowed):
            LocalizedText(
                zh:
                    "平行样 \(label) 相对偏差 \(decimalText(percent, places: 1))%，允许 \(decimalText(allowed, places: 1))%",
                en: "parallel \(label) deviates by \(decimalText(percent, places: 1)) %, allowed are "
                    + "\(decimalText(allowed, places: 1)) %")
        case .recoveryOutside(let label, let percent, let allowed):
            LocalizedText(
                zh: "加标 \(label) 回收率 \(decimalText(percent, places: 1))%，应在 "
                    + "\(decimalText(allowed.lowerBound, places: 1))%–\(decimalText(allowed.upperBound, places: 1))%",
                en: "spike \(label) recovers \(decimalText(percent, places: 1)) %, expected "
                    + "\(decimalText(allowed.lowerBound, places: 1))–\(decimalText(allowed.upperBound, places: 1)) %"
            )
        }
    }
}
