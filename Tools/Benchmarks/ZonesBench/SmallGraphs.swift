import Foundation
import GeoKernels
import Zoning
import ZoningInstances

/// Compares plans of small graphs with exhaustive search: feasibility, the proof, and the balance.
struct SmallGraphs {
    private var graphs = 0
    private var feasible = 0
    private var wrong: [String] = []
    private var worst = 1.0
    private var unproven = 0

    /// Every labelled connected graph of two to five blocks, then random ones of six to twelve.
    mutating func run(random: Int) {
        for count in 2...5 {
            for number in 0..<(1 << (count * (count - 1) / 2)) {
                var rng = SplitMix64(seed: UInt64(number) &* 31 &+ UInt64(count))
                let weights = (0..<count).map { _ in Double(1 + rng.index(below: 9)) }
                guard let graph = RandomGraph.labelled(number, count: count, weights: weights) else {
                    continue
                }
                compare(graph, "labelled \(count)/\(number)", &rng)
            }
        }
        for seed in 0..<UInt64(random) {
            var rng = SplitMix64(seed: seed)
            let graph = RandomGraph.connected(
                6 + rng.index(below: 7), heaviest: [9, 60, 400][rng.index(below: 3)], rng: &rng)
            compare(graph, "seed \(seed)", &rng)
        }
        print("small graphs \(graphs), feasible \(feasible), infeasible \(graphs - feasible)")
        print(String(format: "worst balance relative to the best: %.6f", worst))
        print("wrong answers \(wrong.count), infeasible without proof \(unproven)")
        for line in wrong.prefix(20) { print("  " + line) }
    }

    private mutating func compare(_ graph: BlockGraph, _ name: String, _ rng: inout SplitMix64) {
        let heaviest = graph.weights.max() ?? 1
        let low = (heaviest * rng.number(in: 0.4...1.6)).rounded()
        let limits = WorkloadLimits(
            minimum: low, maximum: max(low, heaviest, (low * rng.number(in: 1...1.8)).rounded()))
        let plan = ZoneDesigner.solve(
            graph, limits: ZoneLimits(workload: limits), goals: ZoneGoals(effort: 30))
        let metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: graph, limits: limits)
        graphs += 1
        if metrics.disconnected > 0 { wrong.append("\(name): disconnected") }
        guard let best = EveryDivision(graph, limits).bestVariation else {
            if plan.infeasibilities.isEmpty { wrong.append("\(name): infeasible but not told so") }
            if plan.infeasibilities.contains(where: { if case .notFound = $0.reason { true } else { false } })
            {
                unproven += 1
            }
            return
        }
        feasible += 1
        if !plan.infeasibilities.isEmpty || metrics.outOfRange > 0 {
            wrong.append("\(name): feasible but \(plan.infeasibilities.map { "\($0.reason)" })")
            return
        }
        let ratio = metrics.variation <= best + 1e-9 ? 1 : metrics.variation / max(best, 1e-9)
        worst = max(worst, ratio)
        if ratio > 1.02 { wrong.append("\(name): balance \(metrics.variation), best \(best)") }
    }
}
