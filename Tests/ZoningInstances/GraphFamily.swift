public import GeoKernels
public import Zoning

/// Kinds of graphs that instances are made of.
public enum GraphFamily: String, CaseIterable, Sendable {
    /// Rows of blocks, a tenth of the links between rows missing.
    case grid
    /// Rows of blocks with one diagonal in each square.
    case planar
    /// A random recursive tree.
    case tree
    /// A path.
    case path
    /// A cycle.
    case cycle
    /// A few hubs in a row; all others hang on a hub, some in pairs.
    case star
    /// A tree of short branches with a few more edges.
    case sparse
    /// Two lattices without link.
    case disconnected
    /// A grid whose planted zones all lie in the upper half of the window, so that hardly a number of zones fits.
    case nearInfeasible = "near-infeasible"

    /// Draws the edges of a graph of this kind, which is connected but for `disconnected`.
    public func edges(count: Int, rng: inout SplitMix64) -> [BlockPair] {
        switch self {
        case .grid, .nearInfeasible: Lattice.edges(count, diagonals: false, drop: 0.1, rng: &rng)
        case .planar: Lattice.edges(count, diagonals: true, drop: 0, rng: &rng)
        case .tree: (1..<count).map { BlockPair($0, rng.index(below: $0)) }
        case .path: (1..<count).map { BlockPair($0, $0 - 1) }
        case .cycle: (0..<count).map { BlockPair($0, ($0 + 1) % count) }
        case .star: Self.hubs(count, rng: &rng)
        case .sparse: Self.sparse(count, rng: &rng)
        case .disconnected: Self.islands(count, rng: &rng)
        }
    }

    private static func sparse(_ count: Int, rng: inout SplitMix64) -> [BlockPair] {
        var edges = (1..<count).map { BlockPair($0, max(0, $0 - 1 - rng.index(below: 4))) }
        for _ in 0..<(count / 15) {
            let first = rng.index(below: count)
            edges.append(BlockPair(first, (first + 1 + rng.index(below: count - 1)) % count))
        }
        return edges
    }

    private static func hubs(_ count: Int, rng: inout SplitMix64) -> [BlockPair] {
        let hubs = 1 + rng.index(below: 5)
        var edges = (1..<max(hubs, 1)).map { BlockPair($0, $0 - 1) }
        for block in hubs..<count {
            let hangs = block > hubs && rng.unit() < 0.3 ? block - 1 : rng.index(below: hubs)
            edges.append(BlockPair(block, hangs))
        }
        return edges
    }

    private static func islands(_ count: Int, rng: inout SplitMix64) -> [BlockPair] {
        let half = count / 2
        let first = Lattice.edges(half, diagonals: true, drop: 0, rng: &rng)
        let second = Lattice.edges(count - half, diagonals: false, drop: 0.05, rng: &rng)
        return first + second.map { BlockPair($0.first + half, $0.second + half) }
    }
}

/// Blocks in rows beside each other.
enum Lattice {
    /// Drops edges between rows at random, but never the first of a row, so that all stay connected.
    static func edges(_ count: Int, diagonals: Bool, drop: Double, rng: inout SplitMix64) -> [BlockPair] {
        let width = max(2, Int(Double(count).squareRoot()))
        var edges: [BlockPair] = []
        for block in 0..<count {
            let isFirst = block % width == 0
            if !isFirst { edges.append(BlockPair(block, block - 1)) }
            if block >= width && (isFirst || rng.unit() >= drop) {
                edges.append(BlockPair(block, block - width))
            }
            if diagonals && block >= width && !isFirst {
                edges.append(
                    rng.unit() < 0.5
                        ? BlockPair(block, block - width - 1) : BlockPair(block - 1, block - width))
            }
        }
        return edges
    }
}
