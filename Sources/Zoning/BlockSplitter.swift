public import GeoModel

/// A unit as the splitter sees it: a place and its workload.
public struct WeightedPoint: Hashable, Sendable {
    /// Where the unit is.
    public let position: Position
    /// Its workload.
    public let weight: Double

    /// Makes a weighted point.
    public init(_ position: Position, weight: Double = 1) {
        self.position = position
        self.weight = weight
    }
}

/// A block or parent cut into pieces.
public struct BlockSplit: Sendable {
    /// Why an area could not be cut within the limits.
    public enum Failure: Hashable, Sendable {
        /// A unit alone, or units at one place, exceed the maximum; the heaviest such place.
        case placeTooHeavy(position: Position, workload: Double)
        /// No number of pieces fits the total workload.
        case betweenCounts(workload: Double, pieces: Int)
        /// The total is below the minimum.
        case tooLight(workload: Double)
        /// No straight cuts were found that keep every piece within the limits.
        case notFound
    }

    /// The pieces; one, the area as it was, when there is a failure.
    public let pieces: [MultiPolygon]
    /// The piece of each unit.
    public let pieceOfUnit: [Int]
    /// Vertices put on the area's own border, which its neighbours must receive as well, in this order.
    public let borderVertices: [InsertedVertex]
    /// Why the limits are not held; `nil` when they are.
    public let failure: Failure?
}

/// Cuts an area into connected pieces whose units stay within workload limits.
///
/// The area is cut in two again and again, along a supplied visible feature where that keeps the limits and
/// otherwise along a straight line chosen among sixteen directions for balance and shortness, so that pieces
/// of a convex area are convex. A cut's ends are computed once and
/// stand in both pieces; every vertex of the area stays bit for bit. Earlier cuts receive the ends of later
/// ones, so the pieces form a coverage whose edges match. Parts of a multipolygon are cut by themselves; a
/// part too light for a piece goes with the nearest piece.
///
/// Limits: a cut is straight between two stretches of border, so an area like a comb may find no balanced
/// cut although a bent one exists.
public enum BlockSplitter {
    /// Cuts an area.
    ///
    /// - Parameters:
    ///   - area: The area, valid, in any unit.
    ///   - units: The units in it; a unit outside goes with the piece on its side of the cuts.
    ///   - limits: The workload limits of a piece.
    ///   - count: The number of pieces, or `nil` for the number nearest to the middle of the limits.
    ///   - guides: Roads, rivers and ridges; a cut along one that crosses the area is preferred where it keeps
    ///     the limits.
    /// - Returns: The pieces, or the area with the reason why it could not be cut.
    /// - Complexity: About 100 (u + v) v log k steps for u units, v vertices and k pieces.
    public static func split(
        _ area: MultiPolygon, units: [WeightedPoint], limits: WorkloadLimits, count: Int? = nil,
        guides: [LineString] = []
    ) -> BlockSplit {
        let whole = WholeWeights(units.map(\.weight), limits: limits)
        let total = whole.values.reduce(0, +)
        if let failure = failure(units, whole, total: total) { return uncut(area, units, failure) }
        let fewest = max(1, (total + max(whole.maximum, 1) - 1) / max(whole.maximum, 1))
        let most = whole.minimum > 0 ? total / whole.minimum : max(units.count, 1)
        let counts = fewest <= most ? Array(fewest...most) : []
        guard !counts.isEmpty else {
            return uncut(
                area, units, .betweenCounts(workload: whole.workload(total), pieces: max(1, fewest - 1)))
        }
        let middle = whole.minimum > 0 ? (whole.minimum + whole.maximum) / 2 : whole.maximum * 4 / 5
        let wanted = count ?? max(1, (total + middle / 2) / max(middle, 1))
        let order = counts.sorted { (abs($0 - wanted), $0) < (abs($1 - wanted), $1) }
        for pieces in count.map({ counts.contains($0) ? [$0] : [] }) ?? Array(order.prefix(4)) {
            var cutter = PieceCutter(units: units, weights: whole, guides: guides)
            if let split = cutter.cut(area, count: pieces, isExact: count != nil) { return split }
        }
        return uncut(area, units, .notFound)
    }

    private static func uncut(
        _ area: MultiPolygon, _ units: [WeightedPoint], _ failure: BlockSplit.Failure
    ) -> BlockSplit {
        BlockSplit(
            pieces: [area], pieceOfUnit: Array(repeating: 0, count: units.count), borderVertices: [],
            failure: failure)
    }

    private static func failure(
        _ units: [WeightedPoint], _ whole: WholeWeights, total: Int
    ) -> BlockSplit.Failure? {
        if total < whole.minimum { return .tooLight(workload: whole.workload(total)) }
        // Units at one place cannot be parted by any line.
        let sorted = units.indices.sorted { units[$0].position < units[$1].position }
        var sum = 0
        var last: Position?
        var heaviest: (sum: Int, position: Position)?
        for unit in sorted {
            if units[unit].position != last { sum = 0 }
            last = units[unit].position
            sum += whole.values[unit]
            if sum > heaviest?.sum ?? whole.maximum { heaviest = (sum, units[unit].position) }
        }
        return heaviest.map { .placeTooHeavy(position: $0.position, workload: whole.workload($0.sum)) }
    }
}
