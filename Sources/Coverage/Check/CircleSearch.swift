internal import GeoKernels
internal import GeoModel

/// The largest circle inside any polygon, by best-first search over cells of the plane.
///
/// As in polylabel (Agafonkin 2016), with two changes for slivers: cells are rectangles along the polygon's long
/// axis, cut down to the part of the polygon in their column; and besides the distance at its middle a cell is
/// bounded by the mean distance to two opposite edges, which is convex and so greatest at a corner. A straight
/// strip, whatever its length, is settled by a few cells.
///
/// The radius is too small by 1 % at most, and never too large. After `cellLimit` cells for each edge the best
/// so far is taken: a comb of hundreds of equal teeth may get there.
struct CircleSearch {
    private struct Cell {
        var box: BoxTree.Box
        /// No point of the cell is the middle of a larger circle.
        var bound: Double
        /// The edges that may be nearest to a point of the cell, as a run of `nearby`.
        var start: Int32
        var count: Int32
    }

    private let edges: [Segment]
    private var nearby: [Int32]
    private var distances: [Double] = []
    private var heap: [Cell] = []
    private var best = 0.0

    private static let precision = 1.01
    private static let cellLimit = 200
    /// Lists of nearby edges are kept only where they are much shorter than the whole.
    private static let shortList = 24

    init(_ edges: [Segment]) {
        self.edges = edges
        nearby = edges.indices.map { Int32($0) }
    }

    mutating func radius() -> Double {
        var box = BoxTree.Box.empty
        for edge in edges { box.grow(edge.a) }
        consider(box, start: 0, count: Int32(edges.count))
        var left = Self.cellLimit * edges.count
        while left > 0, let cell = pop(), cell.bound > best * Self.precision {
            left -= 2
            var (first, second) = (cell.box, cell.box)
            if cell.box.maxX - cell.box.minX > cell.box.maxY - cell.box.minY {
                first.maxX = (cell.box.minX + cell.box.maxX) / 2
                second.minX = first.maxX
            } else {
                first.maxY = (cell.box.minY + cell.box.maxY) / 2
                second.minY = first.maxY
            }
            consider(first, start: cell.start, count: cell.count)
            consider(second, start: cell.start, count: cell.count)
        }
        return best
    }

    /// Measures a cell and queues it if a larger circle may have its middle there.
    private mutating func consider(_ wide: BoxTree.Box, start: Int32, count: Int32) {
        guard let box = shrunk(wide) else { return }
        let middle = Position((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)
        let (dx, dy) = ((box.maxX - box.minX) / 2, (box.maxY - box.minY) / 2)
        let reach = (dx * dx + dy * dy).squareRoot()
        distances.removeAll(keepingCapacity: true)
        var nearest = (square: Double.infinity, edge: 0)
        for place in start..<start + count {
            let edge = Int(nearby[Int(place)])
            let square = edges[edge].squaredDistance(to: middle)
            distances.append(square)
            if square < nearest.square { nearest = (square, edge) }
        }
        let distance = nearest.square.squareRoot()
        if distance + reach <= best * Self.precision { return }
        let isInside = contains(middle)
        if isInside { best = max(best, distance) }
        var bound = (isInside ? distance : -distance) + reach
        if bound <= best * Self.precision { return }
        bound = min(bound, pairBound(box, middle, nearest.edge, start))
        if bound <= best * Self.precision { return }
        var list = (start: start, count: count)
        if count > Self.shortList {
            let limit = (distance + 2 * reach) * (distance + 2 * reach)
            let first = Int32(nearby.count)
            for (offset, square) in distances.enumerated() where square <= limit {
                nearby.append(nearby[Int(start) + offset])
            }
            list = (first, Int32(nearby.count) - first)
        }
        push(Cell(box: box, bound: bound, start: list.start, count: list.count))
    }

    /// The part of a cell between the lowest and the highest edge over it; `nil` if no inside can be there.
    private func shrunk(_ cell: BoxTree.Box) -> BoxTree.Box? {
        var low = Double.infinity
        var high = -Double.infinity
        for edge in edges {
            let (a, b) = (edge.a, edge.b)
            if max(a.x, b.x) < cell.minX || min(a.x, b.x) > cell.maxX { continue }
            let slope = a.x == b.x ? 0 : (b.y - a.y) / (b.x - a.x)
            let first = a.y + slope * (min(max(a.x, cell.minX), cell.maxX) - a.x)
            let second = b.y + slope * (min(max(b.x, cell.minX), cell.maxX) - b.x)
            low = min(low, min(first, second))
            high = max(high, max(first, second))
        }
        var box = cell
        box.minY = max(box.minY, low)
        box.maxY = min(box.maxY, high)
        return box.minY <= box.maxY ? box : nil
    }

    private func contains(_ p: Position) -> Bool {
        var odd = false
        for edge in edges where (edge.a.y > p.y) != (edge.b.y > p.y) {
            let x = edge.a.x + (p.y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x)
            if x < p.x { odd.toggle() }
        }
        return odd
    }

    /// The greatest mean distance, over the cell, to the nearest edge and the nearest one opposite to it.
    private func pairBound(_ box: BoxTree.Box, _ middle: Position, _ nearest: Int, _ start: Int32) -> Double {
        let foot = edges[nearest].foot(of: middle)
        let away = Position(foot.x - middle.x, foot.y - middle.y)
        var opposite = -1
        var least = Double.infinity
        for (offset, square) in distances.enumerated() where square < least {
            let edge = Int(nearby[Int(start) + offset])
            let other = edges[edge].foot(of: middle)
            if (other.x - middle.x) * away.x + (other.y - middle.y) * away.y < 0 {
                least = square
                opposite = edge
            }
        }
        if opposite < 0 { return .infinity }
        var bound = 0.0
        for corner in 0..<4 {
            let p = Position(corner & 1 == 0 ? box.minX : box.maxX, corner & 2 == 0 ? box.minY : box.maxY)
            let sum = edges[nearest].squaredDistance(to: p).squareRoot()
                + edges[opposite].squaredDistance(to: p).squareRoot()
            bound = max(bound, sum / 2)
        }
        return bound
    }

    private mutating func push(_ cell: Cell) {
        heap.append(cell)
        var place = heap.count - 1
        while place > 0, heap[(place - 1) / 2].bound < heap[place].bound {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func pop() -> Cell? {
        guard let last = heap.popLast() else { return nil }
        guard let top = heap.first else { return last }
        heap[0] = last
        var place = 0
        while place * 2 + 1 < heap.count {
            var child = place * 2 + 1
            if child + 1 < heap.count, heap[child + 1].bound > heap[child].bound { child += 1 }
            if heap[child].bound <= heap[place].bound { break }
            heap.swapAt(place, child)
            place = child
        }
        return top
    }
}

extension Segment {
    /// The nearest place on the segment.
    @inline(__always)
    fileprivate func foot(of p: Position) -> Position {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        if length == 0 { return a }
        let t = max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
        return Position(a.x + t * dx, a.y + t * dy)
    }

    @inline(__always)
    fileprivate func squaredDistance(to p: Position) -> Double {
        let foot = foot(of: p)
        return (p.x - foot.x) * (p.x - foot.x) + (p.y - foot.y) * (p.y - foot.y)
    }
}
