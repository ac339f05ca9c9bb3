public import GeoKernels
public import GeoModel

extension BlockGraph {
    /// Makes the graph of polygonal blocks.
    ///
    /// The blocks should form a valid coverage: where neighbours' vertices differ they do not count as
    /// neighbours, and the coverage check says where. A block without area is a node without neighbours
    /// unless linked.
    ///
    /// - Parameters:
    ///   - blocks: The blocks; the unit is that of `measure`.
    ///   - weights: The workload of each block.
    ///   - measure: Measures lengths and areas on the ground.
    ///   - rules: What else is known of the blocks.
    /// - Complexity: O(v log v) in the number of vertices; 48 bytes a vertex while it works.
    public init(
        blocks: PolygonTable, weights: [Double], measure: GroundMeasure, rules: BlockRules = BlockRules()
    ) {
        precondition(weights.count == blocks.count, "there must be one workload for each block")
        self.init(
            weights: weights, shapes: BlockShapes(blocks, parents: rules.parents, measure: measure),
            borders: BorderMatcher.borders(of: blocks, measure: measure, rules: rules), rules: rules)
    }
}

/// Rounds to a multiple of 2⁻¹⁰, so that sums are exact and the last bit of a library's sine is forgotten.
func coarse(_ value: Double) -> Double { (value * 1024).rounded() / 1024 }

/// Finds the edges that two blocks share exactly.
enum BorderMatcher {
    private struct Edge {
        let key: UInt64
        let low: Position
        let high: Position
        /// The block.
        let owner: Int32

        init(_ a: Position, _ b: Position, owner: Int32) {
            low = min(a, b)
            high = max(a, b)
            self.owner = owner
            key = Self.mix(low.x, Self.mix(low.y, Self.mix(high.x, Self.mix(high.y, 0))))
        }

        private static func mix(_ value: Double, _ seed: UInt64) -> UInt64 {
            // Adding zero turns −0 into 0, which equals it.
            var z = (value + 0).bitPattern ^ (seed &* 0x9E37_79B9_7F4A_7C15)
            z = (z ^ (z >> 32)) &* 0xD6E8_FEB8_6659_FD93
            return z ^ (z >> 32)
        }

        static func precedes(_ a: Edge, _ b: Edge) -> Bool {
            if a.key != b.key { return a.key < b.key }
            if a.low != b.low { return a.low < b.low }
            if a.high != b.high { return a.high < b.high }
            return a.owner < b.owner
        }

        func matches(_ other: Edge) -> Bool { low == other.low && high == other.high }
    }

    static func borders(of blocks: PolygonTable, measure: GroundMeasure, rules: BlockRules) -> [SharedBorder]
    {
        var edges = edges(of: blocks)
        edges.sort(by: Edge.precedes)
        let lines = Lines(
            barriers: LineCover(rules.barrierLines, tolerance: rules.lineTolerance, measure: measure),
            visible: LineCover(rules.visibleLines, tolerance: rules.lineTolerance, measure: measure),
            measure: measure)
        var borders: [SharedBorder] = []
        var start = 0
        while start < edges.count {
            var end = start + 1
            while end < edges.count && edges[end].matches(edges[start]) { end += 1 }
            if end - start > 1 { match(edges[start..<end], lines: lines, into: &borders) }
            start = end
        }
        return borders
    }

    /// The lines that borders may run along.
    private struct Lines {
        let barriers: LineCover?
        let visible: LineCover?
        let measure: GroundMeasure
    }

    private static func edges(of blocks: PolygonTable) -> [Edge] {
        var edges: [Edge] = []
        edges.reserveCapacity(blocks.positions.count)
        for block in 0..<blocks.count {
            for ring in blocks.rings(ofFeature: block) {
                let vertices = blocks.vertices(ofRing: ring)
                for place in vertices.dropFirst() where blocks.positions[place - 1] != blocks.positions[place]
                {
                    edges.append(
                        Edge(blocks.positions[place - 1], blocks.positions[place], owner: Int32(block)))
                }
            }
        }
        return edges
    }

    /// Equal edges, sorted by owner.
    private static func match(
        _ group: ArraySlice<Edge>, lines: Lines, into borders: inout [SharedBorder]
    ) {
        var previous = group[group.startIndex]
        for edge in group.dropFirst() where edge.owner != previous.owner {
            let length = coarse(lines.measure.length(from: edge.low, to: edge.high).value)
            let barred = lines.barriers?.share(along: edge.low, edge.high) ?? 0
            let visible = lines.visible?.share(along: edge.low, edge.high) ?? 0
            borders.append(
                SharedBorder(
                    pair: BlockPair(Int(previous.owner), Int(edge.owner)), length: length,
                    visible: coarse(length * visible), barred: coarse(length * barred)))
            previous = edge
        }
    }
}
