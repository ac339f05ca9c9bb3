/// A mean with the rule that made it.
public struct MeanEstimate: Hashable, Sendable {
    /// The mean.
    public let value: Double
    /// What non-detects counted as.
    public let rule: NonDetectRule
    /// How many values there were.
    public let count: Int
    /// How many of them were non-detects.
    public let nonDetects: Int

    /// Computes the mean of quantities in one unit under a rule.
    ///
    /// - Throws: `StatisticError`; a sample with nothing detected has a mean only under the rules that substitute.
    public init(_ quantities: [MeasuredQuantity], rule: NonDetectRule) throws(StatisticError) {
        let sample = try CensoredSample(quantities)
        value = try Self.mean(of: sample, rule: rule)
        self.rule = rule
        count = sample.count
        nonDetects = sample.limits.count
    }

    private static func mean(of sample: CensoredSample, rule: NonDetectRule) throws(StatisticError) -> Double
    {
        switch rule {
        case .kaplanMeier: return try KaplanMeierEstimate(sample).mean
        case .robustROS:
            return sample.limits.isEmpty ? plain(sample.detected) : try RobustROSEstimate(sample).mean
        case .halfLimit, .zero, .fullLimit, .excluded:
            let values = sample.substituted(by: rule)
            guard !values.isEmpty else { throw .nothingDetected(nonDetects: sample.limits.count) }
            return plain(values)
        }
    }

    private static func plain(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    /// What was computed, in both languages.
    public var text: LocalizedText {
        LocalizedText(
            zh: "\(count) 个值（未检出 \(nonDetects) 个，\(rule.text[.chinese])）平均 \(decimalText(value, places: 4))",
            en: "mean \(decimalText(value, places: 4)) of \(count) values (\(nonDetects) non-detects: "
                + "\(rule.text[.english]))")
    }
}

/// Whether what is concluded from a mean depends on what non-detects count as.
public struct RuleComparison<Verdict: Hashable & Sendable>: Sendable {
    /// A rule, its mean or why it has none, and what follows from it.
    public struct Row: Sendable {
        /// The rule.
        public let rule: NonDetectRule
        /// The mean, or why the rule gives none.
        public let mean: Result<Double, StatisticError>
        /// What follows from the mean; `nil` without one.
        public let verdict: Verdict?
    }

    /// One row for each rule asked.
    public let rows: [Row]

    /// The rules that have a mean do not all lead to the same verdict.
    public var verdictDependsOnRule: Bool { Set(rows.compactMap(\.verdict)).count > 1 }

    /// Computes the mean under each rule and judges it.
    ///
    /// - Throws: Whatever `CensoredSample` refuses, since no rule helps then.
    public init(
        _ quantities: [MeasuredQuantity], rules: [NonDetectRule] = NonDetectRule.allCases,
        judge: (Double) -> Verdict
    ) throws(StatisticError) {
        _ = try CensoredSample(quantities)
        rows = rules.map { rule in
            let mean = Result { () throws(StatisticError) in
                try MeanEstimate(quantities, rule: rule).value
            }
            let verdict: Verdict? =
                switch mean {
                case .success(let value): judge(value)
                case .failure: nil
                }
            return Row(rule: rule, mean: mean, verdict: verdict)
        }
    }

    /// The warning in both languages; `nil` when all rules agree.
    public var warning: LocalizedText? {
        guard verdictDependsOnRule else { return nil }
        func list(_ language: Language) -> String {
            rows.compactMap { row in
                guard case .success(let value) = row.mean else { return nil }
                return "\(row.rule.text[language]) \(decimalText(value, places: 4))"
            }.joined(separator: language == .chinese ? "；" : "; ")
        }
        return LocalizedText(
            zh: "结论取决于未检出值的处理方法：\(list(.chinese))。",
            en: "The verdict depends on the rule for non-detects: \(list(.english)).")
    }
}
