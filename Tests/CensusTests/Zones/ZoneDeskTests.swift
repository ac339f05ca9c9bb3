import Census
import Coverage
import GeoKernels
import GeoModel
import TestSupport
import Testing
import Zoning

@Suite("editing zones by hand")
struct ZoneDeskTests {
    /// Blocks in rows; `columns` blocks a row; each zone holds two blocks side by side; two units in each block.
    private func desk(columns: Int = 4, rows: Int = 2, towns: Int = 1, jitter: Double = 0, seed: UInt64 = 1)
        -> ZoneDesk
    {
        let grid = MadeGrid(columns: columns, rows: rows, jitter: jitter, seed: seed)
        func town(_ block: Int) -> Int { block / columns * towns / rows }
        let villages = grid.areas.enumerated().map { number, area in
            VillageArea(
                code: "99012100\(1 + town(number))\(201 + number)", name: "虚\(number)村村民委员会",
                town: "99012100\(1 + town(number))000", area: area)
        }
        let zones = stride(from: 0, to: villages.count, by: 2).map { first in
            ZonePiece(code: villages[first].code + "001", zone: "", area: MultiPolygon([]))
        }
        var pieces = villages.enumerated().map { number, village in
            ZonePiece(code: village.code, zone: zones[number / 2].code, area: village.area)
        }
        pieces.sort { $0.code < $1.code }
        let table = ZoneOutlines.dissolve(
            PolygonTable(villages.map(\.area)), zoneOfBlock: villages.indices.map { $0 / 2 })
        let kept = zones.enumerated().map { number, zone in
            KeptZone(
                code: zone.code, name: "第\(number)", town: villages[number * 2].town,
                area: table.area(ofFeature: number))
        }
        var register = ZoneRegister()
        for zone in kept { register.enter(zone.code, name: zone.name, town: zone.town) }
        let units = grid.areas.indices.flatMap { cell -> [Position] in
            let west = Double(cell % columns) * 100
            let south = Double(cell / columns) * 100
            return [35.0, 65].map { Position(west + $0, south + 50) }
        }
        return ZoneDesk(
            ZoneState(zones: kept, pieces: pieces, locks: [], register: register), villages: villages,
            workload: .units(units), limits: WorkloadLimits(minimum: 2, maximum: 5), measure: .planar)
    }

    private func line(_ positions: (Double, Double)...) -> [Position] {
        positions.map { Position($0.0, $0.1) }
    }

    private func work(_ desk: ZoneDesk, _ code: String) -> Double? {
        desk.standings.first { $0.zone.code == code }?.workload
    }

    private let first = "990121001201001"
    private let second = "990121001203001"
    private let third = "990121001205001"

    @Test("a block moves into the zone beside it, and both workloads follow")
    func move() throws {
        var desk = desk()
        let edit = try desk.move(["990121001202"], to: second)
        #expect(edit.kind == .moved)
        #expect(work(desk, first) == 2)
        #expect(work(desk, second) == 6)
        #expect(desk.standings.first { $0.zone.code == second }?.excess == 1)
    }

    @Test("zones that an edit does not touch keep their outline to the last vertex")
    func untouched() throws {
        var desk = desk()
        let before = desk.state.zones
        _ = try desk.move(["990121001202"], to: second)
        #expect(desk.state.zones.filter { $0.code > third } == before.filter { $0.code > third })
    }

    @Test(
        "what breaks a zone, leaves it empty, crosses a town or touches a locked zone is refused and changes nothing"
    )
    func refusals() throws {
        var desk = desk(columns: 4, rows: 2, towns: 2)
        let upper = "990121002205001"
        func expect(_ refusal: ZoneDesk.Refusal, _ edit: (inout ZoneDesk) throws -> Void) {
            let before = desk.state
            #expect(throws: refusal) { try edit(&desk) }
            #expect(desk.state == before)
        }
        expect(.otherTown(zone: upper)) { _ = try $0.move(["990121001201"], to: upper) }
        expect(.notBeside(zone: second)) { _ = try $0.move(["990121001201"], to: second) }
        expect(.empties(zone: first)) { _ = try $0.split(off: ["990121001201", "990121001202"]) }
        expect(.noSuchZone(code: "1")) { _ = try $0.merge("1", into: first) }
        expect(.noSuchBlock(code: "x")) { _ = try $0.move(["x"], to: first) }
        expect(.line(.outside)) { _ = try $0.split(first, along: line((500, 0), (600, 0)), snap: Metres(0)) }
        expect(.line(.doesNotDivide)) {
            _ = try $0.split(first, along: line((50, -9), (50, 50)), snap: Metres(0))
        }
        _ = try desk.setLock(true, zone: second)
        expect(.locked(zone: second)) { _ = try $0.move(["990121001202"], to: second) }
        expect(.locked(zone: second)) { _ = try $0.merge(second, into: first) }
        expect(.locked(zone: second)) {
            _ = try $0.moveBorder(
                between: first, and: second, to: line((150, -9), (150, 109)), snap: Metres(0))
        }
    }

