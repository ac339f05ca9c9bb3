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

    /// Takes an edge if it is nearer, or as near and of a lesser zone.
    mutating func consider(_ start: Position, _ end: Position, zone candidate: Int) {
        // The same edge drawn the other way must be as far to the last bit.
        let (a, b) = start < end ? (start, end) : (end, start)
        let ax = (a.x - position.x) * metric.metresPerUnitX
        let ay = (a.y - position.y) * metric.metresPerUnitY
        let dx = (b.x - a.x) * metric.metresPerUnitX
        let dy = (b.y - a.y) * metric.metresPerUnitY
        let length = dx * dx + dy * dy
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

/// Visits the cells of a tile in square rings around a position until none can be near enough.
///
/// - Complexity: O(cells within the distance found, plus one ring).
@inline(__always)
func forEachNearCell(
    of lattice: Lattice, side: Int, _ search: inout NearestEdge,
    _ visit: (Int, Int, inout NearestEdge) -> Void
) {
    let last = side - 1
    let column = min(last, max(0, lattice.column(search.position.x)))
    let row = min(last, max(0, lattice.row(search.position.y)))
    var ring = 0
    while ring == 0 || search.reaches(ring: ring, column: column, row: row, of: lattice, last: last) {
        let (south, north) = (row - ring, row + ring)
        for y in max(south, 0)...min(north, last) {
            // A whole row of the ring at its south and north, else only the two ends.
            let step = y == south || y == north || ring == 0 ? 1 : 2 * ring
            for x in stride(from: column - ring, through: column + ring, by: step) where x >= 0 && x <= last {
                let distance = search.squaredDistance(
                    west: lattice.west(ofColumn: x), south: lattice.south(ofRow: y),
                    east: lattice.east(ofColumn: x), north: lattice.north(ofRow: y))
                if distance <= search.squaredDistance { visit(x, y, &search) }
            }
        }
        ring += 1
    }
}

extension NearestEdge {
    /// Some cell of a ring, or of those after it, may be near enough.
    fileprivate func reaches(ring: Int, column: Int, row: Int, of lattice: Lattice, last: Int) -> Bool {
        func isNear(_ gap: Double, _ scale: Double) -> Bool {
            gap <= 0 || gap * gap * scale * scale <= squaredDistance
        }
        let (scaleX, scaleY) = (metric.metresPerUnitX, metric.metresPerUnitY)
        return (column >= ring && isNear(position.x - lattice.east(ofColumn: column - ring), scaleX))
            || (column + ring <= last && isNear(lattice.west(ofColumn: column + ring) - position.x, scaleX))
            || (row >= ring && isNear(position.y - lattice.north(ofRow: row - ring), scaleY))
            || (row + ring <= last && isNear(lattice.south(ofRow: row + ring) - position.y, scaleY))
    }
}
