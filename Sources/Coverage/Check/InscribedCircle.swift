internal import GeoKernels
internal import GeoModel

/// The largest circle inside a polygon, on the ground.
///
/// A convex polygon is solved exactly: its edges move inwards together, the edge that vanishes first is taken
/// out, and the last three fix the circle. Another polygon of few edges is solved by trying all circles that
/// touch three features; see `TouchingCircles`. What remains is searched; see `CircleSearch`: the diameter is
/// then too small by 1 % at most, and never too large.
///
/// The storage is used again from one polygon to the next.
struct InscribedCircle: Sendable {
    private var edges: [Segment] = []
    private var sides: [Side] = []

    /// The diameter; 0 for a polygon without rings.
    mutating func diameter(of polygon: Polygon, _ measure: GroundMeasure) -> Metres {
        guard let exterior = polygon.exterior, let box = polygon.rings[0].envelope else { return Metres(0) }
        let frame = CircleFrame(exterior.positions, measure.metric(at: box.centre))
        edges.removeAll(keepingCapacity: true)
        for ring in polygon.rings {
            var last = frame.place(ring.positions[0])
            for position in ring.positions.dropFirst() {
                let next = frame.place(position)
                edges.append(Segment(last, next))
                last = next
            }
        }
        return Metres(2 * radius(hasHoles: polygon.rings.count > 1))
    }

    private mutating func radius(hasHoles: Bool) -> Double {
        if !hasHoles, edges.count <= 12, let radius = convexRadius() { return radius }
        if !hasHoles, edges.count <= TouchingCircles.limit {
            var circles = TouchingCircles(edges)
            let radius = circles.radius()
            if radius > 0 { return radius }
        }
        var search = CircleSearch(edges)
        return search.radius()
    }

    /// A line a·x + b·y = c with its inside where a·x + b·y > c and a² + b² = 1.
    private struct Side {
        var a: Double
        var b: Double
        var c: Double
    }

    /// The radius for a ring that turns left everywhere; `nil` for any other.
    private mutating func convexRadius() -> Double? {
        sides.removeAll(keepingCapacity: true)
        for (place, edge) in edges.enumerated() {
            let next = edges[place + 1 == edges.count ? 0 : place + 1]
            if orientation(edge.a, edge.b, next.b) != .counterclockwise { return nil }
            let (dx, dy) = (edge.b.x - edge.a.x, edge.b.y - edge.a.y)
            let length = (dx * dx + dy * dy).squareRoot()
            let (a, b) = (-dy / length, dx / length)
            sides.append(Side(a: a, b: b, c: a * edge.a.x + b * edge.a.y))
        }
        while sides.count > 3 {
            var first = (radius: Double.infinity, place: 0)
            for place in sides.indices {
                let before = sides[place == 0 ? sides.count - 1 : place - 1]
                let radius = Self.radius(
                    before, sides[place], sides[place + 1 == sides.count ? 0 : place + 1])
                if radius < first.radius { first = (radius, place) }
            }
            if first.radius == .infinity { return nil }
            sides.remove(at: first.place)
        }
        let radius = Self.radius(sides[0], sides[1], sides[2])
        return radius.isFinite ? radius : nil
    }

    /// How far three lines move inwards until they meet in one point; infinite when they never do.
    private static func radius(_ p: Side, _ q: Side, _ r: Side) -> Double {
        // a·x + b·y − radius = c for the three, by Cramer's rule.
        let base = p.a * (r.b - q.b) - p.b * (r.a - q.a) - (q.a * r.b - q.b * r.a)
        let top =
            p.a * (q.b * r.c - q.c * r.b) - p.b * (q.a * r.c - q.c * r.a) + p.c * (q.a * r.b - q.b * r.a)
        let radius = top / base
        return radius >= 0 ? radius : .infinity
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
