internal import GeoKernels
internal import GeoModel

/// The largest circle inside a polygon, on the ground.
///
/// A triangle is solved in closed form. Otherwise cells of the plane are searched best first, as in polylabel
/// (Agafonkin 2016), with two changes for slivers: cells are rectangles along the polygon's long axis, shrunk
/// to the part of the polygon in them; and besides the distance at its middle a cell is bounded by the mean
/// distance to two opposite edges, which is convex and so greatest at a corner. A straight strip, whatever its
/// length, is then settled by a few cells.
///
/// The diameter found is too small by 1 % at most, never too large; after `cellLimit` cells for each edge the
/// best so far is taken, which has happened only to made comb shapes.
struct InscribedCircle: Sendable {
    let diameter: Metres

    private static let precision = 1.01
    private static let cellLimit = 400

    init(_ polygon: Polygon, _ measure: GroundMeasure) {
        guard let exterior = polygon.exterior, let box = exterior.envelope else {
            diameter = Metres(0)
            return
        }
        let metric = measure.metric(at: box.centre)
        let frame = CircleFrame(exterior.positions, metric)
        let rings = polygon.rings.map { $0.positions.map(frame.place) }
        if rings.count == 1, rings[0].count == 4 {
            diameter = Metres(Self.triangle(rings[0]))
            return
        }
        var edges: [Segment] = []
        for ring in rings {
            for place in ring.indices.dropLast() { edges.append(Segment(ring[place], ring[place + 1])) }
        }
        diameter = Metres(2 * Self.search(edges))
    }

    private static func triangle(_ ring: [Position]) -> Double {
        var perimeter = 0.0
        for place in 0..<3 {
            let dx = ring[place + 1].x - ring[place].x
            let dy = ring[place + 1].y - ring[place].y
            perimeter += (dx * dx + dy * dy).squareRoot()
        }
        return perimeter > 0 ? 2 * abs(CanonicalRings.doubledArea(ring)) / perimeter : 0
    }

    /// The largest radius, by best-first search.
    private static func search(_ edges: [Segment]) -> Double {
        var box = BoxTree.Box.empty
        for edge in edges { box.grow(edge.a) }
        var best = 0.0
        var queue = CellQueue()
        let all = edges.indices.map { Int32($0) }
        if let cell = CircleCell(box, all, edges, &best) { queue.push(cell) }
        var count = 0
        while let cell = queue.pop(), cell.bound > best * precision, count < cellLimit * edges.count {
            count += 2
            for half in cell.halves {
                if let child = CircleCell(half, cell.edges, edges, &best), child.bound > best * precision {
                    queue.push(child)
                }
            }
        }
        return best
    }
}

/// A plane in metres whose x axis runs along the polygon.
private struct CircleFrame {
    private let origin: Position
    private let metric: LocalMetric
    private var cosine = 1.0
    private var sine = 0.0

    init(_ ring: [Position], _ metric: LocalMetric) {
        origin = ring[0]
        self.metric = metric
        var reach = 0.0
        for position in ring {
            let x = (position.x - origin.x) * metric.metresPerUnitX
            let y = (position.y - origin.y) * metric.metresPerUnitY
            let length = (x * x + y * y).squareRoot()
            if length > reach {
                reach = length
                cosine = x / length
                sine = y / length
            }
        }
    }

    func place(_ position: Position) -> Position {
        let x = (position.x - origin.x) * metric.metresPerUnitX
        let y = (position.y - origin.y) * metric.metresPerUnitY
        return Position(cosine * x + sine * y, cosine * y - sine * x)
    }
}

/// A rectangle that may hold the middle of a larger circle.
private struct CircleCell {
    let box: BoxTree.Box
    /// No point of the cell is the middle of a larger circle than this.
    let bound: Double
    /// The edges that may be nearest to some point of the cell.
    let edges: [Int32]

