internal import GeoKernels
internal import GeoModel

/// Names the features that cover a face whose cover does not change inside it.
final class FaceCovers: Sendable {
    let graph: PlanarGraph
    let labels: FaceLabels
    let sources: ArcSources
    let locator: CoverLocator
    /// For each ledger entry the doubtful features that cover the face.
    let doubtful: [[Int32]]

    init(
        _ graph: PlanarGraph, _ labels: FaceLabels, _ sources: ArcSources, _ locator: CoverLocator,
        doubtful: [[Int32]]
    ) {
        self.graph = graph
        self.labels = labels
        self.sources = sources
        self.locator = locator
        self.doubtful = doubtful
    }

    /// Finds the features that cover the face of a cycle, ascending.
    ///
    /// Most faces show all their owners on their border; where one does not, its cover is worked out from an
    /// exact point location at an input vertex and the edges between.
    func find(ofCycle cycle: Int, _ found: inout [Int32]) {
        let label = labels.labels[cycle]
        let expected = Int(label.zones) + Int(label.parents)
        found.removeAll(keepingCapacity: true)
        if expected > 0 {
            graph.forEachHalf(ofCycle: cycle) { half in
                if found.count == expected { return }
                graph.forEachFeature(ofHalf: half, sources) { feature, side in
                    if side > 0, !found.contains(feature) { found.append(feature) }
                }
            }
        }
        if found.count == expected {
            if label.entry != 0 { found.append(contentsOf: doubtful[Int(label.entry)]) }
        } else {
            found = locate(leftOf: Int(graph.cycleStarts[cycle]))
        }
        found.sort()
    }

    /// The features beyond a half-arc, given those on its left.
    func features(across half: Int, from left: [Int32]) -> [Int32] {
        var result = left
        cross(half, &result)
        return result
    }

    /// Turns the features on the left of a half-arc into those beyond it.
    @inline(__always)
    func cross(_ half: Int, _ cover: inout [Int32]) {
        graph.forEachFeature(ofHalf: half, sources) { feature, _ in Self.toggle(feature, &cover) }
    }

    private static func toggle(_ feature: Int32, _ set: inout [Int32]) {
        if let place = set.firstIndex(of: feature) { set.remove(at: place) } else { set.append(feature) }
    }

    /// The cover on the left of a half-arc.
    private func locate(leftOf half: Int) -> [Int32] {
        let piece = Int(graph.firstPiece[half >> 1])
        let edge = Int(graph.edgeOfPiece[piece])
        var cover = locator.features(westOf: sources.table.positions[edge])
        guard let slot = graph.pieces.slot(ofEdge: edge) else { return cover }
        turn(&cover, aroundStartOf: edge, node: Int(graph.pieces.from[Int(graph.pieces.starts[slot])]))
        for earlier in Int(graph.pieces.starts[slot])..<piece {
            passNode(at: Int(graph.pieces.to[earlier]), along: edge, &cover)
        }
        return half & 1 == 0 ? cover : features(across: half ^ 1, from: cover)
    }

    /// Turns from just west of an edge's start to just left of the edge, crossing what lies between.
    private func turn(_ cover: inout [Int32], aroundStartOf edge: Int, node: Int) {
        let table = sources.table
        let hub = table.positions[edge]
        let target = table.positions[edge + 1]
        sources.index.forEachVertex(atPlaceOf: edge) { vertex in
            let feature = table.feature(ofEdge: vertex)
            for end in [vertex + 1, table.edge(before: vertex)]
            where Self.isPassed(table.positions[end], hub, target) { Self.toggle(feature, &cover) }
        }
        // Edges that run through the place without a vertex there.
        for place in graph.fanStarts[node]..<graph.fanStarts[node + 1] {
            let half = Int(graph.fans[Int(place)])
            var piece = graph.firstPiece[half >> 1]
            while piece >= 0 {
                let through = Int(graph.edgeOfPiece[Int(piece)])
                let isForward = Int(graph.pieces.from[Int(piece)]) == node
                let end = table.positions[isForward ? through + 1 : through]
                if table.positions[through] != hub, table.positions[through + 1] != hub,
                    Self.isPassed(end, hub, target)
                {
                    sources.forEachFeature(ofEdge: through) { feature, _ in Self.toggle(feature, &cover) }
                }
                piece = graph.nextPiece[Int(piece)]
            }
        }
    }

    /// Turning around `hub` from due west to the left side of `target` crosses the direction of `p`.
    ///
    /// The start is just north of due west, so for a target due west itself the turn crosses that direction
    /// alone; for any other the turn runs clockwise.
    private static func isPassed(_ p: Position, _ hub: Position, _ target: Position) -> Bool {
        let isWest = { (q: Position) in q.y == hub.y && q.x < hub.x }
        if isWest(target) { return isWest(p) }
        if isWest(p) { return false }
        // Halves: north and east first clockwise from west, then south.
        let isSouth = { (q: Position) in q.y < hub.y }
        let isEast = { (q: Position) in q.y == hub.y && q.x > hub.x }
        let rank = { (q: Position) in isSouth(q) ? 2 : isEast(q) ? 1 : 0 }
        if rank(p) != rank(target) { return rank(p) < rank(target) }
        return orientation(hub, target, p) == .counterclockwise
    }

    /// Passes a node inside an edge on the left, crossing the arcs that leave it there.
    private func passNode(at node: Int, along edge: Int, _ cover: inout [Int32]) {
        let line = Segment(sources.table.positions[edge], sources.table.positions[edge + 1])
        for place in graph.fanStarts[node]..<graph.fanStarts[node + 1] {
            let half = Int(graph.fans[Int(place)])
            if directionTurn(from: line, to: graph.direction(half, sources.table.positions)) > 0 {
                graph.forEachFeature(ofHalf: half, sources) { feature, _ in Self.toggle(feature, &cover) }
            }
        }
    }
}
