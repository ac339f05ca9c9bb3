import GeoModel
import Testing
import Zoning

struct ZoneCodesTests {
    private let town = "330101001001"

    private func zone(_ x: Double, _ y: Double, from sources: [String: Double] = [:]) -> ZoneCodes.Zone {
        ZoneCodes.Zone(parent: town, position: Position(x, y), sources: sources)
    }

    @Test("new zones are numbered from the north-west, row by row")
    func rows() throws {
        let zones = [zone(0, 0), zone(1, 0), zone(0, 1), zone(1, 1)]
        let codes = try ZoneCodes(zones, everUsed: [])
        #expect(codes.assignments.map(\.code) == ["003", "004", "001", "002"].map { town + $0 })
        #expect(codes.assignments.map(\.ordinal) == [3, 4, 1, 2])
    }

    @Test("a code once used is never given again")
    func neverReused() throws {
        let codes = try ZoneCodes([zone(0, 0)], everUsed: [town + "007"])
        #expect(codes.assignments[0].code == town + "008")
        #expect(codes.assignments[0].ordinal == 1)
    }

    @Test("codes of other parents and other widths do not count")
    func otherParents() throws {
        let codes = try ZoneCodes([zone(0, 0)], everUsed: ["330101001002009", town + "0009"])
        #expect(codes.assignments[0].code == town + "001")
    }

    @Test("of the parts of a divided zone the greatest keeps the code")
    func split() throws {
        let old = town + "001"
        let zones = [zone(0, 0, from: [old: 40]), zone(1, 0, from: [old: 60])]
        let codes = try ZoneCodes(zones, everUsed: [old], previous: [old: 100])
        #expect(codes.assignments.map(\.code) == [town + "002", old])
        #expect(codes.lineage.contains(.split(code: old, into: [old, town + "002"])))
        #expect(codes.lineage.contains(.created(code: town + "002")))
    }

    @Test("joined zones keep the code of the heaviest, the other codes rest")
    func merge() throws {
        let (a, b) = (town + "001", town + "002")
        let zones = [zone(0, 0, from: [a: 10, b: 20])]
        let codes = try ZoneCodes(zones, everUsed: [a, b], previous: [a: 10, b: 20])
        #expect(codes.assignments[0].code == b)
        #expect(codes.lineage == [.merged(codes: [a, b], into: b)])
    }

    @Test("zones that stay are kept, changed ones and ended ones are told apart")
    func keptAndChanged() throws {
        let (a, b, c, d) = (town + "001", town + "002", town + "003", town + "004")
        let zones = [
            zone(0, 0, from: [a: 10]), zone(1, 0, from: [b: 8]), zone(2, 0, from: [c: 10, b: 2]),
        ]
        let codes = try ZoneCodes(zones, everUsed: [a, b, c, d], previous: [a: 10, b: 10, c: 10, d: 0])
        #expect(codes.assignments.map(\.code) == [a, b, c])
        #expect(
            codes.lineage == [
                .kept(code: a), .changed(code: b), .split(code: b, into: [b, c]), .changed(code: c),
                .ended(code: d),
            ])
    }

    @Test("a parent whose serials are used up is an error that says so")
    func exhausted() {
        #expect(throws: ZoneCodes.Failure.serialsExhausted(parent: town, width: 2)) {
            try ZoneCodes([zone(0, 0)], everUsed: [town + "99"], serialWidth: 2)
        }
        #expect(throws: ZoneCodes.Failure.malformedParent(code: "33O1")) {
            try ZoneCodes([ZoneCodes.Zone(parent: "33O1", position: Position(0, 0))], everUsed: [])
        }
    }

    @Test(
        "ordinals are written as in official names",
        arguments: [
            (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"),
            (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (9999, "九千九百九十九"),
        ])
    func numerals(number: Int, text: String) {
        #expect(ZoneOrdinal.zoneName(number) == "第\(text)普查小区")
    }

    @Test(
        "a zone gets the code it wants, unless that was given before, is another's, or is none of its parent's"
    )
    func wanted() throws {
        let wishes = [
            "990121001000005", "990121001000005", "990121001000002", "990121002000001", "990121001000000",
        ]
        let zones = wishes.enumerated().map { place, code in
            ZoneCodes.Zone(parent: "990121001000", position: Position(Double(place), 0), wanted: code)
        }
        let codes = try ZoneCodes(zones, everUsed: ["990121001000002"]).assignments.map { $0.code.suffix(3) }
        #expect(codes == ["005", "006", "007", "008", "009"])
    }

    @Test("drawn from the last zones, a zone keeps the code it was drawn with before one that has more of it")
    func settled() throws {
        let code = "990121001000001"
        let zones = [(3.0, code), (7.0, "990121001000009")].map { share, wanted in
            ZoneCodes.Zone(
                parent: "990121001000", position: Position(share, 0), sources: [code: share], workload: share,
                wanted: wanted)
        }
        let old = [code: 10.0]
        let settled = try ZoneCodes(zones, everUsed: [], previous: old, wantsFirst: true)
        #expect(settled.assignments.map(\.code) == [code, "990121001000009"])
        let open = try ZoneCodes(zones, everUsed: [], previous: old)
        #expect(open.assignments[1].code == code)
    }
}
