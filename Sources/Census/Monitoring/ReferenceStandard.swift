/// A published standard in one edition.
public struct ReferenceStandard: Hashable, Sendable {
    /// The number with the year, such as `GB 3838-2002`.
    public let number: String
    /// The title.
    public let title: LocalizedText
    /// The revision of the table as an office keeps it, from 1; changing a figure makes a new one.
    public let tableRevision: Int

    /// Names an edition.
    public init(number: String, title: LocalizedText, tableRevision: Int = 1) {
        self.number = number
        self.title = title
        self.tableRevision = tableRevision
    }
}

/// The kind of water body that limits depend on.
public enum WaterKind: String, CaseIterable, Sendable {
    /// A river, canal or ditch.
    case river
    /// A lake or reservoir.
    case lake

    /// Reads the kind as layers of water bodies write it; `nil` when the words say neither.
    public init?(spelled text: String) {
        switch halfWidth(text).lowercased() {
        case "river", "stream", "canal", "ditch", "watercourse", "河流", "河", "江河", "运河", "渠", "渠道", "沟渠":
            self = .river
        case "lake", "reservoir", "pond", "湖", "湖泊", "湖库", "水库", "库", "湖(库)", "塘库": self = .lake
        default: return nil
        }
    }

    /// The kind in both languages.
    public var text: LocalizedText {
        switch self {
        case .river: LocalizedText(zh: "河流", en: "river")
        case .lake: LocalizedText(zh: "湖库", en: "lake or reservoir")
        }
    }
}

/// A class of surface water, best first.
public enum WaterClass: Int, CaseIterable, Comparable, Sendable {
    /// Class I.
    case one = 1
    /// Class II.
    case two
    /// Class III.
    case three
    /// Class IV.
    case four
    /// Class V.
    case five
    /// Worse than class V (劣Ⅴ).
    case worseThanFive

    /// Orders from best to worst.
    public static func < (a: WaterClass, b: WaterClass) -> Bool { a.rawValue < b.rawValue }

    /// The class in both languages.
    public var text: LocalizedText {
        let names = ["Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "劣Ⅴ类"]
        let english = ["class I", "class II", "class III", "class IV", "class V", "worse than class V"]
        return LocalizedText(zh: names[rawValue - 1], en: english[rawValue - 1])
    }
}
