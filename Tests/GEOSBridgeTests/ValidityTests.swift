import GEOSBridge
import GeoModel
import Testing

@Suite("Validity")
struct ValidityTests {
    @Test(
        "an invalid polygon is told with reason and place",
        arguments: [
            (bowTie, "Self-intersection", Position(1, 1)),
            (
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 5, 6 5, 6 6, 5 5))", "Hole lies outside shell",
                Position(5, 5)
            ),
            (
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1), (1.5 1.5, 2 1.5, 2 2, 1.5 1.5))",
                "Holes are nested", Position(1.5, 1.5)
            ),
            (
                "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((1 1, 2 1, 2 2, 1 1)))", "Nested shells",
                Position(1, 1)
            ),
            ("POLYGON ((0 0, 2 0, 4 0, 2 0, 2 2, 0 0))", "Self-intersection", Position(4, 0)),
        ])
    func faults(wkt: String, reason: String, place: Position) throws {
        let fault = try withGEOS { geos throws(GEOSError) in try geos.read(wkt: wkt).validityFault() }
        #expect(fault?.reason == reason)
        #expect(fault?.location == place)
    }

    @Test("a NaN ordinate is a fault")
    func notANumber() throws {
        let ring = [Position(0, 0), Position(.nan, 0), Position(1, 1), Position(0, 0)]
        let polygon = Polygon(rings: [LinearRing(unchecked: ring)])
        let fault = try withGEOS { geos throws(GEOSError) in try geos.make(polygon).validityFault() }
        #expect(fault?.reason == "Invalid Coordinate")
    }

    @Test(
        "valid geometries have no fault", arguments: [square, "POLYGON EMPTY", "POINT (1 2)", "POINT EMPTY"])
    func valid(wkt: String) throws {
        #expect(try withGEOS { geos throws(GEOSError) in try geos.read(wkt: wkt).isValid() })
    }

    @Test("a ring that touches itself is a fault unless it is allowed")
    func inverted() throws {
        let (strict, lenient) = try withGEOS { geos throws(GEOSError) in
            let ring = try geos.read(wkt: "POLYGON ((0 0, 4 0, 4 4, 2 4, 3 2, 1 2, 2 4, 0 4, 0 0))")
            return (
                try ring.validityFault()?.reason,
                try ring.validityFault(allowingRingsThatTouchThemselves: true)?.reason
            )
        }
        #expect(strict == "Ring Self-intersection")
        #expect(lenient == nil)
    }

    @Test("making valid keeps both halves of a bow tie, and a collapsed part only when asked")
    func makeValid() throws {
        let texts = try withGEOS { geos throws(GEOSError) in
            let flat = try geos.read(wkt: "POLYGON ((0 0, 1 0, 2 0, 0 0))")
            return [
                try geos.read(wkt: bowTie).makeValid().normalized().wkt(),
                try flat.makeValid().wkt(),
                try flat.makeValid(collapses: .keep).normalized().wkt(),
            ]
        }
        #expect(
            texts == [
                "MULTIPOLYGON (((1 1, 2 2, 2 0, 1 1)), ((0 0, 0 2, 1 1, 0 0)))", "POLYGON EMPTY",
                "LINESTRING (0 0, 1 0, 2 0, 0 0)",
            ])
    }
}
