/// Where a position lies among zones.
public enum Placement: Hashable, Sendable {
    /// The position is not finite.
    case unlocatable
    /// No zone holds the position.
    case outside
    /// The position is inside one zone and touches no border.
    case inside(zone: Int)
    /// The position is exactly on a border and belongs to `zone`; `touching` are all zones that it touches or
    /// is inside of, `zone` among them, in order of rank.
    case border(zone: Int, touching: [Int])
    /// The position is inside several overlapping zones and on no border; `candidates` are all of them in
    /// order of rank, and `zone` is the first.
    case overlap(zone: Int, candidates: [Int])

    /// The one zone that the position belongs to.
    public var zone: Int? {
        switch self {
        case .unlocatable, .outside: nil
        case .inside(let zone), .border(let zone, _), .overlap(let zone, _): zone
        }
    }

    /// All zones that hold the position or touch it, in order of rank.
    public var candidates: [Int] {
        switch self {
        case .unlocatable, .outside: []
        case .inside(let zone): [zone]
        case .border(_, let zones), .overlap(_, let zones): zones
        }
    }

    /// The placement without its zones.
    public var kind: PlacementKind {
        switch self {
        case .unlocatable: .unlocatable
        case .outside: .outside
        case .inside: .inside
        case .border: .border
        case .overlap: .overlap
        }
    }
}

/// A placement without its zones, as one byte.
public enum PlacementKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    /// No zone holds the position.
    case outside
    /// Inside exactly one zone.
    case inside
    /// Exactly on a border.
    case border
    /// Inside several zones.
    case overlap
    /// The position is not finite.
    case unlocatable
}
