import Coverage
import GeoKernels
import GeoModel
import TestSupport
import Testing
import Zoning

@Suite("cutting along a drawn line")
struct DrawnCutTests {
    private func cut(
        _ pieces: [MultiPolygon], _ line: [(Double, Double)], snap: Double = 0
    ) throws -> DrawnCut {
        try DrawnCut(
            pieces, along: line.map { Position($0.0, $0.1) }, snap: Metres(snap), measure: .planar)
    }

    private func area(_ parts: [DrawnCut.Part], _ side: DrawnCut.Side) -> Double {
        parts.filter { $0.side == side }.reduce(0) { $0 + GroundMeasure.planar.area(of: $1.area).value }
    }

    private let square = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 10)])

    @Test("a line from outside to outside makes two parts, left and right of it")
    func straight() throws {
        let cut = try cut([square], [(3, -1), (3, 11)])
        #expect(area(cut.parts[0], .left) == 30)
        #expect(area(cut.parts[0], .right) == 70)
        #expect(cut.inserted.map(\.position).sorted() == [Position(3, 0), Position(3, 10)].sorted())
    }

    @Test("a bent line keeps its bends as the new border")
    func bent() throws {
        let cut = try cut([square], [(3, -1), (3, 5), (7, 5), (7, 11)])
        #expect(area(cut.parts[0], .left) == 50)
        #expect(
            cut.parts[0].allSatisfy { part in
                part.area.polygons[0].rings[0].positions.contains(Position(3, 5))
            })
    }

    @Test("an end near a vertex goes through the vertex, and nothing is put on the border")
    func snapped() throws {
        let cut = try cut([square], [(0.4, -1), (0.4, 0.2), (9.8, 9.9), (9.8, 11)], snap: 1)
        #expect(cut.inserted.isEmpty)
        #expect(abs(area(cut.parts[0], .left) + area(cut.parts[0], .right) - 100) < 1e-9)
    }

    @Test("a line over several pieces cuts each; those it misses are on the side where they lie")
    func severalPieces() throws {
        let pieces = MadeGraphs.squares(columns: 4, rows: 1)
        let cut = try cut(pieces, [(1.5, -1), (1.5, 0.5), (2.5, 0.5), (2.5, 2)])
        #expect(cut.parts.map(\.count) == [1, 2, 2, 1])
        #expect(cut.parts[0][0].side == .left)
        #expect(cut.parts[3][0].side == .right)
        // The crossing of the border between two pieces stands in both.
        let middle = Position(2, 0.5)
        #expect(cut.parts[1].allSatisfy { $0.area.polygons[0].rings[0].positions.contains(middle) })
    }

    @Test("a line over a hole parts the land on both sides of the hole")
    func hole() throws {
        let outer = MadeGraphs.rectangle(0, 0, 10, 10)
        let hole = LinearRing(unchecked: MadeGraphs.rectangle(4, 4, 6, 6).rings[0].positions.reversed())
        let ring = MultiPolygon([Polygon(rings: outer.rings + [hole])])
        let cut = try cut([ring], [(5, -1), (5, 11)])
        #expect(area(cut.parts[0], .left) == 48)
        #expect(area(cut.parts[0], .right) == 48)
    }

    @Test("a line that crosses the border four times cuts off two corners of one side")
    func fourCrossings() throws {
        let cut = try cut([square], [(-1, 2), (3, 2), (3, -1), (7, -1), (7, 2), (11, 2)])
        #expect(area(cut.parts[0], .left) == 88)
        #expect(area(cut.parts[0], .right) == 12)
        #expect(cut.parts[0].count == 3)
    }

    @Test("parts of a piece away from the line stay with its largest part")
    func exclave() throws {
        let area = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 10), MadeGraphs.rectangle(20, 0, 21, 1)])
        let cut = try cut([area], [(3, -1), (3, 11)])
        #expect(cut.parts[0].count == 2)
        #expect(cut.parts[0].first { $0.side == .right }?.area.polygons.count == 2)
    }

    private static let useless: [([(Double, Double)], DrawnCut.Refusal)] = [
        ([(20, 0), (20, 10)], .outside), ([(3, -1), (3, 5)], .doesNotDivide),
        ([(3, 2), (6, 6)], .doesNotDivide),
        ([(1, -1), (6, 6), (1, 6), (6, -1)], .crossesItself),
    ]

    @Test("a line that does not divide is refused, and says why", arguments: useless)
    func refused(line: [(Double, Double)], refusal: DrawnCut.Refusal) {
        #expect(throws: refusal) { try cut([square], line) }
    }

    @Test("a line exactly along a border and then across cuts from where it leaves the border")
    func alongBorder() throws {
        let cut = try cut([square], [(0, 0), (4, 0), (4, 10)])
        #expect(area(cut.parts[0], .left) == 40)
        #expect(area(cut.parts[0], .right) == 60)
    }

    @Test("whatever the line, the parts are a valid coverage of the same land", arguments: seeds(60))
    func coverage(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = MadeGraphs.squares(columns: 4, rows: 3)
        var line = [(Double, Double)]()
        let steps = 3 + random.index(below: 5)
        for step in 0..<steps {
            let x = -0.5 + 5 * Double(step) / Double(steps - 1)
            line.append((x, step == 0 || step == steps - 1 ? 1.5 : random.number(in: 0.1...2.9)))
        }
        let snap = [0, 0.05, 0.3][random.index(below: 3)]
        let result = try cut(pieces, line, snap: snap)
        let parts = result.parts.flatMap { $0.map(\.area) }
        let input = CoverageInput(
            zones: PolygonTable(parts), codes: parts.indices.map(String.init), measure: .planar)
        let report = CoverageChecker().check(input)
        #expect(report.faults.isEmpty, "\(line) snap \(snap)")
        let whole = parts.reduce(0) { $0 + GroundMeasure.planar.area(of: $1).value }
        #expect(abs(whole - 12) < 1e-9)
        #expect(Set(result.parts.flatMap { $0.map(\.side) }) == [.left, .right])
    }
}
