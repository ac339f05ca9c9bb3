/// Zones that an edge of theirs leads through corners of mended faces at which they have no vertex yet.
struct PassedCorners: Sendable {
    private let analysis: CoverageAnalysis
    private let isKeptNode: [Bool]

    init(_ analysis: CoverageAnalysis, _ flips: FaceFlips) {
        self.analysis = analysis
        isKeptNode = flips.isKeptNode
    }

    /// The zones that get a vertex at some corner of a face, among those wanted, ascending.
    ///
    /// - Complexity: O(k) for the edges at the corners of the face.
    func zones(at face: FaultFace, where isWanted: (Int) -> Bool) -> [Int] {
        let graph = analysis.graph
        var found: Set<Int> = []
        for cycle in [face.cycle] + face.holes {
            graph.forEachHalf(ofCycle: cycle) { half in
                let node = Int(graph.tail(half))
                if isKeptNode[node] { collect(at: node, isWanted, &found) }
            }
        }
        return found.sorted()
    }

    private func collect(at node: Int, _ isWanted: (Int) -> Bool, _ found: inout Set<Int>) {
        let (graph, table) = (analysis.graph, analysis.table)
        let vertex = graph.pieces.nodeVertices[node]
        for place in Int(graph.fanStarts[node])..<Int(graph.fanStarts[node + 1]) {
            let half = Int(graph.fans[place])
            graph.forEachSource(ofHalf: half, analysis.builder.sources) { edge, feature, _ in
                let ends = (analysis.index.first[edge], analysis.index.first[edge + 1])
                if vertex >= 0, ends.0 == vertex || ends.1 == vertex { return }
                if feature < table.zoneCount, isWanted(Int(feature)) { found.insert(Int(feature)) }
            }
        }
    }
}
