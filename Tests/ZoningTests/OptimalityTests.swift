import GeoKernels
import TestSupport
import Testing
import Zoning
import ZoningInstances

struct OptimalityTests {
    @Test("small graphs get the best balance, and infeasible ones are proven so", arguments: seeds(40))
    func smallGraphs(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        let count = 4 + rng.index(below: 5)
        let weights = (0..<count).map { _ in Double(1 + rng.index(below: 9)) }
        var edges = (1..<count).map { BlockPair($0, rng.index(below: $0)) }
        for _ in 0..<rng.index(below: count) {
            let a = rng.index(below: count)
            edges.append(BlockPair(a, (a + 1 + rng.index(below: count - 1)) % count))
        }
        let graph = BlockGraph(weights: weights, edges: edges)
        let low = Double(4 + rng.index(below: 6))
        let limits = WorkloadLimits(minimum: low, maximum: low + Double(2 + rng.index(below: 8)))
        let plan = ZoneDesigner.solve(
            graph, limits: ZoneLimits(workload: limits), goals: ZoneGoals(effort: 30))
        let metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: graph, limits: limits)
        #expect(metrics.disconnected == 0)
        if let best = EveryDivision(graph, limits).bestVariation {
            #expect(plan.infeasibilities.isEmpty)
            #expect(metrics.outOfRange == 0)
            #expect(metrics.variation <= best * 1.02 + 1e-9)
            #expect(plan.variationBound <= metrics.variation + 1e-9)
        } else {
            #expect(!plan.infeasibilities.isEmpty)
            #expect(!plan.infeasibilities.contains { if case .notFound = $0.reason { true } else { false } })
        }
    }

    @Test("the smallest changes named do, and nothing smaller would", arguments: seeds(25))
    func remediesAreSmallest(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        let weights = (0..<6).map { _ in Double(2 + rng.index(below: 9)) }
        var edges = (1..<6).map { BlockPair($0 - 1, $0) }
        if rng.index(below: 2) == 0 { edges += [BlockPair(0, 3), BlockPair(1, 4)] }
        let graph = BlockGraph(weights: weights, edges: edges)
        let low = Double(6 + rng.index(below: 6))
        let limits = WorkloadLimits(minimum: low, maximum: low + 3)
        let plan = ZoneDesigner.solve(
            graph, limits: ZoneLimits(workload: limits), goals: ZoneGoals(effort: 30))
        for remedy in plan.infeasibilities.compactMap(\.remedy) where remedy.certainty == .smallest {
            if let maximum = remedy.maximum {
                let raised = WorkloadLimits(minimum: low, maximum: maximum)
                #expect(EveryDivision(graph, raised).bestVariation != nil)
                let less = WorkloadLimits(minimum: low, maximum: max(low, maximum - 1))
                #expect(maximum <= limits.maximum + 1 || EveryDivision(graph, less).bestVariation == nil)
            }
            if let minimum = remedy.minimum {
                let lowered = WorkloadLimits(minimum: minimum, maximum: limits.maximum)
                #expect(EveryDivision(graph, lowered).bestVariation != nil)
                let more = WorkloadLimits(minimum: min(minimum + 1, low), maximum: limits.maximum)
                #expect(EveryDivision(graph, more).bestVariation == nil, "no greater minimum would do")
            }
        }
    }

    @Test("the same blocks in another order get the same zones", arguments: seeds(6))
    func orderDoesNotMatter(seed: UInt64) {
        let instance = PlantedInstance(seed: seed, blocks: 30...50)
        let count = instance.weights.count
        var rng = SplitMix64(seed: seed)
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(place, rng.index(below: place + 1))
        }
        // Block `old` stands at place[old] in the shuffled input.
        var place = [Int](repeating: 0, count: count)
        for (new, old) in order.enumerated() { place[old] = new }
        let codes = (0..<count).map { "B\(1000 + $0)" }
        let first = BlockGraph(
            weights: instance.weights, edges: instance.edges, rules: BlockRules(codes: codes))
        let second = BlockGraph(
            weights: order.map { instance.weights[$0] },
            edges: instance.edges.reversed().map { BlockPair(place[$0.first], place[$0.second]) },
            rules: BlockRules(codes: order.map { codes[$0] }))
        let limits = ZoneLimits(workload: instance.limits)
        let goals = ZoneGoals(effort: 60)
        let a = ZoneDesigner.solve(first, limits: limits, goals: goals)
        let b = ZoneDesigner.solve(second, limits: limits, goals: goals)
        #expect(a.zoneOfBlock == (0..<count).map { b.zoneOfBlock[place[$0]] })
    }
}
