import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("the description of borders")
struct BorderDescriptionTests {
    private func describe(
        _ areas: [MultiPolygon], _ zone: Int, features: [VisibleFeature] = [], within: Double = 15
    ) -> BorderDescription {
        BorderDescriber(PolygonTable(areas), features: features, within: Metres(within), measure: .planar)
            .describe(zone)
    }

    private func side(_ side: CompassSide, of borders: BorderDescription) throws -> [BorderStretch] {
        try #require(borders.sides.first { $0.side == side }).stretches
    }

    @Test("the middle of nine squares has one neighbour on each side")
    func middleOfNine() throws {
        let borders = describe(MadeGrid(columns: 3, rows: 3).areas, 4)
        for (name, zone) in [(CompassSide.north, 7), (.east, 5), (.south, 1), (.west, 3)] {
            let stretches = try side(name, of: borders)
            #expect(stretches.map(\.neighbour) == [zone])
            #expect(stretches.map(\.length) == [Metres(100)])
        }
    }

    @Test("a square in a corner has nothing beyond on two sides")
    func corner() throws {
        let borders = describe(MadeGrid(columns: 2, rows: 2).areas, 0)
        #expect(try side(.south, of: borders).map(\.neighbour) == [nil])
        #expect(try side(.west, of: borders).map(\.neighbour) == [nil])
        #expect(borders.neighbours.map(\.zone).sorted() == [1, 2])
    }

    @Test("two neighbours on the north stand from west to east, two on the east from north to south")
    func order() throws {
        let zones = [
            rectangle(0, 0, 200, 200), rectangle(0, 200, 80, 300), rectangle(80, 200, 200, 300),
            rectangle(200, 0, 300, 90), rectangle(200, 90, 300, 200),
        ]
        // The great square has the corners of its small neighbours.
        let great = LinearRing(
            unchecked: [(0, 0), (200, 0), (200, 90), (200, 200), (80, 200), (0, 200), (0, 0)].map {
                Position($0.0, $0.1)
            })
        let areas = ([great] + zones.dropFirst()).map { MultiPolygon([Polygon(exterior: $0)]) }
        let borders = describe(areas, 0)
        #expect(try side(.north, of: borders).map(\.neighbour) == [1, 2])
        #expect(try side(.east, of: borders).map(\.neighbour) == [4, 3])
    }

    @Test("a zone in a hole is told apart from the sides, and the ring around it borders on the hole's zone")
    func hole() {
        let inner = rectangle(100, 100, 200, 200)
        let outer = Polygon(
            exterior: rectangle(0, 0, 300, 300), holes: [LinearRing(unchecked: inner.positions.reversed())])
        let areas = [MultiPolygon([outer]), MultiPolygon([Polygon(exterior: inner)])]
        let around = describe(areas, 0)
        #expect(around.enclosed.map(\.neighbour) == [1])
        #expect(around.sides.flatMap(\.stretches).allSatisfy { $0.neighbour == nil })
        #expect(describe(areas, 1).neighbours.map(\.zone) == [0])
    }

    @Test("an exclave is described by its own neighbours")
    func exclave() {
        let small = rectangle(1000, 1000, 1010, 1010)
        let host = Polygon(
            exterior: rectangle(900, 900, 1100, 1100),
            holes: [LinearRing(unchecked: small.positions.reversed())])
        let areas = [
            MultiPolygon([Polygon(exterior: small), Polygon(exterior: rectangle(0, 0, 100, 100))]),
            MultiPolygon([host]),
        ]
        let borders = describe(areas, 0)
        #expect(borders.exclaves.map { $0.map(\.neighbour) } == [[1]])
        #expect(borders.sides.map(\.length.value) == [100, 100, 100, 100])
        #expect(borders.neighbours.map(\.zone) == [1])
    }

    @Test("a border with the very vertices of a river follows it; one across it does not")
    func sameVertices() throws {
        let river = VisibleFeature(kind: .river, name: "幻水", geometry: line((0, 100), (100, 100), (200, 100)))
        let borders = describe(MadeGrid(columns: 2, rows: 2).areas, 0, features: [river])
        #expect(try side(.north, of: borders).map(\.feature) == [0])
        #expect(try side(.east, of: borders).map(\.feature) == [nil])
    }

    @Test(
        "a road drawn from another map is followed within the distance and not beyond",
        arguments: [(10.0, true), (14.9, true), (15.1, false), (60.0, false)])
    func nearby(offset: Double, isFollowed: Bool) throws {
        let road = VisibleFeature(
            kind: .road, name: "虚拟线",
            geometry: line((-20, 100 + offset), (50, 100 + offset), (120, 100 + offset)))
        let borders = describe(MadeGrid(columns: 1, rows: 2).areas, 0, features: [road])
        #expect(try side(.north, of: borders).map(\.feature) == [isFollowed ? 0 : nil])
    }

    @Test("a road that crosses the border is not followed")
    func crossing() throws {
        let road = VisibleFeature(kind: .road, name: "如烟线", geometry: line((50, 50), (50, 150)))
        let borders = describe(MadeGrid(columns: 1, rows: 2).areas, 0, features: [road])
        #expect(try side(.north, of: borders).map(\.feature) == [nil])
    }

    @Test(
        "the sides cover the whole border once, and neighbours agree on what they share", arguments: seeds(8))
    func wholeBorder(seed: UInt64) {
        let grid = MadeGrid(columns: 5, rows: 4, jitter: 30, seed: seed)
        let describer = BorderDescriber(grid.table, features: [], measure: .planar)
        var shared: [Set<Int>: [Double]] = [:]
        for zone in grid.areas.indices {
            let borders = describer.describe(zone)
            let ring = grid.areas[zone].polygons[0].rings[0].positions
            let perimeter = zip(ring, ring.dropFirst()).reduce(0.0) { sum, edge in
                sum
                    + ((edge.0.x - edge.1.x) * (edge.0.x - edge.1.x) + (edge.0.y - edge.1.y)
                        * (edge.0.y - edge.1.y))
                    .squareRoot()
            }
            #expect(abs(borders.length.value - perimeter) < 1e-9 * perimeter)
            for neighbour in borders.neighbours {
                shared[[zone, neighbour.zone], default: []].append(neighbour.length.value)
            }
        }
        // Each inner edge of the grid is a pair: 4 rows of 4 and 3 rows of 5.
        #expect(shared.count == 31)
        #expect(shared.values.allSatisfy { $0.count == 2 && abs($0[0] - $0[1]) < 1e-9 })
    }
}
