import GEOSBridge
import Testing

@Suite("Noding, polygonising, rounding and simplifying")
struct LineworkTests {
    typealias Operation = @Sendable (borrowing GEOSHandle) throws(GEOSError) -> GEOSHandle

    @Test(
        "lines are cut where they meet",
        arguments: [
            WKTCase(
                "a crossing", "MULTILINESTRING ((0 0, 2 2), (0 2, 2 0))",
                gives: "MULTILINESTRING ((0 0, 1 1), (0 2, 1 1), (1 1, 2 0), (1 1, 2 2))"),
            WKTCase(
                "a line drawn twice", "MULTILINESTRING ((0 0, 1 0), (0 0, 1 0))",
                gives: "MULTILINESTRING ((0 0, 1 0))"),
        ])
    func noded(example: WKTCase) throws {
        let (result, expected) = try texts(of: example) { a, _ throws(GEOSError) in try a.noded() }
        #expect(result == expected)
    }

    @Test(
        "faces that lines enclose",
        arguments: [
            WKTCase(
                "two cells and a dangle",
                "MULTILINESTRING ((1 0, 2 0, 2 1, 1 1), (1 1, 1 0), (1 0, 0 0, 0 1, 1 1), (2 1, 5 5))",
                gives:
                    "GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0)), POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0)))"
            ),
            WKTCase("an open line", "LINESTRING (0 0, 1 0, 1 1)", gives: "GEOMETRYCOLLECTION EMPTY"),
        ])
    func polygonized(example: WKTCase) throws {
        let (result, expected) = try texts(of: example) { a, _ throws(GEOSError) in try a.polygonized() }
        #expect(result == expected)
    }

    @Test("borders and joined lines")
    func borders() throws {
        let texts = try withGEOS { geos throws(GEOSError) in
            [
                try geos.read(wkt: square).boundary().wkt(),
                try geos.read(wkt: "LINESTRING (0 0, 1 1)").boundary().wkt(),
                try geos.read(wkt: "MULTILINESTRING ((0 0, 1 1), (1 1, 2 0))").linesMerged().wkt(),
            ]
        }
        #expect(
            texts == [
                "LINESTRING (0 0, 2 0, 2 2, 0 2, 0 0)", "MULTIPOINT (0 0, 1 1)", "LINESTRING (0 0, 1 1, 2 0)",
            ])
    }

    @Test("rounding to a grid drops, keeps or only moves what collapses")
    func rounding() throws {
        let sliver = "MULTIPOLYGON (((0 0, 2.2 0, 2.2 2.2, 0 2.2, 0 0)), ((5 0, 5.1 0, 5.1 3, 5 3, 5 0)))"
        let texts = try withGEOS { geos throws(GEOSError) in
            let shape = try geos.read(wkt: sliver)
            return [
                try shape.rounded(toGrid: 1).normalized().wkt(),
                try shape.rounded(toGrid: 1, .keepingCollapsed).normalized().wkt(),
                try shape.rounded(toGrid: 1, .pointwise).wkt(),
            ]
        }
        #expect(
            texts == [
                "POLYGON ((0 0, 0 2, 2 2, 2 0, 0 0))", "POLYGON ((0 0, 0 2, 2 2, 2 0, 0 0))",
                "MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((5 0, 5 0, 5 3, 5 3, 5 0)))",
            ])
    }

    @Test("simplifying drops what lies within the tolerance; one way may collapse a ring, the other not")
    func simplifying() throws {
        let texts = try withGEOS { geos throws(GEOSError) in
            let line = try geos.read(wkt: "LINESTRING (0 0, 1 0.1, 2 0, 3 5)")
            let small = try geos.read(wkt: "POLYGON ((0 0, 0.1 0, 0.1 0.1, 0 0.1, 0 0))")
            return [
                try line.simplified(tolerance: 0.2).wkt(),
                try line.simplifiedKeepingTopology(tolerance: 0.2).wkt(),
                try small.simplified(tolerance: 1).wkt(),
            ]
        }
        #expect(
            texts == ["LINESTRING (0 0, 2 0, 3 5)", "LINESTRING (0 0, 2 0, 3 5)", "POLYGON EMPTY"])
        let kept = try withGEOS { geos throws(GEOSError) in
            try geos.read(wkt: "POLYGON ((0 0, 0.1 0, 0.1 0.1, 0 0.1, 0 0))")
                .simplifiedKeepingTopology(tolerance: 1).isEmpty()
        }
        #expect(!kept)
    }

    @Test("a buffer grows and shrinks; shrunk past its width an area is empty")
    func buffer() throws {
        let (grown, shrunk, gone) = try withGEOS { geos throws(GEOSError) in
            let shape = try geos.read(wkt: square)
            return (
                try shape.buffered(by: 1, quadrantSegments: 64).area(), try shape.buffered(by: -0.5).area(),
                try shape.buffered(by: -1.5).isEmpty()
            )
        }
        #expect(abs(grown - (4 + 8 + Double.pi)) < 1e-3)
        #expect(abs(shrunk - 1) < 1e-12)
        #expect(gone)
    }
}
