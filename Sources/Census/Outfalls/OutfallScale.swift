/// Whether an outfall is large enough to be monitored in any case.
public enum OutfallScale: Int, CaseIterable, Sendable {
    /// 规模以上.
    case aboveThreshold = 1
    /// 规模以下.
    case belowThreshold = 2

    /// The name in both languages.
    public var text: LocalizedText {
        switch self {
        case .aboveThreshold: LocalizedText(zh: "规模以上", en: "above the threshold")
        case .belowThreshold: LocalizedText(zh: "规模以下", en: "below the threshold")
        }
    }

    /// The value as the 2018 forms write it, such as `2|规模以下`.
    public var formText: String { "\(rawValue)|\(text[.chinese])" }

    /// Reads `1`, `规模以上`, `2|规模以下`; `nil` for anything else.
    public init?(formText: String) {
        let plain = halfWidth(formText)
        guard
            let match = Self.allCases.first(where: {
                [String($0.rawValue), $0.text[.chinese], $0.formText].contains(plain)
            })
        else { return nil }
        self = match
    }
}

/// The flow from which an outfall is large: reaching either figure is enough.
///
/// 300 m³/d through a year is 109,500 m³, so the two figures are not the same test.
public struct ScaleThreshold: Hashable, Sendable {
    /// Cubic metres a day.
    public let cubicMetresPerDay: Double
    /// Cubic metres a year.
    public let cubicMetresPerYear: Double

    /// Makes a threshold.
    public init(cubicMetresPerDay: Double, cubicMetresPerYear: Double) {
        self.cubicMetresPerDay = cubicMetresPerDay
        self.cubicMetresPerYear = cubicMetresPerYear
    }

    /// 300 m³/d or 100,000 m³/a; general knowledge of the 2018 rule.
    public static let census2018 = ScaleThreshold(cubicMetresPerDay: 300, cubicMetresPerYear: 100_000)

    /// The scale of an outfall; `nil` when neither flow is known.
    ///
    /// A known figure below its threshold while the other is unknown makes it small: there is nothing that
    /// makes it large.
    public func scale(cubicMetresPerDay daily: Double?, cubicMetresPerYear yearly: Double?) -> OutfallScale? {
        if daily == nil, yearly == nil { return nil }
        let large =
            (daily.map { $0 >= cubicMetresPerDay } ?? false)
            || (yearly.map { $0 >= cubicMetresPerYear } ?? false)
        return large ? .aboveThreshold : .belowThreshold
    }
}
