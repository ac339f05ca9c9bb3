import Coverage
import GEOSOracles
import GeoKernels
import GeoModel
import TestSupport
import Testing

struct ParentTests {
    private func check(_ zones: [String], _ parents: [String], _ parentOfZone: [Int?]) throws
        -> CoverageReport
    {
        let table = try areas(parents)
        let zoneTable = try areas(zones)
        return CoverageChecker().check(
            CoverageInput(
                zones: zoneTable, codes: (0..<zoneTable.count).map { "z\($0)" },
                parents: ParentLayer(
                    table: table, codes: (0..<table.count).map { "p\($0)" }, parentOfZone: parentOfZone),
                measure: .planar))
    }

    private func lines(_ report: CoverageReport) -> [String] {
        report.faults.map { "\($0.kind) \($0.zones) \($0.parents) \(WKT.encode($0.geometry))" }
    }

    private let halves = ["POLYGON ((0 0, 2 0, 2 4, 0 4, 0 0))", "POLYGON ((2 0, 4 0, 4 4, 2 4, 2 0))"]

    @Test("zones that fill their parents are complete")
    func complete() throws {
        let report = try check(halves, halves, [0, 1])
        #expect(report.isComplete && report.isValid && report.faults.isEmpty)
        let one = try check(halves, ["POLYGON ((0 0, 2 0, 4 0, 4 4, 2 4, 0 4, 0 0))"], [0, 0])
        #expect(one.faults.isEmpty)
    }

    @Test("a parent with fewer vertices on a straight border is filled all the same")
    func sparseParent() throws {
        #expect(try check(halves, ["POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"], [0, 0]).faults.isEmpty)
    }

    @Test(
        "zones of two parents that match each other match, though their parents have fewer vertices between them"
    )
    func sparseParents() throws {
        let zones = [
            "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))",
            "POLYGON ((0 2, 2 2, 2 4, 0 4, 0 2))", "POLYGON ((2 2, 4 2, 4 4, 2 4, 2 2))",
        ]
        let parents = ["POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))", "POLYGON ((0 2, 4 2, 4 4, 0 4, 0 2))"]
        #expect(try check(zones, parents, [0, 0, 1, 1]).faults.isEmpty)
        let dropped = ["POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))"] + zones[2...]
        let mismatched = try check(Array(dropped), parents, [0, 1, 1])
        #expect(Set(mismatched.faults.map(\.kind)) == [.mismatch])
    }

    @Test("a zone beside a spill must match its neighbour like any other")
    func mismatchBesideSpill() throws {
        let zones = [
            "POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))", "POLYGON ((0 2, 4 2, 4 4, 0 4, 0 2))",
            "POLYGON ((4 2, 8 2, 8 4, 4 4, 4 3, 4 2))",
        ]
        let parents = ["POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))", "POLYGON ((0 2, 8 2, 8 4, 0 4, 0 2))"]
        let report = try check(zones, parents, [0, 0, 1])
        #expect(report.faults.map(\.kind) == [.spill, .mismatch] && !report.isValid)
        #expect(report.faults.last?.zones == [1, 2] && report.faults.first?.cause == .wrongParent)
    }

    @Test("a parent that differs from its zones in the last place says nothing of how they match each other")
    func lastPlace() throws {
        let next = 0.3.nextUp
        let zones = [
            "POLYGON ((0 0, 0.1 0, 0.1 0.3, 0 0.3, 0 0))",
            "POLYGON ((0.1 0, 0.2 0, 0.2 0.3, 0.1 0.3, 0.1 0))",
        ]
        let parents = ["POLYGON ((0 0, 0.1 0, 0.2 0, 0.2 0.3, 0.1 \(next), 0 0.3, 0 0))"]
        #expect(try check(zones, parents, [0, 0]).isValid)
        #expect(try check(zones, ["POLYGON ((0 0, 0.2 0, 0.2 \(next), 0 0.3, 0 0))"], [0, 0]).isValid)
    }

    @Test("a parent without zones lacks one, whoever lies beside it")
    func emptyParent() throws {
        let faults = try check(
            [halves[0]], halves + ["POLYGON ((20 0, 22 0, 22 4, 20 4, 20 0))"], [0]
        ).faults
        #expect(faults.map(\.kind) == [.shortfall, .shortfall])
        for fault in faults {
            guard case .missingZone? = fault.cause else {
                Issue.record("\(fault.parents): \(String(describing: fault.cause))")
                continue
            }
        }
    }

