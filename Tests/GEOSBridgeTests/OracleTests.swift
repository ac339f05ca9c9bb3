import GEOSBridge
import GEOSOracles
import GeoKernels
import GeoModel
import TestSupport
import Testing

/// A table of the given areas.
func table(_ wkts: [String]) throws(GEOSError) -> PolygonTable {
    try withGEOS { geos throws(GEOSError) in
        var areas: [MultiPolygon] = []
        for wkt in wkts { areas.append(try geos.read(wkt: wkt).polygons()) }
        return PolygonTable(areas)
    }
}

private func sizes(_ geometries: [Geometry]) throws(GEOSError) -> [Double] {
    try withGEOS { geos throws(GEOSError) in
        var sizes: [Double] = []
        for geometry in geometries { sizes.append(try geos.make(geometry).area()) }
        return sizes.sorted()
    }
}

@Suite("The slow twins")
struct OracleTests {
    @Test(
        "gaps are the enclosed faces that no zone covers",
        arguments: [
            ("neighbours", [square, neighbour], []),
            ("a ring of one zone", ["POLYGON ((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))"], [1]),
            (
                "a zone inside a hole that it does not fill",
                [
                    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 8, 8 8, 8 1, 1 1))",
                    "POLYGON ((3 3, 5 3, 5 5, 3 5, 3 3))",
                ], [45]
            ),
            (
                "four zones that meet only at corners",
                [
                    "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))", "POLYGON ((2 1, 3 1, 3 2, 2 2, 2 1))",
                    "POLYGON ((1 2, 2 2, 2 3, 1 3, 1 2))", "POLYGON ((0 1, 1 1, 1 2, 0 2, 0 1))",
                ], [1]
            ),
            ("an open inlet", ["POLYGON ((0 0, 3 0, 3 3, 2 3, 2 1, 1 1, 1 3, 0 3, 0 0))"], []),
            ("no zone", [], []), ("a zone without area", ["MULTIPOLYGON EMPTY"], []),
        ] as [(String, [String], [Double])])
    func gaps(situation: String, zones: [String], areas: [Double]) throws {
        let faces = try GEOSCoverageOracle.faces(of: table(zones))
        #expect(try sizes(faces.gaps) == areas)
        #expect(faces.overlaps.isEmpty)
    }

    @Test("overlaps come pair by pair, touching does not count")
    func overlaps() throws {
        let zones = try table([square, shifted, neighbour, square])
        let overlaps = try GEOSCoverageOracle.faces(of: zones).overlaps
        #expect(overlaps.map(\.zones) == [[0, 1], [0, 3], [1, 2], [1, 3]])
        #expect(try overlaps.flatMap { try sizes([$0.geometry]) } == [1, 4, 1, 1])
    }

    @Test("spills leave the parent, shortfalls are left in it")
    func parents() throws {
        let zones = try table([square, shifted])
        let parent = try withGEOS { geos throws(GEOSError) in
            try geos.read(wkt: "POLYGON ((0 0, 2.5 0, 2.5 2, 0 2, 0 0))").polygons()
        }
        let spills = try GEOSCoverageOracle.spills(of: zones, beyond: parent)
        #expect(spills.map(\.zone) == [1])
        #expect(try sizes(spills.map(\.geometry)) == [2.5])
        #expect(try sizes(GEOSCoverageOracle.shortfalls(of: zones, within: parent)) == [0.5])
    }

    @Test("invalid zones are listed with polygon, reason and place; overlay refuses them")
    func invalid() throws {
        let zones = try table([
            square, "MULTIPOLYGON (((10 10, 11 10, 11 11, 10 10)), ((0 0, 2 2, 2 0, 0 2, 0 0)))",
            "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((1 1, 2 1, 2 2, 1 1)))",
        ])
        let found = try GEOSCoverageOracle.invalidAreas(of: zones)
        #expect(found.map(\.zone) == [1, 2])
        #expect(found.map(\.polygon) == [1, nil])
        #expect(found.map(\.fault.reason) == ["Self-intersection", "Nested shells"])
        #expect(found[0].fault.location == Position(1, 1))
    }

    @Test("a vertex on a neighbour's edge is unmatched, one on its vertex is not")
    func unmatched() throws {
        let zones = try table([
            square, "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 1, 2 0))", "POLYGON ((0 2, 2 2, 2 4, 0 4, 0 2))",
        ])
        let found = GEOSCoverageOracle.unmatchedVertices(of: zones)
        #expect(found.map(\.zone) == [1])
        #expect(found.map(\.neighbour) == [0])
        #expect(found.map(\.position) == [Position(2, 1)])
    }

    @Test(
        "a position is placed inside, on borders or nowhere",
        arguments: [
            (Position(1, 1), [0], []), (Position(2, 1), [], [0, 1]), (Position(2, 2), [2], [0, 1]),
            (Position(0, 0), [], [0]), (Position(9, 9), [], []), (Position(.nan, 1), [], []),
        ] as [(Position, [Int], [Int])])
    func placement(position: Position, interior: [Int], boundary: [Int]) throws {
        let zones = try table([square, neighbour, "POLYGON ((1.5 1.5, 2.5 1.5, 2.5 2.5, 1.5 2.5, 1.5 1.5))"])
        let placement = try GEOSPlacementOracle.zones(containing: position, in: zones)
        #expect(placement.interior == interior)
        #expect(placement.boundary == boundary)
    }

    @Test("many positions at once are placed as one by one", arguments: seeds(5))
    func batch(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let zones = PolygonTable(
            (0..<20).map { _ in
                let centre = Position(generator.number(in: 0...10), generator.number(in: 0...10))
                return MultiPolygon([randomStar(around: centre, reach: 3, count: 9, &generator)])
            })
        let positions =
            zones.positions
            + (0..<50).map { _ in Position(generator.number(in: 0...10), generator.number(in: 0...10)) }
        let batch = try GEOSPlacementOracle.zones(containing: positions, in: zones)
        for (position, placement) in zip(positions, batch) {
            #expect(try GEOSPlacementOracle.zones(containing: position, in: zones) == placement)
        }
        #expect(batch.contains { !$0.interior.isEmpty } && batch.contains { !$0.boundary.isEmpty })
    }
}
