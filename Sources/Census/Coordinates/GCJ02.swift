public import GeoModel
internal import Glibc

/// The published approximation of GCJ-02, the shift of Chinese web maps, and its exact inverse.
///
/// The national algorithm is secret; this is the formula that leaked and that every open tool uses. It agrees
/// with the real service to about 3.4 m on average over published control points, so a position read through it
/// is never better than that. Positions are longitude and latitude in degrees, x first. Outside `box` nothing is
/// shifted. The box is a plain rectangle: it also covers neighbouring countries, and Taiwan, Hong Kong and
/// Macau, whose maps are not shifted. A file that a user declares as GCJ-02 is shifted back uniformly by the
/// formula as it stands; whoever knows that some places in it were never shifted passes them as `excluded`.
///
/// Source: the public Go code googollee/eviltransform (formula and check values), recomputed.
public struct GCJ02: Hashable, Sendable {
    /// Rectangles (degrees) inside `box` in which positions are taken as they are, both ways.
    public let excluded: [Envelope]

    /// Makes a shift that leaves positions in `excluded` alone.
    public init(excluded: [Envelope] = []) { self.excluded = excluded }

    /// The formula as published, with nothing excluded.
    public static let uniform = GCJ02()

    /// Where the formula applies: 72.004 to 137.8347 degrees east, 0.8293 to 55.8271 degrees north.
    public static let box = Envelope(minX: 72.004, minY: 0.8293, maxX: 137.8347, maxY: 55.8271)

    /// Shifts a WGS 84 or CGCS2000 position to GCJ-02; NaN and positions outside the box come back unchanged.
    public func forward(_ position: Position) -> Position {
        guard Self.box.contains(position), !isExcluded(position) else { return position }
        return Self.shifted(position)
    }

    /// Finds the position that `forward` moves to `position`, to about 1e-13 degrees.
    ///
    /// Iterates w ← w − (f(w) − g), which converges in about four rounds because the shift changes by less than
    /// 0.3 per cent of the distance moved. One step alone would be wrong by up to 1.9 m. Within one shift (under
    /// 1 km) of the box's edge two positions can have the same image; the one inside the box is taken.
    ///
    /// - Parameter position: longitude and latitude in GCJ-02, degrees.
    /// - Returns: longitude and latitude in WGS 84, degrees; the input itself where nothing is shifted.
    public func inverse(_ position: Position) -> Position {
        guard position.isFinite, !isExcluded(position) else { return position }
        let candidate = fixedPoint(of: Self.shifted, at: position)
        return Self.box.contains(candidate) && !isExcluded(candidate) ? candidate : position
    }

    private func isExcluded(_ position: Position) -> Bool {
        excluded.contains { $0.contains(position) }
    }

    /// The published formula without its box.
    ///
    /// Krassowsky's radius and squared eccentricity are part of it.
    static func shifted(_ position: Position) -> Position {
        let radius = 6_378_245.0
        let squaredEccentricity = 0.00669342162296594323
        let x = position.x - 105
        let y = position.y - 35
        let metres = offsetInMetres(x, y)
        let phi = position.y * .pi / 180
        let m = 1 - squaredEccentricity * sin(phi) * sin(phi)
        let rootM = m.squareRoot()
        let meridian = radius * (1 - squaredEccentricity) / (m * rootM)
        let parallel = radius / rootM * cos(phi)
        return Position(
            x: position.x + metres.x * 180 / (parallel * .pi),
            y: position.y + metres.y * 180 / (meridian * .pi))
    }

    private static func offsetInMetres(_ x: Double, _ y: Double) -> Position {
        let root = x.magnitude.squareRoot()
        let common = 20 * sin(6 * .pi * x) + 20 * sin(2 * .pi * x)
        let wavesY =
            20 * sin(.pi * y) + 40 * sin(.pi * y / 3) + 160 * sin(.pi * y / 12) + 320 * sin(.pi * y / 30)
        let wavesX =
            20 * sin(.pi * x) + 40 * sin(.pi * x / 3) + 150 * sin(.pi * x / 12) + 300 * sin(.pi * x / 30)
        let polynomialY = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
        let polynomialX = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
        return Position(
            x: polynomialX + (common + wavesX) * 2 / 3,
            y: polynomialY + (common + wavesY) * 2 / 3)
    }
}

/// Solves f(w) = target for a map f that is nearly a translation, by w ← w − (f(w) − target).
///
/// Stops when the step falls below the spacing of doubles at 180 degrees, or after 16 rounds.
func fixedPoint(of map: (Position) -> Position, at target: Position) -> Position {
    var guess = target
    for _ in 0..<16 {
        let image = map(guess)
        let step = Position(x: image.x - target.x, y: image.y - target.y)
        guess = Position(x: guess.x - step.x, y: guess.y - step.y)
        if max(step.x.magnitude, step.y.magnitude) < 1e-14 { break }
    }
    return guess
}
