import GeoKernels
import GeoModel
import TestSupport
import Testing
import Zoning

/// Barriers are held by where they run, not by their vertices.
struct BarrierTests {
    private static func line(_ positions: (Double, Double)...) -> LineString {
        LineString(unchecked: positions.map { Position($0.0, $0.1) })
    }

    private func graph(_ barriers: [LineString], tolerance: Double = 0.1) -> BlockGraph {
        BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: 2, rows: 2)), weights: [1, 1, 1, 1],
            measure: .planar, rules: BlockRules(barrierLines: barriers, lineTolerance: Metres(tolerance)))
    }

    @Test(
        "a barrier parts blocks whatever its vertices are, within the tolerance",
        arguments: [
            line((1, 0), (1, 2)), line((1, -1), (1, 3)), line((1, 2), (1, 0.3), (1, 0)),
            line((1.05, 0), (0.95, 2)), line((1.09, -1), (1.09, 3)), line((1, 0.02), (1, 1.98)),
        ])
    func byGeometry(barrier: LineString) {
        let graph = graph([barrier])
        #expect(graph.neighbours(of: 0) == [2])
        #expect(graph.neighbours(of: 1) == [3])
    }

    @Test(
        "a barrier that crosses a border, runs beyond the tolerance or along a part of it parts nothing",
        arguments: [
            line((0, 0.5), (2, 0.5)), line((0.7, 0), (1.3, 1)), line((1.2, 0), (1.2, 2)),
            line((1, 0), (1, 0.6)), line((5, 5), (9, 9)),
        ])
    func notAlong(barrier: LineString) {
        #expect(graph([barrier]).neighbours(of: 0) == [1, 2])
    }

    @Test("a barrier beside a block that is cut still holds, and so does a visible line", arguments: seeds(4))
    func besideCut(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        var units: [WeightedPoint] = []
        var blockOf: [Int?] = []
        for (block, count) in [60, 280, 60].enumerated() {
            for _ in 0..<count {
                units.append(WeightedPoint(Position(Double(block) + rng.unit(), rng.unit())))
                blockOf.append(block)
            }
        }
        let river = Self.line((2, 0), (2, 1))
        let plan = AreaDesigner.design(
            blocks: PolygonTable(MadeGraphs.squares(columns: 3, rows: 1)), units: units, blockOfUnit: blockOf,
            limits: MadeGraphs.limits(50, 130), goals: ZoneGoals(effort: 50), measure: .planar,
            rules: BlockRules(barrierLines: [river], visibleLines: [river]))
        #expect(
            plan.insertedVertices.contains { $0.position.x == 2 || $0.position.y == 0 || $0.position.y == 1 })
        let beyond = plan.plan.zoneOfBlock[2]
        for (piece, block) in plan.blockOfPiece.enumerated() where block != 2 {
            #expect(plan.plan.zoneOfBlock[piece] != beyond, "no zone lies on both sides of the river")
        }
        #expect(plan.strayBarriers.isEmpty)
    }

    @Test("what runs inside a block is named with the block, a place on it and its length")
    func stray() throws {
        let table = PolygonTable(MadeGraphs.squares(columns: 2, rows: 1))
        let barriers = [
            Self.line((1, 0), (1, 1)), Self.line((-5, 0.5), (0.5, 0.5), (0.5, 0.8)),
            Self.line((3, 0), (4, 1)),
        ]
        let found = StrayBarrier.find(barriers, in: table, tolerance: Metres(0.1), measure: .planar)
        #expect(found.map(\.block) == [0])
        let stray = try #require(found.first)
        // From 0.1 inside the western border to the end: 0.4 and 0.3.
        #expect(abs(stray.length.value - 0.7) < 0.01)
        #expect(stray.position.y == 0.5 && stray.position.x > 0.1 && stray.position.x < 0.5)
    }

    @Test("a barrier across several blocks is named once for each of them")
    func strayAcross() {
        let table = PolygonTable(MadeGraphs.squares(columns: 3, rows: 1))
        let found = StrayBarrier.find(
            [Self.line((-1, 0.5), (4, 0.5))], in: table, tolerance: Metres(0.1), measure: .planar)
        #expect(found.map(\.block) == [0, 1, 2])
        #expect(found.allSatisfy { abs($0.length.value - 0.8) < 0.01 })
    }

    @Test("a visible line without the borders' vertices makes them visible")
    func visible() {
        let graph = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: 2, rows: 1)), weights: [1, 1], measure: .planar,
            rules: BlockRules(visibleLines: [Self.line((1, -2), (1, 0.5)), Self.line((0, 0.3), (2, 0.3))]))
        #expect(abs(graph.visibleLengths[0] - 0.6) < 0.01, "to its end and a tolerance farther")
    }

    // MARK: round the end of a barrier

    private func plan(
        columns: Int, rows: Int, _ barriers: [LineString], _ limits: ZoneLimits, tolerance: Double = 0.01,
        links: [BlockPair] = []
    ) -> (plan: ZonePlan, graph: BlockGraph) {
        let graph = BlockGraph(
            blocks: PolygonTable(MadeGraphs.squares(columns: columns, rows: rows)),
            weights: Array(repeating: 1, count: columns * rows), measure: .planar,
            rules: BlockRules(links: links, barrierLines: barriers, lineTolerance: Metres(tolerance)))
        return (ZoneDesigner.solve(graph, limits: limits, goals: ZoneGoals(effort: 100)), graph)
    }

    private func metresInside(_ plan: ZonePlan) -> [Double] {
        plan.infeasibilities.compactMap {
            if case .barrierInside(let metres) = $0.reason { metres } else { nil }
        }
    }

    @Test("blocks on both sides of a barrier share no zone although they hang together round its end")
    func roundTheEnd() {
        let found = plan(columns: 2, rows: 2, [Self.line((1, -1), (1, 1))], MadeGraphs.limits(1, 3)).plan
        #expect(found.infeasibilities.isEmpty)
        #expect(found.zoneOfBlock[0] != found.zoneOfBlock[1])
    }

    @Test("a barrier that ends inside a region too large to be weighed exactly has no zone on both sides")
    func roundTheEndOfALongOne() {
        let (found, _) = plan(columns: 6, rows: 6, [Self.line((3, -1), (3, 3))], MadeGraphs.limits(3, 7))
        #expect(found.infeasibilities.isEmpty, "\(found.infeasibilities)")
        for row in 0..<3 { #expect(found.zoneOfBlock[6 * row + 2] != found.zoneOfBlock[6 * row + 3]) }
    }

    @Test("where the limits force a zone round the end of a barrier, the zone and the metres are named")
    func forcedRoundTheEnd() {
        let found = plan(columns: 2, rows: 2, [Self.line((1, -1), (1, 1))], MadeGraphs.limits(4, 4)).plan
        #expect(metresInside(found).count == 1)
        #expect(abs((metresInside(found).first ?? 0) - 1) < 0.02)
    }

    @Test("a barrier along a part of a border that ends up inside a zone is named too")
    func partInside() {
        let found = plan(columns: 2, rows: 1, [Self.line((1, -1), (1, 0.6))], MadeGraphs.limits(2, 2)).plan
        #expect(abs((metresInside(found).first ?? 0) - 0.6) < 0.02)
    }

    @Test("over a bridge a zone may lie on both sides of a barrier")
    func overABridge() {
        let found = plan(
            columns: 2, rows: 1, [Self.line((1, -1), (1, 2))], MadeGraphs.limits(2, 2),
            links: [BlockPair(0, 1)]
        ).plan
        #expect(found.infeasibilities.isEmpty && found.zoneCount == 1)
    }
}
