internal import GeoKernels
internal import GeoModel

/// Pieces of edges joined into arcs, and the cycles of arcs that bound faces.
///
/// Arc `a` runs from `tails[a]` to `heads[a]`; half-arc `2a` runs with it and `2a + 1` against it, each with its
/// face on the left. Pieces of different edges between the same nodes are one arc. A component is all arcs
/// that hang together; its *outer* cycle is the one seen from outside.
struct PlanarGraph: Sendable {
    let pieces: EdgePieces
    /// The arc of each piece, −1 when both its sides are covered alike and it bounds nothing.
    private(set) var arcOfPiece: [Int32] = []
    /// The first piece of each arc; the arc runs as it does.
    private(set) var firstPiece: [Int32] = []
    /// The next piece of the same arc, −1 at the end.
    private(set) var nextPiece: [Int32] = []
    /// Each piece's edge.
    private(set) var edgeOfPiece: [Int32] = []
    /// The half-arc after each on its cycle.
    private(set) var next: [Int32] = []
    /// The cycle of each half-arc.
    private(set) var cycles: [Int32] = []
    /// Some half-arc of each cycle.
    private(set) var cycleStarts: [Int32] = []
    /// Where each node's outgoing half-arcs start in `fans`, and their number at the end.
    private(set) var fanStarts: [Int32] = []
    /// Outgoing half-arcs counterclockwise around each node, from just above south.
    private(set) var fans: [Int32] = []

    var arcCount: Int { firstPiece.count }
    func tail(_ half: Int) -> Int32 {
        let piece = Int(firstPiece[half >> 1])
        return half & 1 == 0 ? pieces.from[piece] : pieces.to[piece]
    }
    func head(_ half: Int) -> Int32 { tail(half ^ 1) }

    init(_ pieces: EdgePieces, _ sources: ArcSources) {
        self.pieces = pieces
        joinPieces(sources)
        buildFans(sources.table)
        traceCycles()
    }

    private mutating func joinPieces(_ sources: ArcSources) {
        let count = pieces.from.count
        edgeOfPiece.reserveCapacity(count)
        for slot in pieces.edges.indices {
            for _ in pieces.starts[slot]..<pieces.starts[slot + 1] { edgeOfPiece.append(pieces.edges[slot]) }
        }
        nextPiece = Array(repeating: -1, count: count)
        arcOfPiece = Array(repeating: -1, count: count)
        var table = PairTable(capacity: count)
        var groups: [Int32] = []
        for piece in 0..<count {
            let (group, isNew) = table.number(pieces.from[piece], pieces.to[piece], next: Int32(groups.count))
            if isNew {
                groups.append(Int32(piece))
            } else {
                nextPiece[piece] = nextPiece[Int(groups[Int(group)])]
                nextPiece[Int(groups[Int(group)])] = Int32(piece)
            }
        }
        for first in groups where sources.bounds(firstPiece: first, next: nextPiece, edges: edgeOfPiece) {
            var piece = first
            while piece >= 0 {
                arcOfPiece[Int(piece)] = Int32(firstPiece.count)
                piece = nextPiece[Int(piece)]
            }
            firstPiece.append(first)
        }
    }

    /// The direction in which a half-arc leaves its tail, as the edge it lies on.
    func direction(_ half: Int, _ positions: [Position]) -> Segment {
        let edge = Int(edgeOfPiece[Int(firstPiece[half >> 1])])
        let segment = Segment(positions[edge], positions[edge + 1])
        return half & 1 == 0 ? segment : segment.reversed
    }

    private mutating func buildFans(_ table: EdgeTable) {
        var starts = [Int32](repeating: 0, count: pieces.nodeVertices.count + 1)
        for half in 0..<arcCount * 2 { starts[Int(tail(half)) + 1] += 1 }
        for node in pieces.nodeVertices.indices { starts[node + 1] += starts[node] }
        var cursor = starts
        var unsorted = [Int32](repeating: 0, count: arcCount * 2)
        for half in 0..<arcCount * 2 {
            let node = Int(tail(half))
            unsorted[Int(cursor[node])] = Int32(half)
            cursor[node] += 1
        }
        fanStarts = starts
        let graph = self
        let input = unsorted
        fans = filled(count: input.count, with: 0) { slots in
            inPieces(of: graph.pieces.nodeVertices.count, pieces: 32) { nodes, _ in
                for node in nodes {
                    let range = Int(graph.fanStarts[node])..<Int(graph.fanStarts[node + 1])
                    if range.isEmpty { continue }
                    let order = input[range].sorted { graph.precedes($0, $1, table.positions) }
                    for (place, half) in zip(range, order) { slots[place] = half }
                }
            }
        }
    }

    private func precedes(_ a: Int32, _ b: Int32, _ positions: [Position]) -> Bool {
        let first = direction(Int(a), positions)
        let second = direction(Int(b), positions)
        let firstEast = first.a < first.b
        let secondEast = second.a < second.b
        if firstEast != secondEast { return firstEast }
        return directionTurn(from: first, to: second) > 0
    }

    private mutating func traceCycles() {
        next = Array(repeating: -1, count: arcCount * 2)
        for node in pieces.nodeVertices.indices {
            let range = Int(fanStarts[node])..<Int(fanStarts[node + 1])
            guard var before = range.last.map({ fans[$0] }) else { continue }
            for place in range {
                // Arriving against `fans[place]`, the face on the left continues along the one clockwise of it.
                next[Int(fans[place]) ^ 1] = before
                before = fans[place]
            }
        }
        cycles = Array(repeating: -1, count: arcCount * 2)
        for half in cycles.indices where cycles[half] < 0 {
            let cycle = Int32(cycleStarts.count)
            cycleStarts.append(Int32(half))
            var walker = half
            while cycles[walker] < 0 {
                cycles[walker] = cycle
                walker = Int(next[walker])
            }
        }
    }

    /// Calls `body` with each half-arc of a cycle, in order.
    @inline(__always)
    func forEachHalf(ofCycle cycle: Int, _ body: (Int) -> Void) {
        let start = Int(cycleStarts[cycle])
        var half = start
        repeat {
            body(half)
            half = Int(next[half])
        } while half != start
    }
}

/// Numbers unordered pairs of nodes as they come.
private struct PairTable {
    private var keys: [UInt64]
    private var numbers: [Int32]

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: .max, count: size)
        numbers = Array(repeating: 0, count: size)
    }

    mutating func number(_ a: Int32, _ b: Int32, next: Int32) -> (number: Int32, isNew: Bool) {
        let key = UInt64(UInt32(min(a, b))) << 32 | UInt64(UInt32(max(a, b)))
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & (keys.count - 1)
        while keys[slot] != .max {
            if keys[slot] == key { return (numbers[slot], false) }
            slot = (slot + 1) & (keys.count - 1)
        }
        keys[slot] = key
        numbers[slot] = next
        return (next, true)
    }
}
