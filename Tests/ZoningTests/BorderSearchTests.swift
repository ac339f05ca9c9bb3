import GeoKernels
import TestSupport
import Testing
import ZoningInstances

@testable import Zoning

struct BorderSearchTests {
    private func region(_ graph: BlockGraph) -> RegionGraph {
        RegionGraph(
            groups: graph.canonicalOrder.map { [$0] }, of: graph, weights: graph.weights.map { Int($0) },
            previous: nil)
    }

    private func search(_ graph: BlockGraph, _ limits: WorkloadLimits) -> BorderSearch.Outcome? {
        let region = region(graph)
        let rules = RegionRules(
            region, weights: WholeWeights(graph.weights, limits: limits),
            limits: ZoneLimits(workload: limits),
            goals: ZoneGoals())
        guard let columns = ColumnList.list(of: region, rules: rules, mostColumns: 20_000, mostSteps: 400_000)
        else { return nil }
        var search = BorderSearch(
            region, columns: columns, start: Array(repeating: 0, count: graph.count), steps: .max)
        return search.run { true }
    }

    @Test("it finds a division exactly where looking at every division finds one", arguments: seeds(60))
    func agreesWithExhaustiveSearch(seed: UInt64) throws {
        var rng = SplitMix64(seed: seed)
        let graph = RandomGraph.connected(3 + rng.index(below: 8), heaviest: 9, rng: &rng)
        let low = Double(5 + rng.index(below: 8))
        let limits = WorkloadLimits(minimum: low, maximum: low + Double(rng.index(below: 8)))
        let truth = EveryDivision(graph, limits).bestVariation
        switch try #require(search(graph, limits)) {
        case .division(let zones):
            #expect(truth != nil)
            let metrics = PlanMetrics(zoneOfBlock: zones.map { Int($0) }, in: graph, limits: limits)
            #expect(metrics.outOfRange == 0 && metrics.disconnected == 0)
        case .impossible: #expect(truth == nil)
        case .undecided: Issue.record("there was no bound on the steps")
        }
    }

    @Test("a planted division of many small zones under a narrow window is found", arguments: seeds(6))
    func narrowWindow(seed: UInt64) throws {
        let instance = PlantedInstance(seed: seed, blocks: 60...90, family: .planar, window: 0.02)
        // Zones of many blocks have too many sets to list.
        guard let outcome = search(instance.graph, instance.limits) else { return }
        guard case .division(let zones) = outcome else {
            Issue.record("a division was planted")
            return
        }
        let metrics = PlanMetrics(
            zoneOfBlock: zones.map { Int($0) }, in: instance.graph, limits: instance.limits)
        #expect(metrics.outOfRange == 0 && metrics.disconnected == 0)
    }

    @Test(
        "pairs of zones divided anew bring large zones within a window of one per cent", arguments: seeds(4))
    func pairs(seed: UInt64) {
        let squares = 144
        var rng = SplitMix64(seed: seed)
        let weights = (0..<squares).map { _ in Double(1 + rng.index(below: 40)) }
        let across = (0..<squares).filter { $0 % 12 < 11 }.map { BlockPair($0, $0 + 1) }
        let up = (0..<(squares - 12)).map { BlockPair($0, $0 + 12) }
        let graph = BlockGraph(weights: weights, edges: across + up)
        let mean = weights.reduce(0, +) / 9
        let limits = WorkloadLimits(minimum: mean * 0.995, maximum: mean * 1.005)
        let region = region(graph)
        let rules = RegionRules(
            region, weights: WholeWeights(weights, limits: limits), limits: ZoneLimits(workload: limits),
            goals: ZoneGoals())
        // Nine bands are far from balanced.
        var pairs = PairBalance(
            region, rules: rules, zoneOf: (0..<squares).map { Int32($0 / 16) }, seed: seed)
        pairs.run(rounds: 20_000, trees: 12) { true }
        #expect(pairs.debt == 0)
        let metrics = PlanMetrics(zoneOfBlock: pairs.zoneOf.map { Int($0) }, in: graph, limits: limits)
        #expect(metrics.outOfRange == 0 && metrics.disconnected == 0)
    }
}
