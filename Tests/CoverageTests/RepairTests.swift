import Coverage
import GEOSBridge
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

    @Test("after a repair the check finds only what was refused", arguments: seeds(20))
    func random(seed: UInt64) throws {
        let table = try damagedCoverage(seed, lattice: seed % 3 == 0).table
        let repair = CoverageRepair()
        let plan = repair.plan(input(table))
        let result = repair.apply(plan)
        let refused = Set(result.refused.map(\.fault))
        let claimed = Set(plan.actions.map(\.fault)).subtracting(refused)
        #expect(result.report.faults.allSatisfy { !claimed.contains($0.id) })
        #expect(
            !result.refused.contains { $0.reason == .stillThere }, "what is refused has a reason of its own")
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

    @Test("a corner that vanishes with its face leaves no vertex behind, so that locked zones stay too")
    func vanishedCorners() throws {
        let zones = [
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((9 0, 20 0, 20 10, 9 10, 9 0))",
        ]
        for (locked, kept) in [([], nil), ([0], 0), ([1], 1)] as [(Set<Int>, Int?)] {
            let result = try repaired(zones, RepairOptions(locked: locked))
            #expect(result.refused.isEmpty && result.report.faults.isEmpty)
            #expect(result.changed.count == 1 && result.changes.map(\.zone) == result.changed)
            #expect(kept.map { !result.changed.contains($0) } ?? true)
            #expect(result.zones.positions.count == 10)
        }
        let both = try repaired(zones, RepairOptions(locked: [0, 1]))
        #expect(both.changed.isEmpty && both.refused.map(\.reason) == [.lockedZonesOverlap(zones: [0, 1])])
    }

    @Test("a zone that only gets its neighbour's new corners is listed, and refuses them when locked")
    func neededCorners() throws {
        let zones = [
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((9 2, 20 2, 20 8, 9 8, 9 2))",
        ]
        let result = try repaired(zones, RepairOptions(owner: .named(zone: 0)))
        #expect(result.report.faults.isEmpty)
        #expect(result.changed == [0, 1])
        #expect(result.changes.map(\.zone) == [1, 0] && result.changes.map(\.action) == [.lost, .matched])
        #expect(result.zones.area(ofFeature: 0).polygons[0].rings[0].positions.contains(Position(10, 2)))
        let locked = try repaired(zones, RepairOptions(locked: [0]))
        #expect(locked.changed.isEmpty)
        #expect(locked.refused.map(\.reason) == [.lockedZoneNeedsVertex(zone: 0)])
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

    @Test("a ring that touches itself is redrawn as a hole, and what lies beside it is mended")
    func redrawn() throws {
        let result = try repaired([
            "POLYGON ((0 0, 4 0, 4 4, 2 4, 1 2, 3 2, 2 4, 0 4, 0 0))", "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))",
        ])
        #expect(result.report.faults.isEmpty, "\(result.report.faults)")
        #expect(result.changes.map(\.action) == [.redrawn, .gained])
        #expect(GroundMeasure.planar.area(of: result.zones.area(ofFeature: 0)).value == 16)
    }

    @Test(
        "what an invalid zone covers by the even-odd rule stays what it covers",
        arguments: [
            "POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))", "POLYGON ((0 0, 6 0, 6 6, 3 6, 3 9, 3 6, 0 6, 0 0))",
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((1 0, 2 0, 2 1, 1 1, 1 0)))",
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (0 2, 2 1, 4 2, 2 3, 0 2))",
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 1, 1 1, 1 1))",
        ])
    func evenOdd(text: String) throws {
        // Holes are meant here, not gaps to fill.
        let result = try repaired([text], RepairOptions(check: CoverageOptions(maxGapWidth: Metres(0))))
        #expect(result.report.isValid, "\(result.report.faults)")
        #expect(result.refused.isEmpty)
        #expect(result.changes.contains { $0.action == .redrawn })
        let before = try withGEOS { geos throws(GEOSError) in try geos.read(wkt: text).makeValid().area() }
        let after = GroundMeasure.planar.area(of: result.zones.area(ofFeature: 0)).value
        #expect(abs(after - before) < 1e-12)
    }

    @Test("parts that overlap are joined: where they do, the zone itself is the one to fill the gap")
    func overlappingParts() throws {
        let result = try repaired(["MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((2 2, 6 2, 6 6, 2 6, 2 2)))"])
        #expect(result.report.faults.isEmpty && result.refused.isEmpty)
        #expect(GroundMeasure.planar.area(of: result.zones.area(ofFeature: 0)).value == 28)
    }

    @Test("a part inside a part is left to a person")
    func nested() throws {
        let result = try repaired(["MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((1 1, 2 1, 2 2, 1 2, 1 1)))"])
        #expect(
            result.before.isEmpty && Set(result.refused.map(\.reason)) == [.invalidZones([0], parents: [])])
    }

    @Test("a gap that looks like a missing zone can be left to a person, while the rest is mended")
    func missingZoneLeft() throws {
        var made = MadeCoverage(seed: 4)
        made.zones.remove(at: 5)
        made.zones[0].remove(at: 4)
        let repair = CoverageRepair(options: RepairOptions(leavesMissingZones: true))
        let plan = repair.plan(input(made.table))
        let missing = plan.report.faults.filter { if case .missingZone? = $0.cause { true } else { false } }
        #expect(missing.count == 1)
        let result = repair.apply(plan)
        #expect(result.refused.map(\.fault) == missing.map(\.id))
        #expect(result.refused.map(\.reason) == [.looksLikeMissingZone])
        #expect(result.report.faults.map(\.id) == missing.map(\.id))
    }

    @Test("where the rule's owner would cut a neighbour in two, the neighbour keeps the face")
    func kinderOwner() throws {
        // Zone 1 reaches across a neck of zone 0, and has the longer border there.
        let result = try repaired([
            "POLYGON ((0 0, 8 0, 8 1, 16 1, 16 0, 24 0, 24 4, 16 4, 16 2, 8 2, 8 4, 0 4, 0 0))",
            "POLYGON ((8 1, 8 0, 16 0, 16 1, 15 2, 9 2, 8 1))",
        ])
        #expect(result.report.summary.count(.overlap) == 0, "\(result.refused)")
        #expect(result.refused.isEmpty)
        #expect(result.zones.polygons(ofFeature: 0).count == 1)
    }

    @Test(
        "a gap split among its neighbours leaves an exact coverage in which each gained", arguments: seeds(20)
    )
    func split(seed: UInt64) throws {
        var made = MadeCoverage(seed: seed, lattice: seed % 2 == 0)
        made.zones.remove(at: 5)
        let repair = CoverageRepair(options: RepairOptions(owner: .splitAmongNeighbours))
        let result = repair.apply(repair.plan(input(made.table)))
        #expect(result.report.faults.isEmpty, "\(result.report.faults)")
        #expect(result.refused.isEmpty)
        let gap = GroundMeasure.planar.area(
            of: MadeCoverage(seed: seed, lattice: seed % 2 == 0).table.area(ofFeature: 5))
        let gained = result.changes.map(\.area.value).reduce(0, +)
        #expect(abs(gained - gap.value) < 1e-9 * gap.value)
        #expect(Set(result.changes.map(\.zone)).count >= 4)
        #expect((0..<made.zones.count).allSatisfy { result.zones.polygons(ofFeature: $0).count == 1 })
    }

    @Test("damaged coverages are mended under every rule", arguments: seeds(8))
    func rules(seed: UInt64) throws {
        let table = try damagedCoverage(seed, lattice: seed % 3 == 0).table
        var random = SplitMix64(seed: seed)
        let units = (0..<200).map { _ in
            PlacedUnit(
                position: Position(random.number(in: 0...96), random.number(in: 0...96)),
                zone: random.index(below: table.count))
        }
        for rule: OwnerRule in [.splitAmongNeighbours, .largestArea, .fewestUnitsMoved(units)] {
            let repair = CoverageRepair(options: RepairOptions(owner: rule))
            let plan = repair.plan(input(table))
            let result = repair.apply(plan)
            if result.refused.isEmpty { #expect(result.report.faults.isEmpty, "\(rule)") }
            #expect(result.report.summary.count(.invalid) == 0)
        }
    }

    @Test("an overlap stays with the zone that most units there belong to")
    func units() throws {
        let zones = [
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON ((4 0, 8 0, 8 4, 4 4, 3 3, 3 1, 4 0))",
        ]
        let units = [(3.5, 2.0, 0), (3.6, 2.1, 1), (3.4, 2.0, 0), (7, 2, 1), (6, 2, 1)].map {
            PlacedUnit(position: Position($0.0, $0.1), zone: $0.2)
        }
        let result = try repaired(zones, RepairOptions(owner: .fewestUnitsMoved(units)))
        #expect(result.report.faults.isEmpty)
        #expect(result.changes.map(\.zone) == [1] && result.changes.map(\.action) == [.lost])
    }

    @Test("a zone narrower than any snapping distance stays as it is (GEOS 1476)")
    func narrowZone() throws {
        let result = try repaired([
            "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON ((4 0, 4.000000001 0, 4.000000001 4, 4 4, 4 0))",
            "POLYGON ((4.000000001 0, 8 0, 8 4, 4.000000001 4, 4.5 2, 4.000000001 0))",
        ])
        #expect(result.report.faults.isEmpty && result.refused.isEmpty)
        #expect(Set(result.before.keys) == [2])
    }

    @Test("the outer border does not move while gaps are filled (JTS 1129)", arguments: seeds(6))
    func outskirts(seed: UInt64) {
        var made = MadeCoverage(seed: seed)
        let outline = { (zones: PolygonTable) in
            CoverageUnion(zones, groupOfZone: Array(repeating: 0, count: zones.count), groupCount: 1).areas
        }
        let border = Set(outline(made.table).positions)
        made.zones.remove(at: 9)
        for rule: OwnerRule in [.longestBorder, .splitAmongNeighbours] {
            let repair = CoverageRepair(options: RepairOptions(owner: rule))
            let result = repair.apply(repair.plan(input(made.table)))
            #expect(Set(outline(result.zones).positions) == border)
        }
    }

    @Test("an accepted gap stays, also when its border gets the vertices of what is mended beside it")
    func acceptedGap() throws {
        // A lake between two zones, a zone around one of its corners, and a T-vertex on its shore.
        let table = try areas([
            "POLYGON ((0 0, 4 0, 4 4, 2 6, 4 8, 4 12, 0 12, 0 0))",
            "POLYGON ((4 0, 8 0, 8 6, 6 6, 4 4, 4 2, 4 0))",
            "POLYGON ((6 6, 8 6, 8 12, 4 12, 4 8, 6 6.1, 6 6))",
        ])
        let lake = try #require(check(table).faults.max { $0.area < $1.area })
        #expect(lake.kind == .gap)
        let repair = CoverageRepair(options: RepairOptions(accepted: [lake.id]))
        let result = repair.apply(repair.plan(input(table)))
        #expect(result.report.faults.map(\.kind) == [.gap])
        #expect(result.refused.map(\.reason) == [.accepted])
        #expect(abs(result.report.summary.area(.gap).value - lake.area.value) < 1)
        #expect(CoverageRepair().apply(CoverageRepair().plan(input(table))).report.faults.isEmpty)
    }

    @Test("an inlet along the border is filled up to the parent's border (mapshaper 451)")
    func inlet() throws {
        var question = input(
            try areas(["POLYGON ((0 0, 2 0, 1.9 4, 0 4, 0 0))", "POLYGON ((2 0, 4 0, 4 4, 2 4, 2 0))"]))
        question.parents = ParentLayer(
            table: try areas(["POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"]), codes: ["p"], parentOfZone: [0, 0])
        let repair = CoverageRepair()
        let result = repair.apply(repair.plan(question))
        #expect(result.report.faults.isEmpty && result.report.isComplete)
        #expect(result.changes.contains { $0.action == .gained })
    }
}
