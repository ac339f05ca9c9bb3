internal import GeoKernels
public import GeoModel

/// A vertex that a cut put on an edge of a border.
///
/// Where the edge is shared, the neighbour must receive the same vertex, or the coverage is no longer
/// edge-matched.
public struct InsertedVertex: Hashable, Sendable {
    /// One end of the edge.
    public let from: Position
    /// The other end.
    public let to: Position
    /// The vertex, on the edge but for rounding.
    public let position: Position

    /// Makes the record of an inserted vertex.
    public init(from: Position, to: Position, position: Position) {
        self.from = from
        self.to = to
        self.position = position
    }

    /// Puts the vertex into a ring wherever the ring runs along the edge, either way.
    ///
    /// - Returns: The ring with the vertex, or `nil` when it does not have the edge.
    /// - Complexity: O(n).
    public func inserted(into ring: LinearRing) -> LinearRing? {
        guard let place = place(in: ring.positions) else { return nil }
        var positions = ring.positions
        positions.insert(position, at: place)
        return LinearRing(unchecked: positions)
    }

    private func place(in positions: [Position]) -> Int? {
        positions.indices.dropFirst().first {
            (positions[$0 - 1] == from && positions[$0] == to)
                || (positions[$0 - 1] == to && positions[$0] == from)
        }
    }

    /// Puts the vertex into every ring of an area that has the edge.
    ///
    /// - Returns: The area, and whether it had the edge.
    public func inserted(into area: MultiPolygon) -> (area: MultiPolygon, isChanged: Bool) {
        var isChanged = false
        let polygons = area.polygons.map { polygon in
            Polygon(
                rings: polygon.rings.map { ring in
                    guard let longer = inserted(into: ring) else { return ring }
                    isChanged = true
                    return longer
                })
        }
        return (MultiPolygon(polygons), isChanged)
    }
}

/// Cuts a polygon in two along a straight line.
///
/// The line is `normal · p = offset`. Along it the polygon shows stretches of inside; a cut takes the
/// stretches from one crossing of the outer ring to the next, over any holes between, and so parts the
/// polygon. Each crossing is computed once and put into both pieces; all other vertices stay as they are.
struct PolygonCut {
    struct Crossing {
        let ring: Int
        /// The edge from vertex `edge` to `edge + 1` of the ring.
        let edge: Int
        let position: Position
        let along: Double
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

    /// The two pieces, or `nil` when the cut does not part the polygon cleanly.
    func pieces(_ run: [Crossing]) -> (Polygon, Polygon)? {
        guard chordsAreClear(run) else { return nil }
        let (faces, whole) = trace(run)
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

    /// No stretch of the cut meets an edge except where it starts and ends.
    private func chordsAreClear(_ run: [Crossing]) -> Bool {
        for place in stride(from: 0, to: run.count, by: 2) {
            let a = run[place]
            let b = run[place + 1]
            for (ring, positions) in rings.enumerated() {
                for edge in positions.indices {
                    if (ring, edge) == (a.ring, a.edge) || (ring, edge) == (b.ring, b.edge) { continue }
                    let c = positions[edge]
                    let d = positions[(edge + 1) % positions.count]
                    if Self.meet(a.position, b.position, c, d) { return false }
                }
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
                // A straight line crosses a straight edge once.
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
    private func trace(_ run: [Crossing]) -> (faces: [[Position]], whole: [Int]) {
        let walk = walk(run)
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
                    // Crossings 0 and 1, 2 and 3 … are the two ends of a stretch.
                    let landing = walk.placeOf[crossing ^ 1]
                    face.append(walk.nodes[landing])
                    place = walk.next[landing]
                } else {
                    place = walk.next[place]
                }
            } while place != start && face.count <= 2 * walk.nodes.count
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
