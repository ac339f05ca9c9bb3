internal import GeoKernels
public import Zoning

/// A made graph with limits that a known division holds.
public struct PlantedInstance: Sendable {
    /// Widths of the window between the limits, as shares of the mean workload of a zone.
    public static let windows = [0.01, 0.02, 0.05, 0.1, 0.3]

    /// The kind of graph.
    public let family: GraphFamily
    /// The width of the window that was aimed at; the limits are the extremes of the planted zones.
    public let window: Double
    /// The workload of each block.
    public let weights: [Double]
    /// The neighbours.
    public let edges: [BlockPair]
    /// Limits that the planted division just holds.
    public let limits: WorkloadLimits
    /// The planted zone of each block.
    public let planted: [Int]

    /// The graph.
    public var graph: BlockGraph { BlockGraph(weights: weights, edges: edges) }

    /// Grows zones at random, shares out a zone workload over the blocks of each, and takes limits that just
    /// hold them all.
    ///
    /// - Parameters:
    ///   - seed: Fixes everything; unless given, kind and window follow from it in turn.
    ///   - blocks: The number of blocks is drawn from here.
    ///   - family: The kind of graph.
    ///   - window: The width of the window.
    public init(
        seed: UInt64, blocks: ClosedRange<Int>, family: GraphFamily? = nil, window: Double? = nil
    ) {
        var rng = SplitMix64(seed: seed)
        let families = GraphFamily.allCases
        self.family = family ?? families[Int(seed % UInt64(families.count))]
        let turn = Int(seed / UInt64(families.count) % UInt64(Self.windows.count))
        self.window = window ?? Self.windows[turn]
        let count = blocks.lowerBound + rng.index(below: blocks.count)
        edges = self.family.edges(count: count, rng: &rng)
        let perZone = 3 + rng.index(below: 12)
        planted = Self.grow(count: count, zones: max(2, count / perZone), edges: edges, rng: &rng)
        let zones = (planted.max() ?? 0) + 1
        let mean = Double(100 + rng.index(below: 400))
        let low = mean * (1 + self.window * (self.family == .nearInfeasible ? 0 : -0.5))
        let high = mean * (1 + self.window / 2)
        let loads = (0..<zones).map { _ in rng.number(in: low...high).rounded() }
        weights = Self.share(loads, planted, rng: &rng)
        var sums = [Double](repeating: 0, count: zones)
        for (block, zone) in planted.enumerated() { sums[zone] += weights[block] }
        limits = WorkloadLimits(minimum: sums.min() ?? 0, maximum: sums.max() ?? 0)
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

    /// Shares a zone's workload out over its blocks at random, in whole numbers that sum to it exactly where
    /// each block can have one at least.
    private static func share(_ load: [Double], _ zoneOf: [Int], rng: inout SplitMix64) -> [Double] {
        let parts = zoneOf.map { _ in 0.2 + rng.unit() }
        var sums = [Double](repeating: 0, count: load.count)
        for (block, zone) in zoneOf.enumerated() { sums[zone] += parts[block] }
        var rest = load
        var partsLeft = sums
        return zoneOf.indices.map { block in
            let zone = zoneOf[block]
            let weight = max(1, (parts[block] / max(partsLeft[zone], 1e-9) * rest[zone]).rounded())
            rest[zone] -= weight
            partsLeft[zone] -= parts[block]
            return weight
        }
    }
}
