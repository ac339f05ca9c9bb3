internal import GeoModel

/// A straight piece of border without direction, the same for both its sides.
struct BorderEdge: Hashable {
    let low: Position
    let high: Position

    init(_ a: Position, _ b: Position) {
        (low, high) = a < b ? (a, b) : (b, a)
    }

    var middle: Position { Position(low.x + (high.x - low.x) / 2, low.y + (high.y - low.y) / 2) }
}

/// Which zones have each edge, for finding who is on the other side of a border.
struct BorderOwners {
    private let owners: [BorderEdge: [Int32]]

    /// - Complexity: O(v) expected in the vertices of all zones.
    init(_ zones: PolygonTable) {
        var owners: [BorderEdge: [Int32]] = [:]
        owners.reserveCapacity(zones.positions.count)
        for zone in 0..<zones.count {
            for ring in zones.rings(ofFeature: zone) {
                let positions = zones.positions[zones.vertices(ofRing: ring)]
                for (a, b) in zip(positions, positions.dropFirst()) where a != b {
                    owners[BorderEdge(a, b), default: []].append(Int32(zone))
                }
            }
        }
        self.owners = owners
    }

    /// The first other zone that has the edge; `nil` when nobody else has it.
    func neighbour(of zone: Int, across edge: BorderEdge) -> Int? {
        owners[edge]?.first { $0 != Int32(zone) }.map(Int.init)
    }
}
