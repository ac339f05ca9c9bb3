import GeoKernels
import GeoModel
import Testing
import Zoning

struct BlockGraphTests {
    private func graph(_ areas: [MultiPolygon], rules: BlockRules = BlockRules()) -> BlockGraph {
        BlockGraph(
            blocks: PolygonTable(areas), weights: Array(repeating: 1, count: areas.count), measure: .planar,
            rules: rules)
    }

    @Test("squares in two rows touch along edges, not at corners")
    func rook() {
        let graph = graph(MadeGraphs.squares(columns: 3, rows: 2))
        #expect(graph.neighbours(of: 0) == [1, 3])
        #expect(graph.neighbours(of: 4) == [1, 3, 5])
        #expect(graph.borderLength(between: 0, 1) == Metres(1))
        #expect(graph.borderLength(between: 0, 4) == Metres(0))
        #expect(graph.shapes.areas == Array(repeating: 1, count: 6))
        #expect(graph.shapes.perimeters == Array(repeating: 4, count: 6))
    }

    @Test("a border whose vertices differ on the two sides joins nothing")
    func unmatchedEdges() {
        let tall = MultiPolygon([MadeGraphs.rectangle(1, 0, 2, 2)])
        let graph = graph(MadeGraphs.squares(columns: 1, rows: 2) + [tall])
        #expect(graph.neighbours(of: 2).isEmpty)
    }

    @Test("a block with an exclave is one node")
    func exclave() {
        let owner = MultiPolygon([
            MadeGraphs.rectangle(0, 0, 1, 1), MadeGraphs.rectangle(2, 0, 3, 1),
        ])
        let between = MultiPolygon([MadeGraphs.rectangle(1, 0, 2, 1)])
        let graph = graph([owner, between])
        #expect(graph.neighbours(of: 0) == [1])
        #expect(graph.borderLength(between: 0, 1) == Metres(2))
        #expect(abs(graph.shapes.centroid(of: 0).x - graph.shapes.centroid(of: 1).x) < 1e-12)
    }

    @Test("a hole is taken from the area and its border is counted")
    func hole() {
        let ring = MadeGraphs.rectangle(0, 0, 3, 3)
        let inner = MadeGraphs.rectangle(1, 1, 2, 2)
        let outer = Polygon(rings: ring.rings + inner.rings)
        let graph = graph([MultiPolygon([outer]), MultiPolygon([inner])])
        #expect(graph.shapes.areas == [8, 1])
        #expect(graph.shapes.perimeters == [16, 4])
        #expect(graph.neighbours(of: 1) == [0])
    }

    @Test("a barrier parts two blocks whether given as a pair or as a line")
    func barriers() {
        let squares = MadeGraphs.squares(columns: 2, rows: 2)
        let pair = graph(squares, rules: BlockRules(barriers: [BlockPair(1, 0)]))
        #expect(pair.neighbours(of: 0) == [2])
        let river = LineString(unchecked: [Position(1, 2), Position(1, 1), Position(1, 0)])
        let line = graph(squares, rules: BlockRules(barrierLines: [river]))
        #expect(line.neighbours(of: 0) == [2])
        #expect(line.neighbours(of: 3) == [1])
    }

    @Test("a link joins blocks across water with no border")
    func links() {
        let shores =
            MadeGraphs.squares(columns: 1, rows: 1) + MadeGraphs.squares(columns: 1, rows: 1, from: 5)
        let graph = graph(shores, rules: BlockRules(links: [BlockPair(0, 1)]))
        #expect(graph.neighbours(of: 0) == [1])
        #expect(graph.borderLength(between: 0, 1) == Metres(0))
    }

    @Test("a zone of four squares measures as one square")
    func zoneShape() {
        let graph = graph(MadeGraphs.squares(columns: 2, rows: 2))
        let shape = ZoneShape([0, 1, 2, 3], in: graph, plan: [0, 0, 0, 0])
        #expect(shape.squareMetres == 4)
        #expect(shape.perimeterMetres == 8)
        #expect(abs(shape.polsbyPopper - .pi / 4) < 1e-12)
        // The second moment of a square of side a about its centre is a⁴ / 6.
        #expect(abs(shape.inertia - 16 / (2 * .pi * 16 / 6)) < 1e-9)
    }
}
