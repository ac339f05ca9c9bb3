public import GeoModel

/// Blocks and which of them may lie side by side in one zone.
///
/// Two blocks are neighbours when they share a border edge exactly, vertex for vertex (touching in a point
/// is not enough), or when a link joins them, and no barrier parts them. A block of several polygons, such
/// as a village with an exclave, is one node. Lengths are held as multiples of 2⁻¹⁰ m and areas as
/// multiples of 2⁻¹⁰ m², so that their sums are exact in any order.
///
/// Blocks are named by their index in the input everywhere. Memory: about 200 bytes a block and 24 bytes
/// for each pair of neighbours, twice.
public struct BlockGraph: Sendable {
    /// The workload of each block.
    public let weights: [Double]
    /// The parent of each block.
    public let parents: [Int]
    /// Area, perimeter and moments of each block.
    public let shapes: BlockShapes
    /// Zones that must stay exactly as they are.
    public let lockedZones: [[Int]]
    /// Where each block's neighbours start, and their number at the end.
    public let neighbourStarts: [Int32]
    /// The neighbours of block after block, each run in the canonical order.
    public let neighbours: [Int32]
    /// The length of border shared with each neighbour, in metres; 0 for a link.
    public let borderLengths: [Double]
    /// The part of that border which follows a visible feature, in metres.
    public let visibleLengths: [Double]
    /// The borders that barriers run along and no link joins.
    let barredBorders: [BarredBorder]
    /// The pairs that a ferry or bridge joins.
    let links: Set<BlockPair>
    /// How much of a border a barrier may cover by crossing it, in metres.
    let barrierSlack: Double
    /// The blocks in the order of their codes.
    public let canonicalOrder: [Int32]

    /// The number of blocks.
    public var count: Int { weights.count }

    /// The places of a block's neighbours in the flat arrays.
    public func neighbourRange(of block: Int) -> Range<Int> {
        Int(neighbourStarts[block])..<Int(neighbourStarts[block + 1])
    }

    /// The neighbours of a block.
    public func neighbours(of block: Int) -> [Int] {
        neighbours[neighbourRange(of: block)].map { Int($0) }
    }

    /// The length of border two blocks share; 0 when they are not neighbours.
    public func borderLength(between a: Int, _ b: Int) -> Metres {
        for place in neighbourRange(of: a) where Int(neighbours[place]) == b {
            return Metres(borderLengths[place])
        }
        return Metres(0)
    }

    init(weights: [Double], shapes: BlockShapes, borders: [SharedBorder], rules: BlockRules) {
        let count = weights.count
        precondition(
            weights.allSatisfy { $0 >= 0 && $0.isFinite },
            "a block's workload must be finite and not negative")
        precondition(
            rules.parents.map { $0.count == count } ?? true, "there must be one parent for each block")
        precondition(rules.codes.map { $0.count == count } ?? true, "there must be one code for each block")
        self.weights = weights
        self.shapes = shapes
        parents = rules.parents ?? Array(repeating: 0, count: count)
        canonicalOrder = Self.canonicalOrder(count: count, codes: rules.codes)
        lockedZones = rules.lockedZones
        var rank = [Int32](repeating: 0, count: count)
        for (place, block) in canonicalOrder.enumerated() { rank[Int(block)] = Int32(place) }
        let adjacency = Adjacency(borders: borders, rules: rules, rank: rank)
        neighbourStarts = adjacency.starts
        neighbours = adjacency.neighbours
        borderLengths = adjacency.lengths
        visibleLengths = adjacency.visible
        barredBorders = adjacency.barred
        links = Set(rules.links)
        barrierSlack = 10 * rules.lineTolerance.value
    }

    private static func canonicalOrder(count: Int, codes: [String]?) -> [Int32] {
        guard let codes else { return (0..<Int32(count)).map { $0 } }
        precondition(Set(codes).count == count, "block codes must be distinct: they fix the order of work")
        return (0..<Int32(count)).sorted { codes[Int($0)] < codes[Int($1)] }
    }
}

extension BlockGraph {
    /// Makes a graph without geometry: each block has area 1, each border length 1, so that compactness means
    /// few cut edges.
    ///
    /// - Parameters:
    ///   - weights: The workload of each block.
    ///   - edges: Pairs of neighbours.
    ///   - rules: What else is known of the blocks.
    public init(weights: [Double], edges: [BlockPair], rules: BlockRules = BlockRules()) {
        let borders = Set(edges).map { SharedBorder(pair: $0, length: 1) }
        var degree = [Double](repeating: 0, count: weights.count)
        for border in borders {
            degree[border.pair.first] += 1
            degree[border.pair.second] += 1
        }
        let shapes = BlockShapes(
            areas: Array(repeating: 1, count: weights.count), perimeters: degree.map { $0 + 1 })
        self.init(weights: weights, shapes: shapes, borders: borders, rules: rules)
    }
}
