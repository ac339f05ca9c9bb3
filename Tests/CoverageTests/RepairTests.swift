import Coverage
import GEOSOracles
import GeoKernels
import GeoModel
import TestSupport
import Testing

struct RepairTests {
    private func input(_ table: PolygonTable) -> CoverageInput {
        CoverageInput(zones: table, codes: (0..<table.count).map { "z\($0)" }, measure: .planar)
    }

    private func repaired(_ zones: [String], _ options: RepairOptions = RepairOptions()) throws
        -> RepairResult
    {
        let repair = CoverageRepair(options: options)
        return repair.apply(repair.plan(input(try areas(zones))))
    }

    @Test("after a repair the check finds only what was refused", arguments: seeds(120))
    func random(seed: UInt64) throws {
        let table = try damagedCoverage(seed, lattice: seed % 3 == 0).table
        let repair = CoverageRepair()
        let plan = repair.plan(input(table))
        let result = repair.apply(plan)
        let refused = Set(result.refused.map(\.fault))
        let claimed = Set(plan.actions.map(\.fault)).subtracting(refused)
        #expect(result.report.faults.allSatisfy { !claimed.contains($0.id) })
        #expect(result.report.summary.count(.invalid) == 0, "a repair made a zone invalid")
        if refused.isEmpty {
            #expect(
                result.report.faults.isEmpty, "\(result.report.faults.map { ($0.kind, $0.zones, $0.area) })")
        }
        #expect(result.zones.count == table.count)
        for zone in 0..<table.count {
            #expect(
                !result.zones.polygons(ofFeature: zone).isEmpty || table.polygons(ofFeature: zone).isEmpty)
            if result.before[zone] == nil {
                #expect(result.zones.area(ofFeature: zone) == table.area(ofFeature: zone))
            }
        }
        #expect(
            (0..<table.count).allSatisfy { result.undone().area(ofFeature: $0) == table.area(ofFeature: $0) })
    }

    @Test("a missing vertex is inserted and nothing moves")
    func mismatch() throws {
        let result = try repaired([
            "POLYGON ((0 0, 4 0, 4 2, 4 4, 0 4, 0 0))", "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))",
        ])
        #expect(result.report.faults.isEmpty)
        #expect(Set(result.before.keys) == [1])
        let area = result.zones.area(ofFeature: 1)
        #expect(area.polygons[0].rings[0].positions.contains(Position(4, 2)))
    }

    @Test("a gap goes to the neighbour with the longest border")
    func gap() throws {
        let zones = [
            "POLYGON ((0 0, 4 0, 3.5 2, 4 4, 0 4, 0 0))", "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))",
        ]
        let result = try repaired(zones)
        #expect(result.report.faults.isEmpty)
        #expect(result.changes.map(\.zone) == [0] && result.changes.map(\.action) == [.gained])
        #expect(Set(result.before.keys) == [0])
        let named = try repaired(zones, RepairOptions(owner: .named(zone: 1)))
        #expect(named.changes.map(\.zone) == [1])
    }

    @Test("a locked zone does not change and its neighbour gives way")
    func locked() throws {
        let zones = [
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON ((4 0, 8 0, 8 4, 4 4, 3 2, 4 0))",
        ]
        let result = try repaired(zones, RepairOptions(locked: [0]))
        #expect(result.before[0] == nil)
        #expect(result.report.faults.isEmpty)
        #expect(result.zones.area(ofFeature: 1).polygons[0].rings[0].positions.count == 5)
        let both = try repaired(zones, RepairOptions(locked: [0, 1]))
        #expect(both.before.isEmpty)
        #expect(both.refused.map(\.reason) == [.lockedZonesOverlap(zones: [0, 1])])
    }

    @Test("a copy is not erased: the overlap is refused")
    func copies() throws {
        let square = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"
        let result = try repaired([square, square])
        #expect(result.before.isEmpty)
        #expect(result.refused.count == 1)
    }

    @Test("a zone across another is not cut in two")
    func split() throws {
        let result = try repaired(
            ["POLYGON ((0 1, 9 1, 9 2, 0 2, 0 1))", "POLYGON ((4 0, 5 0, 5 9, 4 9, 4 0))"],
            RepairOptions(owner: .named(zone: 1)))
        #expect(result.before.isEmpty)
        #expect(result.refused.map(\.reason) == [.wouldSplit(zone: 0)])
    }

    @Test("an overlap of integer coordinates keeps both zones (GEOS 1525)")
    func integers() throws {
        let result = try repaired([
            "POLYGON ((0 0, 3 0, 3 2, 0 2, 0 0))", "POLYGON ((1 0, 5 0, 5 2, 1 2, 1 0))",
        ])
        #expect(result.report.faults.isEmpty)
        #expect((0..<2).allSatisfy { !result.zones.polygons(ofFeature: $0).isEmpty })
    }
}
