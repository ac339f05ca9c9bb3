/// Which of the two ordinates of a geographic position is meant.
public enum CoordinateAxis: String, CaseIterable, Sendable {
    /// East of Greenwich, x inside Bourn.
    case longitude
    /// North of the equator, y inside Bourn.
    case latitude

    /// The largest magnitude in degrees.
    public var limit: Double { self == .longitude ? 180 : 90 }

    /// What people call the axis.
    public var text: LocalizedText {
        switch self {
        case .longitude: LocalizedText(zh: "经度", en: "longitude")
        case .latitude: LocalizedText(zh: "纬度", en: "latitude")
        }
    }
}

/// The half of the world that a letter or 东经/北纬 beside a number names.
public enum Hemisphere: String, CaseIterable, Sendable {
    /// East of Greenwich, positive.
    case east = "E"
    /// West of Greenwich, negative.
    case west = "W"
    /// North of the equator, positive.
    case north = "N"
    /// South of the equator, negative.
    case south = "S"

    /// The axis that the hemisphere divides.
    public var axis: CoordinateAxis { self == .east || self == .west ? .longitude : .latitude }

    /// Whether degrees in it are negative.
    public var isNegative: Bool { self == .west || self == .south }

    /// What people call the half.
    public var text: LocalizedText {
        switch self {
        case .east: LocalizedText(zh: "东经", en: "east")
        case .west: LocalizedText(zh: "西经", en: "west")
        case .north: LocalizedText(zh: "北纬", en: "north")
        case .south: LocalizedText(zh: "南纬", en: "south")
        }
    }
}
