public import GeoKernels
public import Zoning

/// Small connected graphs for comparison with exhaustive search.
public enum RandomGraph {
    /// A random tree with some more edges and whole workloads from 1 to `heaviest`.
    public static func connected(_ count: Int, heaviest: Int, rng: inout SplitMix64) -> BlockGraph {
        let weights = (0..<count).map { _ in Double(1 + rng.index(below: heaviest)) }
        var edges = (1..<count).map { BlockPair($0, rng.index(below: $0)) }
        for _ in 0..<rng.index(below: max(count, 1)) where count > 1 {
            let first = rng.index(below: count)
            edges.append(BlockPair(first, (first + 1 + rng.index(below: count - 1)) % count))
        }
        return BlockGraph(weights: weights, edges: edges)
    }

    /// The graph of `count` labelled blocks whose edges are the bits of `number`, or `nil` when it is not
    /// connected.
    public static func labelled(_ number: Int, count: Int, weights: [Double]) -> BlockGraph? {
        var edges: [BlockPair] = []
        var bit = 0
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1) {
                if number & (1 << bit) != 0 { edges.append(BlockPair(first, second)) }
                bit += 1
            }
        }
        let graph = BlockGraph(weights: weights, edges: edges)
        return graph.isConnected(Array(0..<count)) ? graph : nil
    }
}
