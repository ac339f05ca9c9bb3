internal import GeoModel

/// A search for the edge nearest to a position.
///
/// Distances are taken in the plane of the local metric.
struct NearestEdge {
    let position: Position
    let metric: LocalMetric
    /// The square of the distance to beat; at first that of the limit.
    private(set) var squaredDistance: Double
    private(set) var zone = -1
    private(set) var place: Position

    /// How far the nearest edge is; infinite when there was none within the limit.
    var distance: Metres { zone < 0 ? Metres(.infinity) : Metres(squaredDistance.squareRoot()) }

    init(position: Position, metric: LocalMetric, limit: Double) {
        self.position = position
        self.metric = metric
        squaredDistance = limit * limit
        place = position
    }

    /// The square of the distance to a rectangle.
    @inline(__always)
    func squaredDistance(west: Double, south: Double, east: Double, north: Double) -> Double {
        let dx = max(0, max(west - position.x, position.x - east)) * metric.metresPerUnitX
        let dy = max(0, max(south - position.y, position.y - north)) * metric.metresPerUnitY
        return dx * dx + dy * dy
    }

    /// A place so many units away east or west and north or south is near enough.
    @inline(__always)
    func reaches(_ gapX: Double, _ gapY: Double) -> Bool {
        let dx = gapX * metric.metresPerUnitX
        let dy = gapY * metric.metresPerUnitY
        return dx * dx + dy * dy <= squaredDistance
    }

    /// Takes an edge if it is nearer, or as near and of a lesser zone.
    @inline(__always)
    mutating func consider(_ start: Position, _ end: Position, zone candidate: Int) {
        // The same edge drawn the other way must be as far to the last bit.
        let (a, b) = start < end ? (start, end) : (end, start)
        let ax = (a.x - position.x) * metric.metresPerUnitX
        let ay = (a.y - position.y) * metric.metresPerUnitY
        let dx = (b.x - a.x) * metric.metresPerUnitX
        let dy = (b.y - a.y) * metric.metresPerUnitY
        let length = dx * dx + dy * dy
        // Most edges are ruled out by the distance to their line, without a division; the slack is far more than
        // the rounding, so that an edge as near is never ruled out.
        let (one, other) = (ax * dy, ay * dx)
        let across = (one - other).magnitude - 0x1p-48 * (one.magnitude + other.magnitude)
        if across > 0, across * across > squaredDistance * length * (1 + 0x1p-40) { return }
        let along = length > 0 ? min(1, max(0, -(ax * dx + ay * dy) / length)) : 0
        let x = ax + along * dx
        let y = ay + along * dy
        let squared = x * x + y * y
        guard
            squared < squaredDistance || (squared == squaredDistance && candidate < (zone < 0 ? .max : zone))
        else { return }
        squaredDistance = squared
        zone = candidate
        place = Position(
            position.x + x / metric.metresPerUnitX, position.y + y / metric.metresPerUnitY)
    }
}
