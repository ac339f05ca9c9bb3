/// An outer ring and the rings of its holes; without rings, the empty polygon.
///
/// The order and direction of rings are kept as given. Validity in the sense of the Simple Features
/// specification (rings that do not cross, holes inside the shell) is not promised.
public struct Polygon: Hashable, Sendable {
    /// The outer ring first, then the holes.
    public let rings: [LinearRing]

    /// Makes a polygon from an outer ring followed by holes; no ring makes the empty polygon.
    public init(rings: [LinearRing]) {
        self.rings = rings
    }

    /// Makes a polygon from an outer ring and its holes.
    public init(exterior: LinearRing, holes: [LinearRing] = []) {
        rings = [exterior] + holes
    }

    /// The outer ring; `nil` when the polygon is empty.
    public var exterior: LinearRing? { rings.first }

    /// The rings after the first.
    public var holes: ArraySlice<LinearRing> { rings.dropFirst() }

    /// The rectangle around all rings; `nil` when the polygon is empty.
    ///
    /// A valid polygon's holes add nothing to it; a hole that strays outside is still inside the rectangle.
    public var envelope: Envelope? {
        rings.lazy.compactMap(\.envelope).reduce(nil) { sum, next in
            guard var sum else { return next }
            sum.formUnion(next)
            return sum
        }
    }
}
