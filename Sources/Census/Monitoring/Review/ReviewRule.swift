/// What a rule of the review looks at.
public enum ReviewCheck: Hashable, Sendable {
    /// A test of the values themselves.
    case plausibility(PlausibilityCheck)
    /// The declared season is that of the calendar.
    case declaredSeason
    /// Every outfall was sampled in every season of the plan.
    case missingSeason
    /// Blanks are below the detection limit.
    case blank
    /// Parallel samples agree.
    case parallel
    /// Spikes are recovered.
    case spike
    /// A batch has as many controls as quality control asks.
    case batchRates
    /// The way from the bottle to the result is complete.
    case custody
    /// A result belongs to the visit at which its bottle was filled.
    case bottleOrigin
    /// The analysis came after the sampling and within the holding time.
    case holdingTime
    /// The basin of an outfall is known where calendars differ.
    case basin
}

/// A rule of the review: what it looks at, and by which of the three official methods.
public struct ReviewRule: Hashable, Sendable {
    /// Its stable identifier.
    public let id: String
    /// The method of review that its findings come under.
    public let method: ReviewMethod
    /// What it says.
    public let name: LocalizedText
    /// What it looks at.
    public let check: ReviewCheck

    /// Makes a rule.
    public init(id: String, method: ReviewMethod, name: LocalizedText, check: ReviewCheck) {
        self.id = id
        self.method = method
        self.name = name
        self.check = check
    }

    /// The rules to start from, for the office to change.
    public static let defaults =
        PlausibilityRule.defaults.map {
            ReviewRule(id: $0.id, method: $0.method, name: $0.name, check: .plausibility($0.check))
        } + [
            ReviewRule(
                id: "S01", method: .enquiry,
                name: LocalizedText(zh: "填报水期与季节表一致", en: "the declared season is the calendar's"),
                check: .declaredSeason),
            ReviewRule(
                id: "S02", method: .enquiry,
                name: LocalizedText(zh: "计划内的每个季节都有监测", en: "every planned season was sampled"),
                check: .missingSeason),
            ReviewRule(
                id: "Q01", method: .enquiry,
                name: LocalizedText(zh: "空白低于检出限", en: "blanks are below the detection limit"), check: .blank),
            ReviewRule(
                id: "Q02", method: .comparison,
                name: LocalizedText(zh: "平行样相对偏差在允许范围内", en: "parallels agree"), check: .parallel),
            ReviewRule(
                id: "Q03", method: .comparison,
                name: LocalizedText(zh: "加标回收率在允许范围内", en: "spikes are recovered"), check: .spike),
            ReviewRule(
                id: "Q04", method: .enquiry,
                name: LocalizedText(zh: "每批质控样数量足够", en: "each batch has enough controls"), check: .batchRates
            ),
            ReviewRule(
                id: "C01", method: .enquiry,
                name: LocalizedText(zh: "样品流转记录完整", en: "the chain of custody is complete"), check: .custody),
            ReviewRule(
                id: "C02", method: .enquiry,
                name: LocalizedText(
                    zh: "结果与装瓶时的采样记录一致", en: "a result belongs to the visit at which its bottle was filled"),
                check: .bottleOrigin),
            ReviewRule(
                id: "C03", method: .enquiry,
                name: LocalizedText(
                    zh: "采样之后、保存时限之内分析", en: "analysed after sampling and within the holding time"),
                check: .holdingTime),
            ReviewRule(
                id: "S03", method: .enquiry,
                name: LocalizedText(zh: "季节表不同的流域，排污口归属已知", en: "the basin is known where calendars differ"),
                check: .basin),
        ]
}
