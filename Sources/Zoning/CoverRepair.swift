internal import GeoKernels

/// Divides a small connected set of nodes into zones that all hold the workload limits, if it can.
///
/// Every connected subset within the limits is listed; then disjoint ones that cover the set are searched
/// for, always at the node that the fewest of them hold (Knuth 2000, "Dancing Links", arXiv:cs/0011047, here
/// with sets as machine words). Unlike a spanning tree it sees every division, so it settles zones of a few
/// nodes under tight limits, where few trees express an answer. The lists and steps are bounded.
struct CoverRepair {
    static let largestSet = 48
    private static let mostColumns = 12_000
    private static let mostSteps = 1_500

    private let beside: [UInt64]
    private let weights: [Int]
    private let minimum: Int
    private let maximum: Int
    private var columns: [UInt64] = []
    private var steps = 0
    private var chosen: [UInt64] = []
    private var rng: SplitMix64

    /// The part of each node, or `nil` when none was found.
    static func divide(
        _ nodes: [Int32], in graph: RegionGraph, minimum: Int, maximum: Int, zones: Int?, seed: UInt64
    ) -> [Int32]? {
        guard nodes.count <= largestSet, !nodes.isEmpty else { return nil }
        var repair = CoverRepair(nodes, in: graph, minimum: minimum, maximum: maximum, seed: seed)
        guard repair.list() else { return nil }
        let all = ~UInt64(0) >> UInt64(64 - nodes.count)
        guard repair.cover(all, repair.columns), zones.map({ $0 == repair.chosen.count }) ?? true else {
            return nil
        }
        return nodes.indices.map { node in
            Int32(repair.chosen.firstIndex { $0 & (1 << UInt64(node)) != 0 } ?? 0)
        }
    }

    private init(_ nodes: [Int32], in graph: RegionGraph, minimum: Int, maximum: Int, seed: UInt64) {
        var placeOf: [Int32: Int] = [:]
        for (place, node) in nodes.enumerated() { placeOf[node] = place }
        beside = nodes.map { node in
            graph.range(Int(node)).reduce(0) { mask, slot in
                placeOf[graph.neighbours[slot]].map { mask | 1 << UInt64($0) } ?? mask
            }
        }
        weights = nodes.map { graph.nodes[Int($0)].weight }
        self.minimum = minimum
        self.maximum = maximum
        rng = SplitMix64(seed: seed)
    }

    /// Lists the connected subsets within the limits; false when there are too many.
    private mutating func list() -> Bool {
        var budget = 40 * Self.mostColumns
        for root in weights.indices {
            let earlier = (UInt64(1) << UInt64(root)) - 1
            let set = UInt64(1) << UInt64(root)
            grow(
                set, weights[root], frontier: beside[root] & ~earlier & ~set, excluded: earlier | set, &budget
            )
        }
        return columns.count <= Self.mostColumns && budget > 0
    }

    /// Takes or leaves each node of the frontier, so that every subset comes up once.
    private mutating func grow(
        _ set: UInt64, _ weight: Int, frontier: UInt64, excluded: UInt64, _ budget: inout Int
    ) {
        budget -= 1
        guard weight <= maximum, columns.count <= Self.mostColumns, budget > 0 else { return }
        if weight >= minimum { columns.append(set) }
        var open = frontier
        var closed = excluded
        while open != 0 {
            let node = open.trailingZeroBitCount
            let bit = UInt64(1) << UInt64(node)
            open ^= bit
            closed |= bit
            grow(
                set | bit, weight + weights[node], frontier: (open | beside[node]) & ~closed & ~set,
                excluded: closed, &budget)
        }
    }

    private mutating func cover(_ left: UInt64, _ open: [UInt64]) -> Bool {
        guard left != 0 else { return true }
        steps += 1
        guard steps < Self.mostSteps, piecesFit(left) else { return false }
        var counts = [Int](repeating: 0, count: weights.count)
        for column in open { Self.visit(column) { counts[$0] += 1 } }
        var hardest = -1
        Self.visit(left) { node in
            if hardest < 0 || counts[node] < counts[hardest] { hardest = node }
        }
        let bit = UInt64(1) << UInt64(hardest)
        var candidates = open.filter { $0 & bit != 0 }
        for place in candidates.indices.reversed() {
            candidates.swapAt(place, rng.index(below: place + 1))
        }
        for column in candidates {
            chosen.append(column)
            if cover(left & ~column, open.filter { $0 & column == 0 }) { return true }
            chosen.removeLast()
            if steps >= Self.mostSteps { return false }
        }
        return false
    }

    /// What is left can be divided by weight, piece by piece.
    private func piecesFit(_ left: UInt64) -> Bool {
        var rest = left
        while rest != 0 {
            var piece = rest & (0 &- rest)
            var frontier = piece
            var weight = 0
            while frontier != 0 {
                let node = frontier.trailingZeroBitCount
                frontier &= frontier - 1
                weight += weights[node]
                let fresh = beside[node] & rest & ~piece
                piece |= fresh
                frontier |= fresh
            }
            rest &= ~piece
            let fewest = maximum > 0 ? (weight + maximum - 1) / maximum : 1
            if weight < minimum || (minimum > 0 && max(fewest, 1) > weight / minimum) { return false }
        }
        return true
    }

    private static func visit(_ set: UInt64, _ body: (Int) -> Void) {
        var rest = set
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}
