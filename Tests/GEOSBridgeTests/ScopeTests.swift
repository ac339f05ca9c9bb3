import GEOSBridge
import GeoModel
import Testing

@Suite("Scopes, contexts and errors")
struct ScopeTests {
    @Test("an error carries the C function and GEOS's own words")
    func message() {
        let error = #expect(throws: GEOSError.self) {
            try withGEOS { geos throws(GEOSError) in _ = try geos.read(wkt: "POLYGOM ((0 0))") }
        }
        #expect(error?.function == "GEOSWKTReader_read_r")
        #expect(error?.message.contains("Unknown type: 'POLYGOM'") == true)
        #expect(error?.description.hasPrefix("GEOSWKTReader_read_r: ") == true)
    }

    @Test("each of many failures has its own message, and a success after them has none left over")
    func messagesDoNotMix() throws {
        try withGEOS { geos throws(GEOSError) in
            for word in ["ALPHA", "BETA"] {
                do throws(GEOSError) {
                    _ = try geos.read(wkt: word)
                    Issue.record("\(word) is no geometry")
                } catch {
                    #expect(error.message.contains(word))
                }
            }
            #expect(try geos.read(wkt: square).area() == 4)
            let index = try geos.spatialIndex(of: [(id: 3, envelope: Envelope(Position(1, 1)))])
            #expect(try index.query(Envelope(Position(1, 1))) == [3])
        }
    }

    @Test(
        "what GEOS cannot do is an error of that function",
        arguments: ["area of a point as a circle", "boundary of a collection", "position of a line"])
    func wrongKind(what: String) {
        let error = #expect(throws: GEOSError.self) {
            try withGEOS { geos throws(GEOSError) in
                switch what {
                case "area of a point as a circle":
                    _ = try geos.read(wkt: "POINT (1 1)").maximumInscribedCircle(tolerance: 1)
                case "boundary of a collection":
                    _ = try geos.read(wkt: "GEOMETRYCOLLECTION (POINT (1 1))").boundary()
                default:
                    _ = try geos.read(wkt: "LINESTRING (0 0, 1 1)").position()
                }
            }
        }
        let functions = [
            "area of a point as a circle": "GEOSMaximumInscribedCircle_r",
            "boundary of a collection": "GEOSBoundary_r", "position of a line": "GEOSGeomGetX_r",
        ]
        #expect(error?.function == functions[what])
    }

    @Test("an overlay of invalid areas is an error, not a wrong answer")
    func invalidOverlay() {
        let error = #expect(throws: GEOSError.self) {
            try withGEOS { geos throws(GEOSError) in
                let a = try geos.read(wkt: "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
                let b = try geos.read(wkt: "POLYGON ((0 0, 5 9, 9 0, 1 7, 8 8, 0 0))")
                _ = try a.union(b)
            }
        }
        #expect(error?.function == "GEOSUnion_r")
        #expect(error?.message.contains("TopologyException") == true)
    }

    @Test("a handle that escapes its scope keeps its context alive")
    func escape() throws {
        var kept: GEOSHandle?
        try withGEOS { geos throws(GEOSError) in kept = try geos.read(wkt: square) }
        #expect(try kept?.area() == 4)
        kept = nil
    }

    @Test("the context goes when its scope and all its handles have gone")
    func noLeak() throws {
        weak var context: GEOSContext?
        var kept: GEOSHandle?
        try withGEOS { geos throws(GEOSError) in
            context = geos
            kept = try geos.read(wkt: square)
        }
        #expect(context != nil)
        #expect(try kept?.area() == 4)
        kept = nil
        #expect(context == nil)
    }

    @Test("an error inside a scope ends it and frees its context")
    func noLeakAfterError() {
        weak var context: GEOSContext?
        #expect(throws: GEOSError.self) {
            try withGEOS { geos throws(GEOSError) in
                context = geos
                _ = try geos.read(wkt: "nonsense")
            }
        }
        #expect(context == nil)
    }

    @Test("geometries of two contexts may not meet")
    func mixing() async {
        await #expect(processExitsWith: .failure) {
            try withGEOS { outer in
                let a = try outer.read(wkt: "POINT (0 0)")
                try withGEOS { inner in
                    _ = try a.intersects(try inner.read(wkt: "POINT (0 0)"))
                }
            }
        }
    }

    @Test("a part that is not there is a mistake of the caller")
    func noSuchPart() async {
        await #expect(processExitsWith: .failure) {
            try withGEOS { geos in
                try geos.read(wkt: "MULTIPOINT (1 1)").withPart(1) { _ in }
            }
        }
    }

    @Test("a hundred scopes run at once", .timeLimit(.minutes(10)))
    func concurrent() async throws {
        let areas = try await withThrowingTaskGroup(of: Double.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try withGEOS { geos throws(GEOSError) in
                        try geos.read(wkt: square).union(geos.read(wkt: shifted)).area()
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(areas == [Double](repeating: 7, count: 100))
    }
}
