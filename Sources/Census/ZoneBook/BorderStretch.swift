public import GeoModel

/// A side of a zone, as a description of its borders goes round it.
public enum CompassSide: String, CaseIterable, Sendable {
    /// The north.
    case north
    /// The east.
    case east
    /// The south.
    case south
    /// The west.
    case west

    /// The side in both languages.
    public var text: LocalizedText {
        switch self {
        case .north: LocalizedText(zh: "北", en: "North")
        case .east: LocalizedText(zh: "东", en: "East")
        case .south: LocalizedText(zh: "南", en: "South")
        case .west: LocalizedText(zh: "西", en: "West")
        }
    }
}

/// What a zone borders on along part of a side: who lies beyond, and what the border follows.
public struct BorderStretch: Hashable, Sendable {
    /// The zone beyond; `nil` where no zone is.
    public let neighbour: Int?
    /// The number of the feature that the border follows; `nil` for none.
    public let feature: Int?
    /// Its length on the ground.
    public let length: Metres
}

/// One side of a zone.
public struct BorderSide: Hashable, Sendable {
    /// Which side.
    public let side: CompassSide
    /// What it borders on: north and south from west to east, east and west from north to south.
    public let stretches: [BorderStretch]

    /// The length of the whole side.
    public var length: Metres { stretches.reduce(Metres(0)) { $0 + $1.length } }
}
