import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("Rivers")
struct RiverLineTests {
    private func river(
        _ points: [(Double, Double)], mouth: RiverLine.Mouth = .last, measure: GroundMeasure = .planar
    ) throws -> RiverLine {
        let line = try LineString(points.map { Position($0.0, $0.1) })
        return try #require(RiverLine(code: "FA01", line: line, mouth: mouth, measure: measure))
    }

    @Test("north of a river that flows east is its left bank, and chainage counts from the mouth")
    func east() throws {
        let river = try river([(0, 0), (1000, 0)])
        let place = river.place(of: Position(300, 20))
        #expect(place.side == .left)
        #expect(place.chainage == Metres(700))
        #expect(place.distance == Metres(20))
        #expect(place.foot == Position(300, 0))
        #expect(!place.isAtEnd)
        #expect(river.place(of: Position(300, -20)).side == .right)
        #expect(river.place(of: Position(300, 0)).side == .midstream)
    }

    @Test("a line drawn from the mouth upwards gives the same banks and chainages")
    func drawnUpstream() throws {
        let river = try river([(1000, 0), (0, 0)], mouth: .first)
        let place = river.place(of: Position(300, 20))
        #expect(place.side == .left)
        #expect(place.chainage == Metres(700))
    }

    @Test("at the outside of a sharp bend the side is that of the turn, though both segments disagree")
    func sharpBend() throws {
        // Flows east and turns back north-west: the tip of the bend points east, its outside is the right bank.
        let river = try river([(0, 0), (1000, 0), (200, 100)])
        for y in [-50.0, 0, 3, 20] {
            let place = river.place(of: Position(1050, y))
            #expect(place.side == .right)
            #expect(place.chainage.value > 800)
        }
        // Turned the other way the outside is the left bank.
        let mirrored = try self.river([(0, 0), (1000, 0), (200, -100)])
        #expect(mirrored.place(of: Position(1050, 3)).side == .left)
        #expect(mirrored.place(of: Position(1000, 0)).side == .midstream)
    }

    @Test("a place beyond the source says that it is at an end")
    func beyondEnds() throws {
        let river = try river([(0, 0), (1000, 0)])
        let place = river.place(of: Position(-30, 40))
        #expect(place.isAtEnd && place.distance == Metres(50) && place.chainage == Metres(1000))
        #expect(river.place(of: Position(1030, -40)).chainage == Metres(0))
        #expect(river.place(of: Position(1030, -40)).side == .right)
    }

    @Test("a side is exact even a hair from the line")
    func hair() throws {
        let river = try river([(0, 0), (3, 1)])
        let onLine = Position(1.5, 0.5)
        #expect(river.place(of: onLine).side == .midstream)
        #expect(river.place(of: Position(1.5, 0.5.nextUp)).side == .left)
        #expect(river.place(of: Position(1.5, 0.5.nextDown)).side == .right)
    }

    @Test("in degrees the chainage is in metres on the ellipsoid")
    func degrees() throws {
        // One degree of latitude from 30° to 31° N is 110,861 m on CGCS2000's ellipsoid (pyproj.Geod GRS80:
        // 110861.1 m), so the middle lies near 55.4 km from the mouth.
        let river = try river([(108, 31), (108, 30)], measure: .geographic())
        #expect(abs(river.length.value - 110_861) < 15)
        let place = river.place(of: Position(108.001, 30.5))
        #expect(abs(place.chainage.value - 55_430) < 15)
        // Flowing south, east is the left bank.
        #expect(place.side == .left)
        #expect(abs(place.distance.value - 95.98) < 0.1)
    }

    @Test("repeated positions are taken once, and a line without length is no river")
    func degenerate() throws {
        let repeated = try river([(0, 0), (0, 0), (1000, 0), (1000, 0)])
        #expect(repeated.positions.count == 2)
        let point = try LineString([Position(1, 1), Position(1, 1)])
        #expect(RiverLine(code: "x", line: point, mouth: .last, measure: .planar) == nil)
    }

    @Test("a place set off from a winding river is found where it was set off", arguments: seeds(100))
    func offsets(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        // Segments of 100 m or more that turn by at most 60°, so 5 m beside the middle nothing is nearer.
        var points = [(0.0, 0.0)]
        for _ in 0..<12 {
            let last = points[points.count - 1]
            points.append((last.0 + random.number(in: 100...200), last.1 + random.number(in: -80...80)))
        }
        let river = try river(points)
        let segment = random.index(below: 12)
        let a = Position(points[segment].0, points[segment].1)
        let b = Position(points[segment + 1].0, points[segment + 1].1)
        let length = LocalMetric.planar.distance(from: a, to: b).value
        let fraction = random.number(in: 0.3...0.7)
        let offset = random.number(in: -5...5)
        let position = Position(
            a.x + fraction * (b.x - a.x) - offset * (b.y - a.y) / length,
            a.y + fraction * (b.y - a.y) + offset * (b.x - a.x) / length)
        let place = river.place(of: position)
        var expected = (1 - fraction) * length
        for later in (segment + 1)..<12 {
            expected +=
                LocalMetric.planar.distance(
                    from: Position(points[later].0, points[later].1),
                    to: Position(points[later + 1].0, points[later + 1].1)
                ).value
        }
        #expect(abs(place.chainage.value - expected) < 1e-6)
        #expect(abs(place.distance.value - offset.magnitude) < 1e-6)
        #expect(place.side == (offset > 0 ? .left : .right))
    }
}
