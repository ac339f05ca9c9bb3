internal import GeoKernels
internal import GeoModel

/// Which edges an arrangement must hold: all that do not cancel, and settled ones inside contested faces.
struct TroubleEdges: Sendable {
    private let table: EdgeTable
    private let index: VertexIndex
    private let classes: EdgeClasses
    /// For each edge: it stands for a class that the arrangement holds.
    private(set) var isHeld: [Bool]

    /// The held edges, ascending.
    var edges: [Int32] {
        let held = isHeld
        return concatenated(
            mapPieces(of: held.count) { range in
                var edges: [Int32] = []
                for edge in range where held[edge] { edges.append(Int32(edge)) }
                return edges
            })
    }

    /// Holds every edge whose class is not settled, every edge that meets another, every edge of a doubtful
    /// feature, and every edge at a vertex that lies on another edge.
    init(
        _ table: EdgeTable, _ index: VertexIndex, _ classes: EdgeClasses, _ meetings: Meetings,
        isDoubtful: [Bool]
    ) {
        self.table = table
        self.index = index
        self.classes = classes
        let anyDoubt = isDoubtful.contains(true)
        isHeld = filled(count: table.positions.count, with: false) { slots in
            inPieces(of: table.positions.count) { range, _ in
                for edge in range where classes.represents(edge, index) {
                    var held = classes.partner[edge] < 0
                    if !held, anyDoubt {
                        held = isDoubtful[Int(table.feature(ofEdge: edge))]
                        index.forEachTwin(ofEdge: edge) { twin, _ in
                            held = held || isDoubtful[Int(table.feature(ofEdge: twin))]
                        }
                    }
                    if held { slots[edge] = true }
                }
            }
        }
        for touch in meetings.touches {
            isHeld[Int(touch.edge)] = true
            forEachClass(atPlaceOf: Int(touch.vertex)) { edge, _ in isHeld[edge] = true }
        }
        for crossing in meetings.crossings {
            isHeld[Int(crossing.edge)] = true
            isHeld[Int(crossing.other)] = true
        }
    }

    /// Calls `body` with the class of each edge at a place, and with the vertex at its other end.
    private func forEachClass(atPlaceOf vertex: Int, _ body: (Int, Int) -> Void) {
        index.forEachVertex(atPlaceOf: vertex) { start in
            body(classes.representative(of: start, index), start + 1)
            let before = table.edge(before: start)
            body(classes.representative(of: before, index), before)
        }
    }

    /// Holds the settled edges inside contested faces as well, so that faces there have one set of owners.
    ///
    /// - Returns: Whether any was added.
    mutating func holdInside(
        _ graph: PlanarGraph, _ labels: FaceLabels, _ locator: CoverLocator, _ ledger: LabelLedger
    )
        -> Bool
    {
        guard labels.statuses.contains(.contested) else { return false }
        var onGraph = [Bool](repeating: false, count: table.positions.count)
        for vertex in graph.pieces.nodeVertices where vertex >= 0 { onGraph[Int(vertex)] = true }
        var added = false
        var stack: [Int] = []
        for (edge, end) in edgesIntoContestedFaces(graph, labels) where !isHeld[edge] {
            isHeld[edge] = true
            added = true
            stack.append(Int(index.first[end]))
        }
        flood(from: &stack, onGraph, &added)
        for ring in 0..<table.ringCount where !table.ringIsShell[ring] {
            let edges = table.edges(ofRing: ring)
            if edges.contains(where: {
                onGraph[Int(index.first[$0])] || isHeld[classes.representative(of: $0, index)]
            }) {
                continue
            }
            let features = locator.features(westOf: table.positions[edges.lowerBound])
            guard ledger.status(of: ledger.label(of: features)) == .contested else { continue }
            stack.append(Int(index.first[edges.lowerBound]))
            flood(from: &stack, onGraph, &added)
        }
        return added
    }

    /// Settled edges that leave a node into a contested face, each with its other end.
    private func edgesIntoContestedFaces(_ graph: PlanarGraph, _ labels: FaceLabels) -> [(
        edge: Int, end: Int
    )] {
        let nodes = graph.pieces.nodeVertices
        let (statuses, cycles, fans) = (labels.statuses, graph.cycles, graph.fans)
        return mapPieces(of: nodes.count, pieces: 64) { range in
            var found: [(edge: Int, end: Int)] = []
            for node in range where nodes[node] >= 0 {
                let fan = Int(graph.fanStarts[node])..<Int(graph.fanStarts[node + 1])
                let isContested = fan.contains { statuses[Int(cycles[Int(fans[$0])])] == .contested }
                if isContested { collect(graph, statuses, fan, vertex: Int(nodes[node]), &found) }
            }
            return found
        }.flatMap { $0 }
    }

    private func collect(
        _ graph: PlanarGraph, _ statuses: [FaceStatus], _ fan: Range<Int>, vertex: Int,
        _ found: inout [(edge: Int, end: Int)]
    ) {
        forEachClass(atPlaceOf: vertex) { edge, end in
            if isHeld[edge] { return }
            let ray = Segment(table.positions[vertex], table.positions[end])
            var before = fan.upperBound - 1
            for place in fan.reversed()
            where graph.direction(Int(graph.fans[place]), table.positions).precedes(ray) {
                before = place
                break
            }
            if statuses[Int(graph.cycles[Int(graph.fans[before])])] == .contested {
                found.append((edge, end))
            }
        }
    }

    /// Holds all edges that hang together with some vertices without passing the graph.
    private mutating func flood(from stack: inout [Int], _ onGraph: [Bool], _ added: inout Bool) {
        while let vertex = stack.popLast() {
            if onGraph[vertex] { continue }
            var ends: [(edge: Int, end: Int)] = []
            forEachClass(atPlaceOf: vertex) { edge, end in
                if !isHeld[edge] { ends.append((edge, end)) }
            }
            for (edge, end) in ends where !isHeld[edge] {
                isHeld[edge] = true
                added = true
                stack.append(Int(index.first[end]))
            }
        }
    }
}
