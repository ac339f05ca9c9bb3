internal import GeoKernels
internal import GeoModel

/// Draws a zone anew from its old edges, the vertices it lacks, and the faces it gains and loses.
struct ZoneRebuilder: Sendable {
    let analysis: CoverageAnalysis
    let flips: FaceFlips

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
        stretches += flips.seams[Int32(zone)] ?? []
        return AreaAssembler.area(of: BorderWalk.loops(stretches))
    }

    /// An invalid zone drawn anew around what it covers by the even-odd rule; empty when that is nothing.
    ///
    /// The zone gets vertices where its own edges cross; other zones are not asked.
    func redrawn(_ zone: Int) -> MultiPolygon {
        let outline = ZoneOutline(zone, analysis, pieces: { analysis.slot(ofEdge: $0).map(pieces) })
        return AreaAssembler.area(of: BorderWalk.loops(outline.stretches))
    }

    private func pieces(inSlot slot: Int) -> Range<Int> {
        let starts = analysis.graph.pieces.starts
        return Int(starts[slot])..<Int(starts[slot + 1])
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
        guard let slot = analysis.slot(ofEdge: representative) else {
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
                    from: analysis.key(ofNode: start), to: analysis.key(ofNode: to),
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
                from: analysis.key(ofNode: tail), to: analysis.key(ofNode: head),
                start: graph.pieces.nodePositions[Int(tail)],
                end: graph.pieces.nodePositions[Int(head)]))
    }
}
