internal import GeoKernels

/// Brings the last zones back within the limits by changing as little of them as will do.
///
/// A zone that breaks the workload limits is looked at alone, with each zone beside it, and with two of
/// these. They are joined, and joined they stay, or are cut anew along random spanning trees, half of which
/// contain a tree of each present zone. Of all these divisions the one is taken that leaves the least debt,
/// then moves the least workload out of its last zone for each zone mended, then costs least. Zones away from
/// any that breaks a limit are never touched.
struct LastZoneRepair {
    private let graph: RegionGraph
    private let rules: RegionRules
    private(set) var zoneOf: [Int32]
    private(set) var debt = 0
    private var zones: [[Int32]]
    private var rng: SplitMix64
    private var placeOf: [Int32]
    private let target: Double
    private let fixedCount: Bool
    private static let trees = 12

    init(_ graph: RegionGraph, rules: RegionRules, zoneOf: [Int32], seed: UInt64) {
        self.graph = graph
        self.rules = rules
        self.zoneOf = zoneOf
        rng = SplitMix64(seed: seed)
        placeOf = Array(repeating: -1, count: graph.count)
        zones = Array(repeating: [], count: Int(zoneOf.max() ?? -1) + 1)
        for node in 0..<graph.count { zones[Int(zoneOf[node])].append(Int32(node)) }
        target = max(1, Double(graph.totalWeight) / Double(max(zones.count, 1)))
        if case .exactly = rules.goals.count { fixedCount = true } else { fixedCount = false }
        debt = zones.reduce(0) { $0 + debt(of: $1) }
    }

    /// Mends zone after zone until none breaks the limits or none can be mended.
    ///
    /// - Parameters:
    ///   - goal: The debt that cannot be avoided, such as that of a block heavier than the maximum.
    ///   - goesOn: Asked before each zone.
    mutating func run(goal: Int, goesOn: () -> Bool) {
        for _ in 0..<4 where debt > goal {
            var given: Set<Int32> = []
            var isMended = false
            while debt > goal, goesOn(), let zone = nextBroken(except: given) {
                if mend(zone) {
                    isMended = true
                } else {
                    given.insert(zones[zone][0])
                }
            }
            if !isMended { return }
        }
    }

    private func weight(of zone: [Int32]) -> Int { zone.reduce(0) { $0 + graph.nodes[Int($1)].weight } }
    private func debt(of zone: [Int32]) -> Int { rules.debt(ofWeight: weight(of: zone)) }

    /// The first in the order of nodes, so that the numbers of zones do not matter.
    private func nextBroken(except given: Set<Int32>) -> Int? {
        zones.indices.filter { debt(of: zones[$0]) > 0 && !given.contains(zones[$0][0]) }
            .min { zones[$0][0] < zones[$1][0] }
    }

    private mutating func mend(_ zone: Int) -> Bool {
        let own = Int32(zone)
        let beside = neighbours(of: [own])
        var best = Choice(before: 0)
        for chosen in [[own]] + beside.map({ [own, $0] }) { consider(chosen, &best) }
        if best.parts.isEmpty || best.after > 0 {
            for first in beside {
                for second in neighbours(of: [own, first]) where second > first || !beside.contains(second) {
                    consider([own, first, second], &best)
                }
            }
        }
        guard !best.parts.isEmpty else { return false }
        debt += best.after - best.before
        ZoneNumbers.replace(best.chosen, of: &zones, &zoneOf, by: best.parts)
        return true
    }

    private func neighbours(of chosen: [Int32]) -> [Int32] {
        var beside: Set<Int32> = []
        for zone in chosen {
            for node in zones[Int(zone)] {
                for place in graph.range(Int(node)) { beside.insert(zoneOf[Int(graph.neighbours[place])]) }
            }
        }
        return beside.subtracting(chosen).sorted { zones[Int($0)][0] < zones[Int($1)][0] }
    }

    // MARK: divisions

    /// A division of some zones and what it would do.
    private struct Choice {
        var chosen: [Int32] = []
        var parts: [[Int32]] = []
        var before: Int
        var after = Int.max
        var moved = Double.infinity
        var cost = Double.infinity

