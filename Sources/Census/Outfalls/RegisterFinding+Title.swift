extension RegisterFinding {
    /// The kind of finding in both languages, without what is special to an entry.
    public var title: LocalizedText {
        switch self {
        case .place(let finding): Self.title(finding)
        case .noPosition, .withoutCode, .unreadable: text
        case .nearEntry: LocalizedText(zh: "两个条目相距很近", en: "two entries close together")
        case .nearCase: LocalizedText(zh: "附近有未归并的案件", en: "a case nearby is not joined")
        case .secondPosition: LocalizedText(zh: "两组坐标不一致", en: "two positions differ")
        case .declaredDivisionElsewhere: LocalizedText(zh: "填报区划与位置不符", en: "declared division differs")
        case .waterUnknown: LocalizedText(zh: "受纳水体无代码", en: "receiving water not coded")
        case .nearerWater: LocalizedText(zh: "另有更近的水体", en: "another water is nearer")
        case .counting(.excluded): LocalizedText(zh: "不计入", en: "does not count")
        case .counting: LocalizedText(zh: "是否计入未定", en: "counting undecided")
        case .aboveByOneThreshold: LocalizedText(zh: "仅一项达到规模以上", en: "above scale by one threshold")
        case .scaleDiffers: LocalizedText(zh: "填报规模与排放量不符", en: "declared scale differs")
        }
    }

    private static func title(_ finding: OutfallPlaceFinding) -> LocalizedText {
        switch finding {
        case .declaredCountyElsewhere: LocalizedText(zh: "填报县与位置不符", en: "declared county differs")
        case .noCounty: LocalizedText(zh: "不在任何县内", en: "in no county")
        case .codeOfOtherCounty: LocalizedText(zh: "编码属于另一县", en: "code of another county")
        case .farFromWater: LocalizedText(zh: "离受纳水体过远", en: "far from its water")
        case .otherBank: LocalizedText(zh: "岸别与位置不符", en: "other bank than declared")
        case .beyondRiverEnd: LocalizedText(zh: "超出河道两端", en: "beyond the river's end")
        }
    }
}
