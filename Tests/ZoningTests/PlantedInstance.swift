import GeoKernels
import Zoning

/// A made graph with limits that a known division holds.
struct PlantedInstance {
    enum Shape: Int, CaseIterable {
        case grid, triangulated, tree, path, cycle, star, sparse, islands
    }

    let shape: Shape
    let weights: [Double]
    let edges: [BlockPair]
    let limits: WorkloadLimits
    let planted: [Int]

    var graph: BlockGraph { BlockGraph(weights: weights, edges: edges) }

    /// Grows zones at random, shares out a zone weight over the blocks of each, and takes limits that just
    /// hold them all.
    init(seed: UInt64, blocks: ClosedRange<Int>) {
        var rng = SplitMix64(seed: seed)
        shape = Shape.allCases[rng.index(below: Shape.allCases.count)]
        let count = blocks.lowerBound + rng.index(below: blocks.count)
        edges = Self.edges(shape, count: count, rng: &rng)
        let perZone = 3 + rng.index(below: 12)
        planted = Self.grow(count: count, zones: max(2, count / perZone), edges: edges, rng: &rng)
        let spread = [0.05, 0.1, 0.2, 0.3, 0.5][rng.index(below: 5)]
        let zones = (planted.max() ?? 0) + 1
        let mean = Double(100 + rng.index(below: 400))
        var load = [Double](repeating: 0, count: zones)
        for zone in 0..<zones { load[zone] = (mean * rng.number(in: (1 - spread)...(1 + spread))).rounded() }
        weights = Self.share(load, planted, rng: &rng)
        var sums = [Double](repeating: 0, count: zones)
        for (block, zone) in planted.enumerated() { sums[zone] += weights[block] }
        limits = WorkloadLimits(minimum: sums.min() ?? 0, maximum: sums.max() ?? 0)
    }

    private static func edges(_ shape: Shape, count: Int, rng: inout SplitMix64) -> [BlockPair] {
        switch shape {
        case .grid: lattice(count, diagonals: false, drop: 0.1, rng: &rng)
        case .triangulated: lattice(count, diagonals: true, drop: 0, rng: &rng)
        case .tree: (1..<count).map { BlockPair($0, rng.index(below: $0)) }
        case .path: (1..<count).map { BlockPair($0, $0 - 1) }
        case .cycle: (0..<count).map { BlockPair($0, ($0 + 1) % count) }
        case .star:
            // A few hubs in a row, the others hang on one of them, some in pairs.
            hubs(count, rng: &rng)
        case .sparse:
            (1..<count).map { BlockPair($0, max(0, $0 - 1 - rng.index(below: 4))) }
                + (0..<(count / 15)).map { _ in pair(count, &rng) }
        case .islands:
            lattice(count / 2, diagonals: true, drop: 0, rng: &rng)
                + lattice(count - count / 2, diagonals: false, drop: 0.05, rng: &rng).map {
                    BlockPair($0.first + count / 2, $0.second + count / 2)
                }
        }
    }

    private static func pair(_ count: Int, _ rng: inout SplitMix64) -> BlockPair {
        let first = rng.index(below: count)
        return BlockPair(first, (first + 1 + rng.index(below: count - 1)) % count)
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

    /// Rows of blocks beside each other; edges are dropped only where a tree of the others remains.
    private static func lattice(
        _ count: Int, diagonals: Bool, drop: Double, rng: inout SplitMix64
    ) -> [BlockPair] {
        let width = max(2, Int(Double(count).squareRoot()))
        var edges: [BlockPair] = []
        for block in 0..<count {
            if block % width != 0 { edges.append(BlockPair(block, block - 1)) }
            if block >= width && (block % width == 0 || rng.unit() >= drop) {
                edges.append(BlockPair(block, block - width))
            }
            if diagonals && block >= width && block % width != 0 {
                edges.append(
                    rng.unit() < 0.5
                        ? BlockPair(block, block - width - 1) : BlockPair(block - 1, block - width))
            }
        }
        return edges
    }

    /// Grows zones from random seeds, one at least in each connected part.
    private static func grow(count: Int, zones: Int, edges: [BlockPair], rng: inout SplitMix64) -> [Int] {
        var beside = [[Int]](repeating: [], count: count)
        for edge in edges {
            beside[edge.first].append(edge.second)
            beside[edge.second].append(edge.first)
        }
        var zoneOf = [Int](repeating: -1, count: count)
        var used = 0
        func seedZone(_ block: Int) {
            guard zoneOf[block] < 0 else { return }
            zoneOf[block] = used
            used += 1
        }
        for _ in 0..<zones { seedZone(rng.index(below: count)) }
        while true {
            var border = zoneOf.indices.filter { zoneOf[$0] < 0 && beside[$0].contains { zoneOf[$0] >= 0 } }
            if border.isEmpty {
                guard let left = zoneOf.firstIndex(of: -1) else { return zoneOf }
                seedZone(left)
                continue
            }
            while !border.isEmpty {
                let block = border.remove(at: rng.index(below: border.count))
                let around = beside[block].filter { zoneOf[$0] >= 0 }
                zoneOf[block] = zoneOf[around[rng.index(below: around.count)]]
            }
        }
    }

    private static func share(_ load: [Double], _ zoneOf: [Int], rng: inout SplitMix64) -> [Double] {
        let parts = zoneOf.map { _ in 0.2 + rng.unit() }
        var sums = [Double](repeating: 0, count: load.count)
        for (block, zone) in zoneOf.enumerated() { sums[zone] += parts[block] }
        return zoneOf.indices.map { max(1, (parts[$0] / sums[zoneOf[$0]] * load[zoneOf[$0]]).rounded()) }
    }
}
