internal import GeoKernels
internal import GeoModel

/// Cuts a simple polygon into triangles between its own corners.
///
/// The ear with the shortest inner side goes first, which cuts a strip across rather than along.
/// Source: Meisters 1975, "Polygons Have Ears", American Mathematical Monthly 82, doi:10.2307/2319703.
struct EarClipping {
    private let places: [Position]
    private var before: [Int]
    private var after: [Int]
    private var left: [Int]

    /// The triangles of an open counterclockwise ring, each counterclockwise; `nil` when it is not simple.
    ///
    /// - Complexity: O(n²) for n corners.
    static func triangles(of places: [Position]) -> [[Int]]? {
        guard places.count > 2 else { return nil }
        var clipping = EarClipping(places)
        return clipping.run()
    }

    private init(_ places: [Position]) {
        self.places = places
        let count = places.count
        before = places.indices.map { ($0 + count - 1) % count }
        after = places.indices.map { ($0 + 1) % count }
        left = Array(places.indices)
    }

    private mutating func run() -> [[Int]]? {
        var triangles: [[Int]] = []
        var lengths = places.indices.map { earLength($0) }
        while left.count > 3 {
            guard let slot = left.indices.min(by: { lengths[left[$0]] < lengths[left[$1]] }),
                lengths[left[slot]] < .infinity
            else { return nil }
            let tip = left.remove(at: slot)
            triangles.append([before[tip], tip, after[tip]])
            after[before[tip]] = after[tip]
            before[after[tip]] = before[tip]
            for end in [before[tip], after[tip]] { lengths[end] = earLength(end) }
        }
        let last = [before[left[0]], left[0], after[left[0]]]
        guard orientation(places[last[0]], places[last[1]], places[last[2]]) == .counterclockwise else {
            return nil
        }
        return triangles + [last]
    }

    /// The squared length of the inner side of an ear; infinite when the corner is none.
    private func earLength(_ tip: Int) -> Double {
        let (a, b, c) = (places[before[tip]], places[tip], places[after[tip]])
        guard orientation(a, b, c) == .counterclockwise else { return .infinity }
        for other in left where other != tip && other != before[tip] && other != after[tip] {
            let p = places[other]
            if orientation(a, b, p) != .clockwise, orientation(b, c, p) != .clockwise,
                orientation(c, a, p) != .clockwise
            {
                return .infinity
            }
        }
        return (c.x - a.x) * (c.x - a.x) + (c.y - a.y) * (c.y - a.y)
    }
}
