import Coverage
import GeoKernels
import GeoModel
import TestSupport
import Testing

struct CauseTests {
    private func moved(_ ring: [Position], _ dx: Double, _ dy: Double) -> [Position] {
        // A wrong datum is no pure translation: the vector grows a little across the layer.
        ring.map { Position($0.x + dx + $0.y * dx * 1e-4, $0.y + dy - $0.x * dy * 1e-4) }
    }

    @Test(
        "faults ahead of and behind a zone that was moved as a whole say so, and by how much",
        arguments: seeds(8))
    func displacedZone(seed: UInt64) {
        var made = MadeCoverage(seed: seed, size: 5, bends: 4)
        made.zones[12] = moved(made.zones[12], 3, -2)
        let report = check(made.table)
        let faults = report.faults.filter {
            $0.zones.contains(12) || $0.neighbours.contains { $0.zone == 12 }
        }
        #expect(faults.count == report.faults.count && !faults.isEmpty)
        for fault in faults {
            guard case .displacedCopy(let dx, let dy)? = fault.cause else {
                Issue.record("\(fault.kind) \(fault.zones): \(String(describing: fault.cause))")
                continue
            }
            #expect(abs(dx - 3) < 0.1 && abs(dy + 2) < 0.1)
        }
    }

    @Test("a whole layer that lies off its parents is a datum shift", arguments: seeds(6))
    func layer(seed: UInt64) {
        let made = MadeCoverage(seed: seed, size: 4, bends: 4)
        let rows = CoverageUnion(made.table, groupOfZone: made.zones.indices.map { $0 / 4 }, groupCount: 4)
        let shifted = PolygonTable(
            made.zones.map {
                MultiPolygon([Polygon(exterior: LinearRing(unchecked: moved($0, -2, 1.5)))])
            })
        let report = CoverageChecker().check(
            CoverageInput(
                zones: shifted, codes: made.zones.indices.map { "z\($0)" },
                parents: ParentLayer(
                    table: rows.areas, codes: ["a", "b", "c", "d"],
                    parentOfZone: made.zones.indices.map { $0 / 4 }), measure: .planar))
        let along = report.faults.filter { $0.kind == .spill || $0.kind == .shortfall }
        #expect(!along.isEmpty)
        for fault in along {
            guard case .datumShift(let dx, let dy)? = fault.cause else {
                Issue.record("\(fault.kind) \(fault.zones): \(String(describing: fault.cause))")
                continue
            }
            #expect(abs(dx + 2) < 0.1 && abs(dy - 1.5) < 0.1)
        }
    }

    @Test("zones redrawn by hand along a border are not called displaced", arguments: seeds(8))
    func notDisplaced(seed: UInt64) throws {
        let report = check(try damagedCoverage(seed, lattice: false).table)
        for fault in report.faults {
            if case .datumShift? = fault.cause { Issue.record("\(fault.zones)") }
        }
    }

    @Test("a zone that names another parent than the one it lies in is told so, and not an unsnapped border")
    func wrongParent() throws {
        let made = MadeCoverage(seed: 7, size: 4, bends: 3)
        let rows = CoverageUnion(made.table, groupOfZone: made.zones.indices.map { $0 / 4 }, groupCount: 4)
        var parents: [Int?] = made.zones.indices.map { $0 / 4 }
        parents[5] = 2
        let faults = CoverageChecker().check(
            CoverageInput(
                zones: made.table, codes: made.zones.indices.map { "z\($0)" },
                parents: ParentLayer(table: rows.areas, codes: ["a", "b", "c", "d"], parentOfZone: parents),
                measure: .planar)
        ).faults
        #expect(faults.map(\.kind) == [.spill] && faults.map(\.zones) == [[5]])
        #expect(faults.map(\.parents) == [[1]] && faults.map(\.cause) == [.wrongParent])
    }

    @Test("a deleted zone, a doubled zone, a dropped vertex and an unsnapped border are told apart")
    func others() throws {
        var missing = MadeCoverage(seed: 4)
        missing.zones.remove(at: 5)
        let gap = try #require(check(missing.table).faults.first)
        guard case .missingZone(let size)? = gap.cause else {
            Issue.record("\(String(describing: gap.cause))")
            return
        }
        #expect(size > 0.5 && size < 2)
        var doubled = MadeCoverage(seed: 4)
        doubled.zones.append(doubled.zones[5])
        #expect(check(doubled.table).faults.map(\.cause) == [.duplicatedZone])
        var dropped = MadeCoverage(seed: 4)
        dropped.zones[5].remove(at: 4)
        #expect(check(dropped.table).faults.contains { $0.cause == .missingVertex })
        var redrawn = MadeCoverage(seed: 4)
        redrawn.zones[5][1].y += 0.01
        redrawn.zones[5][2].y += 0.02
        #expect(check(redrawn.table).faults.contains { $0.cause == .unsnappedBorder })
    }
}
