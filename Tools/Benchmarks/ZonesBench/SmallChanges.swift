import GeoKernels
import GeoModel
import Zoning

/// How many zones change when the workload of one block does.
struct SmallChanges {
    let made: MadeBlocks
    let limits: WorkloadLimits

    /// Prints a line for each of `times` seeded changes of one block by two units, and one for all.
    func run(times: Int) {
        let before = zones(made.weights)
        var changed: [Int] = []
        var rng = SplitMix64(seed: 7)
        for _ in 0..<times {
            var weights = made.weights
            let block = rng.index(below: weights.count)
            weights[block] += 2
            let kept = zones(weights).intersection(before).count
            changed.append(before.count - kept)
            print("block \(block) + 2: \(before.count - kept) of \(before.count) zones changed")
        }
        changed.sort()
        print("change zones=\(before.count) middle=\(changed[changed.count / 2]) worst=\(changed.last ?? 0)")
    }

    private func zones(_ weights: [Double]) -> Set<[Int]> {
        let graph = BlockGraph(
            blocks: made.table, weights: weights, measure: .planar, rules: BlockRules(parents: made.parents))
        let plan = ZoneDesigner.solve(graph, limits: ZoneLimits(workload: limits))
        var members = [[Int]](repeating: [], count: plan.zoneCount)
        for (block, zone) in plan.zoneOfBlock.enumerated() { members[zone].append(block) }
        return Set(members)
    }
}
