/// How far two parallel results may differ, depending on how large they are.
public struct DeviationTier: Hashable, Sendable {
    /// The tier holds for means of a pair below this; the last tier's is infinite.
    public let meanBelow: Double
    /// The largest allowed relative deviation in per cent.
    public let percent: Double

    /// Makes a tier; `meanBelow` is in the indicator's unit.
    public init(meanBelow: Double = .infinity, percent: Double) {
        self.meanBelow = meanBelow
        self.percent = percent
    }
}

/// What quality control a batch of one indicator needs: a row of reference data.
public struct QualityRule: Hashable, Sendable {
    /// The code of the indicator; `nil` for every indicator without a row of its own.
    public let indicator: String?
    /// The standard the row comes from.
    public let source: String
    /// The most samples in one batch.
    public let samplesPerBatch: Int?
    /// The least number of laboratory blanks in a batch.
    public let laboratoryBlanks: Int
    /// The least share of field blanks, and at least one when above zero.
    public let fieldBlankShare: Double
    /// The least share of parallels, and at least one when above zero.
    public let parallelShare: Double
    /// The least number of certified standards in a batch.
    public let certifiedStandards: Int
    /// The allowed relative deviation of a pair, in order of size.
    public let deviation: [DeviationTier]
    /// The allowed recovery of a spike in per cent.
    public let recovery: ClosedRange<Double>

    /// Makes a row.
    public init(
        indicator: String?, source: String, samplesPerBatch: Int? = nil, laboratoryBlanks: Int = 0,
        fieldBlankShare: Double = 0, parallelShare: Double = 0, certifiedStandards: Int = 0,
        deviation: [DeviationTier], recovery: ClosedRange<Double> = 80...120
    ) {
        self.indicator = indicator
        self.source = source
        self.samplesPerBatch = samplesPerBatch
        self.laboratoryBlanks = laboratoryBlanks
        self.fieldBlankShare = fieldBlankShare
        self.parallelShare = parallelShare
        self.certifiedStandards = certifiedStandards
        self.deviation = deviation
        self.recovery = recovery
    }

    /// The largest allowed relative deviation for a pair, in per cent.
    public func allowedDeviation(forMean mean: Double) -> Double {
        deviation.first { mean < $0.meanBelow }?.percent ?? .infinity
    }

    /// How many are needed for a share of the samples: rounded up, at least one.
    public func needed(share: Double, of samples: Int) -> Int {
        guard share > 0, samples > 0 else { return 0 }
        // The tolerance keeps 10 % of 30 at 3 although 0.1 × 30 is a little more than 3 in binary.
        return max(1, Int((share * Double(samples) - 1e-9).rounded(.up)))
    }
}

extension QualityRule {
    /// Rows to start from, for the office to change.
    ///
    /// COD by HJ 828-2017, the permanganate index by the national network's procedure,
    /// and 10 % field parallels and field blanks for the 2018 outfall campaign (general practice). Recovery
    /// limits are our own.
    public static let defaults = [
        QualityRule(
            indicator: "COD", source: "HJ 828-2017", laboratoryBlanks: 2, parallelShare: 0.1,
            deviation: [DeviationTier(percent: 10)]),
        QualityRule(
            indicator: "CODMn", source: "国家地表水监测网作业指导书", samplesPerBatch: 20, laboratoryBlanks: 2,
            parallelShare: 0.1, certifiedStandards: 1,
            deviation: [DeviationTier(meanBelow: 2, percent: 25), DeviationTier(percent: 20)]),
        QualityRule(
            indicator: nil, source: "2018", laboratoryBlanks: 1, fieldBlankShare: 0.1, parallelShare: 0.1,
            deviation: [DeviationTier(percent: 20)], recovery: 70...130),
    ]

    /// The row of an indicator: its own, or the general one.
    public static func rule(for indicator: String, in rules: [QualityRule]) -> QualityRule? {
        rules.first { $0.indicator == indicator } ?? rules.first { $0.indicator == nil }
    }
}

/// The relative deviation of a pair in per cent: |a − b| / (a + b) × 100.
///
/// `nil` when the sum is not positive. Non-detects have no deviation; see `LaboratoryBatch`.
public func relativeDeviation(_ a: Double, _ b: Double) -> Double? {
    let sum = a + b
    return sum > 0 ? (a - b).magnitude / sum * 100 : nil
}

/// The recovery of a spike in per cent: (found − before) / added × 100.
///
/// `nil` when nothing was added.
public func spikeRecovery(found: Double, before: Double, added: Double) -> Double? {
    added > 0 ? (found - before) / added * 100 : nil
}
