internal import GeoKernels
internal import GeoModel

/// A big ring's edges in blocks of sixteen, blocks of blocks and so on, each with its rectangle.
///
/// Where a block lies wholly west of a position, the parity of its crossings with the ray to the west follows
/// from its two ends alone; so a question descends only into blocks whose rectangle holds the position, and
/// costs O(log n) for a position away from the border.
struct RingLadder: Sendable {
    private let start: Int
    private let count: Int
    /// Level after level, the finest first.
    private let boxes: [BoxTree.Box]
    private let levels: [Int]

    private static let fan = 16

    init(_ table: EdgeTable, ring: Int) { self.init(table.positions, edges: table.edges(ofRing: ring)) }

    /// A ladder over a closed ring somewhere in a run of positions, of which each edge but the closing vertex
    /// starts one.
    init(_ positions: [Position], edges: Range<Int>) {
        start = edges.lowerBound
        count = edges.count
        var boxes: [BoxTree.Box] = []
        for block in stride(from: edges.lowerBound, to: edges.upperBound, by: Self.fan) {
            var box = BoxTree.Box.empty
            for vertex in block...min(block + Self.fan, edges.upperBound) {
                box.grow(positions[vertex])
            }
            boxes.append(box)
        }
        var levels = [0, boxes.count]
        while levels[levels.count - 1] - levels[levels.count - 2] > 1 {
            let first = levels[levels.count - 2]
            let end = levels[levels.count - 1]
            for node in stride(from: first, to: end, by: Self.fan) {
                var box = boxes[node]
                for child in node..<min(node + Self.fan, end) { box.grow(boxes[child]) }
                boxes.append(box)
            }
            levels.append(boxes.count)
        }
        self.boxes = boxes
        self.levels = levels
    }

    /// Whether the ray west of `p` crosses the ring an odd number of times; see `Segment.crosses`.
    func isOdd(_ p: Position, _ positions: [Position]) -> Bool {
        isOdd(p, positions, level: levels.count - 2, node: 0, span: power(levels.count - 1))
    }

    /// Whether `p` lies on some edge.
    func touches(_ p: Position, _ positions: [Position]) -> Bool {
        touches(p, positions, level: levels.count - 2, node: 0)
    }

    private func touches(_ p: Position, _ positions: [Position], level: Int, node: Int) -> Bool {
        let box = boxes[levels[level] + node]
        if p.x < box.minX || p.x > box.maxX || p.y < box.minY || p.y > box.maxY { return false }
        if level == 0 {
            let edges = start + node * Self.fan..<start + min((node + 1) * Self.fan, count)
            return edges.contains { Segment(positions[$0], positions[$0 + 1]).holds(p) }
        }
        let below = levels[level] - levels[level - 1]
        return (node * Self.fan..<min((node + 1) * Self.fan, below)).contains {
            touches(p, positions, level: level - 1, node: $0)
        }
    }

    private func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { value, _ in value * Self.fan } }

    /// The parity below one node; `span` is how many edges a node of the level covers.
    private func isOdd(_ p: Position, _ positions: [Position], level: Int, node: Int, span: Int) -> Bool {
        let box = boxes[levels[level] + node]
        if p.y < box.minY || p.y > box.maxY || p.x <= box.minX { return false }
        let first = start + node * span
        let end = start + min((node + 1) * span, count)
        if box.maxX < p.x { return (positions[first].y > p.y) != (positions[end].y > p.y) }
        var odd = false
        if level == 0 {
            for edge in first..<end where Segment(positions[edge], positions[edge + 1]).crosses(westOf: p) {
                odd.toggle()
            }
            return odd
        }
        let below = levels[level] - levels[level - 1]
        for child in node * Self.fan..<min((node + 1) * Self.fan, below)
        where isOdd(p, positions, level: level - 1, node: child, span: span / Self.fan) { odd.toggle() }
        return odd
    }
}

extension EdgeTable {
    /// An edge crosses the ray west of a place; see `Segment.crosses`.
    @inline(__always)
    func crosses(_ edge: Int, westOf p: Position) -> Bool {
        Segment(positions[edge], positions[edge + 1]).crosses(westOf: p)
    }
}

extension Segment {
    /// The segment crosses the ray that starts just west of `p` and runs west, just above p's parallel.
    ///
    /// Segments through `p` itself do not count: the question is asked for a place infinitely near to `p`,
    /// west of it and by much less north of it, where no edge can be.
    @inline(__always)
    func crosses(westOf p: Position) -> Bool {
        if (a.y > p.y) == (b.y > p.y) { return false }
        if min(a.x, b.x) >= p.x { return false }
        if max(a.x, b.x) < p.x { return true }
        return a.y < b.y ? orientation(a, b, p) == .clockwise : orientation(b, a, p) == .clockwise
    }

    /// A position lies on the segment, its ends included.
    fileprivate func holds(_ p: Position) -> Bool {
        min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x) && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y)
            && orientation(a, b, p) == .collinear
    }
}
