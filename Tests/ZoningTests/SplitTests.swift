import GeoKernels
import GeoModel
import TestSupport
import Testing

@testable import Zoning

struct SplitTests {
    private static func area(_ area: MultiPolygon) -> Double { GroundMeasure.planar.area(of: area).value }

    /// No two edges of a ring meet except where they follow each other.
    private static func isSimple(_ polygon: Polygon) -> Bool {
        let edges = polygon.rings.flatMap { Array(zip($0.positions, $0.positions.dropFirst())) }
        for (place, first) in edges.enumerated() {
            for second in edges[(place + 1)...] {
                let shares = [second.0, second.1].contains { $0 == first.0 || $0 == first.1 }
                if !shares && PolygonCut.meet(first.0, first.1, second.0, second.1) { return false }
            }
        }
        return true
    }

    /// A star-shaped polygon with bends, not convex.
    private static func blob(_ rng: inout SplitMix64) -> Polygon {
        let count = 8 + rng.index(below: 30)
        var ring: [Position] = []
        for vertex in 0..<count {
            let turn = Double(vertex) / Double(count)
            // Around a square: no need of sines.
            let side = Int(turn * 4)
            let along = (turn * 4 - Double(side)) * 2 - 1
            let (x, y) = [(along, -1.0), (1, along), (-along, 1), (-1, -along)][side]
            let reach = rng.number(in: 0.5...1)
            ring.append(Position(115 + x * reach, 29 + y * reach))
        }
        return Polygon(exterior: LinearRing(unchecked: ring + ring.prefix(1)))
    }

    private static func units(in polygon: Polygon, _ count: Int, _ rng: inout SplitMix64) -> [WeightedPoint] {
        let ring = Array((polygon.exterior?.positions ?? []).dropLast())
        var units: [WeightedPoint] = []
        while units.count < count {
            let position = Position(rng.number(in: 114...116), rng.number(in: 28...30))
            if PolygonCut.contains(ring, position) { units.append(WeightedPoint(position)) }
        }
        return units
    }

    @Test("a block is cut into pieces that hold the limits and form a coverage", arguments: seeds(10))
    func pieces(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        let polygon = Self.blob(&rng)
        let whole = MultiPolygon([polygon])
        let units = Self.units(in: polygon, 40 + rng.index(below: 200), &rng)
        let limits = WorkloadLimits(minimum: 12, maximum: 30)
        let split = BlockSplitter.split(whole, units: units, limits: limits)
        #expect(split.failure == nil)
        var loads = [Double](repeating: 0, count: split.pieces.count)
        for (unit, piece) in split.pieceOfUnit.enumerated() { loads[piece] += units[unit].weight }
        #expect(loads.allSatisfy { $0 >= 12 && $0 <= 30 })
        for (unit, piece) in split.pieceOfUnit.enumerated() {
            let ring = Array((split.pieces[piece].polygons[0].exterior?.positions ?? []).dropLast())
            #expect(PolygonCut.contains(ring, units[unit].position))
        }
        #expect(split.pieces.allSatisfy { $0.polygons.count == 1 && $0.polygons.allSatisfy(Self.isSimple) })
        // Joined again, the pieces give the area back, bit for bit, with the vertices that were reported.
        var expected = whole
        for vertex in split.borderVertices {
            let inserted = vertex.inserted(into: expected)
            #expect(inserted.isChanged)
            expected = inserted.area
        }
        let table = PolygonTable(split.pieces)
        let joined = ZoneOutlines.dissolve(table, zoneOfBlock: Array(repeating: 0, count: table.count))
        let again = ZoneOutlines.dissolve(PolygonTable([expected]), zoneOfBlock: [0])
        #expect(joined.positions == again.positions)
        #expect(joined.ringCount == 1)
        let sum = split.pieces.reduce(0) { $0 + Self.area($1) }
        #expect(abs(sum - Self.area(whole)) < 1e-12)
    }

    @Test("a cut passes over a hole and takes both its sides")
    func hole() {
        let outer = MadeGraphs.rectangle(0, 0, 10, 4)
        let inner = MadeGraphs.rectangle(4, 1, 6, 3)
        let area = MultiPolygon([Polygon(rings: outer.rings + inner.rings)])
        let units = (0..<20).map { WeightedPoint(Position(0.25 + Double($0) * 0.5, 0.5)) }
        let split = BlockSplitter.split(area, units: units, limits: WorkloadLimits(minimum: 10, maximum: 10))
        #expect(split.failure == nil)
        #expect(split.pieces.count == 2)
        #expect(split.borderVertices.count == 4)
        #expect(split.pieces.reduce(0) { $0 + Self.area($1) } == 36)
    }

