/// The best division of a small region, by dynamic programming over all sets of its nodes.
///
/// A set is split into the zone of its least node and the rest, so each connected partition is seen once.
/// Complexity: O(3ⁿ) steps and O(n 2ⁿ) memory; meant for n ≤ 13.
struct ExactPartition {
    static let largestRegion = 13

    private let graph: RegionGraph
    private let minimum: Int
    private let maximum: Int
    /// Sets that may be a zone.
    private var isZone: [Bool]
    private var weight: [Int]
    /// `bestSquares[count][set]`: the least sum of squared weights over `count` zones.
    private(set) var bestSquares: [[Double]]

    init(_ graph: RegionGraph, minimum: Int, maximum: Int, accepts: (Int, RegionGraph.Sums) -> Bool) {
        precondition(graph.count <= Self.largestRegion, "exact partition is meant for small regions")
        self.graph = graph
        self.minimum = minimum
        self.maximum = maximum
        let sets = 1 << graph.count
        weight = Array(repeating: 0, count: sets)
        isZone = Array(repeating: false, count: sets)
        bestSquares = [Array(repeating: .infinity, count: sets)]
        bestSquares[0][0] = 0
        let masks = (0..<graph.count).map { node in
            graph.range(node).reduce(0) { $0 | 1 << Int(graph.neighbours[$1]) }
        }
        for set in 1..<sets {
            let least = set.trailingZeroBitCount
            weight[set] = weight[set & (set - 1)] + graph.nodes[least].weight
            isZone[set] =
                weight[set] >= minimum && weight[set] <= maximum
                && Self.isConnected(set, masks) && accepts(set, sums(of: set))
        }
        fill()
    }

    /// The measures of a set of nodes.
    func sums(of set: Int) -> RegionGraph.Sums {
        var sums = RegionGraph.Sums()
        for node in 0..<graph.count where set & (1 << node) != 0 {
            var shared = 0.0
            for place in graph.range(node) where graph.neighbours[place] < node {
                if set & (1 << Int(graph.neighbours[place])) != 0 { shared += graph.lengths[place] }
            }
            sums.add(graph.nodes[node], sharing: shared)
        }
        return sums
    }

    static func isConnected(_ set: Int, _ masks: [Int]) -> Bool {
        var reached = set & -set
        var frontier = reached
        while frontier != 0 {
            let node = frontier.trailingZeroBitCount
            frontier &= frontier - 1
            let fresh = masks[node] & set & ~reached
            reached |= fresh
            frontier |= fresh
        }
        return reached == set
    }

    private mutating func fill() {
        let sets = 1 << graph.count
        let zones = (1..<sets).filter { isZone[$0] }
        // Zones by their least node: a set's first zone must hold the set's least node.
        var byLeast = [[Int]](repeating: [], count: graph.count)
        for zone in zones { byLeast[zone.trailingZeroBitCount].append(zone) }
        for count in 1...max(graph.count, 1) {
            var row = [Double](repeating: .infinity, count: sets)
            var isReachable = false
            for set in 1..<sets {
                for zone in byLeast[set.trailingZeroBitCount] where zone & ~set == 0 {
                    let rest = bestSquares[count - 1][set ^ zone]
                    guard rest < .infinity else { continue }
                    let value = rest + Double(weight[zone]) * Double(weight[zone])
                    if value < row[set] { row[set] = value }
                    isReachable = true
                }
            }
            guard isReachable else { break }
            bestSquares.append(row)
        }
    }

    /// The squared coefficient of variation of the best division into so many zones; `nil` if there is none.
    func bestVariation(zones count: Int) -> Double? {
        guard count > 0, count < bestSquares.count else { return nil }
        let full = (1 << graph.count) - 1
        guard bestSquares[count][full] < .infinity else { return nil }
        let total = max(Double(weight[full]), 1)
        return max(0, bestSquares[count][full] * Double(count) / (total * total) - 1)
    }

    /// The numbers of zones for which a division exists.
    var feasibleCounts: [Int] { (1..<max(bestSquares.count, 1)).filter { bestVariation(zones: $0) != nil } }

