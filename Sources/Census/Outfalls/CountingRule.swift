/// Whether something counts as a municipal outfall of the census.
public enum CountingVerdict: Hashable, Sendable {
    /// It counts.
    case counts
    /// It does not, for every reason given; the first is the one to file it under.
    case excluded([ExclusionReason])
    /// Somebody must find out or decide first.
    case undecided([CountingDoubt])

    /// The verdict in both languages.
    public var text: LocalizedText {
        switch self {
        case .counts: LocalizedText(zh: "纳入普查", en: "counts")
        case .excluded(let reasons):
            LocalizedText(
                zh: "不纳入：" + reasons.map { $0.text[.chinese] }.joined(separator: "；"),
                en: "excluded: " + reasons.map { $0.text[.english] }.joined(separator: "; "))
        case .undecided(let doubts):
            LocalizedText(
                zh: "待定：" + doubts.map { $0.text[.chinese] }.joined(separator: "；"),
                en: "undecided: " + doubts.map { $0.text[.english] }.joined(separator: "; "))
        }
    }
}

/// What keeps the counting rule from a verdict.
public enum CountingDoubt: String, CaseIterable, Sendable {
    /// What water it carries is not known.
    case waterUnknown
    /// Outside a built-up area, and where its water comes from is not known.
    case serviceUnknown
    /// Outside a built-up area but serving it: the county decides.
    case countyDecides

    /// The doubt in both languages.
    public var text: LocalizedText {
        switch self {
        case .waterUnknown: LocalizedText(zh: "排水性质未查明", en: "the kind of water is not known")
        case .serviceUnknown: LocalizedText(zh: "建成区外排口来水不明", en: "where its water comes from is not known")
        case .countyDecides:
            LocalizedText(
                zh: "建成区来水、区外排放，由县级确定", en: "serves a built-up area from outside: the county decides")
        }
    }
}

/// What an office takes an outfall outside a built-up area for, whose water comes from inside.
public enum OutsideServingRule: String, CaseIterable, Sendable {
    /// The county decides case by case.
    case countyDecides
    /// It counts.
    case counts
    /// It does not count.
    case excluded
}

/// The rule of the 2018 census for what counts, with the one open point as a setting.
public struct CountingRule: Hashable, Sendable {
    /// What to do with an outfall outside that serves a built-up area: the source we have is not readable there.
    public let outsideServing: OutsideServingRule
    /// A water without a code is not an environmental water.
    public let needsWaterCode: Bool

    /// Makes a rule.
    public init(outsideServing: OutsideServingRule = .countyDecides, needsWaterCode: Bool = true) {
        self.outsideServing = outsideServing
        self.needsWaterCode = needsWaterCode
    }

    /// Judges one candidate by its water, its place and its receiving water.
    ///
    /// A reason to exclude weighs more than a doubt: what carries only rain is out wherever it lies.
    public func verdict(
        carrying water: CarriedWater, at relation: BuiltUpRelation, receivingWaterCode: String?
    ) -> CountingVerdict {
        var reasons: [ExclusionReason] = []
        var doubts: [CountingDoubt] = []
        switch water {
        case .wastewater: break
        case .rain: reasons.append(.rainWater)
        case .cooling: reasons.append(.coolingWater)
        case .farmland: reasons.append(.farmlandReturn)
        case .unknown: doubts.append(.waterUnknown)
        }
        judge(relation, &reasons, &doubts)
        if needsWaterCode, trimmed(receivingWaterCode ?? "").isEmpty { reasons.append(.waterNotCoded) }
        if !reasons.isEmpty { return .excluded(reasons) }
        return doubts.isEmpty ? .counts : .undecided(doubts)
    }

    private func judge(
        _ relation: BuiltUpRelation, _ reasons: inout [ExclusionReason], _ doubts: inout [CountingDoubt]
    ) {
        switch relation {
        case .insideServingInside, .insideServingOutside, .insideUnknownService: break
        case .outside: reasons.append(.outsideBuiltUpArea)
        case .outsideUnknownService: doubts.append(.serviceUnknown)
        case .outsideServingInside:
            switch outsideServing {
            case .counts: break
            case .excluded: reasons.append(.outsideBuiltUpArea)
            case .countyDecides: doubts.append(.countyDecides)
            }
        }
    }
}