        var rank: (Int, Double) { (after, moved) }
    }

    /// The zones joined, as one set to divide.
    private struct Joined {
        let chosen: [Int32]
        let nodes: [Int32]
        let loads: [Int]
        let before: Int
        let broken: Int
        let kept: Double
    }

    private mutating func consider(_ chosen: [Int32], _ best: inout Choice) {
        let parts = chosen.map { zones[Int($0)] }
        let nodes = parts.flatMap(\.self).sorted()
        let joined = Joined(
            chosen: chosen, nodes: nodes, loads: nodes.map { graph.nodes[Int($0)].weight },
            before: parts.reduce(0) { $0 + debt(of: $1) }, broken: parts.count { debt(of: $0) > 0 },
            kept: kept(parts))
        if !fixedCount { weigh([nodes], joined, &best) }
        for turn in 0..<Self.trees where nodes.count > 1 {
            let present = zoneOf
            let tree = SpanningTree(nodes, in: graph, placeOf: &placeOf, rng: &rng) { a, b in
                turn % 2 == 0 && present[Int(a)] == present[Int(b)]
            }
            halve(tree, joined, &best)
            if turn % 4 < 2 { divide(tree, joined, &best) }
        }
    }

    /// Weighs every cut of one edge of the tree that leaves little enough debt.
    private func halve(_ tree: SpanningTree, _ joined: Joined, _ best: inout Choice) {
        guard !fixedCount || joined.chosen.count == 2 else { return }
        let total = joined.loads.reduce(0, +)
        var sums = joined.loads
        for place in tree.order.reversed() where tree.parentOf[Int(place)] >= 0 {
            let below = sums[Int(place)]
            sums[Int(tree.parentOf[Int(place)])] += below
            let after = rules.debt(ofWeight: below) + rules.debt(ofWeight: total - below)
            guard after < joined.before, after <= best.after else { continue }
            let isBelow = tree.isBelow(place)
            var parts: [[Int32]] = [[], []]
            for (slot, node) in joined.nodes.enumerated() { parts[isBelow[slot] ? 1 : 0].append(node) }
            weigh(parts, joined, &best)
        }
    }

    /// Weighs the division of the tree into any number of parts that is best by workload, where two parts
    /// may not do.
    private func divide(_ tree: SpanningTree, _ joined: Joined, _ best: inout Choice) {
        guard joined.chosen.count > 2 || joined.loads.reduce(0, +) > 2 * rules.maximum else { return }
        let mean = Double(joined.loads.reduce(0, +)) / Double(joined.chosen.count)
        let wanted = max(1, min(max(mean, Double(rules.minimum)), Double(max(rules.maximum, 1))))
        let rules = rules
        let result = TreePartition.divide(
            parentOf: tree.parentOf, order: tree.order, weights: joined.loads,
            cap: rules.maximum + rules.maximum / 4, buckets: 256,
            partCost: { weight in
                let deviation = (Double(weight) - wanted) / wanted
                return Double(rules.debt(ofWeight: weight)) / wanted * 1e6 + deviation * deviation
            })
        guard let result else { return }
        var parts = [[Int32]](repeating: [], count: Int((result.parts.max() ?? -1) + 1))
        for (slot, node) in joined.nodes.enumerated() { parts[Int(result.parts[slot])].append(node) }
        if fixedCount && parts.count != joined.chosen.count { return }
        weigh(parts, joined, &best)
    }

    private func weigh(_ parts: [[Int32]], _ joined: Joined, _ best: inout Choice) {
        let after = parts.reduce(0) { $0 + debt(of: $1) }
        guard after < joined.before, after <= best.after, parts.allSatisfy(isWithin) else { return }
        let moved = (joined.kept - kept(parts)) / Double(max(joined.broken, 1))
        guard (after, moved) <= best.rank else { return }
        let cost = cost(of: parts)
        guard (after, moved) < best.rank || cost < best.cost else { return }
        best = Choice(
            chosen: joined.chosen, parts: parts, before: joined.before, after: after, moved: moved, cost: cost
        )
    }