    /// Among divisions into `count` zones within `slack` of the best balance, the one of least cost.
    ///
    /// Looks at 20,000 sets at most, so that regions with very many equal divisions still end; the division
    /// returned is then the best of those seen.
    func division(zones count: Int, slack: Double = 0.02, cost: (RegionGraph.Sums) -> Double) -> [Int32]? {
        guard let best = bestVariation(zones: count) else { return nil }
        let full = (1 << graph.count) - 1
        let total = max(Double(weight[full]), 1)
        let allowed = best * (1 + slack) * (1 + slack)
        var search = DivisionSearch(
            bound: (allowed + 1) * total * total / Double(count) * (1 + 1e-12), full: full)
        var costs: [Int: Double] = [:]
        search.descend(self, set: full, left: count, squares: 0, cost: 0) { zone in
            if let known = costs[zone] { return known }
            let value = cost(sums(of: zone))
            costs[zone] = value
            return value
        }
        return search.labels(nodes: graph.count)
    }

    private struct DivisionSearch {
        let bound: Double
        let full: Int
        var budget = 20_000
        var zones: [Int] = []
        var best: [Int] = []
        var bestCost = Double.infinity

        init(bound: Double, full: Int) {
            self.bound = bound
            self.full = full
        }

        mutating func descend(
            _ exact: ExactPartition, set: Int, left: Int, squares: Double, cost: Double,
            costOf: (Int) -> Double
        ) {
            guard set != 0 else {
                if left == 0 && cost < bestCost { (best, bestCost) = (zones, cost) }
                return
            }
            guard left > 0, budget > 0 else { return }
            let others = set & (set - 1)
            var rest = others
            // Runs through the subsets of `others`; what is left out of the first zone is `rest`.
            while true {
                let zone = set ^ rest
                if exact.isZone[zone] {
                    let square = Double(exact.weight[zone]) * Double(exact.weight[zone])
                    if squares + square + exact.bestSquares[left - 1][rest] <= bound {
                        let next = cost + costOf(zone)
                        budget -= 1
                        if next < bestCost {
                            zones.append(zone)
                            descend(
                                exact, set: rest, left: left - 1, squares: squares + square, cost: next,
                                costOf: costOf)
                            zones.removeLast()
                        }
                    }
                }
                if rest == 0 { break }
                rest = (rest - 1) & others
            }
        }

        func labels(nodes: Int) -> [Int32]? {
            guard !best.isEmpty else { return nil }
            return (0..<nodes).map { node in
                Int32(best.firstIndex { $0 & (1 << node) != 0 } ?? 0)
            }
        }
    }
}

extension ExactPartition {
    /// The least maximum under which a division exists whose zones all reach `minimum`.
    ///
    /// With `minimum` 0 the answer is the heaviest node.
    static func leastMaximum(
        _ graph: RegionGraph, minimum: Int, accepts: (Int, RegionGraph.Sums) -> Bool
    ) -> Int? {
        bottleneck(graph, accepts: accepts, admits: { $0 >= minimum }, worst: { max($0, $1) }, better: <)
    }

    /// The greatest minimum under which a division exists whose zones all stay within `maximum`.
    static func greatestMinimum(
        _ graph: RegionGraph, maximum: Int, accepts: (Int, RegionGraph.Sums) -> Bool
    ) -> Int? {
        bottleneck(graph, accepts: accepts, admits: { $0 <= maximum }, worst: { min($0, $1) }, better: >)
    }

    private static func bottleneck(
        _ graph: RegionGraph, accepts: (Int, RegionGraph.Sums) -> Bool, admits: (Int) -> Bool,
        worst: (Int, Int) -> Int, better: (Int, Int) -> Bool
    ) -> Int? {
        let all = ExactPartition(graph, minimum: 0, maximum: .max, accepts: accepts)
        let full = (1 << graph.count) - 1
        var best = [Int?](repeating: nil, count: full + 1)
        for set in 1...full {
            let others = set & (set - 1)
            var rest = others
            while true {
                let zone = set ^ rest
                if all.isZone[zone] && admits(all.weight[zone]) {
                    let tail = rest == 0 ? all.weight[zone] : best[rest]
                    if let tail {
                        let value = worst(all.weight[zone], tail)
                        if best[set].map({ better(value, $0) }) ?? true { best[set] = value }
                    }
                }
                if rest == 0 { break }
                rest = (rest - 1) & others
            }
        }
        return best[full]
    }
}
