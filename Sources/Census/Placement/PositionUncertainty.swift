public import GeoModel

/// How a unit's coordinate was obtained, as far as it says how good it is.
public enum CoordinateSource: String, CaseIterable, Sendable {
    /// A satellite fix of a phone or a handheld device.
    case satellite
    /// A click on a map.
    case map
    /// Typed from a paper or from memory.
    case typed
    /// Found from an address by a service.
    case geocoded
    /// Handed down with the issued list.
    case issued
    /// Not known.
    case unstated

    /// The source in words.
    public var text: LocalizedText {
        switch self {
        case .satellite: LocalizedText(zh: "卫星定位", en: "satellite fix")
        case .map: LocalizedText(zh: "地图点选", en: "map click")
        case .typed: LocalizedText(zh: "手工录入", en: "typed")
        case .geocoded: LocalizedText(zh: "地址匹配", en: "geocoded")
        case .issued: LocalizedText(zh: "下发名录", en: "issued list")
        case .unstated: LocalizedText(zh: "来源不明", en: "source not stated")
        }
    }
}

/// What an office takes as the usual error of each source, in metres.
///
/// The defaults are ours, from experience with phones and web maps; no text prescribes them.
public struct SourceAccuracies: Hashable, Sendable {
    /// The usual error of each source; one that is missing counts as `fallback`.
    public var metres: [CoordinateSource: Metres]
    /// The error of a source that has none of its own.
    public var fallback: Metres

    /// Makes a table.
    public init(
        metres: [CoordinateSource: Metres] = [
            .satellite: Metres(10), .map: Metres(15), .typed: Metres(20), .geocoded: Metres(150),
            .issued: Metres(50), .unstated: Metres(30),
        ],
        fallback: Metres = Metres(30)
    ) {
        self.metres = metres
        self.fallback = fallback
    }

    /// The usual error of a source.
    public subscript(source: CoordinateSource) -> Metres { metres[source] ?? fallback }
}

/// How far a coordinate may be from the true place.
public struct PositionUncertainty: Hashable, Sendable {
    /// Half a unit of the last digit given, on the ground.
    public let rounding: Metres
    /// What the device or the surveyor said, if anything.
    public let stated: Metres?
    /// The usual error of the coordinate's source.
    public let source: Metres

    /// Makes an uncertainty from its parts; a negative or non-finite part counts as zero.
    public init(rounding: Metres, stated: Metres? = nil, source: Metres) {
        self.rounding = Self.usable(rounding)
        self.stated = stated.map(Self.usable)
        self.source = Self.usable(source)
    }

    /// The radius in which the true place is expected: the rounding, and the stated accuracy or else the
    /// source's usual error.
    ///
    /// The two add up, because rounding is a bound and not a spread.
    public var radius: Metres { rounding + (stated ?? source) }

    private static func usable(_ part: Metres) -> Metres {
        part.value.isFinite && part.value > 0 ? part : Metres(0)
    }
}
