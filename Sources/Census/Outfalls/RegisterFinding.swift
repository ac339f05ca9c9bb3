public import GeoModel

/// Something about a register entry that a person must look at.
public enum RegisterFinding: Hashable, Sendable {
    /// What the place review found.
    case place(OutfallPlaceFinding)
    /// The entry has no usable position.
    case noPosition
    /// The list states a second position this far from the first; it fits the declared division better or not.
    case secondPosition(Metres, fitsBetter: Bool)
    /// The position lies in another village than the declared one, this far from it if that is known.
    case declaredDivisionElsewhere(declared: String, located: String, Metres?)
    /// The receiving water has no code, or one that no water body has.
    case waterUnknown(String)
    /// Another coded water is nearer.
    case nearerWater(String, Metres, declared: Metres)
    /// The counting rule does not simply count it.
    case counting(CountingVerdict)
    /// Its flow reaches one of the two thresholds and not the other.
    case aboveByOneThreshold
    /// The scale on the form is not that of its flows.
    case scaleDiffers(declared: OutfallScale, computed: OutfallScale)
    /// It has no code of any scheme.
    case withoutCode
    /// Another entry stands so near that the two may be one.
    case nearEntry(String, Metres)
    /// A case that is not in the register lies so near that it may be this outfall.
    case nearCase(String, SurveyState, Metres)
    /// Something of its row could not be read; the word says what.
    case unreadable(String)

    /// A stable word for the kind of finding.
    public var word: String {
        switch self {
        case .place(.declaredCountyElsewhere): "declared-county-differs"
        case .place(.noCounty): "no-county"
        case .place(.codeOfOtherCounty): "code-of-other-county"
        case .place(.farFromWater): "far-from-water"
        case .place(.otherBank): "other-bank"
        case .place(.beyondRiverEnd): "beyond-river-end"
        case .noPosition: "no-position"
        case .secondPosition: "second-position-differs"
        case .declaredDivisionElsewhere: "declared-division-differs"
        case .waterUnknown: "water-not-coded"
        case .nearerWater: "nearer-water"
        case .counting(.excluded): "does-not-count"
        case .counting: "counting-undecided"
        case .aboveByOneThreshold: "above-scale-by-one-threshold"
        case .scaleDiffers: "scale-differs"
        case .withoutCode: "without-code"
        case .nearEntry: "near-entry"
        case .nearCase: "near-case"
        case .unreadable(let word): word
        }
    }

    /// It is only worth knowing, and nothing has to be done about it.
    public var isNote: Bool { self == .aboveByOneThreshold }

    /// The finding in both languages.
    public var text: LocalizedText {
        switch self {
        case .place(let finding): finding.text
        case .noPosition: LocalizedText(zh: "没有可用坐标", en: "no usable position")
        case .secondPosition(let distance, let fits):
            LocalizedText(
                zh: "两组坐标相距 \(whole(distance)) 米"
                    + (fits ? "，未采用的一组更符合填报区划" : "，请核对原表"),
                en: "its two positions are \(whole(distance)) m apart"
                    + (fits ? "; the one not taken fits the declared division better" : "; check the form"))
        case .declaredDivisionElsewhere(let declared, let located, let distance):
            LocalizedText(
                zh: "填报在 \(declared)，坐标落在 \(located)" + (distance.map { "，相距 \(whole($0)) 米" } ?? ""),
                en: "declared in \(declared), located in \(located)"
                    + (distance.map { ", \(whole($0)) m away" } ?? ""))
        case .waterUnknown(let code):
            code.isEmpty
                ? LocalizedText(zh: "受纳水体没有代码", en: "the receiving water has no code")
                : LocalizedText(zh: "水体图层没有代码 \(code)", en: "no water body has the code \(code)")
        case .nearerWater(let code, let distance, let declared):
            LocalizedText(
                zh: "距水体 \(code) \(whole(distance)) 米，距填报的受纳水体 \(whole(declared)) 米",
                en: "\(whole(distance)) m from water \(code), \(whole(declared)) m from the declared one")
        case .counting(let verdict): verdict.text
        case .aboveByOneThreshold:
            LocalizedText(zh: "日排放量与年排放量只有一项达到规模以上", en: "only one of its two flows reaches the threshold")
        case .scaleDiffers(let declared, let computed):
            LocalizedText(
                zh: "填报\(declared.text[.chinese])，按排放量为\(computed.text[.chinese])",
                en: "declared \(declared.text[.english]), by its flow \(computed.text[.english])")
        case .withoutCode: LocalizedText(zh: "没有任何编码", en: "no code of any scheme")
        case .nearEntry(let code, let distance):
            LocalizedText(
                zh: "距 \(code) 仅 \(tenths(distance)) 米，是否同一排污口须由人用 outfall join 决定",
                en:
                    "only \(tenths(distance)) m from \(code); whether they are one is a person's to say: outfall join"
            )
        case .nearCase(let id, let state, let distance):
            LocalizedText(
                zh: "\(tenths(distance)) 米外的案件 \(id)（\(state.text[.chinese])）尚未归并，由人用 outfall join 决定",
                en:
                    "case \(id) (\(state.text[.english])), \(tenths(distance)) m away, is not joined: outfall join"
            )
        case .unreadable(let word): Self.unreadable(word)
        }
    }

    private static func unreadable(_ word: String) -> LocalizedText {
        let known = NoteWording.text(of: word)
        guard known[.chinese] == word else { return known }
        return LocalizedText(zh: "字段无法识别（\(word)）", en: "a field cannot be read (\(word))")
    }

    private func whole(_ length: Metres) -> String { decimalText(length.value, places: 0) }

    private func tenths(_ length: Metres) -> String { decimalText(length.value, places: 1) }
}
