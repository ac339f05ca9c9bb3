internal import GeoKernels

/// Brings zones back within the workload limits by dividing a neighbourhood of them anew.
///
/// The nodes of some adjoining zones around one that breaks a limit are joined by a random spanning tree
/// which, mostly, contains a tree of each present zone, so that the present division is among those the tree
/// can express; the best division of the tree is then found exactly (`TreePartition`). The debt therefore
/// never grows, and a small debt wanders until it meets room for it. Every third neighbourhood is searched
/// without a tree (`CoverRepair`).
struct TreeRepair {
    private let graph: RegionGraph
    private let rules: RegionRules
    private(set) var zoneOf: [Int32]
    private var zones: [[Int32]]
    private var rng: SplitMix64
    private var placeOf: [Int32]
    private(set) var debt = 0
    private let fixedCount: Bool

    init(_ graph: RegionGraph, rules: RegionRules, zoneOf: [Int32], seed: UInt64) {
        self.graph = graph
        self.rules = rules
        self.zoneOf = zoneOf
        rng = SplitMix64(seed: seed)
        placeOf = Array(repeating: -1, count: graph.count)
        zones = Array(repeating: [], count: Int(zoneOf.max() ?? -1) + 1)
        if case .exactly = rules.goals.count { fixedCount = true } else { fixedCount = false }
        for node in 0..<graph.count { zones[Int(zoneOf[node])].append(Int32(node)) }
        debt = zones.reduce(0) { $0 + rules.debt(ofWeight: weight(of: $1)) }
    }

    private func weight(of zone: [Int32]) -> Int { zone.reduce(0) { $0 + graph.nodes[Int($1)].weight } }

    /// Works until no zone breaks the limits or the rounds are used up.
    ///
    /// - Parameters:
    ///   - rounds: The greatest number of neighbourhoods to divide anew.
    ///   - goal: The debt that cannot be avoided, such as that of a block heavier than the maximum.
    ///   - goesOn: Asked before each round.
    mutating func run(rounds: Int, goal: Int = 0, goesOn: () -> Bool) {
        for round in 0..<rounds where debt > goal && goesOn() {
            let zones = neighbourhood(size: size(round))
            if round % 3 != 2 || !settle(zones) { divide(zones) }
        }
    }

    /// Divides a neighbourhood so that nothing in it breaks the limits, looking at every division.
    ///
    /// The neighbourhood is cut down to what the search can hold.
    private mutating func settle(_ chosen: [Int32]) -> Bool {
        var taken: [Int32] = []
        var nodes: [Int32] = []
        for zone in chosen where nodes.count + zones[Int(zone)].count <= CoverRepair.largestSet {
            // A zone left out may have been the only bridge to the next.
            guard taken.isEmpty || touches(zone, taken) else { continue }
            taken.append(zone)
            nodes += zones[Int(zone)]
        }
        nodes.sort()
        let before = taken.reduce(0) { $0 + rules.debt(ofWeight: weight(of: zones[Int($1)])) }
        guard
            let division = CoverRepair.divide(
                nodes, in: graph, minimum: rules.minimum, maximum: rules.maximum,
                zones: fixedCount ? taken.count : nil, seed: rng.next())
        else { return false }
        var parts = [[Int32]](repeating: [], count: Int((division.max() ?? -1) + 1))
        for (place, node) in nodes.enumerated() { parts[Int(division[place])].append(node) }
        debt -= before
        ZoneNumbers.replace(taken, of: &zones, &zoneOf, by: parts)
        return true
    }

    private func touches(_ zone: Int32, _ others: [Int32]) -> Bool {
        zones[Int(zone)].contains { node in
            graph.range(Int(node)).contains { others.contains(zoneOf[Int(graph.neighbours[$0])]) }
        }
    }

    /// Few zones at first, ever more as small neighbourhoods fail.
    private mutating func size(_ round: Int) -> Int {
        let widest = max(3, min(zones.count, 2 + round / 8))
        let bound = max(1, min(widest, graph.count > 600 ? 40 : widest) - 1)
        return 2 + rng.index(below: bound)
    }

