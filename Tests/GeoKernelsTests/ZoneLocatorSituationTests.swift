import GeoKernels
import GeoModel
import Testing

@Suite("Where the zone locator places positions")
struct ZoneLocatorSituationTests {
    /// Two squares side by side, and two above them: 2 3 over 0 1.
    static let four = [square(0, 0, 1), square(1, 0, 1), square(0, 1, 1), square(1, 1, 1)].map { zone($0) }

    func locate(_ x: Double, _ y: Double, _ areas: [MultiPolygon], rank: [Int32]? = nil) -> Placement {
        ZoneLocator(PolygonTable(areas), rank: rank).locate(Position(x, y))
    }

    @Test(
        "a position on a common border belongs to the zone east of it, and to the one north on a level border",
        arguments: [
            (1.0, 0.5, 1, [0, 1]), (0.5, 1, 2, [0, 2]), (1, 1, 3, [0, 1, 2, 3]), (1, 1.5, 3, [2, 3]),
            (1.5, 1, 3, [1, 3]),
        ])
    func commonBorder(x: Double, y: Double, owner: Int, touching: [Int]) {
        #expect(locate(x, y, Self.four) == .border(zone: owner, touching: touching))
    }

    @Test(
        "a position on the outer border belongs to the first zone counterclockwise from east",
        arguments: [
            (2.0, 0.5, 1, [1]), (2, 1, 3, [1, 3]), (2, 2, 3, [3]), (1, 2, 2, [2, 3]), (0, 2, 2, [2]),
            (0, 1, 2, [0, 2]), (0, 0, 0, [0]), (1, 0, 1, [0, 1]), (2, 0, 1, [1]),
        ])
    func outerBorder(x: Double, y: Double, owner: Int, touching: [Int]) {
        #expect(locate(x, y, Self.four) == .border(zone: owner, touching: touching))
    }

    @Test("each position of a fine grid over a coverage belongs to exactly one zone")
    func exactlyOne() {
        let locator = ZoneLocator(PolygonTable(Self.four))
        let places = (0...16).flatMap { x in (0...16).map { y in Position(Double(x) / 8, Double(y) / 8) } }
        #expect(places.allSatisfy { locator.locate($0).zone != nil })
    }

    @Test("a hole is outside and its border touches the zone; an island in it is another zone")
    func lakeAndIsland() {
        let shore = MultiPolygon([Polygon(rings: [square(0, 0, 10), square(2, 2, 6)])])
        let island = zone(square(4, 4, 2))
        #expect(locate(3, 3, [shore, island]) == .outside)
        #expect(locate(5, 5, [shore, island]) == .inside(zone: 1))
        #expect(locate(2, 5, [shore, island]) == .border(zone: 0, touching: [0]))
        #expect(locate(1, 5, [shore, island]) == .inside(zone: 0))
    }

    @Test("parts of one zone that share an edge have no border there")
    func mergedParts() {
        let both = MultiPolygon([Polygon(rings: [square(0, 0, 1)]), Polygon(rings: [square(1, 0, 1)])])
        #expect(locate(1, 0.5, [both]) == .inside(zone: 0))
        #expect(locate(1, 0, [both]) == .border(zone: 0, touching: [0]))
    }

    @Test(
        "zones quarrel over a position inside two, or inside one and on another's border, and not on a shared border",
        arguments: [
            (1.0, 1.0, false), (4, 1, false), (4, 3, true), (2, 3, true), (3, 3, true), (4, 2.5, true),
            (2, 2, true), (9, 9, false),
        ])
    func overlapped(x: Double, y: Double, isOverlapped: Bool) {
        // Two neighbours, and a square over the border between them and beside it.
        let areas = [zone(square(0, 0, 4)), zone(square(4, 0, 4)), zone(square(2, 2, 2))]
        #expect(ZoneLocator(PolygonTable(areas)).isOverlapped(Position(x, y)) == isOverlapped)
    }

