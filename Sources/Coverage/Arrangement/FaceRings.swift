internal import GeoKernels
internal import GeoModel

extension PlanarGraph {
    /// The rings of a cycle: where it passes a node twice, it is cut there, so each ring is simple.
    ///
    /// Rounding may bring neighbours of a crossing to one place; repeats are left out, and a ring of fewer than
    /// three different places vanishes.
    func rings(ofCycle cycle: Int) -> [[Position]] {
        var nodes: [Int32] = []
        forEachHalf(ofCycle: cycle) { nodes.append(tail($0)) }
        return Self.simpleLoops(nodes).compactMap { loop in
            var ring: [Position] = []
            for node in loop {
                let position = pieces.nodePositions[Int(node)]
                if ring.last != position { ring.append(position) }
            }
            while ring.count > 1, ring.first == ring.last { ring.removeLast() }
            guard ring.count > 2, let first = ring.first else { return nil }
            return ring + [first]
        }
    }

    /// Cuts a closed walk into loops that visit no node twice.
    private static func simpleLoops(_ nodes: [Int32]) -> [[Int32]] {
        if nodes.count < 32 {
            var repeats = false
            for place in nodes.indices {
                for other in nodes.indices.dropFirst(place + 1) where nodes[place] == nodes[other] {
                    repeats = true
                }
            }
            if !repeats { return [nodes] }
        }
        var loops: [[Int32]] = []
        var path: [Int32] = []
        var places: [Int32: Int] = [:]
        for node in nodes {
            if let place = places[node] {
                let loop = Array(path[place...])
                for passed in loop { places[passed] = nil }
                path.removeLast(path.count - place)
                loops.append(loop)
            }
            places[node] = path.count
            path.append(node)
        }
        loops.append(path)
        return loops
    }
}

/// Rings in one form for equal areas: outer rings counterclockwise and holes clockwise, each from its least
/// vertex, holes in ascending order.
enum CanonicalRings {
    /// Twice the signed area in the plane of the coordinates, relative to the ring's first vertex.
    static func doubledArea(_ ring: [Position]) -> Double { doubledArea(ring[...]) }

    /// The same for a ring inside a longer run of positions.
    static func doubledArea(_ ring: ArraySlice<Position>) -> Double {
        guard let origin = ring.first else { return 0 }
        var sum = 0.0
        for place in ring.indices.dropLast() {
            let a = ring[place]
            let b = ring[place + 1]
            sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return sum
    }

    /// The way a simple ring turns at its least vertex, exactly; collinear for a ring that encloses nothing.
    static func turn(_ ring: [Position]) -> Orientation {
        let count = ring.count - 1
        guard let least = ring.indices.dropLast().min(by: { ring[$0] < ring[$1] }), count > 2 else {
            return .collinear
        }
        return orientation(ring[(least + count - 1) % count], ring[least], ring[(least + 1) % count])
    }

    /// The ring from its least vertex; reversed first if it runs the other way than asked.
    static func normalised(_ ring: [Position], counterclockwise: Bool) -> [Position] {
        let count = ring.count - 1
        let area = doubledArea(ring)
        let runsLeft = area == 0 ? turn(ring) == .counterclockwise : area > 0
        let isReversed = runsLeft != counterclockwise
        let vertex = { (place: Int) in ring[isReversed ? count - 1 - place : place] }
        var least = 0
        for place in 0..<count where vertex(place) < vertex(least) { least = place }
        var result: [Position] = []
        result.reserveCapacity(ring.count)
        for place in least..<count { result.append(vertex(place)) }
        for place in 0...least { result.append(vertex(place)) }
        return result
    }

    /// A polygon of one outer ring and some holes, in canonical form.
    static func polygon(shell: [Position], holes: [[Position]]) -> Polygon {
        let inner = holes.map { normalised($0, counterclockwise: false) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        return Polygon(
            exterior: LinearRing(unchecked: normalised(shell, counterclockwise: true)),
            holes: inner.map { LinearRing(unchecked: $0) })
    }
}
