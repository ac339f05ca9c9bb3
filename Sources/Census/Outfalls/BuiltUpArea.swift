public import GeoModel

/// Where an outfall lies and where its water comes from, relative to a built-up area (建成区).
public enum BuiltUpRelation: String, CaseIterable, Sendable {
    /// Water from the built-up area, outfall inside it.
    case insideServingInside
    /// Water from elsewhere, outfall inside.
    case insideServingOutside
    /// Water from the built-up area, outfall outside.
    case outsideServingInside
    /// Neither.
    case outside
    /// Inside, but nobody has said where its water comes from.
    case insideUnknownService
    /// Outside, and nobody has said where its water comes from.
    case outsideUnknownService

    /// Decides from the location and from what is known of the water.
    ///
    /// - Parameters:
    ///   - position: The outfall, in the CRS that `isBuiltUp` expects.
    ///   - servesBuiltUpArea: The water comes from a built-up area; `nil` when unknown.
    ///   - isBuiltUp: Answers whether a position lies in a built-up area.
    public init(
        of position: Position, servesBuiltUpArea: Bool?, isBuiltUp: (Position) -> Bool
    ) {
        self.init(isInside: isBuiltUp(position), servesBuiltUpArea: servesBuiltUpArea)
    }

    /// Decides from whether the outfall lies in a built-up area, and whether its water comes from one.
    public init(isInside: Bool, servesBuiltUpArea: Bool?) {
        self =
            switch (isInside, servesBuiltUpArea) {
            case (true, true?): .insideServingInside
            case (true, false?): .insideServingOutside
            case (true, nil): .insideUnknownService
            case (false, true?): .outsideServingInside
            case (false, false?): .outside
            case (false, nil): .outsideUnknownService
            }
    }

    /// The relation in both languages.
    public var text: LocalizedText {
        switch self {
        case .insideServingInside:
            LocalizedText(zh: "建成区内排口，建成区来水", en: "inside, water from the built-up area")
        case .insideServingOutside: LocalizedText(zh: "建成区内排口，区外来水", en: "inside, water from elsewhere")
        case .outsideServingInside:
            LocalizedText(zh: "建成区外排口，建成区来水", en: "outside, water from the built-up area")
        case .outside: LocalizedText(zh: "建成区外排口，区外来水", en: "outside, water from elsewhere")
        case .insideUnknownService:
            LocalizedText(zh: "建成区内排口，来水不明", en: "inside, origin of its water unknown")
        case .outsideUnknownService:
            LocalizedText(zh: "建成区外排口，来水不明", en: "outside, origin of its water unknown")
        }
    }
}

/// The water an outfall carries.
public enum CarriedWater: String, CaseIterable, Sendable {
    /// Town sewage or industrial wastewater.
    case wastewater
    /// Rain water only.
    case rain
    /// Cooling water only.
    case cooling
    /// Return water of farmland.
    case farmland
    /// Nobody has looked.
    case unknown

    /// The water in both languages.
    public var text: LocalizedText {
        switch self {
        case .wastewater: LocalizedText(zh: "污水", en: "wastewater")
        case .rain: LocalizedText(zh: "雨水", en: "rain water")
        case .cooling: LocalizedText(zh: "冷却水", en: "cooling water")
        case .farmland: LocalizedText(zh: "农田退水", en: "return water of farmland")
        case .unknown: LocalizedText(zh: "未查明", en: "unknown")
        }
    }
}
