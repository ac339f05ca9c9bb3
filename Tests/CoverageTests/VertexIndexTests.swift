import GeoKernels
import GeoModel
import TestSupport
import Testing

@testable import Coverage

/// The joins of vertices and of edges, against loops over all pairs.
struct VertexIndexTests {
    /// Closed rings over places of a small lattice, in no order, so that places recur far apart.
    private func scattered(_ seed: UInt64, rings: Int, side: Int) -> EdgeTable {
        var random = SplitMix64(seed: seed)
        let areas = (0..<rings).map { _ in
            let open = (0..<5).map { _ in
                let x = Double(random.index(below: side)) - Double(side / 2)
                return Position(
                    x == 0 && random.index(below: 2) == 0 ? -0.0 : x, Double(random.index(below: side)))
            }
            return MultiPolygon([Polygon(exterior: LinearRing(unchecked: open + [open[0]]))])
        }
        return EdgeTable(zones: PolygonTable(areas), parents: nil, parentOfZone: [])
    }

    @Test("vertices in no order are joined as by one dictionary, over many cells", arguments: seeds(2))
    func againstDictionary(seed: UInt64) {
        let table = scattered(seed, rings: 12_000, side: 150)
        let index = VertexIndex(table)
        var members: [Position: [Int]] = [:]
        for ring in 0..<table.ringCount {
            for edge in table.edges(ofRing: ring) {
                let place = table.positions[edge]
                members[Position(place.x + 0, place.y + 0), default: []].append(edge)
            }
            let range = table.vertices(ofRing: ring)
            #expect(index.first[range.upperBound - 1] == index.first[range.lowerBound])
            #expect(index.twin[range.upperBound - 1] == -1)
        }
        for group in members.values {
            let turned = group.dropFirst() + group.prefix(1)
            #expect(group.allSatisfy { index.first[$0] == Int32(group[0]) })
            #expect(zip(group, turned).allSatisfy { index.twin[$0] == Int32($1) })
        }
    }

    @Test(
        "edges meet where a look at every pair says so, folds and backtracking included", arguments: seeds(20)
    )
    func meetings(seed: UInt64) {
        let table = scattered(seed, rings: 14, side: 7)
        let index = VertexIndex(table)
        let classes = EdgeClasses(table, index)
        let found = Meetings.find(table, index, classes)
        var touches: Set<[Int32]> = []
        var crossings: Set<[Int32]> = []
        let edges = (0..<table.ringCount).flatMap { table.edges(ofRing: $0) }.filter {
            classes.represents($0, index)
        }
        for e in edges {
            let (p, q) = (table.positions[e], table.positions[e + 1])
            for f in edges where f != e {
                for end in [f, f + 1] where Self.isInside(table.positions[end], p, q) {
                    touches.insert([Int32(e), index.first[end]])
                }
                if e < f, Self.cross(p, q, table.positions[f], table.positions[f + 1]) {
                    crossings.insert([Int32(e), Int32(f)])
                }
            }
        }
        #expect(
            found.touches.map { [$0.edge, $0.vertex] } == touches.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(
            found.crossings.map { [$0.edge, $0.other] }
                == crossings.sorted { $0.lexicographicallyPrecedes($1) })
    }

    private static func isInside(_ p: Position, _ a: Position, _ b: Position) -> Bool {
        p != a && p != b && orientation(a, b, p) == .collinear && min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x)
            && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y)
    }

    private static func cross(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Bool {
        let sides = [orientation(a, b, c), orientation(a, b, d), orientation(c, d, a), orientation(c, d, b)]
        return !sides.contains(.collinear) && sides[0] != sides[1] && sides[2] != sides[3]
    }
}

struct ZoneTallyTests {
    @Test("sums are those of a dictionary, for few zones and for many", arguments: [3, 16, 17, 400])
    func sums(zones: Int) {
        var random = SplitMix64(seed: UInt64(zones))
        var tally = ZoneTally<Int>()
        var expected: [Int: Int] = [:]
        for _ in 0..<zones * 5 {
            let (zone, value) = (random.index(below: zones) * 7, random.index(below: 100))
            tally.add(value, to: zone)
            expected[zone, default: 0] += value
        }
        #expect(Dictionary(uniqueKeysWithValues: zip(tally.zones, tally.values)) == expected)
        #expect(expected.allSatisfy { tally[$0.key] == $0.value })
        #expect(tally[-1] == 0)
    }
}