    @Test("a merged zone's code is retired and its ground goes on under the other")
    func merge() throws {
        var desk = desk()
        _ = try desk.merge(second, into: first)
        #expect(desk.state.register.entries[second]?.isRetired == true)
        #expect(work(desk, first) == 8)
        #expect(desk.state.zones.map(\.code).contains(second) == false)
    }

    @Test("a zone cut along a line: the lighter side gets the next code of its village and a name")
    func splitAlongLine() throws {
        var desk = desk()
        let edit = try desk.split(first, along: line((50, -10), (50, 110)), snap: Metres(0))
        let new = "990121001201002"
        #expect(edit.into == [first, new])
        #expect(work(desk, new) == 1)
        #expect(work(desk, first) == 3)
        #expect(desk.state.zones.first { $0.code == new }?.name == "虚0村第二普查小区")
        #expect(
            desk.state.pieces.map(\.code).filter { $0.contains("#") } == ["990121001201#1", "990121001201#2"])
    }

    @Test(
        "a border moved to a line moves for both zones at once, and their neighbour above receives its ends")
    func border() throws {
        var desk = desk()
        _ = try desk.moveBorder(
            between: first, and: second, to: line((230, -10), (260, 50), (230, 110)), snap: Metres(0))
        #expect(work(desk, first) == 5)
        #expect(work(desk, second) == 3)
        let end = try #require(
            desk.state.zones.first { $0.code == first }?.area.polygons[0].rings[0].positions.first {
                $0.y == 100 && $0.x > 200
            })
        let above = try #require(desk.state.zones.first { $0.code == "990121001207001" })
        #expect(above.area.polygons[0].rings[0].positions.contains(end))
    }

    @Test(
        "after any edits the zones cover the same land, each in one piece, codes never come back",
        arguments: seeds(12))
    func anyEdits(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var desk = desk(columns: 6, rows: 4, towns: 2, jitter: 25, seed: seed)
        let land = desk.state.zones.reduce(0) { $0 + GroundMeasure.planar.area(of: $1.area).value }
        var retired: Set<String> = []
        var done = 0
        for _ in 0..<60 {
            if (try? edit(&desk, &random)) != nil { done += 1 }
            let register = desk.state.register
            #expect(retired.isDisjoint(with: desk.state.zones.map(\.code)))
            retired = Set(register.entries.filter(\.value.isRetired).keys)
        }
        #expect(done > 5)
        let input = CoverageInput(
            zones: PolygonTable(desk.state.zones.map(\.area)), codes: desk.state.zones.map(\.code),
            measure: .planar)
        #expect(CoverageChecker().check(input).faults.isEmpty)
        let now = desk.state.zones.reduce(0) { $0 + GroundMeasure.planar.area(of: $1.area).value }
        #expect(abs(now - land) < 1e-6)
        #expect(ZonePieces.areExact(desk.state.pieces, for: desk.state.zones))
        #expect(desk.standings.reduce(0) { $0 + $1.workload } == 48)
        #expect(Set(desk.state.pieces.map(\.code)).count == desk.state.pieces.count)
    }

    private func edit(_ desk: inout ZoneDesk, _ random: inout SplitMix64) throws {
        let zones = desk.state.zones
        let zone = zones[random.index(below: zones.count)].code
        let other = zones[random.index(below: zones.count)].code
        let piece = desk.state.pieces[random.index(below: desk.state.pieces.count)].code
        let height = random.number(in: -20...420)
        let slope = random.number(in: -150...150)
        let line = line((-50, height), (300, height + random.number(in: -60...60)), (650, height + slope))
        switch random.index(below: 5) {
        case 0: _ = try desk.move([piece], to: zone)
        case 1: _ = try desk.merge(zone, into: other)
        case 2: _ = try desk.split(off: [piece])
        case 3: _ = try desk.split(zone, along: line, snap: Metres(random.number(in: 0...15)))
        default:
            _ = try desk.moveBorder(
                between: zone, and: other, to: line, snap: Metres(random.number(in: 0...15)))
        }
    }
}
