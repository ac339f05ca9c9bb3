public import GeoKernels
public import GeoModel

/// Areas divided into zones, with the geometry of both.
public struct AreaPlan: Sendable {
    /// The blocks that were divided: those given, the heavy ones cut into pieces, with the vertices that
    /// cuts put on shared borders.
    public let pieces: PolygonTable
    /// The block each piece comes from.
    public let blockOfPiece: [Int]
    /// The division of the pieces into zones.
    public let plan: ZonePlan
    /// The graph of the pieces.
    public let graph: BlockGraph
    /// The zones' areas.
    public let zones: PolygonTable
    /// The zone of each unit, or `nil` for a unit without block.
    public let zoneOfUnit: [Int?]
    /// Blocks that had to be cut but could not be, with the reason.
    public let uncut: [Int: BlockSplit.Failure]
    /// Vertices that cuts put on borders, in order; those in no block's neighbour lie on the outer border.
    public let insertedVertices: [InsertedVertex]
    /// Stretches of barriers that run through the inside of pieces, where no division can heed them.
    public let strayBarriers: [StrayBarrier]
}

/// Divides areas with units in them into zones, from whichever source there is.
///
/// - From blocks: villages with their units. A block heavier than the maximum is cut inside its own border.
/// - From units alone: give each parent, such as a town, as a block that is its own parent.
/// - From the last census's zones: give the zones as blocks, each its own previous zone, with a weight on
///   least change; over-full zones are cut, under-full ones merged, the others stay as they are.
public enum AreaDesigner {
    /// Divides areas into zones.
    ///
    /// - Parameters:
    ///   - blocks: The blocks, a valid coverage.
    ///   - units: The units; a block's workload is the sum of its units'.
    ///   - blockOfUnit: The block each unit lies in, or `nil` for one that counts nowhere.
    ///   - limits: What every zone must hold.
    ///   - goals: What makes a plan good.
    ///   - measure: Measures lengths and areas on the ground.
    ///   - rules: Codes, parents, links, barriers and locked zones of the blocks.
    ///   - previous: The previous zone of each block.
    ///   - seed: The seed of all random choices.
    ///   - deadline: When to stop and return the best so far.
    ///   - goesOn: Asked often, from several threads; false stops the search, which keeps the best so far.
    ///   - progress: Called after each connected part; returning false stops the search.
    /// - Returns: The plan with its geometry.
    public static func design(
        blocks: PolygonTable, units: [WeightedPoint], blockOfUnit: [Int?], limits: ZoneLimits,
        goals: ZoneGoals = ZoneGoals(), measure: GroundMeasure, rules: BlockRules = BlockRules(),
        previous: [Int?]? = nil, seed: UInt64 = 1, deadline: ContinuousClock.Instant? = nil,
        goesOn: @escaping @Sendable () -> Bool = { true }, progress: (@Sendable (ZoneProgress) -> Bool)? = nil
    ) -> AreaPlan {
        precondition(units.count == blockOfUnit.count, "there must be one block, or nil, for each unit")
        var pieces = BlockPieces(blocks, units: units, blockOfUnit: blockOfUnit)
        let locked = Set(rules.lockedZones.joined())
        pieces.cutHeavy(
            limits: limits.workload, guides: rules.barrierLines + rules.visibleLines, except: locked)
        let table = PolygonTable(pieces.areas)
        let graph = BlockGraph(
            blocks: table, weights: pieces.weights, measure: measure, rules: pieces.rules(from: rules))
        let plan = ZoneDesigner.solve(
            graph, limits: limits, goals: goals, seed: seed,
            previous: previous.map { labels in pieces.blockOf.map { labels[$0] } }, deadline: deadline,
            goesOn: goesOn, progress: progress)
        return AreaPlan(
            pieces: table, blockOfPiece: pieces.blockOf, plan: plan, graph: graph,
            zones: ZoneOutlines.dissolve(table, zoneOfBlock: plan.zoneOfBlock),
            zoneOfUnit: pieces.pieceOfUnit.map { $0.map { plan.zoneOfBlock[$0] } }, uncut: pieces.failures,
            insertedVertices: pieces.inserted,
            strayBarriers: StrayBarrier.find(
                rules.barrierLines, in: table, tolerance: rules.lineTolerance, measure: measure))
    }
}

/// Blocks while the heavy ones are being cut.
struct BlockPieces {
    private(set) var areas: [MultiPolygon]
    /// The box of each area; a vertex put on its border does not change it but for rounding.
    private var boxes: [Envelope?]
    private(set) var blockOf: [Int]
    private(set) var weights: [Double]
    private(set) var pieceOfUnit: [Int?]
    private(set) var failures: [Int: BlockSplit.Failure] = [:]
    private(set) var inserted: [InsertedVertex] = []
    private let units: [WeightedPoint]
    private let blockCount: Int

