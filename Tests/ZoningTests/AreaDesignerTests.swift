import GeoKernels
import GeoModel
import TestSupport
import Testing
import Zoning

struct AreaDesignerTests {
    /// Every edge is used once in each direction, or once on the outer border.
    private func isEdgeMatched(_ areas: PolygonTable, outline: Double) -> Bool {
        let joined = ZoneOutlines.dissolve(areas, zoneOfBlock: Array(repeating: 0, count: areas.count))
        var length = 0.0
        for ring in 0..<joined.ringCount {
            let positions = joined.positions[joined.vertices(ofRing: ring)]
            for place in positions.indices.dropFirst() {
                length += GroundMeasure.planar.length(from: positions[place - 1], to: positions[place]).value
            }
        }
        return joined.ringCount == 1 && abs(length - outline) < 1e-9
    }

    @Test("over-heavy blocks are cut, light ones joined, and the zones form a coverage", arguments: seeds(6))
    func blocks(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        let squares = MadeGraphs.squares(columns: 4, rows: 3)
        var units: [WeightedPoint] = []
        var blockOf: [Int?] = []
        for block in squares.indices {
            let count = block == 5 || block == 6 ? 70 + rng.index(below: 30) : 3 + rng.index(below: 15)
            for _ in 0..<count {
                units.append(
                    WeightedPoint(
                        Position(Double(block % 4) + rng.unit(), Double(block / 4) + rng.unit())))
                blockOf.append(block)
            }
        }
        let limits = MadeGraphs.limits(12, 40)
        let plan = AreaDesigner.design(
            blocks: PolygonTable(squares), units: units, blockOfUnit: blockOf, limits: limits,
            goals: ZoneGoals(effort: 100), measure: .planar)
        #expect(plan.plan.infeasibilities.isEmpty && plan.uncut.isEmpty)
        var loads = [Double](repeating: 0, count: plan.zones.count)
        for zone in plan.zoneOfUnit { if let zone { loads[zone] += 1 } }
        #expect(loads.allSatisfy { $0 >= 12 && $0 <= 40 })
        #expect(loads.reduce(0, +) == Double(units.count), "every unit is in one zone")
        #expect(isEdgeMatched(plan.pieces, outline: 14))
        #expect(isEdgeMatched(plan.zones, outline: 14))
    }

