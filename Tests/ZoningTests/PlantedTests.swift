import Foundation
import TestSupport
import Testing
import Zoning

/// Instances that are feasible because a division within the limits was planted in them.
struct PlantedTests {
    @Test("a planted division means that all limits are held", arguments: seeds(100))
    func plantedIsSolved(seed: UInt64) {
        let instance = PlantedInstance(seed: seed, blocks: 20...60)
        #expect(Self.failure(of: instance) == nil, "\(instance.shape)")
    }

    @Test(
        "ten thousand planted instances of 20 to 400 blocks are all solved",
        .enabled(if: ProcessInfo.processInfo.environment["BOURN_SLOW_TESTS"] != nil))
    func allPlantedAreSolved() {
        var failures: [String] = []
        let start = ContinuousClock.now
        for seed in Self.slowSeeds {
            let instance = PlantedInstance(seed: seed, blocks: 20...400)
            let begin = ContinuousClock.now
            let failure = Self.failure(of: instance)
            let seconds = ContinuousClock.now - begin
            if let failure {
                failures.append("seed \(seed) \(instance.shape): \(failure) in \(seconds)")
                print(failures[failures.count - 1])
            }
        }
        print("unsolved \(failures.count) in \(ContinuousClock.now - start)")
        #expect(failures.isEmpty)
    }

    /// `BOURN_SLOW_TESTS` may name a smaller number of instances, or seeds apart by commas.
    private static var slowSeeds: [UInt64] {
        let asked = ProcessInfo.processInfo.environment["BOURN_SLOW_TESTS"] ?? ""
        let numbers = asked.split(separator: ",").compactMap { UInt64($0) }
        return asked.contains(",") ? numbers : seeds(numbers.first ?? 10_000)
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
