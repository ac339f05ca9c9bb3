import GeoKernels
import GeoModel
import TestSupport
import Testing
import Zoning

@Suite("cutting blocks along the borders of zones")
struct BlockPartsTests {
    private func area(_ area: MultiPolygon) -> Double { GroundMeasure.planar.area(of: area).value }

    private func cut(_ areas: [MultiPolygon], _ line: [(Double, Double)]) throws -> [MultiPolygon] {
        let cut = try DrawnCut(
            areas, along: line.map { Position($0.0, $0.1) }, snap: Metres(0), measure: .planar)
        return cut.parts.flatMap { $0.map(\.area) }
    }

    @Test("a block that zones cut falls into the zones' parts, and its neighbour gets the same vertex")
    func cutBlock() throws {
        let blocks = MadeGraphs.squares(columns: 2, rows: 1)
        let halves = try cut([blocks[0]], [(-1, 0.3), (2, 0.4)])
        let zones = halves + [blocks[1]]
        let parts = BlockParts(PolygonTable(blocks), along: PolygonTable(zones))
        #expect(parts.blockOf == [0, 0, 1])
        #expect(parts.areas.prefix(2).map(area).sorted() == halves.map(area).sorted())
        let graph = BlockGraph(
            blocks: PolygonTable(parts.areas), weights: [1, 1, 1], measure: .planar)
        #expect(graph.isConnected([0, 1]) && graph.isConnected([0, 2]) && graph.isConnected([1, 2]))
        #expect(parts.inserted.count == 2)
    }

    @Test("zones of whole blocks cut nothing, also where a border only got a vertex")
    func wholeBlocks() {
        let blocks = MadeGraphs.squares(columns: 2, rows: 1)
        let vertex = InsertedVertex(from: Position(1, 0), to: Position(1, 1), position: Position(1, 0.25))
        let zones = blocks.map { vertex.inserted(into: $0).area }
        let parts = BlockParts(PolygonTable(blocks), along: PolygonTable(zones))
        #expect(!parts.isCut)
        #expect(parts.areas == zones)
    }

    @Test("a zone that lies inside a block is a part of it, and the rest is another")
    func island() {
        let block = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 10)])
        let inside = MadeGraphs.rectangle(4, 4, 6, 6)
        let hole = LinearRing(unchecked: inside.rings[0].positions.reversed())
        let around = MultiPolygon([Polygon(rings: block.polygons[0].rings + [hole])])
        let parts = BlockParts(PolygonTable([block]), along: PolygonTable([around, MultiPolygon([inside])]))
        #expect(parts.areas.map(area).sorted() == [4, 96])
    }

    @Test("borders that do not follow the block's border, or end inside it, leave it whole")
    func strangers() {
        let block = MultiPolygon([MadeGraphs.rectangle(0, 0, 10, 10)])
        let crossing = [
            MultiPolygon([MadeGraphs.rectangle(-5, -5, 3, 15)]),
            MultiPolygon([MadeGraphs.rectangle(3, -5, 15, 15)]),
        ]
        #expect(!BlockParts(PolygonTable([block]), along: PolygonTable(crossing)).isCut)
    }

    @Test("an exclave stays with the largest part of its block")
    func exclave() throws {
        let (main, exclave) = (MadeGraphs.rectangle(0, 0, 10, 10), MadeGraphs.rectangle(20, 0, 21, 1))
        let halves = try cut([MultiPolygon([main])], [(4, -1), (4, 11)])
        let zones = halves + [MultiPolygon([exclave])]
        let parts = BlockParts(PolygonTable([MultiPolygon([main, exclave])]), along: PolygonTable(zones))
        #expect(parts.areas.map(area).sorted() == [40, 61])
    }
}
