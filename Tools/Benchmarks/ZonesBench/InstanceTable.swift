import Dispatch
import Foundation
import Synchronization
import Zoning
import ZoningInstances

/// Solves seeded instances in which a division was planted, and prints how many by kind and window.
struct InstanceTable {
    /// What became of one instance.
    struct Row: Sendable {
        let seed: UInt64
        let family: GraphFamily
        let window: Double
        let blocks: Int
        let seconds: Double
        /// `nil` when all limits are held.
        let failure: String?
    }

    private(set) var rows: [Row] = []

    /// Solves `seeds`, some at a time.
    init(seeds: [UInt64], jobs: Int, effort: Int) {
        let shared = Mutex((next: 0, rows: [Row]()))
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while let seed = shared.withLock({ state -> UInt64? in
                guard state.next < seeds.count else { return nil }
                state.next += 1
                return seeds[state.next - 1]
            }) {
                let row = Self.solve(seed: seed, effort: effort)
                let done = shared.withLock { state in
                    state.rows.append(row)
                    return (count: state.rows.count, unsolved: state.rows.count { $0.failure != nil })
                }
                // A run that is broken off has told how far it came.
                if done.count.isMultiple(of: 100) {
                    print("solved \(done.count - done.unsolved) of \(done.count)")
                    fflush(nil)
                }
                if let failure = row.failure {
                    print(
                        "unsolved seed=\(seed) \(row.family.rawValue) window=\(row.window)",
                        "blocks=\(row.blocks)", String(format: "seconds=%.2f", row.seconds), failure)
                    fflush(nil)
                }
            }
        }
        rows = shared.withLock { $0.rows }
    }

    private static func solve(seed: UInt64, effort: Int) -> Row {
        let instance = PlantedInstance(seed: seed, blocks: 20...400)
        let graph = instance.graph
        let begin = ContinuousClock.now
        let plan = ZoneDesigner.solve(
            graph, limits: ZoneLimits(workload: instance.limits), goals: ZoneGoals(effort: effort))
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: graph, limits: instance.limits)
        var failure: String?
        if metrics.outOfRange > 0 || metrics.disconnected > 0 || !plan.infeasibilities.isEmpty {
            failure =
                "zones=\(metrics.zones) planted=\((instance.planted.max() ?? 0) + 1) "
                + "out=\(metrics.outOfRange) disconnected=\(metrics.disconnected) "
                + "limits=\(Int(instance.limits.minimum))-\(Int(instance.limits.maximum)) "
                + plan.infeasibilities.map { "\($0.reason)" }.joined(separator: " ")
        }
        return Row(
            seed: seed, family: instance.family, window: instance.window, blocks: graph.count,
            seconds: seconds, failure: failure)
    }

    /// One line for each kind of graph, one column for each window: unsolved of all, then seconds.
    func printTable() {
        func line(_ cells: [String]) {
            print(cells.map { $0.padding(toLength: 17, withPad: " ", startingAt: 0) }.joined())
        }
        let windows = PlantedInstance.windows
        line(["unsolved/all"] + windows.map { "\(Int(($0 * 100).rounded())) %" } + ["s mean", "s worst"])
        for family in GraphFamily.allCases {
            let own = rows.filter { $0.family == family }
            line([family.rawValue] + windows.map { w in cell(own.filter { $0.window == w }) } + times(own))
        }
        line(["all"] + windows.map { w in cell(rows.filter { $0.window == w }) } + times(rows))
        print("instances \(rows.count), unsolved \(rows.count { $0.failure != nil })")
    }

    private func cell(_ rows: [Row]) -> String { "\(rows.count { $0.failure != nil })/\(rows.count)" }

    private func times(_ rows: [Row]) -> [String] {
        let seconds = rows.map(\.seconds)
        return [seconds.reduce(0, +) / Double(max(rows.count, 1)), seconds.max() ?? 0].map {
            String(format: "%.3f", $0)
        }
    }
}
