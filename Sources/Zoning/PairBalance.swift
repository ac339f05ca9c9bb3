internal import GeoKernels

/// Brings zones towards the mean workload by dividing pairs of neighbouring zones anew.
///
/// The two zones are joined and cut along the edges of many random spanning trees; the cut that leaves the
/// least squared deviation from the mean is kept. Deviations so flow from pair to pair until they cancel, as
/// heat does. It suits zones of many blocks under narrow windows: there are then too many sets to list, and
/// for the same reason nearly every wanted workload can be cut.
struct PairBalance {
    private let graph: RegionGraph
    private let rules: RegionRules
    private(set) var zoneOf: [Int32]
    private var zones: [[Int32]]
    private var weights: [Int]
    private var rng: SplitMix64
    private var placeOf: [Int32]
    private let target: Double
    private(set) var debt: Int
    /// How much worse a cut may be: a fraction of one whole unit of debt.
    private let tolerance: Double

    init(_ graph: RegionGraph, rules: RegionRules, zoneOf: [Int32], seed: UInt64) {
        self.graph = graph
        self.rules = rules
        self.zoneOf = zoneOf
        rng = SplitMix64(seed: seed)
        placeOf = Array(repeating: -1, count: graph.count)
        zones = Array(repeating: [], count: Int(zoneOf.max() ?? -1) + 1)
        weights = Array(repeating: 0, count: zones.count)
        for node in 0..<graph.count {
            zones[Int(zoneOf[node])].append(Int32(node))
            weights[Int(zoneOf[node])] += graph.nodes[node].weight
        }
        target = Double(graph.totalWeight) / Double(max(zones.count, 1))
        tolerance = 0.3 / target
        debt = weights.reduce(0) { $0 + rules.debt(ofWeight: $1) }
    }

    /// Works until no zone breaks the limits or the rounds are used up.
    ///
    /// - Parameters:
    ///   - rounds: The greatest number of pairs to divide.
    ///   - trees: The number of trees to try for a pair.
    ///   - goesOn: Asked now and then.
    mutating func run(rounds: Int, trees: Int, goesOn: () -> Bool) {
        guard zones.count > 1 else { return }
        for round in 0..<rounds where debt > 0 {
            if round & 63 == 63 && !goesOn() { return }
            let first = chooseZone()
            if let second = partner(of: first) { divide(first, second, trees: trees) }
        }
    }

    /// Mostly a zone that breaks the limits, otherwise any, so that its neighbours change too.
    private mutating func chooseZone() -> Int {
        let broken = zones.indices.filter { rules.debt(ofWeight: weights[$0]) > 0 }
        return rng.next() & 3 == 0 ? rng.index(below: zones.count) : broken[rng.index(below: broken.count)]
    }

    /// A random neighbour, by preference one that deviates the other way.
    private mutating func partner(of zone: Int) -> Int? {
        var beside: Set<Int32> = []
        for node in zones[zone] {
            for place in graph.range(Int(node)) { beside.insert(zoneOf[Int(graph.neighbours[place])]) }
        }
        beside.remove(Int32(zone))
        guard !beside.isEmpty else { return nil }
        let sorted = beside.sorted()
        let isHeavy = Double(weights[zone]) > target
        let other = sorted.filter { (Double(weights[Int($0)]) < Double(weights[zone])) == isHeavy }
        let chosen = other.isEmpty || rng.next() & 3 == 0 ? sorted : other
        return Int(chosen[rng.index(below: chosen.count)])
    }

    private func badness(_ weight: Int) -> Double {
        let deviation = (Double(weight) - target) / target
        return Double(rules.debt(ofWeight: weight)) / target + deviation * deviation
    }

    /// Takes the best cut found that is no worse than the present one, another equal one for preference: the
    /// debt then wanders, and what surrounds it changes, until it meets room.
    private mutating func divide(_ a: Int, _ b: Int, trees: Int) {
        let nodes = zones[a] + zones[b]
        let total = weights[a] + weights[b]
        var best = badness(weights[a]) + badness(weights[b]) + tolerance * rng.unit()
        var side: [Int32] = []
        for (place, node) in nodes.enumerated() { placeOf[Int(node)] = Int32(place) }
        let loads = nodes.map { graph.nodes[Int($0)].weight }
        for _ in 0..<trees {
            let tree = randomTree(nodes)
            var sums = loads
            for place in tree.order.reversed() where tree.parentOf[Int(place)] >= 0 {
                let below = sums[Int(place)]
                sums[Int(tree.parentOf[Int(place)])] += below
                let value = badness(below) + badness(total - below)
                guard value <= best else { continue }
                best = value
                side = tree.below(place)
            }
        }
        for node in nodes { placeOf[Int(node)] = -1 }
        if !side.isEmpty { replace(a, b, nodes, side: Set(side)) }
    }

    private mutating func replace(_ a: Int, _ b: Int, _ nodes: [Int32], side: Set<Int32>) {
        debt -= rules.debt(ofWeight: weights[a]) + rules.debt(ofWeight: weights[b])
        zones[a] = []
        zones[b] = []
        for (place, node) in nodes.enumerated() {
            let zone = side.contains(Int32(place)) ? a : b
            zones[zone].append(node)
            zoneOf[Int(node)] = Int32(zone)
        }
        for zone in [a, b] {
            weights[zone] = zones[zone].reduce(0) { $0 + graph.nodes[Int($1)].weight }
            debt += rules.debt(ofWeight: weights[zone])
        }
    }

    private struct Tree {
        var parentOf: [Int32]
        var order: [Int32]

        /// The places at and below one.
        func below(_ top: Int32) -> [Int32] {
            var isBelow = [Bool](repeating: false, count: parentOf.count)
            isBelow[Int(top)] = true
            for place in order where parentOf[Int(place)] >= 0 && isBelow[Int(parentOf[Int(place)])] {
                isBelow[Int(place)] = true
            }
            return order.filter { isBelow[Int($0)] }
        }
    }

    /// Grows a tree over the nodes by taking random edges from its rim.
    private mutating func randomTree(_ nodes: [Int32]) -> Tree {
        var tree = Tree(parentOf: Array(repeating: -2, count: nodes.count), order: [])
        var rim: [(from: Int32, to: Int32)] = [(-1, Int32(rng.index(below: nodes.count)))]
        while !rim.isEmpty {
            rim.swapAt(rng.index(below: rim.count), rim.count - 1)
            let (from, place) = rim.removeLast()
            guard tree.parentOf[Int(place)] == -2 else { continue }
            tree.parentOf[Int(place)] = from
            tree.order.append(place)
            for slot in graph.range(Int(nodes[Int(place)])) {
                let other = placeOf[Int(graph.neighbours[slot])]
                if other >= 0 && tree.parentOf[Int(other)] == -2 { rim.append((place, other)) }
            }
        }
        return tree
    }
}
