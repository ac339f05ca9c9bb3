/// A division of a region with its measures kept up to date under moves of single nodes.
///
/// Every zone is connected and holds a node at least; `canLeave` guards both.
struct ZoneState: Sendable {
    let graph: RegionGraph
    let rules: RegionRules
    private(set) var zoneOf: [Int32]
    private(set) var sums: [RegionGraph.Sums]
    private(set) var shape: [Double]
    /// The mean weight of a zone.
    let target: Double
    /// The sum over zones of what lies beyond the workload limits.
    private(set) var debt = 0
    private var stamp: [Int32]
    private var wanted: [Int32]
    private var clock: Int32 = 0
    private var queue: [Int32] = []

    var zoneCount: Int { sums.count }

    init(_ graph: RegionGraph, rules: RegionRules, zoneOf: [Int32]) {
        self.graph = graph
        self.rules = rules
        self.zoneOf = zoneOf
        let count = Int(zoneOf.max() ?? -1) + 1
        sums = Self.sums(of: graph, zoneOf: zoneOf, count: count)
        shape = sums.map(rules.shapeCost)
        target = max(1e-9, Double(graph.totalWeight) / Double(max(count, 1)))
        debt = sums.reduce(0) { $0 + rules.debt(ofWeight: $1.weight) }
        stamp = Array(repeating: 0, count: graph.count)
        wanted = stamp
    }

    static func sums(of graph: RegionGraph, zoneOf: [Int32], count: Int) -> [RegionGraph.Sums] {
        var sums = [RegionGraph.Sums](repeating: .init(), count: count)
        for node in 0..<graph.count {
            var shared = 0.0
            for place in graph.range(node) {
                let other = Int(graph.neighbours[place])
                if other < node && zoneOf[other] == zoneOf[node] { shared += graph.lengths[place] }
            }
            sums[Int(zoneOf[node])].add(graph.nodes[node], sharing: shared)
        }
        return sums
    }

    /// What a move would change.
    struct Move {
        let node: Int
        let from: Int
        let to: Int
        let newFrom: RegionGraph.Sums
        let newTo: RegionGraph.Sums
        let shapeFrom: Double
        let shapeTo: Double
        /// The change of the balance and shape terms.
        let delta: Double
        /// The change of the workload debt.
        let debt: Int
        /// The change of border length that follows no visible feature.
        let hiddenBorder: Double
    }

    /// Measures the move of a node to a neighbouring zone.
    @inline(__always)
    func move(of node: Int, to zone: Int) -> Move {
        let from = Int(zoneOf[node])
        var withFrom = 0.0
        var withTo = 0.0
        var hidden = 0.0
        for place in graph.range(node) {
            let other = Int(zoneOf[Int(graph.neighbours[place])])
            if other == from {
                withFrom += graph.lengths[place]
                hidden += graph.lengths[place] - graph.visible[place]
            } else if other == zone {
                withTo += graph.lengths[place]
                hidden -= graph.lengths[place] - graph.visible[place]
            }
        }
        let measure = graph.nodes[node]
        var newFrom = sums[from]
        var newTo = sums[zone]
        newFrom.remove(measure, sharing: withFrom)
        newTo.add(measure, sharing: withTo)
        let shapeFrom = rules.shapeCost(newFrom)
        let shapeTo = rules.shapeCost(newTo)
        let balance =
            rules.balanceCost(newFrom.weight, target: target)
            + rules.balanceCost(newTo.weight, target: target)
            - rules.balanceCost(sums[from].weight, target: target)
            - rules.balanceCost(sums[zone].weight, target: target)
        let debt =
            rules.debt(ofWeight: newFrom.weight) + rules.debt(ofWeight: newTo.weight)
            - rules.debt(ofWeight: sums[from].weight) - rules.debt(ofWeight: sums[zone].weight)
        return Move(
            node: node, from: from, to: zone, newFrom: newFrom, newTo: newTo, shapeFrom: shapeFrom,
            shapeTo: shapeTo, delta: shapeFrom + shapeTo - shape[from] - shape[zone] + balance, debt: debt,
            hiddenBorder: hidden)
    }

    @inline(__always)
    mutating func apply(_ move: Move) {
        zoneOf[move.node] = Int32(move.to)
        sums[move.from] = move.newFrom
        sums[move.to] = move.newTo
        shape[move.from] = move.shapeFrom
        shape[move.to] = move.shapeTo
        debt += move.debt
    }

    /// The zone of a node stays connected, and not empty, without it.
    ///
    /// - Complexity: O(zone) at worst; mostly the neighbours of the node reach each other in a few steps.
    mutating func canLeave(_ node: Int) -> Bool {
        let zone = zoneOf[node]
        guard sums[Int(zone)].size > 1 else { return false }
        clock += 1
        var left = 0
        var start = -1
        for place in graph.range(node) {
            let other = Int(graph.neighbours[place])
            if zoneOf[other] == zone {
                wanted[other] = clock
                left += 1
                start = other
            }
        }
        guard left > 1 else { return left == 1 }
        queue.removeAll(keepingCapacity: true)
        queue.append(Int32(start))
        stamp[start] = clock
        stamp[node] = clock
        left -= 1
        var next = 0
        while next < queue.count {
            for place in graph.range(Int(queue[next])) {
                let other = Int(graph.neighbours[place])
                guard zoneOf[other] == zone, stamp[other] != clock else { continue }
                stamp[other] = clock
                if wanted[other] == clock {
                    left -= 1
                    if left == 0 { return true }
                }
                queue.append(Int32(other))
            }
            next += 1
        }
        return false
    }

    /// The sum of all terms of the goals but least change.
    var cost: Double {
        var total = 0.0
        for zone in sums.indices {
            total += shape[zone] + rules.balanceCost(sums[zone].weight, target: target)
        }
        return total
    }
}
