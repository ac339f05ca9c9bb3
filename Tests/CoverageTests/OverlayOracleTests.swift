import Coverage
import GEOSOracles
import GeoKernels
import GeoModel
import TestSupport
import Testing

func check(_ table: PolygonTable, options: CoverageOptions = CoverageOptions()) -> CoverageReport {
    CoverageChecker(options: options).check(
        CoverageInput(zones: table, codes: (0..<table.count).map { "z\($0)" }, measure: .planar))
}

/// A damaged coverage in which every zone is valid by itself, or `nil`.
func damagedCoverage(_ seed: UInt64, lattice: Bool, size: Int = 4) throws -> MadeCoverage {
    var made = MadeCoverage(seed: seed, size: size, lattice: lattice)
    for _ in 0..<(1 + Int(seed % 14)) {
        let before = made
        made.damage()
        if try !GEOSCoverageOracle.invalidAreas(of: made.table).isEmpty { made.zones = before.zones }
    }
    return made
}

struct OverlayOracleTests {
    private func compare(_ table: PolygonTable) throws {
        let report = check(table)
        #expect(report.summary.count(.invalid) == 0)
        let expected = try GEOSCoverageOracle.faces(of: table)
        let gaps = report.faults.filter { $0.kind == .gap }.map(\.area.value).sorted()
        let expectedGaps = expected.gaps.map {
            GroundMeasure.planar.area(of: $0.area ?? MultiPolygon([])).value
        }
        .sorted().filter { $0 > 1e-9 }
        #expect(gaps.filter { $0 > 1e-9 }.count == expectedGaps.count)
        for (found, sought) in zip(gaps.filter { $0 > 1e-9 }, expectedGaps) {
            #expect(abs(found - sought) <= 1e-9 * max(1, sought))
        }
        var pairs: [[Int]: Double] = [:]
        for fault in report.faults where fault.kind == .overlap {
            for a in fault.zones {
                for b in fault.zones where a < b { pairs[[a, b], default: 0] += fault.area.value }
            }
        }
        for overlap in expected.overlaps {
            let sought = GroundMeasure.planar.area(of: overlap.geometry.area ?? MultiPolygon([])).value
            let found = pairs.removeValue(forKey: overlap.zones) ?? 0
            #expect(abs(found - sought) <= 1e-9 * max(1, sought), "zones \(overlap.zones)")
        }
        #expect(pairs.values.allSatisfy { $0 < 1e-9 }, "overlaps that GEOS does not see: \(pairs)")
    }

    @Test("gaps and overlaps of a damaged coverage are those of plain overlay", arguments: seeds(120))
    func freeCoordinates(seed: UInt64) throws {
        try compare(damagedCoverage(seed, lattice: false).table)
    }

    @Test(
        "gaps and overlaps are right where vertices fall on edges and edges on edges", arguments: seeds(120))
    func lattice(seed: UInt64) throws {
        try compare(damagedCoverage(seed, lattice: true).table)
    }

    @Test("the same coverage in another order has the same faults", arguments: seeds(60))
    func orderIndependence(seed: UInt64) throws {
        var made = try damagedCoverage(seed, lattice: seed % 2 == 0)
        let report = check(made.table)
        let (table, order) = made.shuffled()
        let other = CoverageChecker().check(
            CoverageInput(zones: table, codes: order.map { "z\($0)" }, measure: .planar))
        #expect(report.faults.map(\.id) == other.faults.map(\.id))
        #expect(report.faults.map(\.geometry) == other.faults.map(\.geometry))
    }

    @Test("an undamaged coverage has no fault", arguments: seeds(20))
    func undamaged(seed: UInt64) {
        let report = check(MadeCoverage(seed: seed, size: 6).table)
        #expect(report.faults.isEmpty)
        #expect(report.isValid && report.isComplete)
    }
}
