internal import GeoKernels
internal import GeoModel

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
    let units: [WeightedPoint]
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

    /// The blocks in more than one piece.
    var cutBlocks: Set<Int> { Set(blockOf.enumerated().compactMap { $0 == $1 ? nil : $1 }) }

    /// Whether each is a piece of a block and not a whole one.
    var isPiece: [Bool] {
        let cut = cutBlocks
        return blockOf.map(cut.contains)
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

    /// Puts pieces in the place of a block or piece.
    private mutating func place(_ split: BlockSplit, of block: Int, units chosen: [Int]) {
        let first = areas.count
        areas[block] = split.pieces[0]
        boxes[block] = areas[block].envelope
        for piece in split.pieces.dropFirst() {
            areas.append(piece)
            boxes.append(piece.envelope)
            blockOf.append(blockOf[block])
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

    /// Cuts some blocks, already cut, into finer pieces that the solver may join again.
    mutating func refine(_ blocks: Set<Int>, maximum: Double, guides: [LineString]) {
        var inside: [Int: [Int]] = [:]
        for (unit, piece) in pieceOfUnit.enumerated() {
            if let piece, blocks.contains(blockOf[piece]), weights[piece] > maximum {
                inside[piece, default: []].append(unit)
            }
        }
        let limits = WorkloadLimits(minimum: 0, maximum: maximum)
        for piece in inside.keys.sorted() {
            let chosen = inside[piece, default: []]
            let points = chosen.map { units[$0] }
            let split = BlockSplitter.split(areas[piece], units: points, limits: limits, guides: guides)
            guard split.failure == nil else { continue }
            place(split, of: piece, units: chosen)
            for vertex in split.borderVertices {
                insert(vertex, besides: piece, splitInto: split.pieces.count)
            }
        }
    }

    /// Gives the neighbours the vertex, among them other pieces of the same block.
    private mutating func insert(_ vertex: InsertedVertex, besides piece: Int, splitInto count: Int) {
        inserted.append(vertex)
        for area in areas.indices.dropLast(count - 1) where area != piece {
            guard boxes[area]?.contains(vertex.from) == true else { continue }
            areas[area] = vertex.inserted(into: areas[area]).area
        }
    }

    /// Joins the pieces of one block that lie in one zone.
    ///
    /// - Returns: The new number of each piece.
    mutating func join(zoneOf: [Int]) -> [Int] {
        struct Key: Hashable {
            let block: Int
            let zone: Int
        }
        var numbers: [Key: Int] = [:]
        var origins = Array(0..<blockCount)
        for block in 0..<blockCount { numbers[Key(block: block, zone: zoneOf[block])] = block }
        let newOf = blockOf.indices.map { piece -> Int in
            let key = Key(block: blockOf[piece], zone: zoneOf[piece])
            if let known = numbers[key] { return known }
            numbers[key] = origins.count
            origins.append(blockOf[piece])
            return origins.count - 1
        }
        let table = PolygonTable(areas)
        let joined = ZoneOutlines.dissolve(table, zoneOfBlock: newOf)
        var members = [[Int]](repeating: [], count: origins.count)
        for (piece, number) in newOf.enumerated() { members[number].append(piece) }
        let (oldAreas, oldWeights) = (areas, weights)
        areas = members.indices.map {
            members[$0].count == 1 ? oldAreas[members[$0][0]] : joined.area(ofFeature: $0)
        }
        boxes = areas.map(\.envelope)
        blockOf = origins
        weights = members.map { $0.reduce(0) { $0 + oldWeights[$1] } }
        pieceOfUnit = pieceOfUnit.map { $0.map { newOf[$0] } }
        return newOf
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
