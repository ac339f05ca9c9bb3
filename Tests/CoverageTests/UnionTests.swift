import Coverage
import GeoKernels
import GeoModel
import TestSupport
import Testing

struct UnionTests {
    @Test("zones joined by row cover what GEOS joins", arguments: seeds(10))
    func rows(seed: UInt64) throws {
        let made = MadeCoverage(seed: seed)
        let union = CoverageUnion(made.table, groupOfZone: made.zones.indices.map { $0 / 4 }, groupCount: 4)
        #expect(union.areas.count == 4)
        #expect(check(union.areas).faults.isEmpty)
        for row in 0..<4 {
            let area = GroundMeasure.planar.area(of: union.areas.area(ofFeature: row)).value
            let parts = (row * 4..<row * 4 + 4).map {
                GroundMeasure.planar.area(of: made.table.area(ofFeature: $0)).value
            }
            #expect(abs(area - parts.reduce(0, +)) < 1e-9 * area)
            #expect(union.areas.polygons(ofFeature: row).count == 1)
        }
    }
}
