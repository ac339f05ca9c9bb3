internal import GeoKernels

/// A random choice of connected sets within the limits, where there are too many to list them all.
///
/// From each node sets are grown at random, mostly by nodes with many neighbours inside, until a node of the
/// rim brings the workload into the window; every such node makes a set. Compact sets so come up more often.
struct ColumnSample {
    private let graph: RegionGraph
    private let rules: RegionRules
    private var rng: SplitMix64
    private var inside: [Bool]
    /// For nodes of the rim: how many neighbours are inside.
    private var ties: [Int32]
    private var keys: [UInt64] = []
    private var known: Set<UInt64> = []
    private var columns = ZoneColumns()

    /// Draws sets.
    ///
    /// - Parameters:
    ///   - graph: The region.
    ///   - rules: Its limits.
    ///   - perNode: The number of sets wanted from each node.
    ///   - zoneOf: A division whose zones within the limits are put in as well.
    ///   - seed: The seed of the choice.
    /// - Returns: The sets.
    static func draw(
        _ graph: RegionGraph, rules: RegionRules, perNode: Int, zoneOf: [Int32], seed: UInt64
    ) -> ZoneColumns {
        var sample = ColumnSample(graph, rules: rules, seed: seed)
        var zones = [[Int32]](repeating: [], count: Int(zoneOf.max() ?? -1) + 1)
        for node in 0..<graph.count { zones[Int(zoneOf[node])].append(Int32(node)) }
        for zone in zones {
            let weight = zone.reduce(0) { $0 + graph.nodes[Int($1)].weight }
            if rules.debt(ofWeight: weight) == 0 { sample.keep(zone) }
        }
        for node in 0..<graph.count { sample.grow(from: node, wanted: perNode) }
        return sample.columns
    }

    private init(_ graph: RegionGraph, rules: RegionRules, seed: UInt64) {
        self.graph = graph
        self.rules = rules
        rng = SplitMix64(seed: seed)
        inside = Array(repeating: false, count: graph.count)
        ties = Array(repeating: 0, count: graph.count)
        keys = (0..<graph.count).map { _ in rng.next() }
    }

    private mutating func keep(_ set: [Int32]) {
        let key = set.reduce(0) { $0 ^ keys[Int($1)] }
        if known.insert(key).inserted { columns.append(set) }
    }

    private mutating func grow(from start: Int, wanted: Int) {
        let before = columns.count
        for _ in 0..<wanted where columns.count - before < wanted { growOnce(from: start) }
    }

    private mutating func growOnce(from start: Int) {
        var set = [Int32(start)]
        var rim: [Int32] = []
        var weight = graph.nodes[start].weight
        var area = graph.nodes[start].area
        inside[start] = true
        widen(&rim, around: start)
        if weight >= rules.minimum && weight <= rules.maximum { keep(set) }
        while weight < rules.minimum && !rim.isEmpty {
            for node in rim where completes(Int(node), weight, area) { keep(set + [node]) }
            let node = Int(take(from: &rim))
            set.append(Int32(node))
            weight += graph.nodes[node].weight
            area += graph.nodes[node].area
            inside[node] = true
            widen(&rim, around: node)
        }
        for node in set {
            inside[Int(node)] = false
            ties[Int(node)] = 0
        }
        for node in rim { ties[Int(node)] = 0 }
    }

    private func completes(_ node: Int, _ weight: Int, _ area: Double) -> Bool {
        let sum = weight + graph.nodes[node].weight
        return sum >= rules.minimum && sum <= rules.maximum
            && area + graph.nodes[node].area <= rules.maximumArea
    }

    /// Of three random nodes of the rim the one with most neighbours inside.
    private mutating func take(from rim: inout [Int32]) -> Int32 {
        var best = rng.index(below: rim.count)
        for _ in 0..<2 {
            let other = rng.index(below: rim.count)
            if ties[Int(rim[other])] > ties[Int(rim[best])] { best = other }
        }
        rim.swapAt(best, rim.count - 1)
        return rim.removeLast()
    }

    private mutating func widen(_ rim: inout [Int32], around node: Int) {
        for place in graph.range(node) {
            let other = Int(graph.neighbours[place])
            guard !inside[other] else { continue }
            if ties[other] == 0 { rim.append(Int32(other)) }
            ties[other] += 1
        }
    }
}
