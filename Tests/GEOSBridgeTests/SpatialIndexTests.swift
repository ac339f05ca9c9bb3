import GEOSBridge
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("Spatial index")
struct SpatialIndexTests {
    @Test("the index finds what trying each rectangle finds, touching ones included", arguments: seeds(20))
    func bruteForce(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        // On an integer grid, so that rectangles touch and points and lines are among them.
        func envelope() -> Envelope {
            let (x, y) = (Double(generator.index(below: 50)), Double(generator.index(below: 50)))
            return Envelope(
                minX: x, minY: y, maxX: x + Double(generator.index(below: 5)),
                maxY: y + Double(generator.index(below: 5)))
        }
        let entries = (0..<generator.index(below: 300)).map { (id: $0 * 2, envelope: envelope()) }
        let queries = (0..<50).map { _ in envelope() }
        let found = try withGEOS { geos throws(GEOSError) in
            let index = try geos.spatialIndex(of: entries)
            var found: [[Int]] = []
            for query in queries { found.append(try index.query(query)) }
            return found
        }
        #expect(
            found == queries.map { query in entries.filter { $0.envelope.intersects(query) }.map(\.id) })
    }

    @Test("features without a polygon are not in the index of a table")
    func table() throws {
        let area = try withGEOS { geos throws(GEOSError) in try geos.read(wkt: square).polygons() }
        let table = PolygonTable([area, MultiPolygon([]), area])
        let found = try withGEOS { geos throws(GEOSError) in
            try geos.spatialIndex(ofFeatures: table).query(Envelope(Position(2, 2)))
        }
        #expect(found == [0, 2])
    }

    @Test("an id below 0 is a mistake of the caller")
    func negative() async {
        await #expect(processExitsWith: .failure) {
            try withGEOS { geos in
                _ = try geos.spatialIndex(of: [(id: -1, envelope: Envelope(Position(0, 0)))])
            }
        }
    }
}
