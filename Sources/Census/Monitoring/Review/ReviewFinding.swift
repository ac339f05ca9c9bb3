/// Something that a reviewer must look at: the rule, the method it comes under, and what it is about.
public struct ReviewFinding: Hashable, Sendable {
    /// The rule.
    public let rule: ReviewRule
    /// The outfalls it is about, by the register's code.
    public let outfalls: [String]
    /// The labels of the samples it is about.
    public let samples: [String]
    /// What was found.
    public let detail: LocalizedText

    /// Makes a finding.
    public init(rule: ReviewRule, outfalls: [String], samples: [String], detail: LocalizedText) {
        self.rule = rule
        self.outfalls = outfalls
        self.samples = samples
        self.detail = detail
    }
}
