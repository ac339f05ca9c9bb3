public import GeoModel

/// Where zones are: the port by which placement asks about them.
///
/// Codes are those of zones or of the villages that zones belong to; a code that is longer is part of one that
/// it begins with.
public protocol ZonePlacing: Sendable {
    /// The zones that hold or touch a position, the one it belongs to first; empty outside of all.
    func zones(at position: Position) -> [String]
    /// The distance to the nearest border of the zone of a code or of the zones that are part of it, from inside
    /// or outside; `nil` when there is no such zone.
    func distance(from position: Position, toBorderOf code: String) -> Metres?
    /// How many metres a unit of each ordinate is at a position.
    func distance(from a: Position, to b: Position) -> Metres
}

/// One code names the other's area or a part of it: 990121001001 and 990121001001003 agree.
///
/// The shorter must be a whole village code: a truncated one, such as that of a county, says nothing about the village.
func codesAgree(_ a: String, _ b: String) -> Bool {
    let (long, short) = a.utf8.count >= b.utf8.count ? (a, b) : (b, a)
    guard short.utf8.count < long.utf8.count else { return a == b }
    return short.utf8.count >= villageDigits && long.hasPrefix(short)
}

/// The digits of a village's code (GB/T 10114 below GB/T 2260); longer codes are of zones within it.
private let villageDigits = 12