    @Test("overlapping zones are all reported, in order of rank")
    func overlap() {
        let areas = [zone(square(0, 0, 4)), zone(square(2, 0, 4)), zone(square(0, 0, 9))]
        #expect(locate(3, 1, areas) == .overlap(zone: 0, candidates: [0, 1, 2]))
        #expect(locate(3, 1, areas, rank: [5, 7, 1]) == .overlap(zone: 2, candidates: [2, 0, 1]))
        #expect(locate(2, 1, areas, rank: [5, 1, 7]) == .border(zone: 1, touching: [1, 0, 2]))
        #expect(locate(7, 7, areas) == .inside(zone: 2))
    }

    static let degenerate: [(String, LinearRing)] = [
        ("a ring without area", ring([(0, 0), (5, 5), (0, 0)])),
        ("a ring of one place", ring([(1, 1), (1, 1), (1, 1)])),
        ("a level ring", ring([(0, 1), (5, 1), (3, 1)])),
        ("a ring drawn twice", ring([(0, 0), (4, 0), (4, 4), (0, 4), (0, 0), (4, 0), (4, 4), (0, 4)])),
        ("a vertex far away", ring([(1, 1), (1e17, 1), (1, 1)])),
        ("a vertex at the end of the numbers", ring([(1, 1), (1e300, -1e300), (1, 1)])),
    ]

    @Test("a feature without area changes nothing for others", arguments: degenerate)
    func withoutArea(name: String, ring: LinearRing) {
        let places = (-2...10).flatMap { x in (-2...10).map { y in Position(Double(x) / 4, Double(y) / 4) } }
        let alone = ZoneLocator(PolygonTable(Self.four))
        let with = ZoneLocator(PolygonTable(Self.four + [zone(ring), MultiPolygon([])]))
        for place in places { #expect(with.locate(place) == alone.locate(place), "\(name) at \(place)") }
        #expect(with.locate(Position(7, 1)) == .outside)
    }

    @Test("a ring that crosses itself counts where it is wound an odd number of times")
    func bowTie() {
        let tie = [zone(ring([(0, 0), (4, 4), (4, 0), (0, 4)]))]
        #expect(locate(1, 2, tie) == .inside(zone: 0))
        #expect(locate(2, 1, tie) == .outside)
        #expect(locate(2, 2, tie) == .border(zone: 0, touching: [0]))
    }

    @Test("a sliver one unit in the last place wide is found")
    func sliver() {
        let x = 1.0
        let areas = [
            zone(ring([(0, 0), (x, 0), (x, 1), (0, 1)])),
            zone(ring([(x, 0), (x.nextUp, 0), (x.nextUp, 1), (x, 1)])),
        ]
        #expect(locate(x, 0.5, areas) == .border(zone: 1, touching: [0, 1]))
        #expect(locate(x.nextUp, 0.5, areas) == .border(zone: 1, touching: [1]))
        #expect(locate(x.nextDown, 0.5, areas) == .inside(zone: 0))
    }

    @Test("a position that is not finite is unlocatable", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        #expect(locate(value, 0.5, Self.four) == .unlocatable)
        #expect(locate(0.5, value, Self.four) == .unlocatable)
        #expect(locate(0.5, value, []) == .unlocatable)
    }

    @Test(
        "positions far outside are outside", arguments: [1e9, -1e9, 1e300, -1e300, .greatestFiniteMagnitude])
    func farOutside(value: Double) {
        #expect(locate(value, 0.5, Self.four) == .outside)
        #expect(locate(0.5, value, Self.four) == .outside)
        #expect(locate(value, value, []) == .outside)
    }

    @Test("a zone that reaches a million times farther than the others holds what it should")
    func hugeZone() {
        let areas = Self.four + [zone(square(-1e6, -1e6, 2e6))]
        #expect(locate(-1e5, 3e5, areas) == .inside(zone: 4))
        #expect(locate(0.5, 0.5, areas) == .overlap(zone: 0, candidates: [0, 4]))
        #expect(locate(1e6, 0, areas) == .border(zone: 4, touching: [4]))
    }
}
