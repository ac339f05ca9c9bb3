import GeoModel
import TestSupport
import Testing

@testable import GeoKernels

@Suite("Distances and rectangles of the zone locator")
struct ZoneLocatorDistanceTests {
    let metric = LocalMetric(metresPerUnitX: 85_000, metresPerUnitY: 111_000)

    /// The least distance to some edges, by looking at a fine stride of points and refining.
    func distance(_ p: Position, _ edges: [(Position, Position)]) -> Double {
        edges.map { a, b in
            var low = 0.0
            var high = 1.0
            func at(_ t: Double) -> Double {
                metric.distance(from: p, to: Position(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))).value
            }
            for _ in 0..<80 {
                let third = (high - low) / 3
                if at(low + third) < at(high - third) { high -= third } else { low += third }
            }
            return at((low + high) / 2)
        }.min() ?? .infinity
    }

    @Test(
        "the nearest border and a given zone are as far as a search over all edges says", arguments: seeds(6))
    func nearest(seed: UInt64) throws {
        let made = MadeZones(seed: seed, side: 6, zones: 9, gaps: 12)
        let oracle = NaiveZones(table: made.table)
        let edges = (0..<made.areas.count).map(oracle.edges)
        let all = edges.flatMap { $0 }
        for edgesPerTile in [1024, 9] {
            let locator = ZoneLocator(made.table, rank: nil, isParallel: false, edgesPerTile: edgesPerTile)
            for probe in made.probes(seed: seed, count: 12) + [Position(-90, 20), Position(30, 400)] {
                let expected = distance(probe, all)
                let found = try #require(locator.nearestBorder(to: probe, metric: metric))
                #expect(abs(found.distance.value - expected) <= 1e-6 * (1 + expected), "at \(probe)")
                let place = metric.distance(from: probe, to: found.place).value
                #expect(abs(place - expected) <= 1e-6 * (1 + expected))
                #expect(
                    locator.nearestBorder(to: probe, metric: metric, within: Metres(expected * 0.999)) == nil
                        || expected < 1e-3)
                let far = locator.distance(from: probe, toZone: 4, metric: metric)
                #expect((far == nil) == edges[4].isEmpty)
                guard let far else { continue }
                let isIn = locator.locate(probe).candidates.contains(4)
                let toZone = isIn ? 0 : distance(probe, edges[4])
                #expect(abs(far.value - toZone) <= 1e-6 * (1 + toZone))
            }
        }
    }

    @Test("a latitude beyond the poles, as exchanged columns give, is measured without harm")
    func beyondThePoles() {
        let made = MadeZones(seed: 3, side: 6, zones: 9, gaps: 0)
        let locator = ZoneLocator(made.table, rank: nil, isParallel: false, edgesPerTile: 9)
        let measure = GroundMeasure.geographic()
        let probes = [90.0, 90.5, 116, 180, 270, -116].flatMap { [Position(116, $0), Position(2, $0)] }
        let (placements, _) = locator.locateMeasuring(probes, measure: measure, within: Metres(.infinity))
        #expect(probes.indices.allSatisfy { placements[$0] == locator.locate(probes[$0]) })
    }

    @Test("many positions placed and measured at once are as each by itself", arguments: seeds(4))
    func together(seed: UInt64) throws {
        let made = MadeZones(seed: seed, side: 6, zones: 9, gaps: 12)
        let probes = made.probes(seed: seed, count: 40) + [Position(.nan, 0), Position(30, 400)]
        let measure = GroundMeasure.geographic()
        for edgesPerTile in [1024, 9] {
            let locator = ZoneLocator(made.table, rank: nil, isParallel: false, edgesPerTile: edgesPerTile)
            for limit in [Metres(2000), Metres(.infinity)] {
                let (placements, distances) = locator.locateMeasuring(probes, measure: measure, within: limit)
                for (index, probe) in probes.enumerated() {
                    #expect(placements[index] == locator.locate(probe))
                    guard probe.isFinite else {
                        #expect(distances[index].value.isNaN)
                        continue
                    }
                    let one = locator.nearestBorder(
                        to: probe, metric: measure.metric(at: probe), within: limit)
                    #expect(distances[index] == one?.distance ?? Metres(.infinity))
                }
            }
        }
    }

    @Test("zones in a rectangle are those that an edge or the rectangle's corner says", arguments: seeds(6))
    func rectangle(seed: UInt64) {
        var made = MadeZones(seed: seed, side: 6, zones: 9, gaps: 12)
        made.damage(seed: seed, count: 5)
        let oracle = NaiveZones(table: made.table)
        var random = SplitMix64(seed: seed)
        for edgesPerTile in [1024, 9] {
            let locator = ZoneLocator(made.table, rank: nil, isParallel: false, edgesPerTile: edgesPerTile)
            for _ in 0..<40 {
                let (x, y) = (Double(random.index(below: 60)) - 5, Double(random.index(below: 60)) - 5)
                let box = Envelope(
                    minX: x, minY: y, maxX: x + Double(random.index(below: 9)), maxY: y + random.unit())
                let expected = made.areas.indices.filter { meets(box, oracle, $0) }
                #expect(locator.zones(touching: box) == expected, "in \(box)")
            }
        }
    }

    /// By cutting each edge to the rectangle's height and width in exact halves of the plane.
    private func meets(_ box: Envelope, _ oracle: NaiveZones, _ zone: Int) -> Bool {
        let edges = oracle.edges(ofZone: zone)
        let corners = [
            Position(box.minX, box.minY), Position(box.maxX, box.minY), Position(box.maxX, box.maxY),
            Position(box.minX, box.maxY),
        ]
        return oracle.holdsShifted(edges, corners[0])
            || edges.contains { a, b in
                box.contains(a) || box.contains(b)
                    || corners.indices.contains { cross(a, b, corners[$0], corners[($0 + 1) % 4]) }
            }
    }

    private func cross(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Bool {
        func on(_ p: Position, _ q: Position, _ r: Position) -> Bool {
            orientation(p, q, r) == .collinear && min(p.x, q.x) <= r.x && r.x <= max(p.x, q.x)
                && min(p.y, q.y) <= r.y && r.y <= max(p.y, q.y)
        }
        if on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b) { return true }
        return orientation(a, b, c).rawValue * orientation(a, b, d).rawValue < 0
            && orientation(c, d, a).rawValue * orientation(c, d, b).rawValue < 0
    }
}
