internal import GeoKernels
internal import GeoModel

/// The largest circle inside an area: its middle is a good place to point at, its diameter the true width.
///
/// Quadtree search by the best distance a square could still hold (Mapbox polylabel, 2016).
struct InscribedCircle {
    let middle: Position
    let diameter: Double

    private let rings: [[Position]]

    /// - Parameter polygon: In degrees; measured in the flat metres of its own latitude.
    init(in polygon: Polygon) {
        let origin = polygon.exterior?.positions.first ?? Position(0, 0)
        let frame = Frame(origin: origin)
        let flat = polygon.rings.map { $0.positions.map(frame.metres) }
        rings = flat
        var best = (middle: Position(0, 0), radius: 0.0)
        var queue = PriorityQueue()
        var squares: [(middle: Position, half: Double)] = []
        func push(_ middle: Position, _ half: Double) {
            let radius = Self.clearance(middle, flat)
            if radius > best.radius { best = (middle, radius) }
            squares.append((middle, half))
            queue.push(squares.count - 1, cost: -(radius + half * 2.0.squareRoot()))
        }
        for place in Self.middles(flat[0]) { push(place, 0) }
        let box = Envelope(flat[0]) ?? Envelope(minX: 0, minY: 0, maxX: 1, maxY: 1)
        let size = max(box.maxX - box.minX, box.maxY - box.minY)
        push(Position((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2), size / 2)
        while let (cost, item) = queue.pop(), -cost > best.radius * 1.002, squares.count < Self.limit {
            let square = squares[item]
            guard square.half > 0 else { continue }
            let half = square.half / 2
            for (x, y) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
                push(Position(square.middle.x + x, square.middle.y + y), half)
            }
        }
        middle = frame.degrees(best.middle)
        diameter = best.radius * 2
    }

    /// A long sliver of even width would be cut into squares of its own width all along; by then the places
    /// between its sides have already given the answer to a part in a hundred.
    private static let limit = 4_000

    /// The places halfway between the middle of each edge and the nearest edge that it does not touch.
    private static func middles(_ ring: [Position]) -> [Position] {
        let edges = Array(zip(ring, ring.dropFirst()))
        return edges.compactMap { a, b in
            let middle = between(a, b, 0.5)
            let others = edges.filter { $0.0 != a && $0.0 != b && $0.1 != a && $0.1 != b }
            let feet = others.map { nearest(to: middle, $0.0, $0.1) }
            return feet.min { distance($0, middle) < distance($1, middle) }.map { between(middle, $0, 0.5) }
        }
    }

    /// The distance to the outline, negative outside.
    private static func clearance(_ place: Position, _ rings: [[Position]]) -> Double {
        var near = Double.infinity
        var isInside = false
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                near = min(near, distance(place, nearest(to: place, a, b)))
            }
            if encloses(ring, place) { isInside.toggle() }
        }
        return isInside ? near : -near
    }

    private static func nearest(to place: Position, _ a: Position, _ b: Position) -> Position {
        let x = b.x - a.x
        let y = b.y - a.y
        let along = ((place.x - a.x) * x + (place.y - a.y) * y) / max(x * x + y * y, 1e-300)
        return between(a, b, min(1, max(0, along)))
    }
}
