/// How well the detectors find one kind of mistake whose true places are known.
public struct DetectionScore: Hashable, Sendable {
    /// The kind of mistake.
    public let kind: String
    /// Mistakes that were planted.
    public let planted: Int
    /// Rows that were reported.
    public let reported: Int
    /// Planted mistakes among the reported.
    public let found: Int

    /// The share of what was reported that was planted; 1 when nothing was reported.
    public var precision: Double { reported == 0 ? 1 : Double(found) / Double(reported) }

    /// The share of what was planted that was reported; 1 when nothing was planted.
    public var recall: Double { planted == 0 ? 1 : Double(found) / Double(planted) }

    /// Precision and recall reach the bar.
    public func reaches(precision: Double = 0.95, recall: Double = 0.95) -> Bool {
        self.precision >= precision && self.recall >= recall
    }
}

/// Compares what detectors report with an answer file.
public struct DetectionEvaluation: Sendable {
    /// A score for each kind, by name.
    public let scores: [DetectionScore]

    /// Compares.
    ///
    /// - Parameters:
    ///   - answers: For each kind of mistake the rows it was planted in.
    ///   - reports: For each kind of mistake the rows it was reported for.
    ///   - tolerated: Rows in which a kind may be reported though another was planted, because it is true of
    ///     them too; they count neither for nor against.
    public init(
        answers: [String: Set<String>], reports: [String: Set<String>],
        tolerated: [String: Set<String>] = [:]
    ) {
        let kinds = Set(answers.keys).union(reports.keys).sorted()
        scores = kinds.map { kind in
            let planted = answers[kind] ?? []
            let reported = (reports[kind] ?? []).subtracting((tolerated[kind] ?? []).subtracting(planted))
            return DetectionScore(
                kind: kind, planted: planted.count, reported: reported.count,
                found: reported.intersection(planted).count)
        }
    }

    /// The table as lines of text, a kind in each.
    public var table: String {
        let rows = scores.map { score in
            [
                score.kind, "\(score.planted)", "\(score.reported)", "\(score.found)",
                perMille(score.precision), perMille(score.recall), score.reaches() ? "" : "below the bar",
            ]
        }
        return ([["mistake", "planted", "reported", "found", "precision", "recall", ""]] + rows)
            .map { $0.joined(separator: "\t") }.joined(separator: "\n")
    }

    private func perMille(_ share: Double) -> String {
        let thousandths = Int((share * 1000).rounded(.down))
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
