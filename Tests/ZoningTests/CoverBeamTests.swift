import GeoKernels
import TestSupport
import Testing
import ZoningInstances

@testable import Zoning

struct CoverBeamTests {
    private struct Region {
        let graph: RegionGraph
        let rules: RegionRules

        init(_ blocks: BlockGraph, _ limits: WorkloadLimits, count: ZoneGoals.Count = .free) {
            graph = RegionGraph(
                groups: blocks.canonicalOrder.map { [$0] }, of: blocks,
                weights: blocks.weights.map { Int($0) },
                previous: nil)
            rules = RegionRules(
                graph, weights: WholeWeights(blocks.weights, limits: limits),
                limits: ZoneLimits(workload: limits),
                goals: ZoneGoals(count: count))
        }

        func beam(width: Int) -> [Int]? {
            CoverBeam.division(of: graph, rules: rules, width: width, seed: 1) { true }?.map { Int($0) }
        }
    }

    @Test(
        "a workload fills whole zones where some number of them keeps the limits; without a maximum one zone does",
        arguments: [
            (0, 0, 0, true), (1, 0, 0, false), (9, 10, 20, false), (10, 10, 20, true), (25, 10, 20, true),
            (25, 15, 20, false), (40, 15, 20, true), (9, 10, .max, false), (1 << 62, 10, .max, true),
        ])
    func wholeZones(weight: Int, minimum: Int, maximum: Int, holds: Bool) {
        #expect(RegionRules.holdsWholeZones(weight, minimum: minimum, maximum: maximum) == holds)
    }

    @Test(
        "what it finds is a division within the limits, and it finds one where many are possible",
        arguments: seeds(8))
    func divides(seed: UInt64) throws {
        let families: [GraphFamily] = [.grid, .planar, .nearInfeasible]
        let instance = PlantedInstance(
            seed: seed, blocks: 30...50, family: families[Int(seed % 3)], window: 0.3)
        let region = Region(instance.graph, instance.limits)
        let found = region.beam(width: 200)
        let zones = try #require(found, "\(instance.family)")
        let metrics = PlanMetrics(zoneOfBlock: zones, in: instance.graph, limits: instance.limits)
        #expect(metrics.outOfRange == 0 && metrics.disconnected == 0)
    }

    @Test("where every division can be looked at, it finds one only if there is one", arguments: seeds(30))
    func agrees(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        let graph = RandomGraph.connected(3 + rng.index(below: 4), heaviest: 9, rng: &rng)
        let low = Double(5 + rng.index(below: 8))
        let limits = WorkloadLimits(minimum: low, maximum: max(low, 9) + Double(rng.index(below: 8)))
        let isPossible = EveryDivision(graph, limits).bestVariation != nil
        // So wide a beam drops nothing.
        let isFound = Region(graph, limits).beam(width: 100_000) != nil
        #expect(isFound == isPossible)
    }

    @Test("a number of zones that is asked for is kept")
    func exactCount() throws {
        let graph = MadeGraphs.cycle(Array(repeating: 5, count: 12))
        let limits = WorkloadLimits(minimum: 10, maximum: 30)
        for count in [2, 3, 4, 6] {
            let found = Region(graph, limits, count: .exactly(count)).beam(width: 500)
            let zones = try #require(found)
            #expect(Set(zones).count == count)
        }
    }

    @Test("the pool holds every set that a node of few sets has")
    func pool() throws {
        let instance = PlantedInstance(seed: 3, blocks: 40...50, family: .sparse, window: 0.05)
        let region = Region(instance.graph, instance.limits)
        let all = try #require(
            ColumnList.list(
                of: region.graph, rules: region.rules, mostColumns: 50_000, mostSteps: 4_000_000))
        let pool = ColumnPool.draw(region.graph, rules: region.rules, perNode: 100_000, seed: 1)
        #expect(pool.count == all.count)
    }
}
