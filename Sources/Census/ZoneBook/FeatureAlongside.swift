internal import GeoKernels
internal import GeoModel

/// Finds the feature that a piece of border follows.
///
/// An edge follows a feature when the feature has the very same edge, or else when the edge's middle lies within
/// a distance of one of the feature's segments that runs nearly the same way: borders and rivers are often drawn
/// from different maps. The nearest such feature counts, the first given of equally near ones.
struct FeatureAlongside {
    private struct Segment {
        let feature: Int32
        let a: Position
        let b: Position
    }

    private struct Cell: Hashable {
        let column: Int
        let row: Int
    }

    /// The cosine of the greatest angle, 30°, between edge and segment.
    private static let leastCosine = 0.866

    private var exact: [BorderEdge: Int32] = [:]
    private var cells: [Cell: [Segment]] = [:]
    private let cellSize: Position
    private let within: Metres
    private let measure: GroundMeasure

    /// Prepares the search.
    ///
    /// - Parameters:
    ///   - features: The features, in the order in which they are preferred.
    ///   - within: How far from the border a feature may run.
    ///   - measure: How to measure on the ground.
    ///   - place: A position amid the features, where distances are taken.
    init(_ features: [VisibleFeature], within: Metres, measure: GroundMeasure, near place: Position) {
        self.within = within
        self.measure = measure
        let metric = measure.metric(at: place)
        // Cells are wide enough that long segments do not fill too many of them.
        let width = max(within.value, 250)
        cellSize = Position(width / metric.metresPerUnitX, width / metric.metresPerUnitY)
        for (number, feature) in features.enumerated() {
            for line in feature.lines {
                for (a, b) in zip(line, line.dropFirst()) where a != b { add(Int32(number), a, b) }
            }
        }
    }

    private mutating func add(_ feature: Int32, _ a: Position, _ b: Position) {
        let edge = BorderEdge(a, b)
        if exact[edge] == nil { exact[edge] = feature }
        let reach = Position(cellSize.x * 1.01, cellSize.y * 1.01)
        let low = cell(at: Position(min(a.x, b.x) - reach.x, min(a.y, b.y) - reach.y))
        let high = cell(at: Position(max(a.x, b.x) + reach.x, max(a.y, b.y) + reach.y))
        for column in low.column...high.column {
            for row in low.row...high.row {
                cells[Cell(column: column, row: row), default: []].append(
                    Segment(feature: feature, a: a, b: b))
            }
        }
    }

    private func cell(at position: Position) -> Cell {
        Cell(
            column: Int((position.x / cellSize.x).rounded(.down)),
            row: Int((position.y / cellSize.y).rounded(.down)))
    }

    /// The number of the feature that an edge follows; `nil` for none.
    func feature(along edge: BorderEdge) -> Int? {
        if let feature = exact[edge] { return Int(feature) }
        let middle = edge.middle
        let metric = measure.metric(at: middle)
        func plane(_ position: Position) -> Position {
            Position(
                (position.x - middle.x) * metric.metresPerUnitX,
                (position.y - middle.y) * metric.metresPerUnitY)
        }
        let way = Self.direction(plane(edge.low), plane(edge.high))
        var best: (distance: Double, feature: Int32)?
        for segment in cells[cell(at: middle)] ?? [] {
            let (a, b) = (plane(segment.a), plane(segment.b))
            let other = Self.direction(a, b)
            guard abs(way.x * other.x + way.y * other.y) >= Self.leastCosine else { continue }
            let distance = Self.distanceFromOrigin(a, b)
            guard distance <= within.value else { continue }
            if let found = best, (found.distance, found.feature) <= (distance, segment.feature) { continue }
            best = (distance, segment.feature)
        }
        return best.map { Int($0.feature) }
    }

    private static func direction(_ a: Position, _ b: Position) -> Position {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = (dx * dx + dy * dy).squareRoot()
        return length > 0 ? Position(dx / length, dy / length) : Position(0, 0)
    }

    private static func distanceFromOrigin(_ a: Position, _ b: Position) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let squared = dx * dx + dy * dy
        let share = squared > 0 ? min(max(-(a.x * dx + a.y * dy) / squared, 0), 1) : 0
        let (x, y) = (a.x + dx * share, a.y + dy * share)
        return (x * x + y * y).squareRoot()
    }
}
