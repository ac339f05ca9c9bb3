internal import GeoKernels
internal import GeoModel

/// The stretches that bound what an invalid zone covers, each with the zone on its left.
struct ZoneOutline {
    private(set) var stretches: [BorderStretch] = []
    private let zone: Int
    private let analysis: CoverageAnalysis
    /// Arcs along which the zone's cover changes and that are not written yet.
    private var open: Set<Int> = []
    /// How many of those arcs meet in each node.
    private var degrees: [Int32: Int] = [:]

    /// Follows the pieces of the zone's edges; `pieces` knows those of an edge that the arrangement holds.
    init(_ zone: Int, _ analysis: CoverageAnalysis, pieces: (Int) -> Range<Int>?) {
        self.zone = zone
        self.analysis = analysis
        let (table, graph) = (analysis.table, analysis.graph)
        let edges = table.rings(ofFeature: zone).flatMap { table.edges(ofRing: $0) }.compactMap { edge in
            pieces(analysis.classes.representative(of: edge, analysis.index))
        }
        for piece in edges.joined() {
            let arc = Int(graph.arcOfPiece[piece])
            // Where the zone has two edges on one line its cover does not change.
            if arc >= 0, open.insert(arc).inserted == false { open.remove(arc) }
        }
        for arc in open {
            degrees[graph.tail(arc * 2), default: 0] += 1
            degrees[graph.head(arc * 2), default: 0] += 1
        }
        for range in edges { append(range) }
    }

    private mutating func append(_ pieces: Range<Int>) {
        let graph = analysis.graph
        var piece = pieces.lowerBound
        while piece < pieces.upperBound {
            let arc = Int(graph.arcOfPiece[piece])
            guard open.remove(arc) != nil else {
                piece += 1
                continue
            }
            let from = graph.pieces.from[piece]
            let isLeft = coversLeft(of: piece, arc)
            // One stretch runs on over nodes that only other zones have.
            while piece + 1 < pieces.upperBound, isPassed(graph.pieces.to[piece]),
                open.remove(Int(graph.arcOfPiece[piece + 1])) != nil
            { piece += 1 }
            append(from, graph.pieces.to[piece], isForward: isLeft)
            piece += 1
        }
    }

    /// A node where two open arcs meet and the zone has no vertex.
    private func isPassed(_ node: Int32) -> Bool {
        guard degrees[node] == 2 else { return false }
        let vertex = analysis.graph.pieces.nodeVertices[Int(node)]
        guard vertex >= 0 else { return true }
        var isOwn = false
        analysis.index.forEachVertex(atPlaceOf: Int(vertex)) {
            if Int(analysis.table.feature(ofEdge: $0)) == zone { isOwn = true }
        }
        return !isOwn
    }

    private func coversLeft(of piece: Int, _ arc: Int) -> Bool {
        let graph = analysis.graph
        let isAlong = graph.pieces.from[piece] == graph.tail(arc * 2)
        let cycle = Int(graph.cycles[isAlong ? arc * 2 : arc * 2 + 1])
        let sources = analysis.builder.sources
        if sources.isDoubtful[zone] {
            let entry = Int(analysis.builder.labels.labels[cycle].entry)
            return analysis.builder.covers.doubtful[entry].contains(Int32(zone))
        }
        var isLeft = false
        graph.forEachFeature(ofHalf: isAlong ? arc * 2 : arc * 2 + 1, sources) { feature, side in
            if Int(feature) == zone { isLeft = side > 0 }
        }
        return isLeft
    }

    private mutating func append(_ from: Int32, _ to: Int32, isForward: Bool) {
        let places = analysis.graph.pieces.nodePositions
        let (start, end) = isForward ? (from, to) : (to, from)
        stretches.append(
            BorderStretch(
                from: analysis.key(ofNode: start), to: analysis.key(ofNode: end), start: places[Int(start)],
                end: places[Int(end)]))
    }
}
