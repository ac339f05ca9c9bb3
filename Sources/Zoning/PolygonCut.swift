internal import GeoKernels
internal import GeoModel

/// Cuts a polygon in two along a line, straight or given.
///
/// Along the line the polygon shows stretches of inside; a cut takes the stretches from one crossing of the
/// outer ring to the next, over any holes between, and so parts the polygon. Each crossing is computed once
/// and put into both pieces; all other vertices stay as they are.
struct PolygonCut {
    /// Where the line crosses a ring.
    struct Crossing {
        let ring: Int
        /// The edge from vertex `edge` to `edge + 1` of the ring.
        let edge: Int
        let position: Position
        /// How far along the line.
        let along: Double
    }

    /// A cut: crossings 0 and 1, 2 and 3 … are the ends of its stretches of inside.
    struct Path {
        let crossings: [Crossing]
        /// The vertices between the ends of each stretch; none when it is straight.
        let middles: [[Position]]

        /// The vertices of a stretch, ends included.
        func stretch(_ number: Int) -> [Position] {
            [crossings[2 * number].position] + middles[number] + [crossings[2 * number + 1].position]
        }
    }

    /// The rings without their repeated last vertex, inside on the left.
    let rings: [[Position]]
    private let normal: (x: Double, y: Double)

    init(_ polygon: Polygon, normal: (x: Double, y: Double)) {
        rings = polygon.rings.enumerated().map { place, ring in
            let open = Array(ring.positions.dropLast())
            let isCounterclockwise = Self.twiceArea(open) > 0
            return isCounterclockwise == (place == 0) ? open : open.reversed()
        }
        self.normal = normal
    }

    static func twiceArea(_ ring: [Position]) -> Double {
        guard let origin = ring.first, var previous = ring.last else { return 0 }
        var sum = 0.0
        for position in ring {
            sum +=
                (previous.x - origin.x) * (position.y - origin.y)
                - (position.x - origin.x) * (previous.y - origin.y)
            previous = position
        }
        return sum
    }

    @inline(__always)
    func height(_ position: Position) -> Double { normal.x * position.x + normal.y * position.y }

    /// All crossings with the line at `offset`, in order along it; `nil` when a vertex lies on the line.
    func crossings(at offset: Double) -> [Crossing]? {
        var crossings: [Crossing] = []
        for (ring, positions) in rings.enumerated() {
            for edge in positions.indices {
                let a = positions[edge]
                let b = positions[(edge + 1) % positions.count]
                let low = height(a) - offset
                let high = height(b) - offset
                if low == 0 || high == 0 { return nil }
                guard (low < 0) != (high < 0) else { continue }
                // From the lesser end, so that the neighbour's edge gives the same point.
                let (p, q, s) = a < b ? (a, b, low / (low - high)) : (b, a, high / (high - low))
                let position = Position(p.x + (q.x - p.x) * s, p.y + (q.y - p.y) * s)
                if position == a || position == b { return nil }
                crossings.append(
                    Crossing(
                        ring: ring, edge: edge, position: position,
                        along: normal.x * position.y - normal.y * position.x))
            }
        }
        crossings.sort { $0.along < $1.along }
        return crossings
    }

    /// The runs of crossings that part the polygon: outer ring at both ends, holes between.
    static func runs(of crossings: [Crossing]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        while start + 1 < crossings.count {
            guard crossings[start].ring == 0 else { return runs }
            var end = start + 1
            while end < crossings.count && crossings[end].ring != 0 { end += 1 }
            guard end < crossings.count, (end - start) % 2 == 1 else { return runs }
            runs.append(start..<(end + 1))
            start = end + 1
        }
        return runs
    }

    /// The straight cuts at `offset`: lines `normal · p = offset`.
    func straightPaths(at offset: Double) -> [Path] {
        guard let crossings = crossings(at: offset) else { return [] }
        return Self.runs(of: crossings).map { run in
            Path(
                crossings: Array(crossings[run]), middles: Array(repeating: [], count: run.count / 2))
        }
    }

    /// The two pieces, or `nil` when the cut does not part the polygon cleanly.
    func pieces(_ path: Path) -> (Polygon, Polygon)? {
        let edges = Set(path.crossings.map { $0.ring << 32 | $0.edge })
        guard edges.count == path.crossings.count, isClear(path) else { return nil }
        let (faces, whole) = trace(path)
        guard faces.count == 2, faces.allSatisfy({ $0.count >= 3 && Self.twiceArea($0) > 0 }) else {
            return nil
        }
        var first = [closed(faces[0])]
        var second = [closed(faces[1])]
        for ring in whole {
            guard let inside = rings[ring].first else { continue }
            if Self.contains(faces[0], inside) {
                first.append(closed(rings[ring]))
            } else {
                second.append(closed(rings[ring]))
            }
        }
        return (Polygon(rings: first), Polygon(rings: second))
    }

