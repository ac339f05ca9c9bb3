import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("the zone book")
struct ZoneBookTests {
    private func book(_ grid: MadeGrid, units: [BookUnit]) -> ZoneBook {
        let zones = grid.areas.enumerated().map { number, area in
            BookZone(code: "99012100120\(number)001", name: "第一普查小区", parent: "990121001000", area: area)
        }
        return ZoneBook(zones: zones, units: units, features: [], measure: .planar)
    }

    private func unit(_ position: Position?, kind: String = "工业") -> BookUnit {
        BookUnit(code: "c", name: "n", kind: kind, address: "", position: position)
    }

    @Test("every unit stands on one page or among the strays, a unit on a border too", arguments: seeds(5))
    func everyUnitOnce(seed: UInt64) {
        let grid = MadeGrid(columns: 3, rows: 3, jitter: 20, seed: seed)
        var random = SplitMix64(seed: seed)
        var units = (0..<200).map { _ in
            unit(Position(random.number(in: -40...340), random.number(in: -40...340)))
        }
        units.append(unit(grid.areas[4].polygons[0].rings[0].positions[0]))
        units.append(unit(nil))
        let book = book(grid, units: units)
        let listed = book.pages.flatMap(\.units) + book.strays
        #expect(listed.sorted() == Array(units.indices))
        #expect(book.strays.contains(201))
        #expect(!book.strays.contains(200))
    }

    @Test("a page counts its units by kind, the most frequent first")
    func kinds() {
        let grid = MadeGrid(columns: 1, rows: 1)
        let kinds = ["锅炉", "工业", "工业", "养殖", "锅炉", "工业"]
        let book = book(grid, units: kinds.map { unit(Position(50, 50), kind: $0) })
        #expect(book.pages[0].kinds.map(\.kind) == ["工业", "锅炉", "养殖"])
        #expect(book.pages[0].kinds.map(\.count) == [3, 2, 1])
        #expect(book.pages[0].area == SquareMetres(10_000))
    }
}
