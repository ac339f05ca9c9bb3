/// Any number of polygons taken as one area, such as a zone with an exclave.
public struct MultiPolygon: Hashable, Sendable {
    /// The parts in the order given.
    public let polygons: [Polygon]

    /// Makes an area from its parts.
    public init(_ polygons: [Polygon]) {
        self.polygons = polygons
    }

    /// The rectangle around all parts; `nil` when there is none or all are empty.
    public var envelope: Envelope? {
        polygons.lazy.compactMap(\.envelope).reduce(nil) { sum, next in
            guard var sum else { return next }
            sum.formUnion(next)
            return sum
        }
    }

    /// There is no ring in any part.
    public var isEmpty: Bool { polygons.allSatisfy(\.rings.isEmpty) }
}
