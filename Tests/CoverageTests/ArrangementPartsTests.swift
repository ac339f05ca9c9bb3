import GEOSOracles
import GeoKernels
import GeoModel
import Glibc
import TestSupport
import Testing

@testable import Coverage

/// The parts that an arrangement is built of, against plain loops.
struct ArrangementPartsTests {
    @Test("ranks of a set are places in the sorted list of its members", arguments: seeds(3))
    func ranks(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let numbers = (0..<400).map { _ in random.index(below: 1000) }
        let set = RankedSet(below: 1000) { add in numbers.forEach(add) }
        let sorted = Set(numbers).sorted()
        #expect(set.members.map { Int($0) } == sorted)
        for number in 0..<1000 { #expect(set.rankIfMember(number) == sorted.firstIndex(of: number)) }
    }

    @Test("keys are put in stable order, few of them and many", arguments: [0, 1, 100, 70_000])
    func radix(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        let keys = (0..<count).map { _ in
            UInt32(random.index(below: 1 << 16)) << UInt32(random.index(below: 2) * 16)
        }
        let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        #expect(radixOrder(keys).map { Int($0) } == expected)
    }

    @Test(
        "a ring's ladder says inside, outside and on the border as a look at every edge does",
        arguments: seeds(3))
    func ladder(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let open = (0..<500).map { place in
            let angle = Double(place) / 500 * 2 * Double.pi
            let reach = 30 + 10 * random.unit()
            return Position((reach * cos(angle)).rounded(), (reach * sin(angle)).rounded())
        }
        let ring = open + [open[0]]
        let ladder = RingLadder(ring, edges: 0..<ring.count - 1)
        let edges = ring.indices.dropLast().map { Segment(ring[$0], ring[$0 + 1]) }
        for x in -42...42 {
            for y in -42...42 {
                let p = Position(Double(x), Double(y))
                #expect(ladder.isOdd(p, ring) == (edges.count { $0.crosses(westOf: p) } % 2 == 1))
                let isOn = edges.contains { edge in
                    orientation(edge.a, edge.b, p) == .collinear
                        && min(edge.a.x, edge.b.x) <= p.x && p.x <= max(edge.a.x, edge.b.x)
                        && min(edge.a.y, edge.b.y) <= p.y && p.y <= max(edge.a.y, edge.b.y)
                }
                #expect(ladder.touches(p, ring) == isOn)
            }
        }
    }

    @Test("sixty zones around one vertex, some of them twice, have the faults of plain overlay")
    func star() throws {
        let rim = (0..<60).map { place in
            let angle = Double(place) / 60 * 2 * Double.pi
            return Position(100 * cos(angle), 100 * sin(angle))
        }
        let hub = Position(0, 0)
        var zones = rim.indices.map { [hub, rim[$0], rim[($0 + 1) % 60], hub] }
        zones += [zones[7], zones[31]]
        zones[12][1] = Position(zones[12][1].x + 3, zones[12][1].y - 2)
        zones[45][2] = Position(zones[45][2].x * 0.9, zones[45][2].y * 0.9)
        let table = PolygonTable(
            zones.map { MultiPolygon([Polygon(exterior: LinearRing(unchecked: $0))]) })
        let report = check(table)
        #expect(report.faults.count { $0.cause == .duplicatedZone } == 2)
        #expect(try OverlayComparison(report, of: table).differences == [])
    }

    @Test("what a large zone measures is remembered and is what it measures")
    func sizes() {
        let ring = (0...200).map { place in
            let angle = Double(place % 200) / 200 * 2 * Double.pi
            return Position(105 + cos(angle), 35 + sin(angle))
        }
        let table = PolygonTable([MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring))])])
        let sizes = ZoneSizes(table, .geographic())
        let expected = GroundMeasure.geographic().area(of: table.area(ofFeature: 0)).value
        #expect(sizes.area(of: 0) == expected)
        #expect(sizes.area(of: 0) == expected)
        #expect(sizes.doubledPlaneArea(of: 0) == abs(CanonicalRings.doubledArea(ring)))
    }

    @Test(
        "a zone with hundreds of holes has the faults of plain overlay, and its places the covers of each ring"
    )
    func sieve() throws {
        var random = SplitMix64(seed: 1)
        let holes = (0..<400).map { place -> [Position] in
            let (x, y) = (Double(place % 20) * 10 + 5, Double(place / 20) * 10 + 5)
            let open = (0..<8).map { corner in
                let (reach, angle) = (3 + random.unit(), Double(corner) * Double.pi / 4)
                return Position(x + reach * cos(angle), y + reach * sin(angle))
            }
            return open + [open[0]]
        }
        var zones = holes
        for number in [3, 77, 210, 399] {
            zones[number][2] = Position(zones[number][2].x + 0.5, zones[number][2].y)
        }
        zones.remove(at: 150)
        let square = [(0.0, 0.0), (200, 0), (200, 200), (0, 200), (0, 0)].map { Position($0.0, $0.1) }
        let rings = ([square] + holes.map { $0.reversed() }).map { LinearRing(unchecked: $0) }
        let table = PolygonTable(
            [MultiPolygon([Polygon(rings: rings)])]
                + zones.map { MultiPolygon([Polygon(exterior: LinearRing(unchecked: $0))]) })
        let report = check(table)
        #expect(report.summary.count(.invalid) == 0 && report.faults.count >= 5)
        #expect(try OverlayComparison(report, of: table).differences == [])
        let edges = EdgeTable(zones: table, parents: nil, parentOfZone: [])
        let locator = CoverLocator(edges)
        for _ in 0..<500 {
            let p = Position(random.number(in: 0...200), random.number(in: 0...200))
            let expected = (0..<table.count).filter { zone in
                edges.rings(ofFeature: zone).count { locator.encloses($0, westOf: p) } % 2 == 1
            }
            #expect(locator.features(westOf: p).map { Int($0) } == expected)
        }
    }

    @Test("a moat of a thousand edges is as wide as the distance of its banks")
    func moat() throws {
        let bank = { (radius: Double, count: Int) in
            let open = (0..<count).map { place in
                let angle = Double(place) / Double(count) * 2 * Double.pi
                return Position(radius * cos(angle), radius * sin(angle))
            }
            return open + [open[0]]
        }
        let outer = [bank(120, 300), bank(100, 1000).reversed()].map { LinearRing(unchecked: $0) }
        let table = PolygonTable([
            MultiPolygon([Polygon(rings: outer)]),
            MultiPolygon([Polygon(exterior: LinearRing(unchecked: bank(99.9, 800)))]),
        ])
        let gap = try #require(check(table).faults.first { $0.kind == .gap })
        #expect(gap.width.value > 0.099 && gap.width.value < 0.102)
    }
}
