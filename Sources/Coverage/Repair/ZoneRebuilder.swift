internal import GeoKernels
internal import GeoModel

/// Draws a zone anew from its old edges, the vertices it lacks, and the faces it gains and loses.
struct ZoneRebuilder: Sendable {
    let analysis: CoverageAnalysis
    let flips: FaceFlips

    /// A directed stretch of the new border with the zone on its left.
    private struct Stretch {
        var from: Int32
        var to: Int32
        var start: Position
        var end: Position
    }

    private func slot(ofEdge edge: Int) -> Int? {
        let edges = analysis.graph.pieces.edges
        var low = 0
        var high = edges.count
        while low < high {
            let middle = (low + high) / 2
            if Int(edges[middle]) < edge { low = middle + 1 } else { high = middle }
        }
        return low < edges.count && Int(edges[low]) == edge ? low : nil
    }

    private func key(ofNode node: Int32) -> Int32 {
        let vertex = analysis.graph.pieces.nodeVertices[Int(node)]
        return vertex >= 0 ? vertex : Int32(analysis.table.positions.count) + node
    }

    /// Some edge of the zone passes a node that must become a vertex.
    func needsVertex(_ zone: Int) -> Bool {
        let (table, graph) = (analysis.table, analysis.graph)
        for ring in table.rings(ofFeature: zone) {
            for edge in table.edges(ofRing: ring) {
                let representative = analysis.classes.representative(of: edge, analysis.index)
                guard let slot = slot(ofEdge: representative) else { continue }
                let pieces = Int(graph.pieces.starts[slot])..<Int(graph.pieces.starts[slot + 1])
                if pieces.dropLast().contains(where: { flips.isKeptNode[Int(graph.pieces.to[$0])] }) { return true }
            }
        }
        return false
    }

    /// The zone's new area; empty when nothing is left of it.
    func rebuilt(_ zone: Int) -> MultiPolygon {
        var stretches: [Stretch] = []
        let changes = changes(of: zone)
        for ring in analysis.table.rings(ofFeature: zone) {
            let forward = analysis.classes.sides[ring] > 0
            for edge in analysis.table.edges(ofRing: ring) {
                append(edge, isForward: forward, changes, &stretches)
            }
        }
        for (arc, sides) in changes.sorted(by: { $0.key < $1.key }) where sides.left != sides.right {
            append(half: sides.left ? arc * 2 : arc * 2 + 1, &stretches)
        }
        return AreaAssembler.area(of: loops(stretches))
    }

    /// For each arc on a face that changes hands: on which sides the zone lies afterwards.
    private func changes(of zone: Int) -> [Int: (left: Bool, right: Bool)] {
        var result: [Int: (left: Bool, right: Bool)] = [:]
        for place in flips.ranges[Int32(zone)] ?? 0..<0 {
            let flip = flips.flips[place]
            let arc = Int(flip.half >> 1)
            var sides = result[arc] ?? (flip.wasInside, flip.wasInside)
            if result[arc] == nil {
                analysis.graph.forEachFeature(ofHalf: arc * 2, analysis.builder.sources) { feature, side in
                    if feature == Int32(zone) { sides = (side > 0, side < 0) }
                }
            }
            if flip.half & 1 == 0 { sides.left.toggle() } else { sides.right.toggle() }
            result[arc] = sides
        }
        return result
    }

    /// Adds an edge as it was, with the vertices it lacks and without the arcs that change.
    private func append(
        _ edge: Int, isForward: Bool, _ changes: [Int: (left: Bool, right: Bool)], _ stretches: inout [Stretch]
    ) {
        let (table, index, graph) = (analysis.table, analysis.index, analysis.graph)
        let representative = analysis.classes.representative(of: edge, index)
        guard let slot = slot(ofEdge: representative) else {
            return append(
                isForward, Stretch(
                    from: index.first[edge], to: index.first[edge + 1], start: table.positions[edge],
                    end: table.positions[edge + 1]), &stretches)
        }
        let isAligned = index.first[edge] == index.first[representative]
        var open: Int32?
        for piece in Int(graph.pieces.starts[slot])..<Int(graph.pieces.starts[slot + 1]) {
            let (from, to) = (graph.pieces.from[piece], graph.pieces.to[piece])
            if changes[Int(graph.arcOfPiece[piece])] != nil {
                open = nil
                continue
            }
            let start = open ?? from
            let isLast = piece + 1 == Int(graph.pieces.starts[slot + 1])
            let nextChanges = !isLast && changes[Int(graph.arcOfPiece[piece + 1])] != nil
            if !isLast, !nextChanges, !flips.isKeptNode[Int(to)] {
                open = start
                continue
            }
            open = nil
            append(
                isForward == isAligned, Stretch(
                    from: key(ofNode: start), to: key(ofNode: to),
                    start: graph.pieces.nodePositions[Int(start)], end: graph.pieces.nodePositions[Int(to)]),
                &stretches)
        }
    }

