/// Why something is kept out of the register; it stays on file with this reason.
public enum ExclusionReason: Hashable, Sendable {
    /// Rain water only.
    case rainWater
    /// Cooling water only.
    case coolingWater
    /// Return water of farmland.
    case farmlandReturn
    /// No mouth is there, whatever the picture looked like.
    case notAMouth
    /// The mouth is no longer in use.
    case abolished
    /// Neither in nor serving a built-up area.
    case outsideBuiltUpArea
    /// The receiving water has no code and no quality target.
    case waterNotCoded
    /// Another register entry is the same outfall.
    case duplicate(of: String)
    /// Something else, in words.
    case other(String)

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .rainWater: LocalizedText(zh: "仅排雨水", en: "rain water only")
        case .coolingWater: LocalizedText(zh: "仅排冷却水", en: "cooling water only")
        case .farmlandReturn: LocalizedText(zh: "农田退水", en: "return water of farmland")
        case .notAMouth: LocalizedText(zh: "现场无排口", en: "no mouth is there")
        case .abolished: LocalizedText(zh: "已废弃封堵", en: "no longer in use")
        case .outsideBuiltUpArea:
            LocalizedText(zh: "不在建成区且不服务建成区", en: "neither in nor serving a built-up area")
        case .waterNotCoded: LocalizedText(zh: "受纳水体无代码，不视为环境水体", en: "the receiving water has no code")
        case .duplicate(let id): LocalizedText(zh: "与 \(id) 为同一排污口", en: "the same outfall as \(id)")
        case .other(let words): LocalizedText(zh: words, en: words)
        }
    }
}