    @Test("zones swapped between two parents are spills although every place is covered once")
    func swapped() throws {
        let report = try check(halves, halves, [1, 0])
        #expect(
            lines(report).sorted() == [
                "spill [0] [0] POLYGON ((0 0, 2 0, 2 4, 0 4, 0 0))",
                "spill [1] [1] POLYGON ((2 0, 4 0, 4 4, 2 4, 2 0))",
            ])
        #expect(report.isValid && !report.isComplete)
    }

    @Test("a zone over the parent's border spills, and what it leaves inside is a shortfall")
    func spillAndShortfall() throws {
        let report = try check(
            ["POLYGON ((0 0, 5 0, 5 2, 4 2, 4 4, 0 4, 0 0))"], ["POLYGON ((0 0, 4 0, 4 5, 0 5, 0 0))"], [0])
        #expect(
            lines(report) == [
                "spill [0] [] POLYGON ((4 0, 5 0, 5 2, 4 2, 4 0))",
                "shortfall [0] [0] POLYGON ((0 4, 4 4, 4 5, 0 5, 0 4))",
            ])
    }

    @Test("a face inside a parent is a gap, and a parent's own hole is none")
    func gaps() throws {
        let ring = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))"
        #expect(try check([ring], [ring], [0]).faults.isEmpty)
        let report = try check([ring], ["POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))"], [0])
        #expect(lines(report) == ["gap [0] [0] POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))"])
    }

    @Test("an inlet between two zones is a shortfall of the parent")
    func inlet() throws {
        let report = try check(
            ["POLYGON ((0 0, 2 0, 1.9 4, 0 4, 0 0))", "POLYGON ((2 0, 4 0, 4 4, 2 4, 2 0))"],
            ["POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"], [0, 0])
        #expect(lines(report) == ["shortfall [0, 1] [0] POLYGON ((1.9 4, 2 0, 2 4, 1.9 4))"])
    }

    @Test("a zone without a parent spills everywhere")
    func orphan() throws {
        let report = try check(halves, [halves[0]], [0, nil])
        #expect(lines(report) == ["spill [1] [] POLYGON ((2 0, 4 0, 4 4, 2 4, 2 0))"])
    }

    @Test("spills and shortfalls of damaged zones are those of plain overlay", arguments: seeds(25))
    func random(seed: UInt64) throws {
        let whole = MadeCoverage(seed: seed, lattice: seed % 2 == 0)
        let made = try damagedCoverage(seed, lattice: seed % 2 == 0)
        let parent = try outline(of: whole)
        let report = CoverageChecker().check(
            CoverageInput(
                zones: made.table, codes: made.zones.indices.map { "z\($0)" },
                parents: ParentLayer(
                    table: PolygonTable([parent]), codes: ["p"], parentOfZone: made.zones.map { _ in 0 }),
                measure: .planar))
        let area = { (geometry: Geometry) in
            GroundMeasure.planar.area(of: geometry.area ?? MultiPolygon([])).value
        }
        var spills: [Int: Double] = [:]
        for fault in report.faults where fault.kind == .spill {
            for zone in fault.zones { spills[zone, default: 0] += fault.area.value }
        }
        for spill in try GEOSCoverageOracle.spills(of: made.table, beyond: parent) {
            #expect(abs((spills.removeValue(forKey: spill.zone) ?? 0) - area(spill.geometry)) < 1e-9 * 100)
        }
        #expect(spills.values.allSatisfy { $0 < 1e-9 })
        let open = report.summary.area(.gap).value + report.summary.area(.shortfall).value
        let expected = try GEOSCoverageOracle.shortfalls(of: made.table, within: parent).map(area).reduce(
            0, +)
        #expect(abs(open - expected) < 1e-9 * max(100, expected))
    }

    /// The outer border of an undamaged coverage, vertex by vertex.
    private func outline(of made: MadeCoverage) throws -> MultiPolygon {
        var edges: [Position: [Position]] = [:]
        for zone in made.zones {
            for place in zone.indices.dropLast() { edges[zone[place], default: []].append(zone[place + 1]) }
        }
        let lone = edges.reduce(into: [Position: Position]()) { result, entry in
            for end in entry.value where !(edges[end] ?? []).contains(entry.key) { result[entry.key] = end }
        }
        let start = try #require(lone.keys.min())
        var ring = [start]
        repeat { ring.append(try #require(lone[ring[ring.count - 1]])) } while ring.last != start
        return MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring))])
    }
}
