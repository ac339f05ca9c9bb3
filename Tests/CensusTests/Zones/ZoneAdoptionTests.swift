import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("taking drawn zones in")
struct ZoneAdoptionTests {
    private let by = Attribution(actor: "甲", reason: "重划", time: "2018-03-15T08:00:00Z")

    /// Villages 201, 202 … are the cells of a grid of one row; ten units lie in each.
    private struct Town {
        let grid: MadeGrid
        let villages: [VillageArea]
        let units: [Position]

        init(villages count: Int) {
            let grid = MadeGrid(columns: count, rows: 1)
            self.grid = grid
            villages = grid.areas.enumerated().map { number, area in
                VillageArea(
                    code: "990121001\(201 + number)", name: "虚\(number)村村民委员会", town: "990121001000",
                    area: area)
            }
            units = (0..<count).flatMap { cell in
                (0..<10).map { Position(Double(cell) * 100 + 5 + Double($0) * 9, 50) }
            }
        }

        /// A zone of whole villages.
        func zone(_ cells: Range<Int>) -> MultiPolygon {
            span(Double(cells.lowerBound) * 100, Double(cells.upperBound) * 100)
        }

        func span(_ west: Double, _ east: Double) -> MultiPolygon {
            MultiPolygon([Polygon(exterior: rectangle(west, 0, east, 100))])
        }
    }

    private func adopt(
        _ plan: [MultiPolygon], replacing old: ZoneAdoption? = nil, in town: Town, codes: [String] = []
    ) throws -> ZoneAdoption {
        try ZoneAdoption(
            plan.enumerated().map {
                ZoneAdoption.Drawn(
                    code: $0.offset < codes.count ? codes[$0.offset] : "", town: "", area: $0.element)
            },
            replacing: old?.zones ?? [], villages: town.villages, units: town.units,
            register: old?.register ?? ZoneRegister(), by: #require(by))
    }

    private func codes(_ adoption: ZoneAdoption) -> [String] {
        adoption.zones.map { String($0.code.suffix(6)) }
    }

    @Test("the first plan gets codes and names by village, and each zone is on record as created")
    func first() throws {
        let town = Town(villages: 3)
        let adoption = try adopt([town.zone(0..<2), town.zone(2..<3)], in: town)
        #expect(codes(adoption) == ["201001", "203001"])
        #expect(adoption.zones.map(\.name) == ["虚0村第一普查小区", "虚2村第一普查小区"])
        #expect(adoption.events.map(\.kind) == [.created, .created])
        #expect(adoption.events.allSatisfy { $0.actor == "甲" && $0.reason == "重划" })
    }

    @Test("the same plan again changes nothing")
    func again() throws {
        let town = Town(villages: 4)
        let first = try adopt([town.zone(0..<2), town.zone(2..<4)], in: town)
        let second = try adopt([town.zone(2..<4), town.zone(0..<2)], replacing: first, in: town)
        #expect(second.zones == first.zones)
        #expect(second.events.isEmpty)
        #expect(second.register == first.register)
    }

    @Test("a zone cut in two: the half with most units goes on under the code, the other gets a new one")
    func split() throws {
        let town = Town(villages: 1)
        let first = try adopt([town.zone(0..<1)], in: town)
        let second = try adopt([town.span(0, 30), town.span(30, 100)], replacing: first, in: town)
        #expect(codes(second) == ["201001", "201002"])
        #expect(second.zones[0].area == town.span(30, 100))
        let split = try #require(second.events.first { $0.kind == .split })
        #expect(split.from == ["990121001201001"])
        #expect(split.into == ["990121001201001", "990121001201002"])
    }

    @Test("zones joined: one code goes on, the other is retired and never given again")
    func merge() throws {
        let town = Town(villages: 2)
        let first = try adopt([town.zone(0..<1), town.zone(1..<2)], in: town)
        let joined = try adopt([town.zone(0..<2)], replacing: first, in: town)
        #expect(codes(joined) == ["201001"])
        #expect(joined.events.map(\.kind) == [.merged])
        #expect(joined.register.entries["990121001202001"]?.isRetired == true)
        let parted = try adopt([town.zone(0..<1), town.zone(1..<2)], replacing: joined, in: town)
        #expect(codes(parted) == ["201001", "202002"])
    }

    @Test("codes a plan was drawn with are kept when they are free and belong to the village")
    func drawnCodes() throws {
        let town = Town(villages: 1)
        let halves = [town.span(0, 50), town.span(50, 100)]
        let asDrawn = try adopt(halves, in: town, codes: ["990121001201007", "990121001201003"])
        #expect(codes(asDrawn) == ["201003", "201007"])
        let foreign = try adopt(halves, in: town, codes: ["990121001201007", "990121009999001"])
        #expect(codes(foreign) == ["201007", "201008"])
    }

    @Test("without villages a zone's own code tells its village, and a code that does not is refused")
    func withoutVillages() throws {
        let town = Town(villages: 1)
        func drawn(_ code: String) throws -> ZoneAdoption {
            try ZoneAdoption(
                [ZoneAdoption.Drawn(code: code, town: "t", area: town.zone(0..<1))], replacing: [],
                villages: [],
                units: [], register: ZoneRegister(), by: #require(by))
        }
        #expect(try drawn("990121001201005").zones.map(\.code) == ["990121001201005"])
        #expect(throws: ZoneAdoption.Refusal.noVillage(row: 1, code: "A-1")) { try drawn("A-1") }
    }

    @Test(
        "however plans follow each other, no code ever names two zones, and names are unique",
        arguments: seeds(12))
    func history(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let town = Town(villages: 6)
        var last: ZoneAdoption?
        var retired: Set<String> = []
        for _ in 0..<8 {
            // Cuts anywhere along the row of villages.
            var cuts = Set([0.0, 600])
            for _ in 0...random.index(below: 8) { cuts.insert(Double(1 + random.index(below: 119)) * 5) }
            let sorted = cuts.sorted()
            let plan = zip(sorted, sorted.dropFirst()).map { town.span($0, $1) }
            let next = try adopt(plan, replacing: last, in: town)
            #expect(next.zones.count == plan.count)
            #expect(Set(next.zones.map(\.code)).count == plan.count)
            #expect(Set(next.zones.map(\.name)).count == plan.count)
            #expect(retired.isDisjoint(with: next.zones.map(\.code)))
            #expect(next.register.everUsed.isSuperset(of: last?.register.everUsed ?? []))
            retired = Set(next.register.entries.filter(\.value.isRetired).keys)
            last = next
        }
    }
}