    private func append(_ isForward: Bool, _ stretch: Stretch, _ stretches: inout [Stretch]) {
        stretches.append(
            isForward
                ? stretch
                : Stretch(from: stretch.to, to: stretch.from, start: stretch.end, end: stretch.start))
    }

    private func append(half: Int, _ stretches: inout [Stretch]) {
        let graph = analysis.graph
        let (tail, head) = (graph.tail(half), graph.head(half))
        stretches.append(
            Stretch(
                from: key(ofNode: tail), to: key(ofNode: head), start: graph.pieces.nodePositions[Int(tail)],
                end: graph.pieces.nodePositions[Int(head)]))
    }

    /// Walks the stretches into closed loops; where several leave a place, the one that keeps the same part of
    /// the inside on the left.
    private func loops(_ stretches: [Stretch]) -> [[Position]] {
        var leaving: [Int32: [Int]] = [:]
        for (number, stretch) in stretches.enumerated() { leaving[stretch.from, default: []].append(number) }
        var isUsed = [Bool](repeating: false, count: stretches.count)
        var loops: [[Position]] = []
        for first in stretches.indices where !isUsed[first] {
            var keys: [Int32] = []
            var places: [Position] = []
            var current = first
            while !isUsed[current] {
                isUsed[current] = true
                keys.append(stretches[current].from)
                places.append(stretches[current].start)
                let choices = (leaving[stretches[current].to] ?? []).filter { !isUsed[$0] }
                guard var best = choices.first else { break }
                for choice in choices.dropFirst() where isInner(stretches[choice], than: stretches[best], after: stretches[current]) {
                    best = choice
                }
                current = best
            }
            loops.append(contentsOf: AreaAssembler.simpleLoops(keys, places))
        }
        return loops
    }

    /// Clockwise from the way back, `a` comes before `b`.
    private func isInner(_ a: Stretch, than b: Stretch, after arrival: Stretch) -> Bool {
        let back = Segment(arrival.end, arrival.start)
        let toA = Segment(a.start, a.end)
        let toB = Segment(b.start, b.end)
        let rank = { (ray: Segment) -> Int in
            // 0 for the right half-plane of the way back, 1 straight on, 2 for the left.
            let turn = directionTurn(from: back, to: ray)
            return turn < 0 ? 0 : turn == 0 ? 1 : 2
        }
        if rank(toA) != rank(toB) { return rank(toA) < rank(toB) }
        return directionTurn(from: toB, to: toA) > 0
    }
}

/// Makes areas of loops that run counterclockwise around the inside.
enum AreaAssembler {
    /// Cuts a closed walk into loops that visit no place twice, each closed.
    static func simpleLoops(_ keys: [Int32], _ places: [Position]) -> [[Position]] {
        var loops: [[Position]] = []
        var path: [Int] = []
        var seen: [Int32: Int] = [:]
        func close(_ loop: ArraySlice<Int>) {
            var ring: [Position] = []
            for place in loop where ring.last != places[place] { ring.append(places[place]) }
            while ring.count > 1, ring.first == ring.last { ring.removeLast() }
            if ring.count > 2 { loops.append(ring + [ring[0]]) }
        }
        for place in keys.indices {
            if let start = seen[keys[place]] {
                close(path[start...])
                for passed in path[start...] { seen[keys[passed]] = nil }
                path.removeLast(path.count - start)
            }
            seen[keys[place]] = path.count
            path.append(place)
        }
        close(path[...])
        return loops
    }

    /// Outer rings are those that run counterclockwise; each hole goes to the smallest that holds it.
    static func area(of loops: [[Position]]) -> MultiPolygon {
        let areas = loops.map(CanonicalRings.doubledArea)
        let shells = loops.indices.filter { areas[$0] > 0 }.sorted { areas[$0] > areas[$1] }
        var holes: [Int: [Int]] = [:]
        for hole in loops.indices where areas[hole] < 0 {
            let owner = shells.last { shell in
                areas[shell] > -areas[hole] && encloses(loops[shell], loops[hole])
            }
            if let owner { holes[owner, default: []].append(hole) }
        }
        return MultiPolygon(
            shells.map { shell in
                Polygon(rings: ([shell] + (holes[shell] ?? [])).map { LinearRing(unchecked: loops[$0]) })
            })
    }

    /// The first vertex of a ring that is not on another's border decides.
    private static func encloses(_ ring: [Position], _ inner: [Position]) -> Bool {
        for p in inner {
            var odd = false
            var onBorder = false
            for place in ring.indices.dropLast() {
                let (a, b) = (ring[place], ring[place + 1])
                if p == a { onBorder = true }
                if (a.y > p.y) == (b.y > p.y) { continue }
                let turn = a.y < b.y ? orientation(a, b, p) : orientation(b, a, p)
                if turn == .collinear { onBorder = true }
                if turn == .clockwise { odd.toggle() }
            }
            if !onBorder { return odd }
        }
        return false
    }
}
