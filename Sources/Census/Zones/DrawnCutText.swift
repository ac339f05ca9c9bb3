public import Zoning

extension DrawnCut.Refusal {
    /// What is wrong with the line and what to do.
    public var text: LocalizedText {
        switch self {
        case .outside: LocalizedText(zh: "这条线没有进入小区", en: "the line does not enter the zone")
        case .doesNotDivide:
            LocalizedText(
                zh: "这条线没有把小区分成两边；请从界外画到界外",
                en: "the line does not divide the zone; draw it from outside to outside")
        case .crossesItself: LocalizedText(zh: "这条线与自己相交", en: "the line crosses itself")
        case .tangled:
            LocalizedText(
                zh: "这条线贴着界线走，交点分不清；请离界线远一点",
                en: "the line runs along a border too closely; keep away from it")
        }
    }
}
