internal import GeoKernels

/// A random spanning tree of a connected set of nodes.
struct SpanningTree {
    /// The nodes of the set, in the order given.
    let nodes: [Int32]
    /// By place in `nodes`: the place of the parent, −1 for the root.
    private(set) var parentOf: [Int32]
    /// Places in `nodes`, parents first.
    private(set) var order: [Int32] = []

    /// Takes edges by Kruskal's method over random weights.
    ///
    /// `nodes` must be connected. `placeOf` is scratch of the graph's size filled with −1, and left so.
    /// Edges that `prefers` accepts are taken before all others, such as those inside the present zones, so
    /// that the tree can express the present division.
    init(
        _ nodes: [Int32], in graph: RegionGraph, placeOf: inout [Int32], rng: inout SplitMix64,
        prefers: (Int32, Int32) -> Bool
    ) {
        self.nodes = nodes
        parentOf = Array(repeating: -1, count: nodes.count)
        for (place, node) in nodes.enumerated() { placeOf[Int(node)] = Int32(place) }
        var edges: [(key: UInt64, a: Int32, b: Int32)] = []
        for (place, node) in nodes.enumerated() {
            for slot in graph.range(Int(node)) {
                let other = placeOf[Int(graph.neighbours[slot])]
                guard other > Int32(place) else { continue }
                let late: UInt64 = prefers(node, graph.neighbours[slot]) ? 0 : 1 << 63
                edges.append((late | rng.next() >> 1, Int32(place), other))
            }
        }
        for node in nodes { placeOf[Int(node)] = -1 }
        edges.sort { $0.key < $1.key }
        var sets = DisjointSets(count: nodes.count)
        var links = [[Int32]](repeating: [], count: nodes.count)
        for edge in edges where sets.join(Int(edge.a), Int(edge.b)) {
            links[Int(edge.a)].append(edge.b)
            links[Int(edge.b)].append(edge.a)
        }
        root(links, at: Int32(rng.index(below: nodes.count)))
    }

    /// Whether each place is at or below one.
    func isBelow(_ top: Int32) -> [Bool] {
        var isBelow = [Bool](repeating: false, count: parentOf.count)
        isBelow[Int(top)] = true
        for place in order where parentOf[Int(place)] >= 0 && isBelow[Int(parentOf[Int(place)])] {
            isBelow[Int(place)] = true
        }
        return isBelow
    }

    private mutating func root(_ links: [[Int32]], at root: Int32) {
        order = [root]
        order.reserveCapacity(nodes.count)
        var next = 0
        while next < order.count {
            let node = order[next]
            for other in links[Int(node)] where other != parentOf[Int(node)] {
                parentOf[Int(other)] = node
                order.append(other)
            }
            next += 1
        }
    }
}
