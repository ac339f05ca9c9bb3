/// The smallest axis-parallel rectangle around some positions, its border included.
///
/// There is no empty envelope: a geometry without positions has none (`nil`).
@frozen
public struct Envelope: Hashable, Sendable {
    /// The least x.
    public var minX: Double
    /// The least y.
    public var minY: Double
    /// The greatest x.
    public var maxX: Double
    /// The greatest y.
    public var maxY: Double

    /// Makes an envelope from its four sides.
    ///
    /// - Precondition: `minX <= maxX` and `minY <= maxY`.
    @inlinable
    public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        precondition(minX <= maxX && minY <= maxY, "an envelope's least side must not exceed its greatest")
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    /// Makes the envelope of a single position.
    @inlinable
    public init(_ position: Position) {
        minX = position.x
        maxX = position.x
        minY = position.y
        maxY = position.y
    }

    /// Makes the envelope of some positions, or `nil` when there are none.
    ///
    /// - Complexity: O(n) in the number of positions.
    @inlinable
    public init?(_ positions: some Sequence<Position>) {
        var result: Envelope?
        for position in positions {
            if result == nil { result = Envelope(position) } else { result?.formUnion(position) }
        }
        guard let result else { return nil }
        self = result
    }

    /// Grows the envelope so that it holds a position.
    @inlinable
    public mutating func formUnion(_ position: Position) {
        minX = Swift.min(minX, position.x)
        minY = Swift.min(minY, position.y)
        maxX = Swift.max(maxX, position.x)
        maxY = Swift.max(maxY, position.y)
    }

    /// Grows the envelope so that it holds another.
    @inlinable
    public mutating func formUnion(_ other: Envelope) {
        minX = Swift.min(minX, other.minX)
        minY = Swift.min(minY, other.minY)
        maxX = Swift.max(maxX, other.maxX)
        maxY = Swift.max(maxY, other.maxY)
    }

    /// The extent along x, in the unit of the CRS.
    @inlinable
    public var width: Double { maxX - minX }

    /// The extent along y, in the unit of the CRS.
    @inlinable
    public var height: Double { maxY - minY }

    /// The middle of the rectangle.
    @inlinable
    public var centre: Position { Position(minX + width / 2, minY + height / 2) }

    /// The position lies inside or on the border.
    @inlinable
    public func contains(_ position: Position) -> Bool {
        position.x >= minX && position.x <= maxX && position.y >= minY && position.y <= maxY
    }

    /// The two rectangles share at least a point.
    @inlinable
    public func intersects(_ other: Envelope) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }
}
