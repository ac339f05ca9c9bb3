internal import GeoKernels
internal import GeoModel

/// Puts the half-arcs that leave each node in counterclockwise order, from just above south.
struct FanSorter: Sendable {
    let starts: [Int32]
    let halves: [Int32]

    init(_ pieces: EdgePieces, _ arcs: ArcJoiner, _ table: EdgeTable) {
        let nodes = pieces.nodeVertices.count
        let count = arcs.firstPiece.count * 2
        var starts = [Int32](repeating: 0, count: nodes + 1)
        for piece in arcs.firstPiece {
            starts[Int(pieces.from[Int(piece)]) + 1] += 1
            starts[Int(pieces.to[Int(piece)]) + 1] += 1
        }
        for node in 0..<nodes { starts[node + 1] += starts[node] }
        var cursor = starts
        var halves = [Int32](repeating: 0, count: count)
        for (arc, piece) in arcs.firstPiece.enumerated() {
            let tail = Int(pieces.from[Int(piece)])
            let head = Int(pieces.to[Int(piece)])
            halves[Int(cursor[tail])] = Int32(arc * 2)
            cursor[tail] += 1
            halves[Int(cursor[head])] = Int32(arc * 2 + 1)
            cursor[head] += 1
        }
        self.starts = starts
        self.halves = Self.sorted(halves, starts, arcs, table)
    }

    private static func sorted(
        _ halves: [Int32], _ starts: [Int32], _ arcs: ArcJoiner, _ table: EdgeTable
    ) -> [Int32] {
        let positions = table.positions
        let edges = arcs.edgeOfPiece
        let first = arcs.firstPiece
        return filled(count: halves.count, with: 0) { slots in
            inPieces(of: starts.count - 1, pieces: 32) { nodes, _ in
                let direction = { (half: Int32) -> Segment in
                    let edge = Int(edges[Int(first[Int(half >> 1)])])
                    return half & 1 == 0
                        ? Segment(positions[edge], positions[edge + 1])
                        : Segment(positions[edge + 1], positions[edge])
                }
                for node in nodes {
                    let start = Int(starts[node])
                    // Insertion sort: nearly all nodes have two or three half-arcs.
                    for place in start..<max(start, Int(starts[node + 1])) {
                        let half = halves[place]
                        let ray = direction(half)
                        var gap = place
                        while gap > start, ray.precedes(direction(slots[gap - 1])) {
                            slots[gap] = slots[gap - 1]
                            gap -= 1
                        }
                        slots[gap] = half
                    }
                }
            }
        }
    }
}

extension Segment {
    /// The segment's direction comes before another's, counterclockwise from just above south.
    @inline(__always)
    func precedes(_ other: Segment) -> Bool {
        let isEast = a < b
        if isEast != (other.a < other.b) { return isEast }
        return directionTurn(from: self, to: other) > 0
    }
}

/// Walks the cycles of half-arcs that bound faces.
struct CycleTracer {
    let next: [Int32]
    private(set) var cycles: [Int32]
    private(set) var starts: [Int32] = []

    init(_ fans: FanSorter, arcCount: Int) {
        next = filled(count: arcCount * 2, with: -1) { slots in
            inPieces(of: fans.starts.count - 1) { nodes, _ in
                for node in nodes {
                    let range = Int(fans.starts[node])..<Int(fans.starts[node + 1])
                    if range.isEmpty { continue }
                    var before = fans.halves[range.upperBound - 1]
                    for place in range {
                        // Arriving against this one, the face on the left goes on along the one clockwise of it.
                        slots[Int(fans.halves[place]) ^ 1] = before
                        before = fans.halves[place]
                    }
                }
            }
        }
        cycles = Array(repeating: -1, count: arcCount * 2)
        for half in cycles.indices where cycles[half] < 0 {
            let cycle = Int32(starts.count)
            starts.append(Int32(half))
            var walker = half
            while cycles[walker] < 0 {
                cycles[walker] = cycle
                walker = Int(next[walker])
            }
        }
    }
}
