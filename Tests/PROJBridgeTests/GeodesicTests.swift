import GeoKernels
import GeoModel
import PROJBridge
import TestSupport
import Testing

@Suite("Geodesics")
struct GeodesicTests {
    let geodesic = Geodesic(.cgcs2000)
    let straight = Geodesic.Edges.straightInDegrees(pieces: Metres(1000))

    let fine = Geodesic.Edges.straightInDegrees(pieces: Metres(100))

    /// The ring of a cell of the graticule.
    private func cell(_ south: Double, _ north: Double, _ width: Double) -> [Position] {
        [
            Position(116, south), Position(116 + width, south), Position(116 + width, north),
            Position(116, north), Position(116, south),
        ]
    }

    /// Exact areas between parallels and meridians on CGCS2000, by the closed formula of the zone's area.
    @Test(
        "a cell of the graticule with straight edges has its exact area",
        arguments: [
            (39.0, 40.0, 1.0, 9_549_520_093.97), (30, 31, 1, 10_642_393_438.71),
            (22, 23, 1, 11_394_287_307.82), (39.90, 39.91, 0.01, 949_464.61),
        ])
    func cells(south: Double, north: Double, width: Double, area: Double) {
        let ring = cell(south, north, width)
        let measured = geodesic.measure(ofRing: ring, edges: straight)
        #expect(abs(measured.signedArea.value - area) < 1e-8 * area)
        let reversed = geodesic.measure(ofRing: ring.reversed(), edges: straight)
        #expect(abs(reversed.signedArea.value + area) < 1e-8 * area)
        #expect(abs(reversed.perimeter.value - measured.perimeter.value) < 1e-6)
    }

    @Test("with geodesic edges a cell from the equator is larger by the bulge of its northern edge")
    func bulge() {
        // The equator and the meridians are geodesics; the northern edge leaves its parallel to the north,
        // by the area s³ tan φ / 12 N for an edge of length s.
        let ring = cell(0, 40, 1)
        let bent = geodesic.measure(ofRing: ring).signedArea.value
        let exact = SurfaceMeasure(.cgcs2000).signedArea(ofRing: ring).value
        let edge = LocalMetric(atLatitude: 40, ellipsoid: .cgcs2000).metresPerUnitX
        let expected = edge * edge * edge * 0.839_099_631 / (12 * 6_386_976)
        #expect(abs(bent - exact - expected) < 0.01 * expected)
    }

    @Test("areas agree with the surface integral on random polygons", arguments: seeds(20))
    func agreesWithIntegral(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let centre = Position(generator.number(in: 75...134), generator.number(in: 4...53))
        let reach = generator.number(in: 0.01...0.3)
        let corners = (0..<8).map { _ in
            Position(
                centre.x + generator.number(in: -reach...reach),
                centre.y + generator.number(in: -reach...reach))
        }.sorted()
        // A chain from west to east below and one back above make a simple ring.
        let ring =
            corners.map { Position($0.x, min($0.y, centre.y) - 0.01) }
            + corners.reversed().map { Position($0.x, max($0.y, centre.y) + 0.01) }
        let closed = ring + [ring[0]]
        let geodetic = geodesic.measure(ofRing: closed, edges: fine).signedArea.value
        let integral = SurfaceMeasure(.cgcs2000).signedArea(ofRing: closed).value
        #expect(geodetic > 0)
        #expect(abs(geodetic - integral) < 1e-8 * abs(integral))
    }

    @Test("lengths agree with the local metric on short lines", arguments: seeds(10))
    func agreesWithMetric(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let start = Position(generator.number(in: 75...134), generator.number(in: 4...53))
        let line = (0..<20).map { _ in
            Position(
                start.x + generator.number(in: -0.005...0.005), start.y + generator.number(in: -0.005...0.005)
            )
        }
        let geodetic = geodesic.length(of: line).value
        let local = SurfaceMeasure(.cgcs2000).length(of: line).value
        #expect(abs(geodetic - local) < 1e-7 * local)
        #expect(abs(geodesic.length(of: line, edges: straight).value - geodetic) < 1e-7 * geodetic)
    }

    @Test("going the distance in the direction of a place arrives there", arguments: seeds(10))
    func direct(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let a = Position(generator.number(in: 75...134), generator.number(in: 4...53))
        let b = Position(generator.number(in: 75...134), generator.number(in: 4...53))
        let path = geodesic.path(from: a, to: b)
        let end = geodesic.destination(from: a, azimuth: path.initialAzimuth, distance: path.length)
        #expect(abs(end.x - b.x) < 1e-9 && abs(end.y - b.y) < 1e-9)
        #expect(
            geodesic.path(from: b, to: a).length.value == path.length.value
                || abs(geodesic.path(from: b, to: a).length.value - path.length.value) < 1e-6)
    }

    @Test("a quarter of the equator and of the meridian on WGS 84 have their known lengths")
    func quarters() {
        let geodesic = Geodesic(.wgs84)
        let equator = geodesic.path(from: Position(0, 0), to: Position(90, 0))
        #expect(abs(equator.length.value - 10_018_754.171) < 1e-3)
        #expect(abs(equator.initialAzimuth - 90) < 1e-12)
        let meridian = geodesic.path(from: Position(0, 0), to: Position(0, 90))
        #expect(abs(meridian.length.value - 10_001_965.729) < 1e-3)
        #expect(meridian.initialAzimuth == 0)
    }

    @Test("holes are taken out whichever way they run, parts add up, nothing measures nothing")
    func areas() {
        let outer = LinearRing(unchecked: cell(39, 40, 1))
        let hole = LinearRing(unchecked: cell(39.2, 39.4, 0.2))
        let whole = geodesic.area(of: Polygon(rings: [outer]), edges: straight).value
        let cut = geodesic.area(of: Polygon(rings: [hole]), edges: straight).value
        let reversed = LinearRing(unchecked: hole.positions.reversed())
        for ring in [hole, reversed] {
            let polygon = Polygon(rings: [outer, ring])
            #expect(abs(geodesic.area(of: polygon, edges: straight).value - (whole - cut)) < 1)
            let both = MultiPolygon([polygon, Polygon(rings: [hole])])
            #expect(abs(geodesic.area(of: both, edges: straight).value - whole) < 1)
        }
        #expect(geodesic.area(of: Polygon(rings: [])) == SquareMetres(0))
        #expect(geodesic.measure(ofRing: []).perimeter == Metres(0))
        #expect(geodesic.length(of: []) == Metres(0))
        #expect(geodesic.length(of: [Position(1, 1)], edges: straight) == Metres(0))
    }

    @Test("pieces without length are a mistake of the caller")
    func pieces() async {
        await #expect(processExitsWith: .failure) {
            _ = Geodesic().length(
                of: [Position(0, 0), Position(1, 1)], edges: .straightInDegrees(pieces: Metres(0)))
        }
    }
}
