import Coverage
import GeoKernels
import GeoModel
import TestSupport
import Testing

struct SimplifierTests {
    private func simplified(_ table: PolygonTable, _ tolerance: Double, keepsOuterBorder: Bool = false)
        -> PolygonTable
    {
        CoverageSimplifier(tolerance: Metres(tolerance), keepsOuterBorder: keepsOuterBorder)
            .simplified(table, measure: .planar)
    }

    @Test(
        "a simplified coverage is a coverage of as many zones", arguments: seeds(10), [0.5, 3, 8, 1000])
    func staysValid(seed: UInt64, tolerance: Double) {
        let table = MadeCoverage(seed: seed, size: 5, bends: 4, lattice: seed % 2 == 0).table
        // Some seeds bend a border over itself or a neighbour; those are no coverages.
        guard check(table).faults.isEmpty else { return }
        let coarse = simplified(table, tolerance)
        #expect(check(coarse).faults.isEmpty)
        #expect(coarse.positions.count <= table.positions.count)
        #expect((0..<table.count).allSatisfy { coarse.polygons(ofFeature: $0).count == 1 })
        #expect(Set(coarse.positions).isSubset(of: Set(table.positions)))
        if tolerance == 1000 {
            // Nothing is left but corners where borders meet, and what keeps two borders apart.
            #expect(coarse.positions.count < table.positions.count / 4)
        }
    }

    @Test("the outer border can be kept vertex by vertex", arguments: seeds(6))
    func outerBorder(seed: UInt64) {
        let table = MadeCoverage(seed: seed, size: 4, bends: 4).table
        let outline = { (zones: PolygonTable) in
            CoverageUnion(zones, groupOfZone: Array(repeating: 0, count: zones.count), groupCount: 1).areas
        }
        let coarse = simplified(table, 10, keepsOuterBorder: true)
        #expect(check(coarse).faults.isEmpty)
        #expect(Set(outline(coarse).positions) == Set(outline(table).positions))
        #expect(coarse.positions.count < table.positions.count)
    }

    @Test("an enclave, an exclave and an island keep three corners each")
    func smallRings() throws {
        let ring = { (x: Double, y: Double) in
            let corners: [(Double, Double)] = [(0, 0), (2, 0), (3, 1), (3, 2), (2, 3), (0, 3), (0, 0)]
            return "(" + corners.map { "\(x + $0.0) \(y + $0.1)" }.joined(separator: ", ") + ")"
        }
        let zones = try areas([
            "MULTIPOLYGON (((0 0, 20 0, 20 20, 0 20, 0 0), \(ring(3, 3))), (\(ring(50, 0))))",
            "POLYGON (\(ring(3, 3)))", "POLYGON (\(ring(30, 3)))",
        ])
        let coarse = simplified(zones, 1e6)
        #expect(check(coarse).faults.isEmpty)
        #expect(coarse.ringCount == zones.ringCount)
        for ring in 0..<coarse.ringCount { #expect(coarse.vertices(ofRing: ring).count >= 4) }
        #expect(GroundMeasure.planar.area(of: coarse.area(ofFeature: 1)).value > 0)
    }

    @Test("a border is not pulled over a zone that lies in its bend")
    func corners() throws {
        let zones = try areas([
            "POLYGON ((0 0, 10 0, 10 10, 5 1, 0 10, 0 0))", "POLYGON ((5 2, 6 5, 4 5, 5 2))",
        ])
        let coarse = simplified(zones, 1e6)
        #expect(check(coarse).faults.isEmpty)
        #expect(coarse.positions.contains(Position(5, 1)))
    }

    @Test("damaged coverages come out with no invalid zone", arguments: seeds(6))
    func damaged(seed: UInt64) throws {
        let table = try damagedCoverage(seed, lattice: seed % 2 == 0).table
        #expect(check(simplified(table, 5)).summary.count(.invalid) == 0)
    }

    @Test("the tolerance is in metres where coordinates are degrees")
    func degrees() {
        let planar = MadeCoverage(seed: 3, size: 4, bends: 6)
        let degrees = PolygonTable(
            planar.zones.map { ring in
                MultiPolygon([
                    Polygon(
                        exterior: LinearRing(
                            unchecked: ring.map { Position(116 + $0.x / 85_000, 40 + $0.y / 111_000) }))
                ])
            })
        let coarse = CoverageSimplifier(tolerance: Metres(2)).simplified(degrees, measure: .geographic())
        let share = Double(coarse.positions.count) / Double(simplified(planar.table, 2).positions.count)
        #expect(abs(share - 1) < 0.05)
    }
}
