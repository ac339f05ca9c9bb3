public import GEOSBridge
internal import GeoKernels
public import GeoModel

extension GEOSCoverageOracle {
    /// A zone that the Simple Features rules do not accept.
    public struct InvalidArea: Hashable, Sendable {
        /// The zone.
        public let zone: Int
        /// The polygon within the zone; `nil` when only the polygons together are at fault.
        public let polygon: Int?
        /// Why and where.
        public let fault: GEOSValidityFault
    }

    /// The first fault of each polygon, and of each zone whose polygons are valid only on their own.
    ///
    /// - Throws: `GEOSError` for rings that GEOS cannot hold.
    public static func invalidAreas(of table: PolygonTable) throws(GEOSError) -> [InvalidArea] {
        try withGEOS { geos throws(GEOSError) in
            var found: [InvalidArea] = []
            for zone in 0..<table.count {
                let area = table.area(ofFeature: zone)
                let before = found.count
                for (index, polygon) in area.polygons.enumerated() {
                    if let fault = try geos.make(polygon).validityFault() {
                        found.append(InvalidArea(zone: zone, polygon: index, fault: fault))
                    }
                }
                if found.count == before, let fault = try geos.make(area).validityFault() {
                    found.append(InvalidArea(zone: zone, polygon: nil, fault: fault))
                }
            }
            return found
        }
    }

    /// A vertex that lies on a neighbour's edge where the neighbour has no vertex.
    public struct UnmatchedVertex: Hashable, Sendable {
        /// The zone that has the vertex.
        public let zone: Int
        /// The zone that has the edge.
        public let neighbour: Int
        /// The vertex.
        public let position: Position
    }

    /// Vertices that keep neighbours from being edge-matched, by trying each vertex on each edge.
    ///
    /// Exact: no tolerance. Every vertex is listed once for each neighbour.
    ///
    /// - Complexity: O(v²) in the number of vertices.
    public static func unmatchedVertices(of table: PolygonTable) -> [UnmatchedVertex] {
        var found: [UnmatchedVertex] = []
        for zone in 0..<table.count {
            let vertices = Set(vertices(of: zone, in: table)).sorted()
            for neighbour in 0..<table.count where neighbour != zone {
                let own = Set(self.vertices(of: neighbour, in: table))
                for position in vertices where !own.contains(position) {
                    if isOnEdge(position, of: neighbour, in: table) {
                        found.append(
                            UnmatchedVertex(zone: zone, neighbour: neighbour, position: position))
                    }
                }
            }
        }
        return found
    }

    private static func vertices(of zone: Int, in table: PolygonTable) -> [Position] {
        table.rings(ofFeature: zone).flatMap { table.positions[table.vertices(ofRing: $0)] }
    }

    private static func isOnEdge(_ position: Position, of zone: Int, in table: PolygonTable) -> Bool {
        table.rings(ofFeature: zone).contains { ring in
            let vertices = table.positions[table.vertices(ofRing: ring)]
            return zip(vertices, vertices.dropFirst()).contains { a, b in
                let box = Envelope(
                    minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
                return box.contains(position) && orientation(a, b, position) == .collinear
            }
        }
    }
}
