internal import GeoModel

/// Looks along vertical lines whether a ring encloses anything by the even-odd rule.
///
/// Between two neighbouring abscissas of vertices the ring's edges are straight and unbroken. On a line there, they bound
/// ground if they do not meet in pairs. Edges may also cross on the one line that is looked at, so two are.
struct RingSweep {
    private let edges: [Edge]
    private let abscissas: [Double]

    /// An edge from west to east.
    private struct Edge {
        let west: Position
        let east: Position
        var slope: Double { (east.y - west.y) / (east.x - west.x) }
        func ordinate(at x: Double) -> Double { west.y + (x - west.x) * slope }
    }

    /// Prepares a ring; edges that run north contribute nothing.
    init(_ ring: ArraySlice<Position>) {
        edges = zip(ring, ring.dropFirst()).filter { $0.x != $1.x }
            .map { $0.x < $1.x ? Edge(west: $0, east: $1) : Edge(west: $1, east: $0) }
            .sorted { $0.west.x < $1.west.x }
        abscissas = Set(ring.map(\.x)).sorted()
    }

    /// The ring has ground by the even-odd rule, more than what rounding makes of its edges.
    ///
    /// - Complexity: O(n log n + s) in the edges and in the sum, over all abscissas, of the edges there; it ends at the first
    ///   ground.
    var enclosesGround: Bool {
        var next = 0
        var active: [Edge] = []
        for (west, east) in zip(abscissas, abscissas.dropFirst()) {
            active.removeAll { $0.east.x <= west }
            while next < edges.count, edges[next].west.x <= west {
                active.append(edges[next])
                next += 1
            }
            for share in [0.381966, 0.723607] where hasGround(active, at: west + (east - west) * share) {
                return true
            }
        }
        return false
    }

    private func hasGround(_ active: [Edge], at x: Double) -> Bool {
        let crossings = active.map { (ordinate: $0.ordinate(at: x), slope: $0.slope.magnitude) }
            .sorted { $0.ordinate < $1.ordinate }
        for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
            let (below, above) = (crossings[pair], crossings[pair + 1])
            let rounding =
                max(below.ordinate.magnitude, above.ordinate.magnitude)
                + x.magnitude * max(below.slope, above.slope)
            if above.ordinate - below.ordinate > rounding * 0x1p-46 { return true }
        }
        return false
    }
}
