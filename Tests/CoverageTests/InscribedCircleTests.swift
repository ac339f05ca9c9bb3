import Coverage
import GEOSBridge
import GeoKernels
import GeoModel
import TestSupport
import Testing

struct InscribedCircleTests {
    @Test("the width of a gap is the diameter of its largest circle, as GEOS finds it", arguments: seeds(15))
    func againstGEOS(seed: UInt64) throws {
        let report = check(try damagedCoverage(seed, lattice: false).table)
        for fault in report.faults where fault.area.value > 1e-6 {
            guard let area = fault.geometry.area else { continue }
            let tolerance = fault.width.value / 200 + 1e-9
            let expected = try withGEOS { geos throws(GEOSError) in
                try geos.make(area).maximumInscribedCircle(tolerance: tolerance)
            }
            let radius = try #require(expected).radius
            #expect(fault.width.value / 2 >= radius * 0.99)
            #expect(fault.width.value / 2 <= radius + tolerance)
        }
    }
}
