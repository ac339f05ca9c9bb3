import GeoModel
import TestSupport
import Testing

@testable import GeoKernels

@Suite("The zone locator against the oracle that looks at every edge")
struct ZoneLocatorOracleTests {
    /// Steps shorter than any distance between a probe and an edge it does not touch.
    let step = 0x1p-20

    func check(_ made: MadeZones, rank: [Int32]? = nil, probes: [Position]) {
        let locators = [1024, 40, 3].map {
            ZoneLocator(made.table, rank: rank, isParallel: false, edgesPerTile: $0)
        }
        let oracle = NaiveZones(table: made.table)
        let order = rank ?? (0..<Int32(made.areas.count)).map { $0 }
        for probe in probes {
            let expected = oracle.placement(of: probe, step: step, rank: order)
            for locator in locators { #expect(locator.locate(probe) == expected, "at \(probe)") }
        }
    }

    @Test("a coverage with exclaves, holes and touching parts", arguments: seeds(12))
    func coverage(seed: UInt64) {
        let made = MadeZones(seed: seed, side: 6, zones: 9)
        check(made, probes: made.probes(seed: seed &+ 1, count: 120))
    }

    @Test("gaps, overlaps, slivers and rings that cross themselves or have no area", arguments: seeds(12))
    func damaged(seed: UInt64) {
        var made = MadeZones(seed: seed, side: 6, zones: 9, gaps: 4)
        made.damage(seed: seed &+ 7, count: 6)
        let rank = made.areas.indices.map { Int32(truncatingIfNeeded: $0 * 7 % 5) }
        check(made, rank: rank, probes: made.probes(seed: seed &+ 1, count: 120))
    }
}
