internal import GeoModel

/// Finds a mistake that a whole batch shares, by asking which reading of its coordinates puts most units into
/// the zones they are declared to be in.
///
/// A unit counts where its declared code names a known zone or village. For each candidate correction, units
/// that only the correction brings home are set against units that only the given reading does, by the
/// one-sided sign test (McNemar's exact test); the significance asked for is divided by the number of candidates
/// (Bonferroni). The best candidate is proposed if it is significant and gains enough. Nothing is moved.
///
/// A batch whose declarations are themselves wrong cannot be tested; it stays as it is.
public struct BatchDatumTest: Sendable {
    /// The corrections to try besides leaving things as they are.
    public let candidates: [CandidateCorrection]
    /// The greatest probability of a proposal by chance, for a batch.
    public let significance: Double
    /// The least gain in hit rate that is worth a proposal.
    public let leastGain: Double
    /// The least number of units with a usable declaration.
    public let leastUnits: Int
    private let reader: CorrectionReader

    /// Makes a test.
    ///
    /// - Parameters:
    ///   - reader: How corrections read coordinates.
    ///   - candidates: What to try.
    ///   - significance: By default 0.001 for a batch, shared among the candidates.
    ///   - leastGain: By default 0.1.
    ///   - leastUnits: By default 10.
    public init(
        reader: CorrectionReader, candidates: [CandidateCorrection] = CandidateCorrection.usual,
        significance: Double = 0.001, leastGain: Double = 0.1, leastUnits: Int = 10
    ) {
        precondition(!candidates.isEmpty, "give at least one correction to try")
        self.reader = reader
        self.candidates = candidates
        self.significance = significance
        self.leastGain = leastGain
        self.leastUnits = leastUnits
    }

    /// Tests every batch.
    ///
    /// - Parameters:
    ///   - points: The units of any batches, in any order.
    ///   - zones: The zones, in degrees.
    /// - Returns: A finding for each batch, by name; it does not depend on the order of the units.
    /// - Complexity: one query of the zones for each unit and candidate.
    public func findings(for points: [UnitPoint], in zones: some ZonePlacing) -> [BatchFinding] {
        let batches = Dictionary(grouping: points, by: \.batch)
        return batches.keys.sorted().map { name in finding(name, batches[name] ?? [], in: zones) }
    }

    private func finding(
        _ batch: String, _ points: [UnitPoint], in zones: some ZonePlacing
    ) -> BatchFinding {
        let usable = points.filter { isUsable($0) }
        let asGiven = hits(of: usable, reading: .identity, in: zones)
        let trials = candidates.compactMap { candidate -> CorrectionTrial? in
            let corrected = hits(of: usable, reading: candidate, in: zones)
            guard corrected.readable > 0 else { return nil }
            return CorrectionTrial(
                correction: candidate, before: asGiven.hits, after: corrected.hits)
        }
        return BatchFinding(
            batch: batch, units: points.count, tested: usable.count,
            hitsAsGiven: asGiven.hits.reduce(0) { $0 + ($1 ? 1 : 0) }, trials: trials,
            proposal: usable.count < leastUnits ? nil : best(of: trials, tested: usable.count))
    }

    private func isUsable(_ point: UnitPoint) -> Bool {
        guard point.declaredZone?.isEmpty == false else { return false }
        // Zero stands for no coordinate: no reading of it says anything about the batch.
        if let position = point.position, point.grid == nil { return position.x != 0 || position.y != 0 }
        return point.grid != nil
    }

    private func hits(
        of points: [UnitPoint], reading correction: CandidateCorrection, in zones: some ZonePlacing
    ) -> (hits: [Bool], readable: Int) {
        var readable = 0
        let hits = points.map { point -> Bool in
            guard let position = reader.position(of: point, reading: correction), position.isFinite,
                let declared = point.declaredZone
            else { return false }
            readable += 1
            return zones.zones(at: position).contains { codesAgree(declared, $0) }
        }
        return (hits, readable)
    }

    private func best(of trials: [CorrectionTrial], tested: Int) -> CorrectionTrial? {
        let limit = significance / Double(candidates.count)
        let convincing = trials.filter {
            $0.test.pValue <= limit && Double($0.test.wins - $0.test.losses) >= leastGain * Double(tested)
        }
        // Trials keep the order of the candidates, so that equals go to the one named first.
        return convincing.reduce(nil) { best, trial in
            guard let best else { return trial }
            return trial.hits > best.hits ? trial : best
        }
    }
}

/// What one correction would do to a batch.
public struct CorrectionTrial: Hashable, Sendable {
    /// The correction.
    public let correction: CandidateCorrection
    /// Units that it puts into their declared zones.
    public let hits: Int
    /// Units that it brings home against units that it takes away from home.
    public let test: SignTest

    init(correction: CandidateCorrection, before: [Bool], after: [Bool]) {
        self.correction = correction
        hits = after.reduce(0) { $0 + ($1 ? 1 : 0) }
        var wins = 0
        var losses = 0
        for (was, now) in zip(before, after) where was != now {
            if now { wins += 1 } else { losses += 1 }
        }
        test = SignTest(wins: wins, losses: losses)
    }
}

/// What the test found of one batch.
public struct BatchFinding: Hashable, Sendable {
    /// The batch.
    public let batch: String
    /// Its units.
    public let units: Int
    /// Those with a coordinate and a declared zone.
    public let tested: Int
    /// Those that lie in their declared zone as given.
    public let hitsAsGiven: Int
    /// Every correction that fits the batch's kind of coordinates.
    public let trials: [CorrectionTrial]
    /// The correction to propose, if one convinces.
    public let proposal: CorrectionTrial?

    /// The share of units in their declared zone as given; `nil` when none could be tested.
    public var rateAsGiven: Double? { rate(hitsAsGiven) }

    /// The share of units that a trial puts into their declared zone; `nil` when none could be tested.
    public func rate(of trial: CorrectionTrial) -> Double? { rate(trial.hits) }

    private func rate(_ hits: Int) -> Double? { tested > 0 ? Double(hits) / Double(tested) : nil }
}
