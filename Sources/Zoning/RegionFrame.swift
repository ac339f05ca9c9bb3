/// Coordinates of the nodes of a region.
///
/// Without geometry, distances in steps from two far nodes serve as coordinates.
struct RegionFrame {
    private var x: [Double]
    private var y: [Double]

    /// - Complexity: O(n + e).
    init(_ graph: RegionGraph) {
        if graph.hasGeometry {
            x = graph.nodes.map { $0.x / max($0.area, 1e-9) }
            y = graph.nodes.map { $0.y / max($0.area, 1e-9) }
        } else {
            let first = Self.steps(from: 0, in: graph)
            let end = Self.farthest(first)
            x = Self.steps(from: end, in: graph)
            let other = Self.farthest(x)
            let fromOther = Self.steps(from: other, in: graph)
            // What lies far from both ends is far from the line between them.
            y = zip(x, fromOther).map { $0 + $1 }
        }
    }

    /// Turns the axes; each number stands for another direction, 0 for none.
    mutating func turn(_ turn: Int) {
        guard turn > 0 else { return }
        let direction = (turn * 5) % Widths.count
        let cosine = Widths.cosines[direction]
        let sine = Widths.sine(direction)
        for node in x.indices {
            (x[node], y[node]) = (cosine * x[node] - sine * y[node], sine * x[node] + cosine * y[node])
        }
    }

    /// The coordinate along the longer side of some nodes.
    func along(_ nodes: [Int32]) -> [Double] {
        var low = (x: Double.infinity, y: Double.infinity)
        var high = (x: -Double.infinity, y: -Double.infinity)
        for node in nodes {
            low = (min(low.x, x[Int(node)]), min(low.y, y[Int(node)]))
            high = (max(high.x, x[Int(node)]), max(high.y, y[Int(node)]))
        }
        return high.x - low.x >= high.y - low.y ? x : y
    }

    private static func farthest(_ steps: [Double]) -> Int {
        var best = 0
        for node in steps.indices where steps[node] > steps[best] { best = node }
        return best
    }

    private static func steps(from start: Int, in graph: RegionGraph) -> [Double] {
        var steps = [Double](repeating: -1, count: graph.count)
        steps[start] = 0
        for node in graph.byDistance(from: start) {
            for place in graph.range(Int(node)) where steps[Int(graph.neighbours[place])] < 0 {
                steps[Int(graph.neighbours[place])] = steps[Int(node)] + 1
            }
        }
        return steps
    }
}