    private func closed(_ ring: [Position]) -> LinearRing {
        LinearRing(unchecked: ring + ring.prefix(1))
    }

    /// No stretch of the cut meets an edge except where it starts and ends, nor another part of the cut.
    private func isClear(_ path: Path) -> Bool {
        var done: [(Position, Position)] = []
        for number in path.middles.indices {
            let stretch = path.stretch(number)
            for place in 1..<stretch.count {
                let (from, to) = (stretch[place - 1], stretch[place])
                guard from != to else { return false }
                // The edge just left and the edge to be reached are met in the crossing, as they should.
                let first = place == 1 ? path.crossings[2 * number] : nil
                let last = place == stretch.count - 1 ? path.crossings[2 * number + 1] : nil
                guard isClear(from, to, besides: first, last) else { return false }
                for (number, other) in done.enumerated() {
                    let follows = number == done.count - 1 && other.1 == from
                    if !follows && Self.meet(from, to, other.0, other.1) { return false }
                }
                done.append((from, to))
            }
        }
        return true
    }

    private func isClear(
        _ from: Position, _ to: Position, besides first: Crossing?, _ last: Crossing?
    ) -> Bool {
        for (ring, positions) in rings.enumerated() {
            for edge in positions.indices {
                if let first, (ring, edge) == (first.ring, first.edge) { continue }
                if let last, (ring, edge) == (last.ring, last.edge) { continue }
                let next = edge + 1 < positions.count ? edge + 1 : 0
                if Self.meet(from, to, positions[edge], positions[next]) { return false }
            }
        }
        return true
    }

    /// Two closed segments share a point.
    static func meet(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Bool {
        if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) { return false }
        if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) { return false }
        let first = orientation(a, b, c).rawValue * orientation(a, b, d).rawValue
        let second = orientation(c, d, a).rawValue * orientation(c, d, b).rawValue
        return first <= 0 && second <= 0
    }

    /// The rings the cut meets, as one list of nodes.
    private struct Walk {
        var nodes: [Position] = []
        /// The node after each on its ring.
        var next: [Int] = []
        /// The crossing each node is, or −1.
        var crossingOf: [Int] = []
        /// The node of each crossing.
        var placeOf: [Int]
        /// Rings the cut does not meet.
        var whole: [Int] = []
    }

    private func walk(_ run: [Crossing]) -> Walk {
        var walk = Walk(placeOf: Array(repeating: -1, count: run.count))
        for (ring, positions) in rings.enumerated() {
            guard run.contains(where: { $0.ring == ring }) else {
                walk.whole.append(ring)
                continue
            }
            let start = walk.nodes.count
            for edge in positions.indices {
                walk.nodes.append(positions[edge])
                walk.crossingOf.append(-1)
                // No edge is crossed twice.
                guard let cut = run.firstIndex(where: { $0.ring == ring && $0.edge == edge }) else {
                    continue
                }
                walk.placeOf[cut] = walk.nodes.count
                walk.nodes.append(run[cut].position)
                walk.crossingOf.append(cut)
            }
            for place in start..<walk.nodes.count {
                walk.next.append(place + 1 < walk.nodes.count ? place + 1 : start)
            }
        }
        return walk
    }

    /// Walks the rings with the inside on the left, turning into the cut at each crossing.
    private func trace(_ path: Path) -> (faces: [[Position]], whole: [Int]) {
        let walk = walk(path.crossings)
        let longest = 2 * (walk.nodes.count + path.middles.reduce(0) { $0 + $1.count })
        var isDone = [Bool](repeating: false, count: walk.nodes.count)
        var faces: [[Position]] = []
        for start in walk.nodes.indices where !isDone[start] && walk.crossingOf[start] < 0 {
            var face: [Position] = []
            var place = start
            repeat {
                face.append(walk.nodes[place])
                isDone[place] = true
                let crossing = walk.crossingOf[place]
                if crossing >= 0 {
                    let middle = path.middles[crossing / 2]
                    face += crossing.isMultiple(of: 2) ? middle : middle.reversed()
                    let landing = walk.placeOf[crossing ^ 1]
                    face.append(walk.nodes[landing])
                    place = walk.next[landing]
                } else {
                    place = walk.next[place]
                }
            } while place != start && face.count <= longest
            faces.append(face)
        }
        return (faces, walk.whole)
    }

    /// The position lies inside a ring, by the half-open rule, exactly.
    static func contains(_ ring: [Position], _ position: Position) -> Bool {
        guard var previous = ring.last else { return false }
        var isInside = false
        for vertex in ring {
            if (previous.y > position.y) != (vertex.y > position.y) {
                let turn = orientation(previous, vertex, position)
                if turn != .collinear && (turn == .counterclockwise) == (vertex.y > previous.y) {
                    isInside.toggle()
                }
            }
            previous = vertex
        }
        return isInside
    }
}
