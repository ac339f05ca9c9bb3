import GeoKernels
import GeoModel
import Synchronization
import Testing
import Zoning

struct SituationTests {
    private func solve(
        _ graph: BlockGraph, _ limits: ZoneLimits, goals: ZoneGoals = ZoneGoals(effort: 50)
    ) -> (plan: ZonePlan, metrics: PlanMetrics) {
        let plan = ZoneDesigner.solve(graph, limits: limits, goals: goals, seed: 7)
        let metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: graph, limits: limits.workload)
        #expect(metrics.disconnected == 0)
        #expect(metrics.zones == plan.zoneCount)
        #expect((metrics.outOfRange == 0) || !plan.infeasibilities.isEmpty, "no limit is broken quietly")
        return (plan, metrics)
    }

    @Test("a path is cut where the weights say")
    func path() {
        let (plan, _) = solve(MadeGraphs.path([3, 3, 4, 5, 5]), MadeGraphs.limits(10, 10))
        #expect(plan.zoneOfBlock == [0, 0, 0, 1, 1])
        #expect(plan.infeasibilities.isEmpty)
    }

    @Test("a long cycle with one possible division finds it")
    func cycle() {
        let weights: [Double] = (0..<10).flatMap { _ in [1, 2, 4] as [Double] }
        let rotated = Array(weights[1...] + weights[..<1])
        let (plan, metrics) = solve(MadeGraphs.cycle(rotated), MadeGraphs.limits(7, 7))
        #expect(plan.infeasibilities.isEmpty)
        #expect(metrics.zones == 10 && metrics.variation == 0)
    }

    @Test("leaves below the minimum stay with their hub")
    func star() {
        let (plan, metrics) = solve(MadeGraphs.star([2, 1, 1, 6, 7]), MadeGraphs.limits(4, 7))
        #expect(plan.zoneOfBlock == [0, 0, 0, 1, 2])
        #expect(metrics.outOfRange == 0)
    }

    @Test("a star whose light leaves overfill the hub's zone says so, and what would do")
    func overfullStar() {
        let (plan, _) = solve(MadeGraphs.star([2, 3, 3, 3, 6]), MadeGraphs.limits(4, 8))
        #expect(plan.infeasibilities.count == 1)
        let found = plan.infeasibilities.first
        #expect(found?.reason == .groupTooHeavy(around: 0, group: [0, 1, 2, 3], workload: 11))
        #expect(found?.remedy?.maximum == 11)
        #expect(found?.remedy?.certainty == .smallest)
    }

    @Test("two islands are divided by themselves")
    func islands() {
        let edges = [(0, 1), (1, 2), (3, 4), (4, 5)].map { BlockPair($0, $1) }
        let graph = BlockGraph(weights: [2, 2, 2, 3, 3, 3], edges: edges)
        let (plan, metrics) = solve(graph, MadeGraphs.limits(2, 6))
        #expect(plan.infeasibilities.isEmpty)
        #expect(Set(plan.zoneOfBlock[..<3]).isDisjoint(with: plan.zoneOfBlock[3...]))
        #expect(metrics.outOfRange == 0)
    }

    @Test("an island lighter than the minimum is named with the minimum that would do")
    func lightIsland() {
        let graph = BlockGraph(weights: [5, 5, 2], edges: [BlockPair(0, 1)])
        let (plan, metrics) = solve(graph, MadeGraphs.limits(4, 10))
        #expect(metrics.outOfRange == 1)
        #expect(plan.infeasibilities.count == 1)
        #expect(plan.infeasibilities.first?.blocks == [2])
        #expect(plan.infeasibilities.first?.reason == .componentTooLight(workload: 2))
        #expect(plan.infeasibilities.first?.remedy?.minimum == 2)
    }

    @Test("a ferry lets a light island join")
    func ferry() {
        let rules = BlockRules(links: [BlockPair(1, 2)])
        let graph = BlockGraph(weights: [5, 5, 2], edges: [BlockPair(0, 1)], rules: rules)
        #expect(solve(graph, MadeGraphs.limits(4, 10)).plan.infeasibilities.isEmpty)
    }

    @Test("no zone crosses a parent or a barrier")
    func parentsAndBarriers() {
        let rules = BlockRules(parents: [0, 0, 0, 1, 1, 1], barriers: [BlockPair(0, 1)])
        let (plan, metrics) = solve(
            MadeGraphs.path([4, 2, 2, 2, 2, 4], rules: rules), MadeGraphs.limits(3, 8))
        #expect(metrics.outOfRange == 0)
        #expect(plan.zoneOfBlock[0] != plan.zoneOfBlock[1])
        #expect(plan.zoneOfBlock[2] != plan.zoneOfBlock[3])
    }

    @Test("a locked zone stays as it is and is judged")
    func locked() {
        let rules = BlockRules(lockedZones: [[1, 2]])
        let (plan, _) = solve(MadeGraphs.path([4, 1, 1, 4, 4], rules: rules), MadeGraphs.limits(4, 8))
        #expect(plan.zoneOfBlock[1] == plan.zoneOfBlock[2])
        #expect(plan.zoneOfBlock.filter { $0 == plan.zoneOfBlock[1] }.count == 2)
        #expect(
            plan.infeasibilities.map(\.reason) == [.lockedZoneOutOfLimits(lockedZone: 0, workload: 2)])
    }

    @Test("a block heavier than the maximum is named; the others still hold the limits")
    func heavyBlock() {
        let (plan, metrics) = solve(MadeGraphs.path([5, 5, 30, 5, 5]), MadeGraphs.limits(5, 10))
        #expect(metrics.outOfRange == 1)
        #expect(plan.infeasibilities.map(\.reason) == [.blockTooHeavy(block: 2, workload: 30)])
    }

    @Test("a weight between so many zones and one more is explained")
    func betweenCounts() throws {
        let (plan, _) = solve(MadeGraphs.path([5, 5, 5, 5, 5]), MadeGraphs.limits(9, 12))
        #expect(plan.infeasibilities.first?.reason == .betweenCounts(workload: 25, zones: 2))
        // 15 and 10; or 10, 10 and 5.
        let few = try #require(plan.infeasibilities.first?.remedy)
        #expect(few.maximum == 15 && few.minimum == 5 && few.certainty == .smallest)
    }

    @Test(
        "three villages of which the outer ones are too light get the minimum that would do, not the maximum alone"
    )
    func groupMinimum() throws {
        let (plan, _) = solve(MadeGraphs.path([90, 20, 90]), MadeGraphs.limits(100, 110))
        let remedy = try #require(plan.infeasibilities.first?.remedy)
        #expect(remedy.minimum == 90 && remedy.maximum == 200 && remedy.certainty == .smallest)
    }

    @Test("a long path that cannot be cut is proven so, with the least maximum that would do")
    func treeProof() {
        let weights: [Double] = [8] + (0..<10).flatMap { _ in [6, 5] as [Double] } + [8]
        let (plan, _) = solve(MadeGraphs.path(weights), MadeGraphs.limits(7, 10))
        #expect(plan.infeasibilities.first?.reason == .noDivision(proof: .tree))
        #expect(plan.infeasibilities.first?.remedy?.maximum == 11)
        #expect(plan.infeasibilities.first?.remedy?.minimum == 5)
        #expect(plan.infeasibilities.first?.remedy?.certainty == .smallest)
        #expect(solve(MadeGraphs.path(weights), MadeGraphs.limits(5, 10)).plan.infeasibilities.isEmpty)
    }

    @Test("while a part is being divided, its best division so far is told")
    func progress() {
        let squares = MadeGraphs.squares(columns: 8, rows: 8)
        let graph = BlockGraph(
            blocks: PolygonTable(squares), weights: squares.indices.map { Double(1 + $0 % 5) },
            measure: .planar)
        let reports = Mutex<[ZoneProgress]>([])
        let plan = ZoneDesigner.solve(
            graph, limits: MadeGraphs.limits(10, 20), goals: ZoneGoals(effort: 100),
            progress: { report in
                reports.withLock { $0.append(report) }
                return true
            })
        let told = reports.withLock { $0 }
        #expect(told.contains { $0.finishedBlocks == 0 && $0.zones > 1 && $0.variation > 0 })
        #expect(told.last?.finishedBlocks == 64)
        #expect(told.last?.zones == plan.zoneCount)
        #expect(told.last?.zonesOutOfLimits == 0)
    }

    @Test("decimal workloads are summed as decimals")
    func decimals() {
        let (plan, metrics) = solve(MadeGraphs.path([0.1, 0.2, 0.3]), MadeGraphs.limits(0.3, 0.3))
        #expect(plan.infeasibilities.isEmpty)
        #expect(metrics.maximum == 0.3)
    }

    @Test("the greatest area and diameter are held")
    func areaAndDiameter() {
        let squares = MadeGraphs.squares(columns: 8, rows: 6)
        let graph = BlockGraph(
            blocks: PolygonTable(squares), weights: Array(repeating: 1, count: 48), measure: .planar)
        var limits = MadeGraphs.limits(1, 12)
        limits.maximumArea = SquareMetres(6)
        limits.maximumDiameter = Metres(4.3)
        let (plan, _) = solve(graph, limits)
        #expect(plan.infeasibilities.isEmpty)
        for zone in plan.blocksOfZones {
            #expect(zone.count <= 6)
            let columns = zone.map { $0 % 8 }
            let rows = zone.map { $0 / 8 }
            let width = Double((columns.max() ?? 0) - (columns.min() ?? 0) + 1)
            let height = Double((rows.max() ?? 0) - (rows.min() ?? 0) + 1)
            #expect(max(width, height) <= 4.3)
        }
    }

    @Test("where area or diameter force far more zones than the workload wants, as many are made")
    func areaForcesTheCount() {
        let squares = MadeGraphs.squares(columns: 4, rows: 4)
        let graph = BlockGraph(
            blocks: PolygonTable(squares), weights: Array(repeating: 20, count: 16), measure: .planar)
        var pairs = MadeGraphs.limits(20, 150)
        pairs.maximumArea = SquareMetres(2.9)
        #expect(solve(graph, pairs).plan.infeasibilities.isEmpty)
        var singles = MadeGraphs.limits(20, 150)
        singles.maximumDiameter = Metres(1.9)
        let found = solve(graph, singles).plan
        #expect(found.infeasibilities.isEmpty && found.zoneCount == 16)
        let wide = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: 20, rows: 20)),
            weights: Array(repeating: 10, count: 400), measure: .planar)
        var limits = MadeGraphs.limits(10, 150)
        limits.maximumDiameter = Metres(2.4)
        #expect(solve(wide, limits).plan.infeasibilities.isEmpty)
    }

    @Test("zones beyond the greatest area or diameter are counted")
    func shapesAreCounted() {
        let graph = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: 4, rows: 1)), weights: [1, 1, 1, 1],
            measure: .planar)
        var limits = MadeGraphs.limits(1, 4)
        limits.maximumArea = SquareMetres(2)
        limits.maximumDiameter = Metres(2.5)
        let metrics = PlanMetrics(zoneOfBlock: [0, 0, 0, 1], in: graph, limits: limits)
        #expect(metrics.outOfArea == 1 && metrics.outOfDiameter == 1 && metrics.outOfRange == 0)
    }

    @Test("where no block has any workload, the minimum is not held and this is said")
    func nothingAnywhere() {
        let (plan, metrics) = solve(MadeGraphs.path([0, 0, 0]), MadeGraphs.limits(20, 150))
        #expect(plan.infeasibilities.map(\.reason) == [.componentTooLight(workload: 0)])
        #expect(plan.infeasibilities.first?.remedy?.minimum == 0)
        #expect(metrics.outOfRange == 1)
        #expect(solve(MadeGraphs.path([0, 0]), MadeGraphs.limits(0, 5)).plan.infeasibilities.isEmpty)
    }

    @Test("an area or diameter that rules every division out is named with one that would do")
    func tooNarrowForAnyDivision() throws {
        let squares = PolygonTable(MadeGraphs.squares(columns: 4, rows: 1))
        let graph = BlockGraph(blocks: squares, weights: [1, 1, 1, 1], measure: .planar)
        var small = MadeGraphs.limits(2, 3)
        small.maximumArea = SquareMetres(1.5)
        let area = try #require(solve(graph, small).plan.infeasibilities.first?.remedy?.squareMetres)
        small.maximumArea = SquareMetres(area)
        #expect(solve(graph, small).plan.infeasibilities.isEmpty)
        var narrow = MadeGraphs.limits(2, 3)
        narrow.maximumDiameter = Metres(1.5)
        let width = try #require(solve(graph, narrow).plan.infeasibilities.first?.remedy?.metres)
        narrow.maximumDiameter = Metres(width)
        #expect(solve(graph, narrow).plan.infeasibilities.isEmpty)
        narrow.maximumDiameter = Metres(0.5)
        #expect(solve(graph, narrow).plan.infeasibilities.first?.remedy?.metres ?? 0 > 1)
    }

    @Test("an exact number of zones is kept or refused")
    func exactCount() {
        let graph = MadeGraphs.path(Array(repeating: 1, count: 30))
        let kept = solve(graph, MadeGraphs.limits(1, 30), goals: ZoneGoals(count: .exactly(6), effort: 50))
        #expect(kept.metrics.zones == 6)
        #expect(kept.metrics.variation == 0)
        let refused = solve(graph, MadeGraphs.limits(4, 30), goals: ZoneGoals(count: .exactly(9), effort: 50))
        #expect(refused.plan.infeasibilities.first?.reason == .countImpossible(workload: 30, zones: 9))
    }

    @Test("a stopped search still gives every block a zone and says that it was stopped")
    func stopped() {
        let graph = MadeGraphs.cycle(Array(repeating: 1, count: 60))
        let plan = ZoneDesigner.solve(graph, limits: MadeGraphs.limits(5, 10), deadline: .now)
        #expect(plan.wasStopped)
        #expect(plan.zoneOfBlock.count == 60)
    }

    @Test("no blocks make no zones")
    func empty() {
        let plan = ZoneDesigner.solve(BlockGraph(weights: [], edges: []), limits: MadeGraphs.limits(1, 2))
        #expect(plan.zoneCount == 0)
    }
}