    /// Zones around a random one that breaks a limit, by breadth.
    private mutating func neighbourhood(size: Int) -> [Int32] {
        let broken = zones.indices.filter { rules.debt(ofWeight: weight(of: zones[$0])) > 0 }
        guard !broken.isEmpty else { return [] }
        let start = Int32(broken[rng.index(below: broken.count)])
        var chosen = [start]
        var seen: Set<Int32> = [start]
        while chosen.count < size {
            // Mostly from the latest, so that long chains of zones come up too.
            let from =
                rng.next() & 3 == 0 ? chosen[rng.index(below: chosen.count)] : chosen[chosen.count - 1]
            let zone =
                neighbour(of: from, outside: seen)
                ?? chosen.lazy.compactMap {
                    [self] in firstNeighbour(of: $0, outside: seen)
                }.first
            guard let zone else { break }
            seen.insert(zone)
            chosen.append(zone)
        }
        return chosen
    }

    private mutating func neighbour(of zone: Int32, outside seen: Set<Int32>) -> Int32? {
        let members = zones[Int(zone)]
        for _ in 0..<6 {
            let node = Int(members[rng.index(below: members.count)])
            let range = graph.range(node)
            guard !range.isEmpty else { continue }
            let other = zoneOf[Int(graph.neighbours[range.lowerBound + rng.index(below: range.count)])]
            if !seen.contains(other) { return other }
        }
        return nil
    }

    private func firstNeighbour(of zone: Int32, outside seen: Set<Int32>) -> Int32? {
        for node in zones[Int(zone)] {
            for place in graph.range(Int(node)) {
                let other = zoneOf[Int(graph.neighbours[place])]
                if !seen.contains(other) { return other }
            }
        }
        return nil
    }

    private mutating func divide(_ chosen: [Int32]) {
        guard !chosen.isEmpty else { return }
        let nodes = chosen.flatMap { zones[Int($0)] }.sorted()
        let weights = nodes.map { graph.nodes[Int($0)].weight }
        let total = weights.reduce(0, +)
        let before = chosen.reduce(0) { $0 + rules.debt(ofWeight: weight(of: zones[Int($1)])) }
        let keeps = rng.next() % 4 != 0
        let zoneOf = zoneOf
        let tree = SpanningTree(nodes, in: graph, placeOf: &placeOf, rng: &rng) { a, b in
            keeps && zoneOf[Int(a)] == zoneOf[Int(b)]
        }
        let target = targetWeight(total: total, zones: chosen.count)
        guard
            let result = TreePartition.divide(
                parentOf: tree.parentOf, order: tree.order, weights: weights,
                cap: rules.maximum + rules.maximum / 4, buckets: 1024,
                partCost: { [rules] weight in
                    let deviation = (Double(weight) - target) / target
                    return Double(rules.debt(ofWeight: weight)) / target * 1e6 + deviation * deviation
                })
        else { return }
        let count = Int((result.parts.max() ?? -1) + 1)
        if fixedCount && count != chosen.count { return }
        var parts = [[Int32]](repeating: [], count: count)
        for (place, node) in nodes.enumerated() { parts[Int(result.parts[place])].append(node) }
        let after = parts.reduce(0) { $0 + rules.debt(ofWeight: weight(of: $1)) }
        // An equal debt may stand elsewhere now, which is how it wanders.
        guard after <= before else { return }
        debt += after - before
        ZoneNumbers.replace(chosen, of: &zones, &self.zoneOf, by: parts)
    }

    /// A size of zone that suits the neighbourhood, jittered so that ties fall differently each time.
    private mutating func targetWeight(total: Int, zones count: Int) -> Double {
        let mean = Double(total) / Double(count)
        let bounded = min(max(mean, Double(rules.minimum)), max(Double(rules.maximum), 1))
        return max(1, bounded * (0.9 + 0.2 * rng.unit()))
    }
}