    /// Area and diameter hold; the workload is weighed apart.
    private func isWithin(_ part: [Int32]) -> Bool {
        if rules.maximumArea < .infinity,
            part.reduce(0.0, { $0 + graph.nodes[Int($1)].area }) > rules.maximumArea
        {
            return false
        }
        guard rules.maximumDiameter < .infinity, graph.hasGeometry else { return true }
        var extent = Widths.empty
        for node in part { Widths.join(&extent, graph.extents, at: Int(node) * 32) }
        return Widths.diameterBound(extent) <= rules.maximumDiameter
    }

    /// The workload that stays in the zone that continues its last one, in mean zones.
    ///
    /// Each last zone is continued once. A block without workload counts a little.
    private func kept(_ parts: [[Int32]]) -> Double {
        var common: [(load: Double, part: Int, label: Int32)] = []
        for (number, part) in parts.enumerated() {
            var loads: [Int32: Double] = [:]
            for node in part where graph.previous[Int(node)] >= 0 {
                loads[graph.previous[Int(node)], default: 0] +=
                    Double(graph.nodes[Int(node)].weight) / target + 1e-6
            }
            for (label, load) in loads { common.append((load, number, label)) }
        }
        common.sort { ($1.load, $0.label, $0.part) < ($0.load, $1.label, $1.part) }
        var usedParts: Set<Int> = []
        var usedLabels: Set<Int32> = []
        var sum = 0.0
        for entry in common where !usedParts.contains(entry.part) && !usedLabels.contains(entry.label) {
            usedParts.insert(entry.part)
            usedLabels.insert(entry.label)
            sum += entry.load
        }
        return sum
    }

    private func cost(of parts: [[Int32]]) -> Double {
        var inside: [Int32: Int] = [:]
        for (number, part) in parts.enumerated() {
            for node in part { inside[node] = number }
        }
        var sums = [RegionGraph.Sums](repeating: .init(), count: parts.count)
        for (number, part) in parts.enumerated() {
            for node in part {
                var shared = 0.0
                for place in graph.range(Int(node)) {
                    let other = graph.neighbours[place]
                    if other < node && inside[other] == number { shared += graph.lengths[place] }
                }
                sums[number].add(graph.nodes[Int(node)], sharing: shared)
            }
        }
        return sums.reduce(0) {
            $0 + rules.shapeCost($1) + rules.balanceCost($1.weight, target: target)
        }
    }
}

/// The last zones, or the pieces of them in a region, that hold the limits by themselves and lie whole in one
/// zone of a division.
enum HeldZones {
    /// Whether each node belongs to one; such nodes stay where they are.
    static func nodes(of graph: RegionGraph, rules: RegionRules, zoneOf: [Int32]) -> [Bool] {
        let pieces = SeedDivision.pieces(of: graph, zoneOf: graph.previous)
        var sums = [RegionGraph.Sums](repeating: .init(), count: pieces.count)
        var zone = [Int32](repeating: -1, count: pieces.count)
        var isHeld = [Bool](repeating: true, count: pieces.count)
        var extents = [[Double]](repeating: Widths.empty, count: pieces.count)
        let hasWidths = rules.maximumDiameter < .infinity && graph.hasGeometry
        for node in 0..<graph.count {
            let piece = Int(pieces.of[node])
            sums[piece].add(graph.nodes[node], sharing: 0)
            if zone[piece] < 0 { zone[piece] = zoneOf[node] }
            if zone[piece] != zoneOf[node] || graph.previous[node] < 0 { isHeld[piece] = false }
            if hasWidths { Widths.join(&extents[piece], graph.extents, at: node * 32) }
        }
        for piece in sums.indices {
            let isWithin =
                rules.debt(ofWeight: sums[piece].weight) == 0 && sums[piece].area <= rules.maximumArea
                && (!hasWidths || Widths.diameterBound(extents[piece]) <= rules.maximumDiameter)
            if !isWithin { isHeld[piece] = false }
        }
        return pieces.of.map { isHeld[Int($0)] }
    }
}
