public import GeoModel

/// A vertex that a cut put on an edge of a border.
///
/// Where the edge is shared, the neighbour must receive the same vertex, or the coverage is no longer
/// edge-matched.
public struct InsertedVertex: Hashable, Sendable {
    /// One end of the edge.
    public let from: Position
    /// The other end.
    public let to: Position
    /// The vertex, on the edge but for rounding.
    public let position: Position

    /// Makes the record of an inserted vertex.
    public init(from: Position, to: Position, position: Position) {
        self.from = from
        self.to = to
        self.position = position
    }

    /// Puts the vertex into a ring wherever the ring runs along the edge, either way.
    ///
    /// - Returns: The ring with the vertex, or `nil` when it does not have the edge.
    /// - Complexity: O(n).
    public func inserted(into ring: LinearRing) -> LinearRing? {
        guard let place = place(in: ring.positions) else { return nil }
        var positions = ring.positions
        positions.insert(position, at: place)
        return LinearRing(unchecked: positions)
    }

    private func place(in positions: [Position]) -> Int? {
        positions.indices.dropFirst().first {
            (positions[$0 - 1] == from && positions[$0] == to)
                || (positions[$0 - 1] == to && positions[$0] == from)
        }
    }

    /// Puts the vertex into every ring of an area that has the edge.
    ///
    /// - Returns: The area, and whether it had the edge.
    public func inserted(into area: MultiPolygon) -> (area: MultiPolygon, isChanged: Bool) {
        var isChanged = false
        let polygons = area.polygons.map { polygon in
            Polygon(
                rings: polygon.rings.map { ring in
                    guard let longer = inserted(into: ring) else { return ring }
                    isChanged = true
                    return longer
                })
        }
        return (MultiPolygon(polygons), isChanged)
    }
}
