internal import GeoKernels
internal import GeoModel

/// Pieces of edges joined into arcs, and the cycles of arcs that bound faces.
///
/// Arc `a` runs from `tails[a]` to `heads[a]`; half-arc `2a` runs with it and `2a + 1` against it, each with its
/// face on the left. Pieces of different edges between the same nodes are one arc. A component is all arcs
/// that hang together; its *outer* cycle is the one seen from outside.
final class PlanarGraph: Sendable {
    let pieces: EdgePieces
    /// The arc of each piece, −1 when both its sides are covered alike and it bounds nothing.
    let arcOfPiece: [Int32]
    /// The first piece of each arc; the arc runs as it does.
    let firstPiece: [Int32]
    /// The next piece of the same arc, −1 at the end.
    let nextPiece: [Int32]
    /// Each piece's edge.
    let edgeOfPiece: [Int32]
    /// The half-arc after each on its cycle.
    let next: [Int32]
    /// The cycle of each half-arc.
    let cycles: [Int32]
    /// The node that each half-arc leaves.
    private let tails: [Int32]
    /// Some half-arc of each cycle.
    let cycleStarts: [Int32]
    /// Where each node's outgoing half-arcs start in `fans`, and their number at the end.
    let fanStarts: [Int32]
    /// Outgoing half-arcs counterclockwise around each node, from just above south.
    let fans: [Int32]

    var arcCount: Int { firstPiece.count }

    @inline(__always)
    func tail(_ half: Int) -> Int32 { tails[half] }

    @inline(__always)
    func head(_ half: Int) -> Int32 { tail(half ^ 1) }

    /// The direction in which a half-arc leaves its tail, as the edge it lies on.
    @inline(__always)
    func direction(_ half: Int, _ positions: [Position]) -> Segment {
        let edge = Int(edgeOfPiece[Int(firstPiece[half >> 1])])
        let segment = Segment(positions[edge], positions[edge + 1])
        return half & 1 == 0 ? segment : segment.reversed
    }

    init(_ pieces: EdgePieces, _ sources: ArcSources) {
        self.pieces = pieces
        let arcs = ArcJoiner(pieces, sources)
        arcOfPiece = arcs.arcOfPiece
        firstPiece = arcs.firstPiece
        nextPiece = arcs.nextPiece
        edgeOfPiece = arcs.edgeOfPiece
        let first = arcs.firstPiece
        tails = filled(count: first.count * 2, with: 0) { slots in
            inPieces(of: first.count) { range, _ in
                for arc in range {
                    slots[arc * 2] = pieces.from[Int(first[arc])]
                    slots[arc * 2 + 1] = pieces.to[Int(first[arc])]
                }
            }
        }
        let fans = FanSorter(pieces, arcs, sources.table)
        fanStarts = fans.starts
        self.fans = fans.halves
        let cycles = CycleTracer(fans, arcCount: arcs.firstPiece.count)
        next = cycles.next
        self.cycles = cycles.cycles
        cycleStarts = cycles.starts
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
