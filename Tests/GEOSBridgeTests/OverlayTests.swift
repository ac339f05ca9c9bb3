import GEOSBridge
import GeoModel
import Testing

@Suite("Overlay")
struct OverlayTests {
    @Test(
        "the common part of two geometries",
        arguments: [
            WKTCase("overlapping squares", square, shifted, gives: "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"),
            WKTCase("neighbours share only a line", square, neighbour, gives: "LINESTRING (2 0, 2 2)"),
            WKTCase(
                "corner contact", square, "POLYGON ((2 2, 3 2, 3 3, 2 3, 2 2))", gives: "POINT (2 2)"),
            WKTCase(
                "nothing in common", square, "POLYGON ((5 5, 6 5, 6 6, 5 5))", gives: "POLYGON EMPTY"),
            WKTCase("with an empty one", square, "POLYGON EMPTY", gives: "POLYGON EMPTY"),
            WKTCase(
                "a line through a square", square, "LINESTRING (-1 1, 3 1)", gives: "LINESTRING (0 1, 2 1)"),
        ])
    func intersection(example: WKTCase) throws {
        let (result, expected) = try texts(of: example) { a, b throws(GEOSError) in try a.intersection(b) }
        #expect(result == expected)
    }

    @Test(
        "the union of two geometries",
        arguments: [
            WKTCase("neighbours", square, neighbour, gives: "POLYGON ((0 0, 2 0, 4 0, 4 2, 2 2, 0 2, 0 0))"),
            WKTCase(
                "a hole filled exactly",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))",
                "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))", gives: "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"),
            WKTCase("with an empty one", square, "POLYGON EMPTY", gives: square),
        ])
    func union(example: WKTCase) throws {
        let (result, expected) = try texts(of: example) { a, b throws(GEOSError) in try a.union(b) }
        #expect(result == expected)
    }

    @Test(
        "one geometry without the other",
        arguments: [
            WKTCase(
                "a bite", square, shifted, gives: "POLYGON ((0 0, 2 0, 2 1, 1 1, 1 2, 0 2, 0 0))"),
            WKTCase("itself", square, square, gives: "POLYGON EMPTY"),
            WKTCase(
                "an inner part leaves a hole", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))",
                "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))",
                gives: "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))"),
        ])
    func difference(example: WKTCase) throws {
        let (result, expected) = try texts(of: example) { a, b throws(GEOSError) in try a.difference(b) }
        #expect(result == expected)
    }

    @Test(
        "what lies in exactly one of two",
        arguments: [
            WKTCase(
                "half a square apart", square, "POLYGON ((1 0, 3 0, 3 2, 1 2, 1 0))",
                gives: "MULTIPOLYGON (((0 0, 1 0, 1 2, 0 2, 0 0)), ((2 0, 3 0, 3 2, 2 2, 2 0)))")
        ])
    func symmetricDifference(example: WKTCase) throws {
        let (result, expected) = try texts(of: example) { a, b throws(GEOSError) in
            try a.symmetricDifference(b)
        }
        #expect(result == expected)
    }

    @Test("overlay on a grid puts every vertex on it")
    func onAGrid() throws {
        let text = try withGEOS { geos throws(GEOSError) in
            let a = try geos.read(wkt: "POLYGON ((0 0, 3.3 0, 3.3 3.3, 0 3.3, 0 0))")
            let b = try geos.read(wkt: "POLYGON ((1.4 1.4, 5 1.4, 5 5, 1.4 5, 1.4 1.4))")
            return [
                try a.intersection(b, gridSize: 1).normalized().wkt(),
                try a.union(b, gridSize: 1).normalized().wkt(),
                try a.difference(b, gridSize: 1).normalized().wkt(),
                String(try a.symmetricDifference(b, gridSize: 1).area()),
            ]
        }
        #expect(
            text == [
                "POLYGON ((1 1, 1 3, 3 3, 3 1, 1 1))",
                "POLYGON ((0 0, 0 3, 1 3, 1 5, 5 5, 5 1, 3 1, 3 0, 0 0))",
                "POLYGON ((0 0, 0 3, 1 3, 1 1, 3 1, 3 0, 0 0))", "17.0",
            ])
    }

    @Test(
        "the union of all parts",
        arguments: [
            WKTCase(
                "overlapping parts", "GEOMETRYCOLLECTION (\(square), \(shifted))",
                gives: "POLYGON ((0 0, 2 0, 2 1, 3 1, 3 3, 1 3, 1 2, 0 2, 0 0))"),
            WKTCase("no parts", "GEOMETRYCOLLECTION EMPTY", gives: "GEOMETRYCOLLECTION EMPTY"),
            WKTCase(
                "equal lines", "MULTILINESTRING ((0 0, 1 0), (1 0, 0 0))", gives: "LINESTRING (0 0, 1 0)"),
        ])
    func unaryUnion(example: WKTCase) throws {
        let (result, expected) = try texts(of: example) { a, _ throws(GEOSError) in try a.unaryUnion() }
        #expect(result == expected)
    }

    @Test("a union of many values, on a grid or not, has the area of the whole")
    func unionOfMany() throws {
        let cells = (0..<25).map { cell -> Geometry in
            let (x, y) = (Double(cell % 5), Double(cell / 5))
            let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            return .polygon(Polygon(rings: [LinearRing(unchecked: corners.map { Position($0.0, $0.1) })]))
        }
        let (area, snapped, coverage) = try withGEOS { geos throws(GEOSError) in
            (
                try geos.union(of: cells).area(), try geos.union(of: cells, gridSize: 0.5).area(),
                try geos.collection(of: cells).coverageUnion().polygons().polygons.count
            )
        }
        #expect(area == 25)
        #expect(snapped == 25)
        #expect(coverage == 1)
    }
}
