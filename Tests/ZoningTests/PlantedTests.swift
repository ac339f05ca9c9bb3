import TestSupport
import Testing
import Zoning
import ZoningInstances

/// Instances that are feasible because a division within the limits was planted in them.
struct PlantedTests {
    @Test("a planted division means that all limits are held", arguments: seeds(60))
    func plantedIsSolved(seed: UInt64) {
        let instance = PlantedInstance(seed: seed, blocks: 20...45)
        #expect(Self.failure(of: instance) == nil, "\(instance.family)")
    }

    static func failure(of instance: PlantedInstance) -> String? {
        let graph = instance.graph
        let plan = ZoneDesigner.solve(
            graph, limits: ZoneLimits(workload: instance.limits), goals: ZoneGoals(effort: 60), seed: 1)
        let metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: graph, limits: instance.limits)
        if metrics.outOfRange == 0 && metrics.disconnected == 0 && plan.infeasibilities.isEmpty { return nil }
        let reasons = plan.infeasibilities.map { "\($0.reason)" }
        return "\(metrics.outOfRange) of \(metrics.zones) out of \(instance.limits), "
            + "\(metrics.disconnected) disconnected, planted \((instance.planted.max() ?? 0) + 1), "
            + "blocks \(graph.count): \(reasons)"
    }
}
