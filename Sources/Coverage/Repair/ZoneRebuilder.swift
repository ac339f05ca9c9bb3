internal import GeoKernels
internal import GeoModel

/// Draws a zone anew from its old edges, the vertices it lacks, and the faces it gains and loses.
struct ZoneRebuilder: Sendable {
    let analysis: CoverageAnalysis
    let flips: FaceFlips

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
                if pieces.dropLast().contains(where: { flips.isKeptNode[Int(graph.pieces.to[$0])] }) {
                    return true
                }
            }
        }
        return false
    }

    /// The zone's new area; empty when nothing is left of it.
    func rebuilt(_ zone: Int) -> MultiPolygon {
        var stretches: [BorderStretch] = []
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
        return AreaAssembler.area(of: BorderWalk.loops(stretches))
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
        _ edge: Int, isForward: Bool, _ changes: [Int: (left: Bool, right: Bool)],
        _ stretches: inout [BorderStretch]
    ) {
        let (table, index, graph) = (analysis.table, analysis.index, analysis.graph)
        let representative = analysis.classes.representative(of: edge, index)
        guard let slot = slot(ofEdge: representative) else {
            return append(
                isForward,
                BorderStretch(
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
                isForward == isAligned,
                BorderStretch(
                    from: key(ofNode: start), to: key(ofNode: to),
                    start: graph.pieces.nodePositions[Int(start)], end: graph.pieces.nodePositions[Int(to)]),
                &stretches)
        }
    }

    private func append(_ isForward: Bool, _ stretch: BorderStretch, _ stretches: inout [BorderStretch]) {
        stretches.append(
            isForward
                ? stretch
                : BorderStretch(from: stretch.to, to: stretch.from, start: stretch.end, end: stretch.start))
    }

    private func append(half: Int, _ stretches: inout [BorderStretch]) {
        let graph = analysis.graph
        let (tail, head) = (graph.tail(half), graph.head(half))
        stretches.append(
            BorderStretch(
                from: key(ofNode: tail), to: key(ofNode: head), start: graph.pieces.nodePositions[Int(tail)],
                end: graph.pieces.nodePositions[Int(head)]))
    }
}