    @Test("a town without blocks is cut along its units")
    func unitsAlone() {
        var rng = SplitMix64(seed: 5)
        let towns = MadeGraphs.squares(columns: 2, rows: 1)
        let units = (0..<300).map { _ in WeightedPoint(Position(rng.unit() * 2, rng.unit())) }
        let plan = AreaDesigner.design(
            blocks: PolygonTable(towns), units: units, blockOfUnit: units.map { $0.position.x < 1 ? 0 : 1 },
            limits: MadeGraphs.limits(20, 40), goals: ZoneGoals(effort: 50), measure: .planar,
            rules: BlockRules(parents: [0, 1]))
        #expect(plan.plan.infeasibilities.isEmpty)
        #expect(isEdgeMatched(plan.zones, outline: 6))
        for (piece, block) in plan.blockOfPiece.enumerated() { #expect(plan.graph.parents[piece] == block) }
    }

    @Test("of the last zones the over-full are cut, the under-full joined and the rest kept")
    func leastChange() {
        let zones = MadeGraphs.squares(columns: 6, rows: 1)
        let counts = [30, 30, 80, 30, 5, 28]
        var units: [WeightedPoint] = []
        var blockOf: [Int?] = []
        var rng = SplitMix64(seed: 3)
        for (zone, count) in counts.enumerated() {
            for _ in 0..<count {
                units.append(WeightedPoint(Position(Double(zone) + rng.unit(), rng.unit())))
                blockOf.append(zone)
            }
        }
        let plan = AreaDesigner.design(
            blocks: PolygonTable(zones), units: units, blockOfUnit: blockOf,
            limits: MadeGraphs.limits(20, 45),
            goals: ZoneGoals(leastChange: 200, effort: 100), measure: .planar, previous: Array(0..<6))
        #expect(plan.plan.infeasibilities.isEmpty)
        // Zones 0, 1 and one of 3 and 5 are as they were.
        let zoneOf = plan.plan.zoneOfBlock
        #expect(zoneOf.filter { $0 == zoneOf[0] }.count == 1)
        #expect(zoneOf.filter { $0 == zoneOf[1] }.count == 1)
        #expect(zoneOf[4] == zoneOf[3] || zoneOf[4] == zoneOf[5])
    }

    private func row(_ counts: [Int], seed: UInt64) -> (units: [WeightedPoint], blockOf: [Int?]) {
        var rng = SplitMix64(seed: seed)
        let placed = counts.enumerated().flatMap { block, count in
            (0..<count).map { _ in (WeightedPoint(Position(Double(block) + rng.unit(), rng.unit())), block) }
        }
        return (placed.map(\.0), placed.map { Optional($0.1) })
    }

    @Test("a heavy block between light ones is cut so that its pieces complete them", arguments: seeds(3))
    func piecesCompleteNeighbours(seed: UInt64) {
        let (units, blockOf) = row([60, 280, 60], seed: seed)
        let plan = AreaDesigner.design(
            blocks: PolygonTable(MadeGraphs.squares(columns: 3, rows: 1)), units: units, blockOfUnit: blockOf,
            limits: MadeGraphs.limits(90, 150), goals: ZoneGoals(effort: 100), measure: .planar)
        #expect(plan.plan.infeasibilities.isEmpty)
        var loads = [Double](repeating: 0, count: plan.zones.count)
        for zone in plan.zoneOfUnit { if let zone { loads[zone] += 1 } }
        #expect(loads.allSatisfy { $0 >= 90 && $0 <= 150 } && loads.reduce(0, +) == 400)
        #expect(isEdgeMatched(plan.pieces, outline: 8))
        #expect(isEdgeMatched(plan.zones, outline: 8))
        let places = zip(plan.blockOfPiece, plan.plan.zoneOfBlock).map { "\($0) \($1)" }
        #expect(Set(places).count == places.count, "pieces of one block in one zone are joined again")
    }

    @Test(
        "where a block was cut it is never claimed that no division exists, nor that a change is the smallest"
    )
    func noProofAboutPieces() {
        let (units, blockOf) = row([20, 280, 20], seed: 2)
        let plan = AreaDesigner.design(
            blocks: PolygonTable(MadeGraphs.squares(columns: 3, rows: 1)), units: units, blockOfUnit: blockOf,
            limits: MadeGraphs.limits(105, 108), goals: ZoneGoals(effort: 30), measure: .planar)
        for reason in plan.plan.infeasibilities {
            if case .noDivision = reason.reason {
                Issue.record("a proof about pieces is none about the block")
            }
            if case .notFound = reason.reason { #expect(reason.remedy?.certainty != .smallest) }
        }
    }

    @Test("a block with many units at one place is cut beside them, down to what that place weighs")
    func unitsAtOnePlace() {
        var (units, blockOf) = row([240], seed: 4)
        units += Array(repeating: WeightedPoint(Position(0.5, 0.5)), count: 160)
        blockOf += Array(repeating: 0, count: 160)
        func draw(_ maximum: Double) -> AreaPlan {
            AreaDesigner.design(
                blocks: PolygonTable(MadeGraphs.squares(columns: 1, rows: 1)), units: units,
                blockOfUnit: blockOf, limits: MadeGraphs.limits(0, maximum), goals: ZoneGoals(effort: 30),
                measure: .planar)
        }
        for maximum in [160.0, 170, 200, 240, 300] {
            #expect(draw(maximum).plan.infeasibilities.isEmpty, "a maximum of \(maximum)")
        }
        let reasons = draw(150).plan.infeasibilities
        #expect(
            reasons.map(\.reason) == [.placeTooHeavy(block: 0, position: Position(0.5, 0.5), workload: 160)])
        #expect(reasons.first?.remedy?.maximum == 160)
    }

    @Test(
        "a small part that already holds the limits stays as it was, although another division is better balanced"
    )
    func smallPartIsKept() {
        let graph = MadeGraphs.path([4, 1, 4, 1, 4, 6])
        let previous: [Int?] = [0, 0, 1, 1, 1, 2]
        let plan = ZoneDesigner.solve(
            graph, limits: MadeGraphs.limits(5, 12), goals: ZoneGoals(leastChange: 200, effort: 100),
            previous: previous)
        #expect(plan.infeasibilities.isEmpty)
        let metrics = PlanMetrics(
            zoneOfBlock: plan.zoneOfBlock, in: graph, limits: WorkloadLimits(minimum: 5, maximum: 12),
            previous: previous)
        #expect(metrics.keptShare == 1)
    }
}
