import GeoKernels
import GeoModel

/// Seeded zones on a grid of whole numbers: a valid coverage, and the same with damage.
struct MadeZones {
    var areas: [MultiPolygon]
    var corners: [Position]

    var table: PolygonTable { PolygonTable(areas) }

    /// A coverage of `side` × `side` quadrilaterals with moved corners, joined at random into zones of several
    /// polygons with holes and touching parts; gaps are quadrilaterals of no zone.
    ///
    /// Without a number of zones each quadrilateral is one, and valid.
    init(seed: UInt64, side: Int, zones: Int? = nil, gaps: Int = 0) {
        var random = SplitMix64(seed: seed)
        let spacing = 8
        var corners: [Position] = []
        for row in 0...side {
            for column in 0...side {
                let dx = random.index(below: 2) == 0 ? 0 : random.index(below: 5) - 2
                let dy = random.index(below: 2) == 0 ? 0 : random.index(below: 5) - 2
                corners.append(Position(Double(column * spacing + dx), Double(row * spacing + dy)))
            }
        }
        var parts = [[Polygon]](repeating: [], count: zones ?? side * side)
        for row in 0..<side {
            for column in 0..<side where random.index(below: side * side) >= gaps {
                let at = row * (side + 1) + column
                var ring = [at, at + 1, at + side + 2, at + side + 1].map { corners[$0] }
                if random.index(below: 2) == 0 { ring.reverse() }
                let first = random.index(below: 4)
                ring = Array(ring[first...] + ring[..<first])
                parts[zones.map { random.index(below: $0) } ?? row * side + column].append(
                    Polygon(rings: [LinearRing(unchecked: ring + [ring[0]])]))
            }
        }
        self.corners = corners
        areas = parts.map { MultiPolygon($0) }
    }

    /// Adds triangles between corners that are not on one line.
    mutating func addTriangles(seed: UInt64, count: Int) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<count {
            let ends = (0..<3).map { _ in corners[random.index(below: corners.count)] }
            guard orientation(ends[0], ends[1], ends[2]) != .collinear else { continue }
            areas.append(MultiPolygon([Polygon(rings: [LinearRing(unchecked: ends + [ends[0]])])]))
        }
    }

    /// Adds features that cross themselves, overlap others, have no area or repeat a vertex.
    mutating func damage(seed: UInt64, count: Int) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<count {
            let ends = (0..<3 + random.index(below: 4)).map { _ in corners[random.index(below: corners.count)]
            }
            var ring = ends + [ends[0]]
            switch random.index(below: 4) {
            case 0: ring = ends + ends.reversed() + [ends[0]]
            case 1: ring.insert(contentsOf: [ends[1], ends[1]], at: 1)
            case 2: ring = ring + ring.dropFirst()
            default: break
            }
            while ring.count < 4 { ring.append(ring[0]) }
            areas.append(MultiPolygon([Polygon(rings: [LinearRing(unchecked: ring)])]))
        }
    }

    /// The same with every position moved to a place of many bits, the same one for equal positions.
    func rescaled() -> MadeZones {
        func moved(_ p: Position) -> Position { Position(116.3 + p.x * 0.0123, 39.9 + p.y * 0.0077) }
        var made = self
        made.corners = corners.map(moved)
        made.areas = areas.map { area in
            MultiPolygon(
                area.polygons.map { polygon in
                    Polygon(rings: polygon.rings.map { LinearRing(unchecked: $0.positions.map(moved)) })
                })
        }
        return made
    }

    /// Positions on vertices and middles of edges, each also one unit in the last place to every side.
    func closeProbes(seed: UInt64, count: Int) -> [Position] {
        probes(seed: seed, count: count).flatMap { p in
            [
                p, Position(p.x.nextUp, p.y), Position(p.x.nextDown, p.y), Position(p.x, p.y.nextUp),
                Position(p.x, p.y.nextDown), Position(p.x.nextUp, p.y.nextDown),
            ]
        }
    }

    /// Positions on vertices, at middles of edges, at cell corners, inside and around, all with few bits.
    func probes(seed: UInt64, count: Int) -> [Position] {
        var random = SplitMix64(seed: seed)
        let edges = areas.flatMap(\.polygons).flatMap(\.rings).flatMap { ring in
            zip(ring.positions, ring.positions.dropFirst()).map { ($0, $1) }
        }
        return (0..<count).map { index in
            switch index % 5 {
            case 0: return corners[random.index(below: corners.count)]
            case 1, 2:
                let (a, b) = edges[random.index(below: edges.count)]
                return Position((a.x + b.x) / 2, (a.y + b.y) / 2)
            case 3:
                return Position(Double(random.index(below: 60)) - 4, Double(random.index(below: 60)) - 4)
            default:
                return Position(random.number(in: -4...60), random.number(in: -4...60))
            }
        }
    }
}

/// A closed square ring from its south-west corner.
func square(_ x: Double, _ y: Double, _ side: Double) -> LinearRing {
    ring([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
}

/// A closed ring through some places.
func ring(_ places: [(Double, Double)]) -> LinearRing {
    LinearRing(unchecked: (places + places.prefix(1)).map { Position($0.0, $0.1) })
}

/// A zone of one ring.
func zone(_ ring: LinearRing) -> MultiPolygon { MultiPolygon([Polygon(rings: [ring])]) }
