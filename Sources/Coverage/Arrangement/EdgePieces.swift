internal import GeoKernels
internal import GeoModel

/// Edges cut where they meet, into pieces between nodes.
///
/// A node is a vertex, or a crossing that no vertex marks. A crossing is never computed to decide anything:
/// its place along an edge is compared by exact predicates on the edges that cross, so order and coincidence
/// are right. Only its coordinates, for output, are rounded.
struct EdgePieces: Sendable {
    /// The edges that were cut, ascending.
    let edges: [Int32]
    /// Where each edge's pieces start, and the number of pieces at the end.
    let starts: [Int32]
    /// The node at which each piece starts; pieces run with their edge.
    private(set) var from: [Int32] = []
    /// The node at which each piece ends.
    private(set) var to: [Int32] = []
    /// The vertex of each node, −1 for a crossing.
    private(set) var nodeVertices: [Int32] = []
    /// The coordinates of each node; rounded for crossings.
    private(set) var nodePositions: [Position] = []
    private let slots: RankedSet

    /// The place of an edge among those that were cut; `nil` for any other edge.
    @inline(__always)
    func slot(ofEdge edge: Int) -> Int? { slots.rankIfMember(edge) }

    /// Cuts some edges, one of each class and ascending; every edge that meets another must be among them.
    init(_ edges: [Int32], _ meetings: Meetings, _ table: EdgeTable, _ index: VertexIndex) {
        self.edges = edges
        var stops = StopList(edges, meetings, table, index)
        let order = stops.sorted()
        var starts: [Int32] = [0]
        starts.reserveCapacity(edges.count + 1)
        from.reserveCapacity(edges.count + order.nodes.count)
        to.reserveCapacity(edges.count + order.nodes.count)
        for slot in edges.indices {
            var node = stops.root(stops.startNode(slot))
            for stop in order.starts[slot]..<order.starts[slot + 1] {
                let next = stops.root(order.nodes[stop])
                if next != node {
                    from.append(node)
                    to.append(next)
                    node = next
                }
            }
            let end = stops.root(stops.endNode(slot))
            from.append(node)
            to.append(end)
            starts.append(Int32(from.count))
        }
        self.starts = starts
        slots = stops.slotOfEdge
        nodeVertices = stops.vertices
        nodePositions = stops.positions()
    }
}

/// The nodes on each edge, before and after they are put in order.
private struct StopList {
    /// The vertex of each vertex node, then −1 for each crossing.
    private(set) var vertices: [Int32] = []
    private let edges: [Int32]
    private let meetings: Meetings
    private let table: EdgeTable
    private let index: VertexIndex
    private let nodeOfVertex: RankedSet
    let slotOfEdge: RankedSet
    private var parents: [Int32] = []
    private let vertexCount: Int

    init(_ edges: [Int32], _ meetings: Meetings, _ table: EdgeTable, _ index: VertexIndex) {
        self.edges = edges
        self.meetings = meetings
        self.table = table
        self.index = index
        slotOfEdge = RankedSet(below: table.positions.count) { add in
            for edge in edges { add(Int(edge)) }
        }
        nodeOfVertex = RankedSet(below: table.positions.count) { add in
            for edge in edges {
                add(Int(index.first[Int(edge)]))
                add(Int(index.first[Int(edge) + 1]))
            }
        }
        vertices = nodeOfVertex.members
        vertexCount = vertices.count
        vertices.append(contentsOf: repeatElement(-1, count: meetings.crossings.count))
        parents = vertices.indices.map { Int32($0) }
    }

    func startNode(_ slot: Int) -> Int32 { nodeOfVertex.rank(of: Int(index.first[Int(edges[slot])])) }
    func endNode(_ slot: Int) -> Int32 { nodeOfVertex.rank(of: Int(index.first[Int(edges[slot]) + 1])) }

    /// The node that stands for all nodes found to be one place: a vertex if one is among them.
    func root(_ node: Int32) -> Int32 {
        var node = node
        while parents[Int(node)] != node { node = parents[Int(node)] }
        return node
    }

    private mutating func unite(_ a: Int32, _ b: Int32) {
        let (a, b) = (root(a), root(b))
        parents[Int(max(a, b))] = min(a, b)
    }

