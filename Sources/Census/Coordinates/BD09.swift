public import GeoModel
internal import Glibc

/// BD-09, Baidu's further shift of GCJ-02, and its exact inverse.
///
/// Positions are longitude and latitude in degrees, x first. BD-09 shifts everywhere, also where GCJ-02 does
/// not. Source: the public conversion formula; check values recomputed.
public struct BD09: Hashable, Sendable {
    /// The shift between WGS 84 and GCJ-02 that lies below.
    public let base: GCJ02

    /// Makes the conversion on top of a GCJ-02 conversion.
    public init(base: GCJ02 = .uniform) { self.base = base }

    /// The formula as published over the uniform GCJ-02.
    public static let uniform = BD09()

    /// Converts a WGS 84 or CGCS2000 position to BD-09.
    public func forward(_ position: Position) -> Position {
        Self.fromGCJ02(base.forward(position))
    }

    /// Converts a BD-09 position to WGS 84 by undoing both shifts; NaN and infinities come back unchanged.
    public func inverse(_ position: Position) -> Position {
        base.inverse(Self.toGCJ02(position))
    }

    /// Converts GCJ-02 to BD-09.
    public static func fromGCJ02(_ position: Position) -> Position {
        let wave = Double.pi * 3000 / 180
        let z =
            (position.x * position.x + position.y * position.y).squareRoot() + 2e-5 * sin(position.y * wave)
        let theta = atan2(position.y, position.x) + 3e-6 * cos(position.x * wave)
        return Position(x: z * cos(theta) + 0.0065, y: z * sin(theta) + 0.006)
    }

    /// Converts BD-09 to GCJ-02 by iteration, to 4e-9 m on the ground.
    ///
    /// The usual closed formula is wrong by up to 0.19 m; the iteration has no error beyond the rounding of
    /// doubles.
    public static func toGCJ02(_ position: Position) -> Position {
        guard position.isFinite else { return position }
        return fixedPoint(of: fromGCJ02, at: position)
    }
}
