import GEOSBridge
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("Predicates")
struct PredicateTests {
    /// Contains, covers, intersects, touches, within and equals, as the first letters of those that hold.
    private func holding(_ a: borrowing GEOSHandle, _ b: borrowing GEOSHandle) throws(GEOSError) -> String {
        var letters = ""
        if try a.contains(b) { letters += "C" }
        if try a.covers(b) { letters += "V" }
        if try a.intersects(b) { letters += "I" }
        if try a.touches(b) { letters += "T" }
        if try a.within(b) { letters += "W" }
        if try a.equalsTopologically(b) { letters += "E" }
        return letters
    }

    @Test(
        "how two geometries lie to each other",
        arguments: [
            (square, "POINT (1 1)", "CVI", "0F2FF1FF2"),
            (square, "POINT (2 1)", "VIT", "FF20F1FF2"),
            (square, "POINT (2 2)", "VIT", "FF20F1FF2"),
            (square, "POINT (3 3)", "", "FF2FF10F2"),
            (square, neighbour, "IT", "FF2F11212"),
            (square, shifted, "I", "212101212"),
            (square, "POLYGON ((2 2, 0 2, 0 0, 1 0, 2 0, 2 2))", "CVIWE", "2FFF1FFF2"),
            ("POINT (1 1)", square, "IW", "0FFFFF212"),
            (square, "POINT EMPTY", "", "FF2FF1FF2"),
        ])
    func relations(a: String, b: String, letters: String, matrix: String) throws {
        let (found, relation, matches) = try withGEOS { geos throws(GEOSError) in
            let left = try geos.read(wkt: a)
            let right = try geos.read(wkt: b)
            return (
                try holding(left, right), try left.relate(right), try left.relates(to: right, by: matrix)
            )
        }
        #expect(found == letters)
        #expect(relation == matrix)
        #expect(matches)
    }

    @Test("exact equality looks at vertices in order, within a tolerance")
    func exactly() throws {
        let answers = try withGEOS { geos throws(GEOSError) in
            let a = try geos.read(wkt: "LINESTRING (0 0, 1 1)")
            let near = try geos.read(wkt: "LINESTRING (0 0, 1 1.25)")
            let reversed = try geos.read(wkt: "LINESTRING (1 1, 0 0)")
            return [
                try a.equalsExactly(a.clone()), try a.equalsExactly(near),
                try a.equalsExactly(near, tolerance: 0.5), try a.equalsExactly(reversed),
                try a.equalsTopologically(reversed),
            ]
        }
        #expect(answers == [true, false, true, false, true])
    }

    @Test("prepared predicates answer as the plain ones", arguments: seeds(20))
    func prepared(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let shape = randomStar(around: Position(5, 5), reach: 5, count: 12, &generator)
        let others = (0..<10).map { _ in
            let centre = Position(Double(generator.index(below: 11)), Double(generator.index(below: 11)))
            return randomStar(around: centre, reach: 2, count: 5, &generator)
        }
        // Vertices and points on a coarse grid, so that borders are hit.
        let points =
            shape.rings[0].positions
            + (0..<100).map { _ in
                Position(Double(generator.index(below: 11)), Double(generator.index(below: 11)))
            }
        try withGEOS { geos throws(GEOSError) in
            let plain = try geos.make(shape)
            let prepared = try plain.clone().prepared()
            for other in others {
                let other = try geos.make(other)
                #expect(try prepared.contains(other) == plain.contains(other))
                #expect(try prepared.covers(other) == plain.covers(other))
                #expect(try prepared.intersects(other) == plain.intersects(other))
                #expect(try prepared.touches(other) == plain.touches(other))
                #expect(try prepared.distance(to: other) == plain.distance(to: other))
            }
            for position in points {
                let point = try geos.make(position)
                #expect(try prepared.contains(position) == plain.contains(point))
                #expect(try prepared.covers(position) == plain.covers(point))
                #expect(try prepared.intersects(position) == plain.intersects(point))
            }
        }
    }

    @Test("an empty prepared geometry holds nothing")
    func preparedEmpty() throws {
        let answers = try withGEOS { geos throws(GEOSError) in
            let empty = try geos.make(Polygon(rings: [])).prepared()
            return [
                try empty.contains(Position(0, 0)), try empty.covers(Position(0, 0)),
                try empty.intersects(Position(0, 0)),
            ]
        }
        #expect(answers == [false, false, false])
    }
}

/// A simple polygon whose vertices are seen from its centre in order.
func randomStar(
    around centre: Position, reach: Double, count: Int, _ generator: inout SplitMix64
) -> Polygon {
    // Directions of a regular polygon without trigonometry: points on the sides of a square in order.
    var ring: [Position] = []
    for corner in 0..<count {
        let turn = 4 * Double(corner) / Double(count)
        let along = 2 * (turn - turn.rounded(.down)) - 1
        let side: (Double, Double) =
            switch Int(turn) {
            case 0: (along, -1)
            case 1: (1, along)
            case 2: (-along, 1)
            default: (-1, -along)
            }
        let length = generator.number(in: 0.2...1) * reach
        ring.append(Position(centre.x + side.0 * length, centre.y + side.1 * length))
    }
    return Polygon(rings: [LinearRing(unchecked: ring + [ring[0]])])
}
