internal import GeoKernels
internal import GeoModel

/// The vector by which most of some edges must be moved to lie on others.
struct ShiftVote {
    /// The vector.
    let dx: Double
    let dy: Double
    /// The part of the edges that it brings onto others.
    let share: Double

    /// How many edges of like length and direction an edge votes for, the nearest ones.
    private static let mostMatches = 4
    /// The square of the part by which vectors may differ that are called the same.
    private static let squaredVectorTolerance = 0.03 * 0.03
    /// The part by which the squares of the lengths of like edges may differ: twice that of the lengths.
    private static let squaredLengthTolerance = 0.02
    /// The square of the part of its length by which the far end of an edge may miss that of a like one.
    private static let squaredTurnTolerance = 0.01 * 0.01

    /// Matches edges of equal length and direction and takes the vector that serves most of them.
    ///
    /// Lengths may differ by a hundredth and vectors by three: a wrong datum is no pure translation.
    ///
    /// Only the longest edges vote, as many as `most`.
    ///
    /// - Returns: `nil` when no edge matches any.
    /// - Complexity: O(n log n + m log m + most²) for n edges and m others.
    init?(from edges: [Segment], to others: [Segment], most: Int) {
        let sample = edges.sorted { $0.squaredLength > $1.squaredLength }.prefix(most)
        let targets = others.sorted { $0.squaredLength < $1.squaredLength }
        let lengths = targets.map(\.squaredLength)
        var candidates: [(edge: Int, dx: Double, dy: Double)] = []
        for (number, edge) in sample.enumerated() {
            candidates += Self.matches(edge, targets, lengths).map { (number, $0.x, $0.y) }
        }
        var best: (count: Int, size: Double, dx: Double, dy: Double)?
        for candidate in candidates {
            let size = candidate.dx * candidate.dx + candidate.dy * candidate.dy
            var (served, last) = (0, -1)
            for other in candidates where other.edge != last {
                let (x, y) = (other.dx - candidate.dx, other.dy - candidate.dy)
                if x * x + y * y <= Self.squaredVectorTolerance * size {
                    (served, last) = (served + 1, other.edge)
                }
            }
            if let best, (served, -size) <= (best.count, -best.size) { continue }
            best = (served, size, candidate.dx, candidate.dy)
        }
        guard let best else { return nil }
        (dx, dy) = (best.dx, best.dy)
        share = Double(best.count) / Double(sample.count)
    }

    /// The vectors to the nearest edges that look like one.
    private static func matches(_ edge: Segment, _ targets: [Segment], _ lengths: [Double]) -> [Position] {
        let length = edge.squaredLength
        var low = lengths.startIndex
        var high = lengths.endIndex
        while low < high {
            let middle = (low + high) / 2
            if lengths[middle] < length * (1 - squaredLengthTolerance) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        var found: [(distance: Double, vector: Position)] = []
        for target in targets[low...] {
            if target.squaredLength > length * (1 + squaredLengthTolerance) { break }
            let x = (target.b.x - target.a.x) - (edge.b.x - edge.a.x)
            let y = (target.b.y - target.a.y) - (edge.b.y - edge.a.y)
            guard x * x + y * y <= squaredTurnTolerance * length else { continue }
            let vector = Position(target.a.x - edge.a.x, target.a.y - edge.a.y)
            found.append((vector.x * vector.x + vector.y * vector.y, vector))
        }
        return found.sorted { $0.distance < $1.distance }.prefix(mostMatches).map(\.vector)
    }
}

extension Segment {
    fileprivate var squaredLength: Double {
        (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
    }
}
