import GeoKernels
import GeoModel
import TestSupport
import Testing

@testable import Zoning

@Suite("Regions of many zones")
struct SectorTests {
    private let limits = MadeGraphs.limits(60, 120)

    private func lattice(_ side: Int, seed: UInt64) -> [Double] {
        var rng = SplitMix64(seed: seed)
        return (0..<side * side).map { _ in Double(1 + rng.index(below: 20)) }
    }

    private func plan(_ weights: [Double], side: Int) -> ZonePlan {
        let graph = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: side, rows: side)), weights: weights,
            measure: .planar)
        return ZoneDesigner.solve(graph, limits: limits, goals: ZoneGoals(effort: 100))
    }

    private func zones(_ plan: ZonePlan) -> Set<[Int]> {
        var members = [[Int]](repeating: [], count: plan.zoneCount)
        for (block, zone) in plan.zoneOfBlock.enumerated() { members[zone].append(block) }
        return Set(members)
    }

    @Test("a small change of one block's workload changes few zones", arguments: seeds(2))
    func smallChange(seed: UInt64) {
        var weights = lattice(26, seed: seed)
        let before = zones(plan(weights, side: 26))
        var rng = SplitMix64(seed: seed)
        var changed: [Int] = []
        for _ in 0..<3 {
            let block = rng.index(below: weights.count)
            weights[block] += 2
            changed.append(before.count - zones(plan(weights, side: 26)).intersection(before).count)
            weights[block] -= 2
        }
        #expect(before.count >= SectorSearch.leastZones)
        #expect(changed.sorted()[1] * 2 < before.count, "\(changed) of \(before.count), seed \(seed)")
    }

    @Test("every limit is held across the sectors, and all zones are connected", arguments: seeds(2))
    func limitsHold(seed: UInt64) {
        let weights = lattice(26, seed: seed)
        let graph = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: 26, rows: 26)), weights: weights,
            measure: .planar)
        let plan = ZoneDesigner.solve(graph, limits: limits, goals: ZoneGoals(effort: 100))
        let metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: graph, limits: limits.workload)
        #expect(metrics.outOfRange == 0 && metrics.disconnected == 0 && plan.infeasibilities.isEmpty)
    }

    @Test("sectors hold about equal workload for each zone, are connected, and leave no node out")
    func sectors() {
        let weights = lattice(40, seed: 4)
        let graph = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: 40, rows: 40)), weights: weights,
            measure: .planar)
        let region = RegionGraph(
            groups: (0..<1600).map { [Int32($0)] }, of: graph, weights: weights.map { Int($0) }, previous: nil
        )
        let sectors = SectorDivision.sectors(of: region, zones: 150)
        #expect(sectors.zones.reduce(0, +) == 150)
        #expect(sectors.zones.allSatisfy { (8...SectorDivision.mostZones).contains($0) })
        let mean = weights.reduce(0, +) / 150
        for (sector, zones) in sectors.zones.enumerated() {
            let nodes = sectors.of.indices.filter { sectors.of[$0] == Int32(sector) }
            #expect(graph.isConnected(nodes) && !nodes.isEmpty)
            let load = nodes.reduce(0) { $0 + weights[$1] } / Double(zones)
            #expect(abs(load / mean - 1) < 0.06, "sector \(sector): \(load) a zone, \(mean) in all")
        }
    }

    @Test("a part of a region keeps its nodes' measures and the borders inside it")
    func part() {
        let graph = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: 3, rows: 3)),
            weights: (1...9).map { Double($0) },
            measure: .planar)
        let region = RegionGraph(
            groups: (0..<9).map { [Int32($0)] }, of: graph, weights: (1...9).map { $0 }, previous: nil)
        let part = region.part([1, 4, 5])
        #expect(part.nodes.map(\.weight) == [2, 5, 6])
        #expect(part.nodes.map(\.perimeter) == [4, 4, 4])
        #expect((0..<3).map { node in part.range(node).map { part.neighbours[$0] } } == [[1], [0, 2], [1]])
        #expect(part.lengths == [1, 1, 1, 1] && part.sources == [0, 1, 1, 2])
        #expect(part.extents.count == 3 * 32)
    }

    @Test("a region that is a star has no sectors that hold, and is divided as a whole")
    func star() {
        // Sectors of a star cannot all hold its hub.
        let graph = MadeGraphs.star([1] + Array(repeating: 60, count: 70))
        let plan = ZoneDesigner.solve(graph, limits: MadeGraphs.limits(60, 120), goals: ZoneGoals(effort: 50))
        #expect(plan.infeasibilities.isEmpty && plan.zoneCount == 70)
    }
}
