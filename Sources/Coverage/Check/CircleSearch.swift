internal import GeoKernels
internal import GeoModel

/// The largest circle inside any polygon, by best-first search over cells of the plane.
///
/// As in polylabel (Agafonkin 2016), with two changes for slivers: cells are rectangles along the polygon's long
/// axis, cut down to the part of the polygon in their column; and besides the distance at its middle a cell is
/// bounded by the mean distance to two or three edges around it. A straight strip, whatever its length, is
/// settled by a few cells.
///
/// The radius is too small by 1 % at most, and never too large. After `cellLimit` cells for each edge, or when cells
/// have looked at edges `mostLooks` times, the best so far is taken: a comb of hundreds of equal teeth may get
/// there, and a bent strip of many thousand edges; then it is too small by more. So a face of millions of edges
/// costs no more than linear.
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
    private var pulls: [Pull] = []
    private var heap: [Cell] = []
    private var best = 0.0

    private static let precision = 1.01
    private static let cellLimit = 200
    /// Looks of a cell at an edge that a face may take, unless it has so many edges that these are a few cells.
    private static let mostLooks = 50_000_000
    private static let fewestCells = 30
    /// Edges up to which the cells find the circle by themselves.
    private static let fewEdges = 512
    private static let probes = 12
    private static let shrinkings = 10
    /// Lists of nearby edges are kept only where they are much shorter than the whole.
    private static let shortList = 24

    init(_ edges: [Segment]) {
        self.edges = edges
        nearby = edges.indices.map { Int32($0) }
    }

    mutating func radius() -> Double {
        var box = BoxTree.Box.empty
        for edge in edges { box.grow(edge.a) }
        if edges.count > Self.fewEdges { probe(box) }
        consider(box, start: 0, count: Int32(edges.count))
        var left = min(Self.cellLimit * edges.count, max(Self.fewestCells, Self.mostLooks / edges.count))
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

    /// Tries the largest circles that touch some edges at their middles.
    ///
    /// A circle on the inner side of an edge is made smaller until nothing is nearer to its middle than the edge: a few
    /// looks at all edges, after which even a strip a million times as long as wide has a radius. The rings run with
    /// the inside on their left.
    ///
    /// Source: Ma, Bae and Choi 2012, "3D medial axis point approximation using nearest neighbors and the normal field",
    /// The Visual Computer 28, doi:10.1007/s00371-011-0594-7; the circle shrinks here against edges, not points.
    private mutating func probe(_ box: BoxTree.Box) {
        let (width, height) = (box.maxX - box.minX, box.maxY - box.minY)
        for number in 0..<Self.probes {
            let edge = edges[edges.count * number / Self.probes]
            let (dx, dy) = (edge.b.x - edge.a.x, edge.b.y - edge.a.y)
            let length = (dx * dx + dy * dy).squareRoot()
            if length == 0 { continue }
            let normal = Position(-dy / length, dx / length)
            let start = Position((edge.a.x + edge.b.x) / 2, (edge.a.y + edge.b.y) / 2)
            var radius = (width * width + height * height).squareRoot()
            for _ in 0..<Self.shrinkings {
                let middle = Position(start.x + radius * normal.x, start.y + radius * normal.y)
                let next = shrunk(radius, at: start, along: normal, middle)
                if next >= radius * (1 - 1e-9) { break }
                radius = next
            }
            attempt(Position(start.x + radius * normal.x, start.y + radius * normal.y))
        }
    }

    /// The radius of the circle that touches a place on the border and the edge nearest to the middle of a larger one.
    private func shrunk(_ radius: Double, at start: Position, along normal: Position, _ middle: Position)
        -> Double
    {
        var nearest = (square: Double.infinity, foot: start)
        for edge in edges {
            let foot = edge.foot(of: middle)
            let (x, y) = (foot.x - middle.x, foot.y - middle.y)
            if x * x + y * y < nearest.square { nearest = (x * x + y * y, foot) }
        }
        let (x, y) = (nearest.foot.x - start.x, nearest.foot.y - start.y)
        let along = x * normal.x + y * normal.y
        return along > 0 ? min(radius, (x * x + y * y) / (2 * along)) : radius
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
        bound = min(bound, opposedBound(box, middle, nearest.edge, start))
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

    /// How far an edge is from the middle of a cell, and in which direction.
    fileprivate struct Pull {
        var edge: Int
        var distance: Double
        var x: Double
        var y: Double
    }

    /// A bound of the mean distance, over the cell, to edges that pull against each other.
    ///
    /// Weights are chosen so that the directions to two or three edges cancel at the middle. The weighted mean of
    /// distances is convex, so it is greatest at a corner; where the edges are straight it hardly varies at all.
    /// Where three cancel, the place equally far from them is tried as the middle of a circle.
    private mutating func opposedBound(_ box: BoxTree.Box, _ middle: Position, _ nearest: Int, _ start: Int32)
        -> Double
    {
        pulls.removeAll(keepingCapacity: true)
        var first = 0
        for (offset, square) in distances.enumerated() {
            let edge = Int(nearby[Int(start) + offset])
            if edge == nearest { first = offset }
            let foot = edges[edge].foot(of: middle)
            let distance = square.squareRoot()
            let scale = distance > 0 ? 1 / distance : 0
            pulls.append(
                Pull(
                    edge: edge, distance: distance, x: (foot.x - middle.x) * scale,
                    y: (foot.y - middle.y) * scale))
        }
        let a = pulls[first]
        var pair = (place: -1, reach: Double.infinity)
        var triple = (b: -1, c: -1, reach: Double.infinity)
        for (place, b) in pulls.enumerated() where place != first {
            if b.distance < pair.reach, a.x * b.x + a.y * b.y < 0 { pair = (place, b.distance) }
            if pulls.count > Self.shortList || b.distance >= triple.reach { continue }
            let ab = a.x * b.y - a.y * b.x
            for other in pulls.indices.dropFirst(place + 1) where other != first {
                let c = pulls[other]
                if max(b.distance, c.distance) >= triple.reach { continue }
                let bc = b.x * c.y - b.y * c.x
                let ca = c.x * a.y - c.y * a.x
                if (ab > 0 && bc > 0 && ca > 0) || (ab < 0 && bc < 0 && ca < 0) {
                    triple = (place, other, max(b.distance, c.distance))
                }
            }
        }
        var bound = Double.infinity
        if pair.place >= 0 {
            bound = meanBound(box, (a.edge, 0.5), (pulls[pair.place].edge, 0.5), (a.edge, 0))
        }
        if triple.b >= 0 { bound = min(bound, tripleBound(box, middle, a, pulls[triple.b], pulls[triple.c])) }
        return bound
    }

    private mutating func tripleBound(_ box: BoxTree.Box, _ middle: Position, _ a: Pull, _ b: Pull, _ c: Pull)
        -> Double
    {
        let (wa, wb, wc) = (b.x * c.y - b.y * c.x, c.x * a.y - c.y * a.x, a.x * b.y - a.y * b.x)
        let sum = wa + wb + wc
        // Going by (x, y) changes each distance by −(x, y) · pull; all three become equal there.
        let (ux, uy, u) = (a.x - b.x, a.y - b.y, a.distance - b.distance)
        let (vx, vy, v) = (a.x - c.x, a.y - c.y, a.distance - c.distance)
        let determinant = ux * vy - uy * vx
        if determinant != 0 {
            attempt(
                Position(
                    middle.x + (u * vy - uy * v) / determinant, middle.y + (ux * v - u * vx) / determinant))
        }
        return meanBound(box, (a.edge, wa / sum), (b.edge, wb / sum), (c.edge, wc / sum))
    }

    /// Tries a place as the middle of a circle.
    private mutating func attempt(_ p: Position) {
        var least = Double.infinity
        for edge in edges { least = min(least, edge.squaredDistance(to: p)) }
        let radius = least.squareRoot()
        if radius > best, contains(p) { best = radius }
    }

    /// The greatest weighted mean of the distances to three edges over the corners of a cell.
    private func meanBound(
        _ box: BoxTree.Box, _ a: (edge: Int, weight: Double), _ b: (edge: Int, weight: Double),
        _ c: (edge: Int, weight: Double)
    ) -> Double {
        var bound = 0.0
        for corner in 0..<4 {
            let p = Position(corner & 1 == 0 ? box.minX : box.maxX, corner & 2 == 0 ? box.minY : box.maxY)
            var mean = a.weight * edges[a.edge].squaredDistance(to: p).squareRoot()
            mean += b.weight * edges[b.edge].squaredDistance(to: p).squareRoot()
            if c.weight > 0 { mean += c.weight * edges[c.edge].squaredDistance(to: p).squareRoot() }
            bound = max(bound, mean)
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
    func foot(of p: Position) -> Position {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        if length == 0 { return a }
        let t = max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
        return Position(a.x + t * dx, a.y + t * dy)
    }

    @inline(__always)
    func squaredDistance(to p: Position) -> Double {
        let foot = foot(of: p)
        return (p.x - foot.x) * (p.x - foot.x) + (p.y - foot.y) * (p.y - foot.y)
    }
}
