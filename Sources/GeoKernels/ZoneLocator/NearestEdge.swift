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

    /// Some point of a rectangle is near enough.
    @inline(__always)
    func reaches(west: Double, south: Double, east: Double, north: Double) -> Bool {
        let dx = max(0, max(west - position.x, position.x - east)) * metric.metresPerUnitX
        let dy = max(0, max(south - position.y, position.y - north)) * metric.metresPerUnitY
        return dx * dx + dy * dy <= squaredDistance
    }

    /// Takes an edge if it is nearer, or as near and of a lesser zone.
    mutating func consider(_ a: Position, _ b: Position, zone candidate: Int) {
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

/// Visits the cells of a lattice in square rings around a position until none can be near enough.
///
/// - Complexity: O(cells within the distance found, plus one ring).
func forEachNearCell(
    of lattice: Lattice, columns: Int, rows: Int, _ search: inout NearestEdge,
    _ visit: (Int, Int, inout NearestEdge) -> Void
) {
    let column = min(columns - 1, max(0, lattice.column(search.position.x)))
    let row = min(rows - 1, max(0, lattice.row(search.position.y)))
    func visitIfNear(_ column: Int, _ row: Int) {
        guard
            search.reaches(
                west: lattice.west(ofColumn: column), south: lattice.south(ofRow: row),
                east: lattice.east(ofColumn: column), north: lattice.north(ofRow: row))
        else { return }
        visit(column, row, &search)
    }
    var ring = 0
    while true {
        let (west, east) = (column - ring, column + ring)
        let (south, north) = (row - ring, row + ring)
        let isNear =
            (west >= 0 && search.reaches(beyond: .west(lattice.east(ofColumn: west))))
            || (east < columns && search.reaches(beyond: .east(lattice.west(ofColumn: east))))
            || (south >= 0 && search.reaches(beyond: .south(lattice.north(ofRow: south))))
            || (north < rows && search.reaches(beyond: .north(lattice.south(ofRow: north))))
        guard ring == 0 || isNear else { return }
        for x in max(west, 0)...min(east, columns - 1) {
            if south >= 0 { visitIfNear(x, south) }
            if north < rows, ring > 0 { visitIfNear(x, north) }
        }
        if ring > 0 {
            for y in stride(from: max(south + 1, 0), through: min(north - 1, rows - 1), by: 1) {
                if west >= 0 { visitIfNear(west, y) }
                if east < columns { visitIfNear(east, y) }
            }
        }
        ring += 1
    }
}

extension NearestEdge {
    /// A half-plane on the far side of a line.
    enum Beyond {
        case west(Double)
        case east(Double)
        case south(Double)
        case north(Double)
    }

    /// Some point of a half-plane is near enough.
    func reaches(beyond line: Beyond) -> Bool {
        let gap =
            switch line {
            case .west(let x): (position.x - x) * metric.metresPerUnitX
            case .east(let x): (x - position.x) * metric.metresPerUnitX
            case .south(let y): (position.y - y) * metric.metresPerUnitY
            case .north(let y): (y - position.y) * metric.metresPerUnitY
            }
        return gap <= 0 || gap * gap <= squaredDistance
    }
}
