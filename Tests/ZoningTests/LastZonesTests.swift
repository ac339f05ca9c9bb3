import GeoKernels
import TestSupport
import Testing
import Zoning
import ZoningInstances

/// Zones of the last census where some grew over the limits and some fell below them.
struct LastZonesTests {
    /// A grid whose planted zones are the last ones; a quarter of them get a tenth or the triple of their workload.
    private struct Changed {
        let graph: BlockGraph
        let last: [Int?]
        let limits: WorkloadLimits
        /// The blocks of each last zone that holds the limits.
        let held: [[Int]]

        init(seed: UInt64) {
            let instance = PlantedInstance(seed: seed, blocks: 40...60, family: .planar, window: 0.3)
            var rng = SplitMix64(seed: seed &+ 1)
            let count = (instance.planted.max() ?? 0) + 1
            var sizes = [Int](repeating: 0, count: count)
            for zone in instance.planted { sizes[zone] += 1 }
            // Only zones of many blocks grow, so that no block outgrows the maximum by itself.
            let factors = sizes.map { size in
                rng.unit() < 0.75 ? 1.0 : rng.unit() < 0.5 || size < 6 ? 0.1 : 3
            }
            let weights = zip(instance.weights, instance.planted).map { max(1, ($0 * factors[$1]).rounded()) }
            graph = BlockGraph(weights: weights, edges: instance.edges)
            last = instance.planted.map { $0 }
            let low = instance.limits.minimum / 2
            limits = WorkloadLimits(minimum: low, maximum: instance.limits.maximum * 2)
            var blocks = [[Int]](repeating: [], count: count)
            for (block, zone) in instance.planted.enumerated() { blocks[zone].append(block) }
            held = blocks.filter { zone in
                let sum = zone.reduce(0) { $0 + weights[$1] }
                return sum >= low && sum <= instance.limits.maximum * 2
            }
        }
    }

    @Test("those that hold the limits stay whole, however unevenly they are filled", arguments: seeds(4))
    func heldStayWhole(seed: UInt64) {
        let changed = Changed(seed: seed)
        let plan = ZoneDesigner.solve(
            changed.graph, limits: ZoneLimits(workload: changed.limits),
            goals: ZoneGoals(leastChange: 200, effort: 20), previous: changed.last)
        #expect(plan.infeasibilities.isEmpty)
        let metrics = PlanMetrics(
            zoneOfBlock: plan.zoneOfBlock, in: changed.graph, limits: changed.limits, previous: changed.last)
        #expect(metrics.outOfRange == 0 && metrics.disconnected == 0)
        let parted = changed.held.filter { zone in Set(zone.map { plan.zoneOfBlock[$0] }).count > 1 }
        #expect(parted.isEmpty)
        let joined = Set(changed.held.map { plan.zoneOfBlock[$0[0]] }).count
        #expect(joined == changed.held.count, "no two of them are joined")
    }

    @Test("a zone that fell below the minimum joins a neighbour that has room, and the others do not move")
    func smallJoins() {
        let graph = MadeGraphs.path([30, 5, 5, 2, 40, 4, 4])
        let plan = ZoneDesigner.solve(
            graph, limits: MadeGraphs.limits(5, 40), goals: ZoneGoals(leastChange: 200, effort: 100),
            previous: [0, 1, 1, 2, 3, 4, 4])
        #expect(plan.infeasibilities.isEmpty)
        #expect(plan.zoneOfBlock == [0, 1, 1, 1, 2, 3, 3])
    }

    @Test("a zone too full by little gives what its neighbour has room for")
    func fullGives() {
        let graph = MadeGraphs.path([30, 20, 20, 4, 10, 6])
        let plan = ZoneDesigner.solve(
            graph, limits: MadeGraphs.limits(15, 40), goals: ZoneGoals(leastChange: 200, effort: 100),
            previous: [0, 1, 1, 1, 2, 2])
        #expect(plan.infeasibilities.isEmpty)
        #expect(plan.zoneOfBlock == [0, 1, 1, 2, 2, 2])
    }

    @Test("where a part of the area cannot hold the limits, the last zones of it still stay")
    func infeasibleKeeps() {
        let graph = MadeGraphs.path([60, 20, 20, 20, 20])
        let plan = ZoneDesigner.solve(
            graph, limits: MadeGraphs.limits(15, 40), goals: ZoneGoals(leastChange: 200, effort: 100),
            previous: [0, 1, 1, 2, 2])
        #expect(!plan.infeasibilities.isEmpty)
        #expect(plan.zoneOfBlock == [0, 1, 1, 2, 2])
    }
}
