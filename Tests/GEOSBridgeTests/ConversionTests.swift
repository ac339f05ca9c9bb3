import GEOSBridge
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("Values in and out of GEOS")
struct ConversionTests {
    @Test(
        "each kind, empty or not, comes back as it went in",
        arguments: [
            "POINT (1 2)", "POINT EMPTY", "LINESTRING (0 0, 1 1, 1 1, 2 0)", "LINESTRING EMPTY",
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))", "POLYGON EMPTY",
            "MULTIPOINT (1 2, 3 4)", "MULTIPOINT EMPTY", "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
            "MULTILINESTRING EMPTY", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), EMPTY)", "MULTIPOLYGON EMPTY",
            "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1)), POLYGON EMPTY)",
            "GEOMETRYCOLLECTION EMPTY",
        ])
    func roundTrip(wkt: String) throws {
        let (text, value, again) = try withGEOS { geos throws(GEOSError) in
            let value = try geos.read(wkt: wkt).geometry()
            let handle = try geos.make(value)
            return (try handle.wkt(), value, try handle.geometry())
        }
        #expect(text == wkt)
        #expect(again == value)
    }

    @Test("all 52 bits of each ordinate survive", arguments: seeds(10))
    func exact(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let polygon = randomStar(around: Position(116.4, 39.9), reach: 1, count: 40, &generator)
        let back = try withGEOS { geos throws(GEOSError) in try geos.make(polygon).geometry() }
        #expect(back == .polygon(polygon))
    }

    @Test("Z is dropped and an empty point inside a multipoint is left out")
    func loss() throws {
        let values = try withGEOS { geos throws(GEOSError) in
            [
                try geos.read(wkt: "LINESTRING Z (0 0 7, 1 1 8)").geometry(),
                try geos.read(wkt: "MULTIPOINT ((1 2), EMPTY)").geometry(),
                try geos.read(wkt: "LINEARRING (0 0, 1 0, 1 1, 0 0)").geometry(),
            ]
        }
        let line = LineString(unchecked: [Position(0, 0), Position(1, 1)])
        let ring = [Position(0, 0), Position(1, 0), Position(1, 1), Position(0, 0)]
        #expect(
            values == [
                .lineString(line), .multiPoint([Position(1, 2)]), .lineString(LineString(unchecked: ring)),
            ])
    }

    @Test("features of a table become multipolygons, one without polygons an empty one")
    func table() throws {
        let areas = try withGEOS { geos throws(GEOSError) in
            [
                try geos.read(
                    wkt:
                        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 1 1)), ((9 9, 10 9, 9 10, 9 9)))"
                ).polygons(),
                MultiPolygon([]), try geos.read(wkt: square).polygons(),
            ]
        }
        let table = PolygonTable(areas)
        let (each, parts) = try withGEOS { geos throws(GEOSError) in
            let all = try geos.collection(ofFeatures: table)
            var each: [Geometry] = []
            var parts: [Geometry] = []
            for feature in 0..<table.count {
                each.append(try geos.make(feature: feature, of: table).geometry())
                parts.append(
                    try all.withPart(feature) { part throws(GEOSError) in try part.geometry() })
            }
            return (each, parts)
        }
        #expect(each == areas.map { .multiPolygon($0) })
        #expect(parts == each)
    }

    @Test(
        "a ring that GEOS cannot hold is an error that names the function, inside a collection too",
        arguments: [
            ([Position(0, 0), Position(1, 0), Position(1, 1), Position(0, 1)], "form a closed linestring"),
            ([Position(0, 0), Position(0, 0)], "number of points"),
        ])
    func badRing(ring: [Position], words: String) {
        let good = LinearRing(
            unchecked: [Position(0, 0), Position(9, 0), Position(9, 9), Position(0, 0)])
        let bad = Polygon(rings: [good, LinearRing(unchecked: ring)])
        let error = #expect(throws: GEOSError.self) {
            try withGEOS { geos throws(GEOSError) in
                _ = try geos.make(.geometryCollection([.polygon(Polygon(rings: [good])), .polygon(bad)]))
            }
        }
        #expect(error?.function == "GEOSGeom_createLinearRing_r")
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test("a line of one position is an error")
    func badLine() {
        let error = #expect(throws: GEOSError.self) {
            try withGEOS { geos throws(GEOSError) in
                _ = try geos.make(.lineString(LineString(unchecked: [Position(1, 1)])))
            }
        }
        #expect(error?.function == "GEOSGeom_createLineString_r")
    }

    @Test("only the areas of a mixed result are taken as polygons")
    func polygons() throws {
        let area = try withGEOS { geos throws(GEOSError) in
            try geos.read(
                wkt:
                    "GEOMETRYCOLLECTION (POINT (1 2), \(square), LINESTRING (0 0, 1 1), MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), EMPTY))"
            ).polygons()
        }
        #expect(area.polygons.map { $0.rings[0].positions.count } == [5, 4])
    }
}
