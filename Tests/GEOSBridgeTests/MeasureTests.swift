import GEOSBridge
import GeoModel
import Testing

@Suite("Measures, representative points and index")
struct MeasureTests {
    @Test(
        "area, length and envelope",
        arguments: [
            (square, 4.0, 8.0, Envelope(minX: 0, minY: 0, maxX: 2, maxY: 2)),
            (
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))", 15, 20,
                Envelope(minX: 0, minY: 0, maxX: 4, maxY: 4)
            ),
            ("LINESTRING (0 0, 3 4)", 0, 5, Envelope(minX: 0, minY: 0, maxX: 3, maxY: 4)),
            ("POINT (1 2)", 0, 0, Envelope(Position(1, 2))),
            ("POLYGON EMPTY", 0, 0, nil),
        ] as [(String, Double, Double, Envelope?)])
    func sizes(wkt: String, area: Double, length: Double, envelope: Envelope?) throws {
        let found = try withGEOS { geos throws(GEOSError) in
            let geometry = try geos.read(wkt: wkt)
            return (try geometry.area(), try geometry.length(), try geometry.envelope())
        }
        #expect(found == (area, length, envelope))
    }

    @Test("distances")
    func distances() throws {
        let found = try withGEOS { geos throws(GEOSError) in
            let a = try geos.read(wkt: square)
            return [
                try a.distance(to: geos.read(wkt: "POINT (5 6)")),
                try a.distance(to: geos.read(wkt: shifted)),
                try a.distance(to: geos.read(wkt: "POINT EMPTY")),
                try geos.read(wkt: "LINESTRING (0 0, 10 0)").hausdorffDistance(
                    to: geos.read(wkt: "LINESTRING (0 3, 10 0)")),
            ]
        }
        #expect(found == [5, 0, 0, 3])
    }

    @Test("a point on the surface lies inside even where the centre of mass does not")
    func surface() throws {
        let horseshoe = "POLYGON ((0 0, 10 0, 10 10, 9 10, 9 1, 1 1, 1 10, 0 10, 0 0))"
        let (surface, centroid, inside, centreInside) = try withGEOS { geos throws(GEOSError) in
            let shape = try geos.read(wkt: horseshoe)
            let surface = try shape.pointOnSurface()
            let centroid = try shape.centroid()
            guard let surface, let centroid else { return (surface, centroid, false, true) }
            return (
                surface, centroid, try shape.contains(geos.make(surface)),
                try shape.contains(geos.make(centroid))
            )
        }
        #expect(surface != nil)
        #expect(centroid?.x == 5)
        #expect(inside)
        #expect(!centreInside)
    }

    @Test("an empty geometry has no representative point and no circle")
    func emptyRepresentative() throws {
        let (surface, centroid, circle) = try withGEOS { geos throws(GEOSError) in
            let empty = try geos.read(wkt: "POLYGON EMPTY")
            return (
                try empty.pointOnSurface(), try empty.centroid(),
                try empty.maximumInscribedCircle(tolerance: 1)
            )
        }
        #expect(surface == nil)
        #expect(centroid == nil)
        #expect(circle == nil)
    }

    @Test(
        "the largest circle inside an area",
        arguments: [
            (square, Position(1, 1), 1.0), ("POLYGON ((0 0, 10 0, 10 2, 0 2, 0 0))", nil, 1),
            ("POLYGON ((0 0, 3 0, 0 4, 0 0))", Position(1, 1), 1),
        ] as [(String, Position?, Double)])
    func circle(wkt: String, centre: Position?, radius: Double) throws {
        let circle = try #require(
            try withGEOS { geos throws(GEOSError) in
                try geos.read(wkt: wkt).maximumInscribedCircle(tolerance: 1e-3)
            })
        #expect(abs(circle.radius - radius) <= 1e-3)
        if let centre {
            #expect(abs(circle.centre.x - centre.x) < 1e-2 && abs(circle.centre.y - centre.y) < 1e-2)
        }
    }

    @Test("a circle needs a positive tolerance")
    func tolerance() async {
        await #expect(processExitsWith: .failure) {
            _ = try withGEOS { geos in
                try geos.read(wkt: "POLYGON ((0 0, 1 0, 1 1, 0 0))").maximumInscribedCircle(tolerance: 0)
            }
        }
    }
}