    /// Measures a cell, improving `best` by the circle at its middle; `nil` if no larger one can be inside.
    init?(_ wide: BoxTree.Box, _ candidates: [Int32], _ all: [Segment], _ best: inout Double) {
        guard let box = Self.shrunk(wide, all) else { return nil }
        let middle = Position((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)
        let dx = (box.maxX - box.minX) / 2
        let dy = (box.maxY - box.minY) / 2
        let reach = (dx * dx + dy * dy).squareRoot()
        var nearest = (distance: Double.infinity, edge: 0)
        var distances: [Double] = []
        distances.reserveCapacity(candidates.count)
        for edge in candidates {
            let distance = all[Int(edge)].distance(to: middle)
            distances.append(distance)
            if distance < nearest.distance { nearest = (distance, Int(edge)) }
        }
        if nearest.distance + reach <= best { return nil }
        let isInside = Self.isInside(middle, all)
        if isInside { best = max(best, nearest.distance) }
        var bound = (isInside ? nearest.distance : -nearest.distance) + reach
        if bound <= best { return nil }
        bound = min(bound, Self.pairBound(box, middle, nearest.edge, candidates, distances, all))
        if bound <= best { return nil }
        self.box = box
        self.bound = bound
        let limit = nearest.distance + 2 * reach
        edges = zip(candidates, distances).lazy.filter { $0.1 <= limit }.map(\.0)
    }

    /// The part of a cell between the lowest and the highest edge over it; `nil` if no inside can be there.
    private static func shrunk(_ cell: BoxTree.Box, _ all: [Segment]) -> BoxTree.Box? {
        var lowY = Double.infinity
        var highY = -Double.infinity
        for edge in all {
            let (a, b) = (edge.a, edge.b)
            if max(a.x, b.x) < cell.minX || min(a.x, b.x) > cell.maxX { continue }
            let slope = a.x == b.x ? 0 : (b.y - a.y) / (b.x - a.x)
            for end in [a, b] {
                let x = min(max(end.x, cell.minX), cell.maxX)
                let y = end.y + slope * (x - end.x)
                lowY = min(lowY, y)
                highY = max(highY, y)
            }
        }
        if lowY > highY { return nil }
        var box = cell
        box.minY = max(box.minY, lowY)
        box.maxY = min(box.maxY, highY)
        return box.minY <= box.maxY ? box : nil
    }

    private static func isInside(_ p: Position, _ all: [Segment]) -> Bool {
        var odd = false
        for edge in all where (edge.a.y > p.y) != (edge.b.y > p.y) {
            let x = edge.a.x + (p.y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x)
            if x < p.x { odd.toggle() }
        }
        return odd
    }

    /// The greatest mean distance, over the cell, to the nearest edge and the nearest one opposite to it.
    private static func pairBound(
        _ box: BoxTree.Box, _ middle: Position, _ nearest: Int, _ candidates: [Int32], _ distances: [Double],
        _ all: [Segment]
    ) -> Double {
        let foot = all[nearest].foot(of: middle)
        let away = Position(foot.x - middle.x, foot.y - middle.y)
        var opposite: Int?
        var least = Double.infinity
        for (edge, distance) in zip(candidates, distances) where distance < least && Int(edge) != nearest {
            let other = all[Int(edge)].foot(of: middle)
            if (other.x - middle.x) * away.x + (other.y - middle.y) * away.y < 0 {
                least = distance
                opposite = Int(edge)
            }
        }
        guard let opposite else { return .infinity }
        var bound = 0.0
        for x in [box.minX, box.maxX] {
            for y in [box.minY, box.maxY] {
                let corner = Position(x, y)
                bound = max(bound, (all[nearest].distance(to: corner) + all[opposite].distance(to: corner)) / 2)
            }
        }
        return bound
    }

    /// The cell cut across its longer side.
    var halves: [BoxTree.Box] {
        var (first, second) = (box, box)
        if box.maxX - box.minX > box.maxY - box.minY {
            first.maxX = (box.minX + box.maxX) / 2
            second.minX = first.maxX
        } else {
            first.maxY = (box.minY + box.maxY) / 2
            second.minY = first.maxY
        }
        return [first, second]
    }
}

extension Segment {
    /// The nearest place on the segment.
    fileprivate func foot(of p: Position) -> Position {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        if length == 0 { return a }
        let t = max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
        return Position(a.x + t * dx, a.y + t * dy)
    }

    fileprivate func distance(to p: Position) -> Double {
        let foot = foot(of: p)
        return ((p.x - foot.x) * (p.x - foot.x) + (p.y - foot.y) * (p.y - foot.y)).squareRoot()
    }
}

/// Cells by falling bound.
private struct CellQueue {
    private var heap: [CircleCell] = []

    mutating func push(_ cell: CircleCell) {
        heap.append(cell)
        var place = heap.count - 1
        while place > 0, heap[(place - 1) / 2].bound < heap[place].bound {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> CircleCell? {
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