    /// The nodes inside each edge in order from its start; nodes that coincide are united.
    mutating func sorted() -> (starts: [Int], nodes: [Int32]) {
        var counts = [Int](repeating: 0, count: edges.count + 1)
        forEachStop { slot, _ in counts[slot + 1] += 1 }
        for slot in edges.indices { counts[slot + 1] += counts[slot] }
        var nodes = [Int32](repeating: 0, count: counts[edges.count])
        var cursor = counts
        forEachStop { slot, node in
            nodes[cursor[slot]] = node
            cursor[slot] += 1
        }
        for slot in edges.indices where counts[slot + 1] - counts[slot] > 1 {
            let range = counts[slot]..<counts[slot + 1]
            let order = nodes[range].sorted { compare($0, $1, on: Int(edges[slot])) < 0 }
            nodes.replaceSubrange(range, with: order)
            for stop in range.dropLast()
            where compare(nodes[stop], nodes[stop + 1], on: Int(edges[slot])) == 0 {
                unite(nodes[stop], nodes[stop + 1])
            }
        }
        return (counts, nodes)
    }

    private func forEachStop(_ body: (Int, Int32) -> Void) {
        for touch in meetings.touches {
            body(Int(slotOfEdge.rank(of: Int(touch.edge))), nodeOfVertex.rank(of: Int(touch.vertex)))
        }
        for (number, crossing) in meetings.crossings.enumerated() {
            body(Int(slotOfEdge.rank(of: Int(crossing.edge))), Int32(vertexCount + number))
            body(Int(slotOfEdge.rank(of: Int(crossing.other))), Int32(vertexCount + number))
        }
    }

    private func segment(_ edge: Int) -> Segment {
        Segment(table.positions[edge], table.positions[edge + 1])
    }

    private func crosser(_ node: Int32, of edge: Int) -> Segment {
        let crossing = meetings.crossings[Int(node) - vertexCount]
        return segment(Int(crossing.edge) == edge ? Int(crossing.other) : Int(crossing.edge))
    }

    /// Which of two nodes on an edge comes first: −1 or 1, and 0 when they are one place.
    private func compare(_ a: Int32, _ b: Int32, on edge: Int) -> Int {
        if a == b { return 0 }
        let base = segment(edge)
        switch (Int(a) < vertexCount, Int(b) < vertexCount) {
        case (true, true):
            let p = table.positions[Int(vertices[Int(a)])]
            let q = table.positions[Int(vertices[Int(b)])]
            if p == q { return 0 }
            return (p < q) == (base.a < base.b) ? -1 : 1
        case (true, false): return compare(vertex: a, crossing: b, base, edge)
        case (false, true): return -compare(vertex: b, crossing: a, base, edge)
        case (false, false): return compareCrossings(along: base, crosser(a, of: edge), crosser(b, of: edge))
        }
    }

    private func compare(vertex: Int32, crossing: Int32, _ base: Segment, _ edge: Int) -> Int {
        let line = crosser(crossing, of: edge)
        let side = orientation(line.a, line.b, table.positions[Int(vertices[Int(vertex)])])
        if side == .collinear { return 0 }
        return side == orientation(line.a, line.b, base.a) ? -1 : 1
    }

    /// The coordinates of all nodes; those of a crossing do not depend on the order of edges.
    func positions() -> [Position] {
        var result = vertices.prefix(vertexCount).map { self.table.positions[Int($0)] }
        result.reserveCapacity(vertices.count)
        let (crossings, edges) = (meetings.crossings, table)
        let places = mapPieces(of: crossings.count, least: 256) { range in
            range.map { Self.place(crossings[$0], edges) }
        }
        result.append(contentsOf: places.joined())
        // Where more than two edges cross in one place, the least of the rounded places stands for all.
        for node in vertexCount..<vertices.count {
            let root = Int(root(Int32(node)))
            if root >= vertexCount && root != node { result[root] = min(result[root], result[node]) }
        }
        return result
    }

    private static func place(_ crossing: Meetings.Crossing, _ table: EdgeTable) -> Position {
        let first = ascending(Int(crossing.edge), table)
        let second = ascending(Int(crossing.other), table)
        let isOrdered = first.a < second.a || (first.a == second.a && first.b < second.b)
        return isOrdered ? crossingPoint(of: first, with: second) : crossingPoint(of: second, with: first)
    }

    private static func ascending(_ edge: Int, _ table: EdgeTable) -> Segment {
        let segment = Segment(table.positions[edge], table.positions[edge + 1])
        return segment.a < segment.b ? segment : segment.reversed
    }
}
