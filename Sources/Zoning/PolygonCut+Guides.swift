internal import GeoKernels
internal import GeoModel

/// Cuts along supplied roads, rivers and ridges.
extension PolygonCut {
    /// The cuts along a line: each stretch of it from one crossing of the outer ring to the next.
    ///
    /// Where the line runs through a vertex or along an edge of the border there is no clean crossing, and
    /// none of its cuts is used. Ends of the line that hang inside the polygon are left out; ends on the border, as
    /// roads have that were cut at it, cross it.
    ///
    /// - Complexity: O(v g) for v vertices and g segments of the line.
    func paths(along guide: LineString) -> [Path] {
        let guide = lengthened(guide)
        guard let crossings = crossings(with: guide), let start = guide.positions.first else { return [] }
        // A line that begins inside first leaves by the outer ring.
        let isInside = Self.contains(rings[0], start)
        let first = isInside ? (crossings.firstIndex { $0.ring == 0 }.map { $0 + 1 } ?? crossings.count) : 0
        let entering = Array(crossings[first...])
        return Self.runs(of: entering).map { run in
            let chosen = Array(entering[run])
            let middles = stride(from: 0, to: chosen.count, by: 2).map {
                Self.vertices(of: guide, from: chosen[$0].along, to: chosen[$0 + 1].along)
            }
            return Path(crossings: chosen, middles: middles)
        }
    }

    /// The line with its ends a millionth of the polygon's size farther out.
    private func lengthened(_ guide: LineString) -> LineString {
        var positions = guide.positions
        guard positions.count > 1, let box = Envelope(rings[0]) else { return guide }
        let size = Self.distance(Position(box.minX, box.minY), Position(box.maxX, box.maxY))
        let last = positions.count - 1
        let (first, end) = (positions[0], positions[last])
        positions[0] = Self.beyond(first, from: positions[1], by: size * 1e-6)
        positions[last] = Self.beyond(end, from: guide.positions[last - 1], by: size * 1e-6)
        return LineString(unchecked: positions)
    }

    private static func beyond(_ end: Position, from before: Position, by length: Double) -> Position {
        let run = distance(before, end)
        guard run > 0 else { return end }
        return Position(end.x + (end.x - before.x) / run * length, end.y + (end.y - before.y) / run * length)
    }

    private static func distance(_ a: Position, _ b: Position) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    private static func vertices(of guide: LineString, from start: Double, to end: Double) -> [Position] {
        // Vertex i of the line is at i along it.
        let first = Int(start.rounded(.up))
        let last = Int(end.rounded(.down))
        return first <= last ? Array(guide.positions[first...last]) : []
    }

    /// All crossings in order along the line; `nil` when it touches a vertex or edge without crossing.
    private func crossings(with guide: LineString) -> [Crossing]? {
        var found: [Crossing] = []
        for segment in guide.positions.indices.dropLast() {
            let (p, q) = (guide.positions[segment], guide.positions[segment + 1])
            for (ring, positions) in rings.enumerated() {
                for edge in positions.indices {
                    let a = positions[edge]
                    let b = positions[edge + 1 < positions.count ? edge + 1 : 0]
                    guard Self.meet(p, q, a, b) else { continue }
                    guard let (position, share) = Self.cross(p, q, min(a, b), max(a, b)) else { return nil }
                    found.append(
                        Crossing(ring: ring, edge: edge, position: position, along: Double(segment) + share))
                }
            }
        }
        return found.sorted { $0.along < $1.along }
    }

    /// Where two segments cross properly, and the share of the first at which they do.
    private static func cross(
        _ p: Position, _ q: Position, _ a: Position, _ b: Position
    ) -> (position: Position, share: Double)? {
        let turns = [orientation(p, q, a), orientation(p, q, b), orientation(a, b, p), orientation(a, b, q)]
        guard !turns.contains(.collinear) else { return nil }
        let dx = (x: q.x - p.x, y: q.y - p.y)
        let dy = (x: b.x - a.x, y: b.y - a.y)
        let determinant = dx.x * dy.y - dx.y * dy.x
        guard determinant != 0 else { return nil }
        let share = ((a.x - p.x) * dy.y - (a.y - p.y) * dy.x) / determinant
        let onEdge = ((a.x - p.x) * dx.y - (a.y - p.y) * dx.x) / determinant
        guard share > 0, share < 1, onEdge > 0, onEdge < 1 else { return nil }
        let position = Position(a.x + dy.x * onEdge, a.y + dy.y * onEdge)
        return position == a || position == b ? nil : (position, share)
    }
}
