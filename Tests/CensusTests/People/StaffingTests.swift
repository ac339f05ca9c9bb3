import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("who works where")
struct StaffingTests {
    private func work(_ grid: MadeGrid) -> FieldWork {
        let zones = grid.areas.enumerated().map { number, area in
            KeptZone(code: "99012100120\(number)001", name: "", town: "", area: area)
        }
        let units = grid.areas.indices.flatMap { cell -> [Position] in
            let west = Double(cell % grid.columns) * 100
            let south = Double(cell / grid.columns) * 100
            return [20.0, 50, 80].map { Position(west + $0, south + 50) }
        }
        return FieldWork(zones, units: units, rates: WorkRates(), measure: .planar)
    }

    private func people(_ enumerators: Int, _ supervisors: Int) -> [CensusPerson] {
        (0..<enumerators).map { CensusPerson(code: "E\($0)", name: "e", role: .enumerator) }
            + (0..<supervisors).map { CensusPerson(code: "S\($0)", name: "s", role: .supervisor) }
    }

    @Test("hours follow the workload that zones were drawn by, and units where none is known")
    func drawnWorkload() {
        let grid = MadeGrid(columns: 2, rows: 1)
        let zones = grid.areas.enumerated().map { number, area in
            KeptZone(code: "Z\(number)", name: "", town: "", area: area)
        }
        let units = [Position(20, 50), Position(120, 50)]
        let work = FieldWork(
            zones, units: units, workloads: ["Z0": 30],
            rates: WorkRates(minutesPerUnit: 60, minutesPerKilometre: 0),
            measure: .planar)
        #expect(work.zones.map(\.hours) == [30, 1])
        #expect(work.zones.map(\.workload) == [30, 1])
        #expect(work.zones.map(\.units) == [1, 1])
    }

    @Test("every zone gets an enumerator, every enumerator one supervisor, and nothing is found wrong")
    func allotted() {
        let work = work(MadeGrid(columns: 4, rows: 2))
        let staffing = Staffing(people: people(4, 2)).allotted(work)
        #expect(staffing.enumerators.count == 8)
        #expect(staffing.supervisors.count == 4)
        #expect(Set(staffing.supervisors.values) == ["S0", "S1"])
        #expect(StaffingReview(staffing, work: work).findings.isEmpty)
    }

    @Test(
        "a zone without enumerator, an ended zone, overload, idleness and a missing supervisor are each found"
    )
    func findings() {
        let work = work(MadeGrid(columns: 3, rows: 1))
        var staffing = Staffing(
            people: people(2, 1) + [CensusPerson(code: "E9", name: "", role: .enumerator, capacity: 1)])
        staffing.enumerators = [
            "990121001200001": ["E0"], "990121001201001": ["E9", "X"], "990121009999001": ["E0"],
        ]
        let found = StaffingReview(staffing, work: work).findings
        #expect(found.contains(.zoneWithoutEnumerator(zone: "990121001202001")))
        #expect(found.contains(.endedZone(zone: "990121009999001", person: "E0")))
        #expect(found.contains(.unknownPerson(code: "X")))
        #expect(found.contains(.idle(person: "E1")))
        #expect(found.contains(.idle(person: "S0")))
        #expect(found.contains(.withoutSupervisor(person: "E0")))
        #expect(found.map(\.word).contains("overloaded"))
    }

    @Test("a change is told as what was withdrawn and what was assigned; the same again is no change")
    func events() throws {
        let by = try #require(Attribution(actor: "甲", reason: "调整", time: "t"))
        var old = Staffing(people: people(2, 1))
        old.enumerators = ["z1": ["E0"], "z2": ["E1"]]
        var new = old
        new.enumerators["z1"] = ["E1"]
        new.supervisors = ["E1": "S0"]
        let events = new.events(since: old, by: by)
        #expect(
            events.map { "\($0.kind.rawValue) \($0.person) \($0.subject)" } == [
                "withdrawn E0 z1", "assigned E1 z1", "assigned S0 E1",
            ])
        #expect(new.events(since: new, by: by).isEmpty)
    }

    @Test(
        "a division's code means the zones below it, not those whose digits happen to be alike",
        arguments: [
            ("990121000000", "990121001201001", true), ("990121000000", "990122001201001", false),
            ("990121001000", "990121001201001", true), ("990121101000", "990121001201001", false),
            ("990121001200", "990121001200001", true), ("", "990121001201001", true),
            ("990120000000", "990121001201001", false),
        ])
    func division(division: String, zone: String, isWithin: Bool) {
        let person = CensusPerson(code: "E", name: "", role: .enumerator, division: division)
        #expect(person.mayWork(in: zone) == isWithin)
    }
}
