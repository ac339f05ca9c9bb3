import GeoKernels
import GeoModel

/// The oracle of the zone locator: every edge of every zone, one ray, no index.
struct NaiveZones {
    let table: PolygonTable

    func edges(ofZone zone: Int) -> [(Position, Position)] {
        table.rings(ofFeature: zone).flatMap { ring -> [(Position, Position)] in
            let vertices = table.vertices(ofRing: ring)
            return vertices.dropLast().map { (table.positions[$0], table.positions[$0 + 1]) }
        }
    }

    /// Even-odd with a ray to the east from the position moved by (ε, ε²).
    func holdsShifted(_ edges: [(Position, Position)], _ p: Position) -> Bool {
        var isInside = false
        for (a, b) in edges where (a.y > p.y) != (b.y > p.y) {
            let (bottom, top) = a.y < b.y ? (a, b) : (b, a)
            if orientation(bottom, top, p) == .counterclockwise { isInside.toggle() }
        }
        return isInside
    }

    func touches(_ edges: [(Position, Position)], _ p: Position) -> Bool {
        edges.contains { a, b in
            orientation(a, b, p) == .collinear && min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x)
                && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y)
        }
    }

    /// The placement by trying small real steps in all directions between those of the touching edges.
    ///
    /// Only for positions with few bits, whose steps are exact.
    func placement(of p: Position, step: Double, rank: [Int32]) -> Placement {
        guard p.isFinite else { return .unlocatable }
        let all = (0..<table.count).map(edges)
        let directions = self.directions(all.flatMap { $0 }, around: p)
        let samples: [Set<Int>] = directions.map { direction in
            let q = Position(p.x + step * direction.x, p.y + step * direction.y)
            return Set(all.indices.filter { holdsShifted(all[$0], q) })
        }
        func ordered(_ zones: Set<Int>) -> [Int] { zones.sorted { (rank[$0], $0) < (rank[$1], $1) } }
        let ever = ordered(samples.reduce(into: []) { $0.formUnion($1) })
        guard let owner = samples.lazy.compactMap({ ordered($0).first }).first else { return .outside }
        if Set(samples).count > 1 { return .border(zone: owner, touching: ever) }
        return ever.count == 1 ? .inside(zone: owner) : .overlap(zone: owner, candidates: ever)
    }

    /// Directions of unit length, counterclockwise from just north of east, one in each sector.
    private func directions(_ edges: [(Position, Position)], around p: Position) -> [Position] {
        var angles: [Double] = [0]
        for (a, b) in edges where touches([(a, b)], p) {
            for end in [a, b] where end != p {
                let angle = angleFromEast(end.x - p.x, end.y - p.y)
                if !angles.contains(where: { abs($0 - angle) < 1e-12 }) { angles.append(angle) }
            }
        }
        angles.sort()
        return angles.indices.map { index in
            let next = index + 1 < angles.count ? angles[index + 1] : 2 * .pi
            return unitVector((angles[index] + next) / 2)
        }
    }
}
