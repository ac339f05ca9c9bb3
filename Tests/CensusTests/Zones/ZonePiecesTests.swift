import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing
import Zoning

@Suite("the pieces that zones are made of")
struct ZonePiecesTests {
    private func villages(_ areas: [MultiPolygon]) -> [VillageArea] {
        areas.enumerated().map { number, area in
            VillageArea(code: "99012100120\(number)", name: "", town: "990121001000", area: area)
        }
    }

    private func zone(_ code: String, _ area: MultiPolygon) -> KeptZone {
        KeptZone(code: code, name: "", town: "990121001000", area: area)
    }

    @Test("a zone whose border only got a vertex from a neighbour's cut is still made of its blocks")
    func insertedVertex() throws {
        let grid = MadeGrid(columns: 3, rows: 1)
        let cut = try DrawnCut(
            [grid.areas[2]], along: [Position(150, 40), Position(350, 50)], snap: Metres(0), measure: .planar)
        let blocks = PolygonTable(
            grid.areas.map { area in cut.inserted.reduce(area) { $1.inserted(into: $0).area } })
        let whole = ZoneOutlines.dissolve(blocks, zoneOfBlock: [0, 0, 1]).area(ofFeature: 0)
        let zones = [zone("a", whole)] + cut.parts[0].enumerated().map { zone("b\($0)", $1.area) }
        let pieces = ZonePieces.make(zones: zones, blocks: villages(grid.areas))
        #expect(pieces.filter { $0.zone == "a" }.map(\.code) == ["990121001200", "990121001201"])
        #expect(Set(pieces.filter { $0.zone != "a" }.map(\.code)) == ["990121001202#1", "990121001202#2"])
        #expect(ZonePieces.areExact(pieces, for: zones))
    }

    @Test("a zone over a link hangs together, and a block beside one end can join it")
    func links() throws {
        let grid = MadeGrid(columns: 4, rows: 1)
        // Block 1 is water: zone a is blocks 0 and 2 with a ferry between them, zone b is block 3.
        let places = [0, 2, 3]
        let blocks = places.map { grid.areas[$0] }
        let codes = ["a", "a", "b"]
        let areas = ZoneOutlines.dissolve(PolygonTable(blocks), zoneOfBlock: [0, 0, 1])
        let zones = [zone("a", areas.area(ofFeature: 0)), zone("b", areas.area(ofFeature: 1))]
        let villages = villages(blocks)
        let pieces = zip(villages, codes).map { ZonePiece(code: $0.code, zone: $1, area: $0.area) }
        var register = ZoneRegister()
        for zone in zones { register.enter(zone.code, name: zone.name, town: zone.town) }
        func desk(_ links: [ZoneConditions.Link]) -> ZoneDesk {
            ZoneDesk(
                ZoneState(zones: zones, pieces: pieces, locks: [], register: register), villages: villages,
                workload: .villages([:]), limits: WorkloadLimits(minimum: 0, maximum: 9), links: links,
                measure: .planar)
        }
        var without = desk([])
        #expect(throws: ZoneDesk.Refusal.self) { try without.merge("b", into: "a") }
        var with = desk([ZoneConditions.Link(villages[0].code, villages[1].code)])
        _ = try with.merge("b", into: "a")
        #expect(with.state.pieces.allSatisfy { $0.zone == "a" })
    }

    @Test("what a village reports is shared out over its units, wherever the zones cut it")
    func sharedWorkload() throws {
        let grid = MadeGrid(columns: 2, rows: 1)
        let cut = try DrawnCut(
            [grid.areas[0]], along: [Position(30, -10), Position(30, 110)], snap: Metres(0), measure: .planar)
        let zones = cut.parts[0].enumerated().map { zone("a\($0)", $1.area) } + [zone("b", grid.areas[1])]
        let villages = villages(grid.areas)
        let pieces = ZonePieces.make(zones: zones, blocks: villages)
        let desk = ZoneDesk(
            ZoneState(zones: zones, pieces: pieces, locks: [], register: ZoneRegister()), villages: villages,
            workload: .shared(
                [villages[0].code: 90, villages[1].code: 7],
                over: [Position(10, 50), Position(50, 50), Position(60, 50)]),
            limits: WorkloadLimits(minimum: 0, maximum: 9), measure: .planar)
        #expect(desk.standings.map(\.workload).sorted() == [7, 30, 60])
    }

    @Test("conditions are read from the text they are written as")
    func conditions() {
        let conditions = ZoneConditions(
            workload: "units+0.5*residents", minimum: 20, maximum: 150.5, maximumArea: 3,
            links: [ZoneConditions.Link("1", "2")], hasBarriers: true, continuesLast: true)
        #expect(ZoneConditions(text: conditions.text) == conditions)
        #expect(ZoneConditions(text: "") == nil)
        #expect(ZoneConditions(text: ZoneConditions().text) == ZoneConditions())
    }
}
