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
        for change in changes.arcs where change.left != change.right {
            append(half: change.left ? change.arc * 2 : change.arc * 2 + 1, &stretches)
        }
        if let seams = flips.seams[zone] { stretches += seams }
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

    /// The arcs on faces that change hands, and on which sides of them the zone lies afterwards.
    private func changes(of zone: Int) -> ArcChanges {
        var changes = ArcChanges()
        // Both sides of an arc come one after the other.
        for flip in flips.flips(ofZone: zone) {
            let arc = flip.half >> 1
            if changes.arcs.last?.arc != arc {
                var change = ArcChanges.Change(arc: arc, left: flip.wasInside, right: flip.wasInside)
                analysis.graph.forEachFeature(ofHalf: arc * 2, analysis.builder.sources) { feature, side in
                    if Int(feature) == zone { (change.left, change.right) = (side > 0, side < 0) }
                }
                changes.arcs.append(change)
            }
            let last = changes.arcs.count - 1
            if flip.half & 1 == 0 {
                changes.arcs[last].left.toggle()
            } else {
                changes.arcs[last].right.toggle()
            }
        }
        return changes
    }

    /// Adds an edge as it was, with the vertices it lacks and without the arcs that change.
    private func append(
        _ edge: Int, isForward: Bool, _ changes: ArcChanges,
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
            if changes.holds(graph.arcOfPiece[piece]) {
                open = nil
                continue
            }
            let start = open ?? from
            let isLast = piece + 1 == Int(graph.pieces.starts[slot + 1])
            let nextChanges = !isLast && changes.holds(graph.arcOfPiece[piece + 1])
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

/// The arcs along which one zone changes, ascending.
private struct ArcChanges {
    struct Change {
        var arc: Int
        /// The zone lies left of the arc afterwards.
        var left: Bool
        /// The zone lies right of the arc afterwards.
        var right: Bool
    }

    var arcs: [Change] = []

    /// An arc is among them; none is for a piece without an arc.
    func holds(_ arc: Int32) -> Bool {
        var low = 0
        var high = arcs.count
        while low < high {
            let middle = (low + high) / 2
            if arcs[middle].arc < Int(arc) { low = middle + 1 } else { high = middle }
        }
        return low < arcs.count && arcs[low].arc == Int(arc)
    }
}
