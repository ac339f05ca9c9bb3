internal import GeoKernels
internal import GeoModel

/// The largest circle inside a small polygon, by trying every circle that touches three of its features.
///
/// The features are the lines of its edges and its reflex corners: a largest circle rests on three of them. Each
/// candidate is kept only if it lies inside and meets no edge.
///
/// - Complexity: O(f³ e) for f features and e edges; meant for e up to `limit`.
struct TouchingCircles {
    /// A line a·x + b·y = c with its inside where a·x + b·y > c and a² + b² = 1.
    private struct Side {
        var a: Double
        var b: Double
        var c: Double
    }

    /// Up to so many edges this is quicker than a search, by an order of magnitude for bent strips.
    static let limit = 24

    private let edges: [Segment]
    private var sides: [Side] = []
    private var corners: [Position] = []
    private var best = 0.0

    init(_ edges: [Segment]) {
        self.edges = edges
        sides.reserveCapacity(edges.count)
        corners.reserveCapacity(edges.count)
        for (place, edge) in edges.enumerated() {
            let (dx, dy) = (edge.b.x - edge.a.x, edge.b.y - edge.a.y)
            let length = (dx * dx + dy * dy).squareRoot()
            let (a, b) = (-dy / length, dx / length)
            sides.append(Side(a: a, b: b, c: a * edge.a.x + b * edge.a.y))
            let next = edges[place + 1 == edges.count ? 0 : place + 1]
            if orientation(edge.a, edge.b, next.b) == .clockwise { corners.append(edge.b) }
        }
    }

    /// The radius; 0 when no candidate fits, as may happen to a plateau between parallel edges.
    mutating func radius() -> Double {
        for i in sides.indices {
            for j in sides.indices.dropFirst(i + 1) {
                for k in sides.indices.dropFirst(j + 1) { meet(sides[i], sides[j], sides[k]) }
                for corner in corners { meet(sides[i], sides[j], corner) }
            }
            for p in corners.indices {
                for q in corners.indices.dropFirst(p + 1) { meet(sides[i], corners[p], corners[q]) }
            }
        }
        for p in corners.indices {
            for q in corners.indices.dropFirst(p + 1) {
                for r in corners.indices.dropFirst(q + 1) { meet(corners[p], corners[q], corners[r]) }
            }
        }
        return best
    }

    private mutating func attempt(_ p: Position, _ radius: Double) {
        guard radius > best, radius.isFinite else { return }
        let limit = radius * (1 - 1e-7)
        var odd = false
        for edge in edges {
            if edge.squaredDistance(to: p) < limit * limit { return }
            if (edge.a.y > p.y) != (edge.b.y > p.y) {
                let x = edge.a.x + (p.y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x)
                if x < p.x { odd.toggle() }
            }
        }
        if odd { best = radius }
    }

    /// Three lines: a·x + b·y − radius = c for each, by elimination.
    private mutating func meet(_ p: Side, _ q: Side, _ r: Side) {
        let (a1, b1, c1) = (p.a - q.a, p.b - q.b, p.c - q.c)
        let (a2, b2, c2) = (p.a - r.a, p.b - r.b, p.c - r.c)
        let determinant = a1 * b2 - b1 * a2
        if determinant == 0 { return }
        let place = Position((c1 * b2 - b1 * c2) / determinant, (a1 * c2 - c1 * a2) / determinant)
        attempt(place, p.a * place.x + p.b * place.y - p.c)
    }

    /// Two lines and a corner: along the lines' bisector the place is linear in the radius.
    private mutating func meet(_ p: Side, _ q: Side, _ corner: Position) {
        let determinant = p.a * q.b - p.b * q.a
        if abs(determinant) < 1e-12 { return }
        let x0 = (p.c * q.b - p.b * q.c) / determinant - corner.x
        let y0 = (p.a * q.c - p.c * q.a) / determinant - corner.y
        let (dx, dy) = ((q.b - p.b) / determinant, (p.a - q.a) / determinant)
        for radius in Self.roots(dx * dx + dy * dy - 1, 2 * (dx * x0 + dy * y0), x0 * x0 + y0 * y0) {
            attempt(Position(corner.x + x0 + radius * dx, corner.y + y0 + radius * dy), radius)
        }
    }

    /// A line and two corners: the place runs along the corners' perpendicular bisector.
    private mutating func meet(_ p: Side, _ first: Position, _ second: Position) {
        let (mx, my) = ((first.x + second.x) / 2, (first.y + second.y) / 2)
        let (dx, dy) = (first.y - second.y, second.x - first.x)
        let (base, slope) = (p.a * mx + p.b * my - p.c, p.a * dx + p.b * dy)
        let half = (dx * dx + dy * dy) / 4
        for t in Self.roots(dx * dx + dy * dy - slope * slope, -2 * base * slope, half - base * base) {
            attempt(Position(mx + t * dx, my + t * dy), base + t * slope)
        }
    }

    /// Three corners: the circle around them.
    private mutating func meet(_ p: Position, _ q: Position, _ r: Position) {
        let (ax, ay, bx, by) = (q.x - p.x, q.y - p.y, r.x - p.x, r.y - p.y)
        let determinant = 2 * (ax * by - ay * bx)
        if determinant == 0 { return }
        let (a, b) = (ax * ax + ay * ay, bx * bx + by * by)
        let (x, y) = ((by * a - ay * b) / determinant, (ax * b - bx * a) / determinant)
        attempt(Position(p.x + x, p.y + y), (x * x + y * y).squareRoot())
    }

    /// The real roots of a quadratic.
    private static func roots(_ a: Double, _ b: Double, _ c: Double) -> [Double] {
        if abs(a) < 1e-14 { return b == 0 ? [] : [-c / b] }
        let discriminant = b * b - 4 * a * c
        if discriminant < 0 { return [] }
        let q = -(b + (b < 0 ? -1 : 1) * discriminant.squareRoot()) / 2
        return q == 0 ? [0] : [q / a, c / q]
    }
}
