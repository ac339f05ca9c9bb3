import GEOSOracles
import GeoModel
import TestSupport
import Testing

@testable import GeoKernels

@Suite("The zone locator against plain GEOS predicates")
struct ZoneLocatorGEOSTests {
    func check(_ areas: [MultiPolygon], _ probes: [Position]) throws {
        let table = PolygonTable(areas)
        let expected = try GEOSPlacementOracle.zones(containing: probes, in: table)
        for edgesPerTile in [1024, 50] {
            let locator = ZoneLocator(table, rank: nil, isParallel: false, edgesPerTile: edgesPerTile)
            for (probe, zones) in zip(probes, expected) {
                let placement = locator.locate(probe)
                #expect(placement.candidates == (zones.interior + zones.boundary).sorted(), "at \(probe)")
                #expect((placement.kind == .border) == !zones.boundary.isEmpty, "at \(probe)")
                #expect(placement.candidates.isEmpty || placement.zone != nil)
            }
        }
    }

    @Test(
        "a coverage of many bits, one unit in the last place around vertices and edges", arguments: seeds(6))
    func closeBy(seed: UInt64) throws {
        let made = MadeZones(seed: seed, side: 7).rescaled()
        try check(made.areas, made.closeProbes(seed: seed &+ 1, count: 60))
    }

    @Test("triangles of many bits laid over one another", arguments: seeds(6))
    func overlapping(seed: UInt64) throws {
        var made = MadeZones(seed: seed, side: 7)
        made.addTriangles(seed: seed, count: 12)
        let moved = made.rescaled()
        try check(moved.areas, moved.closeProbes(seed: seed &+ 1, count: 60))
    }

    @Test("an area with holes and an exclave that touches it in a point")
    func holes() throws {
        let area = MultiPolygon([
            Polygon(rings: [square(0, 0, 8), square(1, 1, 2), square(4, 4, 2)]),
            Polygon(rings: [square(8, 8, 3)]),
        ])
        let probes = (-1...12).flatMap { x in (-1...12).map { y in Position(Double(x), Double(y)) } }
        try check([area, MultiPolygon([Polygon(rings: [square(1, 1, 2)])])], probes)
    }
}
