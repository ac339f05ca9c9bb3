/// A place in the plane of its coordinate reference system.
///
/// `x` is east or longitude and `y` is north or latitude everywhere inside Bourn, whatever axis order a
/// standard or a file uses; conversion happens where data enters. The unit is that of the CRS: degrees for a
/// geographic one, metres for a projected one. Two positions are equal when both ordinates are equal as
/// numbers, so `-0.0` equals `0.0` and a NaN equals nothing.
@frozen
public struct Position: Hashable, Sendable {
    /// East, or longitude.
    public var x: Double
    /// North, or latitude.
    public var y: Double

    /// Makes a position from its easting or longitude and its northing or latitude, unchecked.
    @inlinable
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Makes a position from its two ordinates, x first.
    @inlinable
    public init(_ x: Double, _ y: Double) {
        self.init(x: x, y: y)
    }

    /// Neither ordinate is NaN or infinite.
    @inlinable
    public var isFinite: Bool { x.isFinite && y.isFinite }
}

extension Position: Comparable {
    /// Orders by x and then by y: the order of a sweep from west to east.
    @inlinable
    public static func < (a: Position, b: Position) -> Bool {
        a.x < b.x || (a.x == b.x && a.y < b.y)
    }
}
