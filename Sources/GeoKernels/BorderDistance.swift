public import GeoModel

/// How far positions are from the borders of zones, looking at every edge of the zone asked about.
public struct BorderDistance: Sendable {
    private let table: PolygonTable
    private let measure: GroundMeasure

    /// Prepares to measure distances to the zones of a table.
    public init(_ table: PolygonTable, measure: GroundMeasure) {
        self.table = table
        self.measure = measure
    }

    /// The distance to the nearest point of a zone's border, from inside or outside.
    ///
    /// The surface is taken as flat around the position, which is right to one part in a million within ten kilometres.
    ///
    /// - Parameters:
    ///   - position: A finite position in the zones' coordinates.
    ///   - zone: The zone's index.
    /// - Returns: The distance; `nil` when the zone has no border.
    /// - Complexity: O(v) in the zone's vertices.
    public func distance(from position: Position, toBorderOf zone: Int) -> Metres? {
        let metric = measure.metric(at: position)
        var least = Double.infinity
        for ring in table.rings(ofFeature: zone) {
            let vertices = table.vertices(ofRing: ring)
            var previous = local(table.positions[vertices.lowerBound], from: position, metric)
            for index in vertices.dropFirst() {
                let next = local(table.positions[index], from: position, metric)
                least = min(least, squaredDistance(fromOriginTo: previous, next))
                previous = next
            }
        }
        return least.isFinite ? Metres(least.squareRoot()) : nil
    }

    /// A vertex in metres east and north of the position.
    private func local(_ vertex: Position, from origin: Position, _ metric: LocalMetric) -> Position {
        Position(
            (vertex.x - origin.x) * metric.metresPerUnitX, (vertex.y - origin.y) * metric.metresPerUnitY)
    }

    /// The squared distance from the origin to the segment from `a` to `b`.
    private func squaredDistance(fromOriginTo a: Position, _ b: Position) -> Double {
        let dx = b.x - a.x
        let dy = b.y - a.y
        let length = dx * dx + dy * dy
        let along = length > 0 ? max(0, min(1, -(a.x * dx + a.y * dy) / length)) : 0
        let x = a.x + along * dx
        let y = a.y + along * dy
        return x * x + y * y
    }
}