    init(_ blocks: PolygonTable, units: [WeightedPoint], blockOfUnit: [Int?]) {
        areas = (0..<blocks.count).map { blocks.area(ofFeature: $0) }
        boxes = areas.map(\.envelope)
        blockOf = Array(0..<blocks.count)
        blockCount = blocks.count
        weights = Array(repeating: 0, count: blocks.count)
        self.units = units
        pieceOfUnit = blockOfUnit
        for (unit, block) in blockOfUnit.enumerated() {
            if let block { weights[block] += units[unit].weight }
        }
    }

    /// Cuts every block heavier than the maximum, in order.
    mutating func cutHeavy(limits: WorkloadLimits, guides: [LineString], except locked: Set<Int>) {
        var inside: [Int: [Int]] = [:]
        for (unit, block) in pieceOfUnit.enumerated() {
            if let block, weights[block] > limits.maximum { inside[block, default: []].append(unit) }
        }
        for block in inside.keys.sorted() where !locked.contains(block) {
            cut(block, units: inside[block, default: []], limits: limits, guides: guides)
        }
    }

    /// Into zones of its own if possible, otherwise into pieces that neighbours may complete.
    private mutating func cut(_ block: Int, units chosen: [Int], limits: WorkloadLimits, guides: [LineString])
    {
        let points = chosen.map { units[$0] }
        var split = BlockSplitter.split(areas[block], units: points, limits: limits, guides: guides)
        if split.failure != nil {
            let loose = WorkloadLimits(minimum: 0, maximum: limits.maximum)
            split = BlockSplitter.split(areas[block], units: points, limits: loose, guides: guides)
        }
        if let failure = split.failure {
            failures[block] = failure
            return
        }
        place(split, of: block, units: chosen)
        for vertex in split.borderVertices { insert(vertex, besides: block) }
    }

    private mutating func place(_ split: BlockSplit, of block: Int, units chosen: [Int]) {
        let first = areas.count
        areas[block] = split.pieces[0]
        boxes[block] = areas[block].envelope
        for piece in split.pieces.dropFirst() {
            areas.append(piece)
            boxes.append(piece.envelope)
            blockOf.append(block)
            weights.append(0)
        }
        weights[block] = 0
        for (place, unit) in chosen.enumerated() {
            let number = split.pieceOfUnit[place]
            let piece = number == 0 ? block : first + number - 1
            pieceOfUnit[unit] = piece
            weights[piece] += units[unit].weight
        }
    }

    /// Gives the neighbours the vertex too.
    private mutating func insert(_ vertex: InsertedVertex, besides block: Int) {
        inserted.append(vertex)
        for area in areas.indices where blockOf[area] != block {
            guard boxes[area]?.contains(vertex.from) == true else { continue }
            areas[area] = vertex.inserted(into: areas[area]).area
        }
    }

    /// The rules of the blocks as rules of the pieces.
    func rules(from rules: BlockRules) -> BlockRules {
        var result = rules
        var pieces = [[Int]](repeating: [], count: blockCount)
        for (piece, block) in blockOf.enumerated() { pieces[block].append(piece) }
        result.parents = rules.parents.map { parents in blockOf.map { parents[$0] } }
        if let codes = rules.codes {
            result.codes = blockOf.indices.map { piece in
                let block = blockOf[piece]
                // A zero byte sorts before any character, so pieces follow their block and precede the next.
                return piece == block ? codes[block] : "\(codes[block])\u{0}\(piece - blockCount)"
            }
        }
        result.barriers = rules.barriers.flatMap { pair in
            pieces[pair.first].flatMap { first in pieces[pair.second].map { BlockPair(first, $0) } }
        }
        result.links = rules.links.map { pair in nearest(pieces[pair.first], pieces[pair.second]) }
        return result
    }

    /// A link to a block that was cut goes to the nearest piece.
    private func nearest(_ first: [Int], _ second: [Int]) -> BlockPair {
        var best = BlockPair(first[0], second[0])
        var least = Double.infinity
        for a in first {
            for b in second {
                guard let from = areas[a].envelope?.centre, let to = areas[b].envelope?.centre else {
                    continue
                }
                let distance = (from.x - to.x) * (from.x - to.x) + (from.y - to.y) * (from.y - to.y)
                if distance < least { (least, best) = (distance, BlockPair(a, b)) }
            }
        }
        return best
    }
}