    @Test("a cut follows a river that keeps the limits, bends and all")
    func river() {
        let area = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 4)])
        let river = LineString(unchecked: [
            Position(4.5, 5), Position(4.75, 3), Position(5.5, 2), Position(4.75, 1), Position(5, -1),
        ])
        let units = (0..<20).map { WeightedPoint(Position(0.25 + Double($0) * 0.5, 0.5)) }
        let limits = WorkloadLimits(minimum: 8, maximum: 12)
        let split = BlockSplitter.split(area, units: units, limits: limits, guides: [river])
        #expect(split.failure == nil)
        #expect(split.pieces.count == 2)
        for piece in split.pieces {
            let ring = piece.polygons[0].rings[0].positions
            #expect(river.positions[1...3].allSatisfy(ring.contains))
            #expect(Self.isSimple(piece.polygons[0]))
        }
        #expect(split.borderVertices.count == 2)
        #expect(abs(split.pieces.reduce(0) { $0 + Self.area($1) } - 40) < 1e-12)
    }

    @Test("a road that ends exactly on the border is followed, bends and all")
    func roadToTheBorder() {
        let area = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 4)])
        let road = LineString(unchecked: [
            Position(4.5, 4), Position(4.75, 3), Position(5.5, 2), Position(4.75, 1), Position(5, 0),
        ])
        let units = (0..<20).map { WeightedPoint(Position(0.25 + Double($0) * 0.5, 0.5)) }
        let limits = WorkloadLimits(minimum: 8, maximum: 12)
        let split = BlockSplitter.split(area, units: units, limits: limits, guides: [road])
        #expect(split.failure == nil && split.pieces.count == 2)
        for piece in split.pieces {
            let ring = piece.polygons[0].rings[0].positions
            #expect(road.positions[1...3].allSatisfy(ring.contains))
            #expect(Self.isSimple(piece.polygons[0]))
        }
        let ends = split.borderVertices.map(\.position).sorted()
        #expect(
            zip(ends, [road.positions[0], road.positions[4]].sorted()).allSatisfy { abs($0.x - $1.x) < 1e-4 })
    }

    @Test("a river that would break the limits is not followed")
    func unbalancedRiver() {
        let area = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 4)])
        let river = LineString(unchecked: [Position(1, 5), Position(1.1, -1)])
        let units = (0..<20).map { WeightedPoint(Position(0.25 + Double($0) * 0.5, 0.5)) }
        let limits = WorkloadLimits(minimum: 8, maximum: 12)
        let split = BlockSplitter.split(area, units: units, limits: limits, guides: [river])
        #expect(split.failure == nil)
        #expect(split.borderVertices.allSatisfy { abs($0.position.x - 5) < 1.5 })
    }

    @Test("an exclave too light for a piece of its own goes with the nearest piece")
    func exclave() {
        let area = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 1), MadeGraphs.rectangle(12, 0, 13, 1)])
        let units =
            (0..<20).map { WeightedPoint(Position(0.25 + Double($0) * 0.5, 0.5)) }
            + [WeightedPoint(Position(12.5, 0.5))]
        let split = BlockSplitter.split(area, units: units, limits: WorkloadLimits(minimum: 8, maximum: 11))
        #expect(split.failure == nil)
        #expect(split.pieces.map(\.polygons.count).sorted() == [1, 2])
        #expect(split.pieceOfUnit[20] == split.pieceOfUnit[19])
    }

    @Test("a cut through a grid of units runs between its rows, never along one")
    func gridOfUnits() {
        let units = (0..<280).map { unit in
            WeightedPoint(
                Position(111 + (Double(unit % 20) + 0.52) / 20, 30 + (Double(unit / 20) + 0.53) / 20))
        }
        let square = MultiPolygon([MadeGraphs.rectangle(111, 30, 112, 31)])
        let limits = WorkloadLimits(minimum: 20, maximum: 150)
        let split = BlockSplitter.split(square, units: units, limits: limits)
        #expect(split.failure == nil)
        #expect(split.pieces.count > 1)
        for (unit, piece) in zip(units, split.pieceOfUnit) {
            let ring = split.pieces[piece].polygons.flatMap { ($0.exterior?.positions ?? []).dropLast() }
            for step in [(1e-9, 0.0), (-1e-9, 0.0), (0.0, 1e-9), (0.0, -1e-9)] {
                let beside = Position(unit.position.x + step.0, unit.position.y + step.1)
                #expect(PolygonCut.contains(ring, beside), "unit \(unit.position) lies on a cut")
            }
        }
    }

    @Test("units at one place beyond the maximum are named, and the area stays whole")
    func tooHeavy() {
        let area = MultiPolygon([MadeGraphs.rectangle(0, 0, 1, 1)])
        let units = Array(repeating: WeightedPoint(Position(0.5, 0.5)), count: 9)
        let split = BlockSplitter.split(area, units: units, limits: WorkloadLimits(minimum: 1, maximum: 8))
        #expect(split.failure == .placeTooHeavy(position: Position(0.5, 0.5), workload: 9))
        #expect(split.pieces == [area])
    }

    @Test("zones of squares are outlined with holes, parts and touching corners kept apart")
    func outlines() {
        let squares = MadeGraphs.squares(columns: 3, rows: 3)
        let table = PolygonTable(squares)
        let ring = ZoneOutlines.dissolve(table, zoneOfBlock: [0, 0, 0, 0, 1, 0, 0, 0, 0])
        #expect(ring.area(ofFeature: 0).polygons.map(\.rings.count) == [2])
        #expect(
            ring.area(ofFeature: 1)
                == ZoneOutlines.dissolve(PolygonTable([squares[4]]), zoneOfBlock: [0]).area(ofFeature: 0))
        let checks = ZoneOutlines.dissolve(table, zoneOfBlock: [0, 1, 0, 1, 0, 1, 0, 1, 0])
        #expect(checks.area(ofFeature: 0).polygons.count == 5)
        #expect(checks.area(ofFeature: 1).polygons.count == 4)
        // A hole that touches the outer ring in a corner is a hole, not a bay.
        let corner = ZoneOutlines.dissolve(table, zoneOfBlock: [1, 0, 0, 0, 1, 0, 0, 0, 0])
        #expect(corner.area(ofFeature: 0).polygons.map(\.rings.count) == [2])
        #expect(Self.area(corner.area(ofFeature: 0)) == 7)
    }

    // MARK: roads in several features

    private static func line(_ positions: (Double, Double)...) -> LineString {
        LineString(unchecked: positions.map { Position($0.0, $0.1) })
    }

    @Test("a road that a map parts at a junction goes on through it, and the side road ends there")
    func junction() {
        let road = [Self.line((0, 0), (1, 0)), Self.line((2, 0.1), (1, 0)), Self.line((1, 0), (1, 5))]
        #expect(LineMerge.chains(of: road) == [Self.line((0, 0), (1, 0), (2, 0.1))])
        let ring = [Self.line((0, 0), (1, 0)), Self.line((1, 0), (1, 1)), Self.line((1, 1), (0, 0))]
        #expect(LineMerge.chains(of: ring).map(\.positions.count) == [4])
        #expect(LineMerge.chains(of: [Self.line((0, 0), (1, 0)), Self.line((3, 0), (4, 0))]).isEmpty)
    }

    @Test("a block is cut along a road in two features as along the road in one")
    func roadInTwo() {
        var rng = SplitMix64(seed: 5)
        let units = (0..<200).map { _ in WeightedPoint(Position(rng.unit(), rng.unit())) }
        func cuts(_ road: [LineString]) -> [Position] {
            AreaDesigner.design(
                blocks: PolygonTable(MadeGraphs.squares(columns: 1, rows: 1)), units: units,
                blockOfUnit: units.map { _ in 0 }, limits: MadeGraphs.limits(50, 140),
                goals: ZoneGoals(effort: 50), measure: .planar, rules: BlockRules(visibleLines: road)
            ).insertedVertices.map(\.position)
        }
        let whole = cuts([Self.line((0.45, -0.1), (0.52, 0.5), (0.47, 1.1))])
        #expect(whole.count == 2)
        #expect(cuts([Self.line((0.45, -0.1), (0.52, 0.5)), Self.line((0.47, 1.1), (0.52, 0.5))]) == whole)
    }
}
