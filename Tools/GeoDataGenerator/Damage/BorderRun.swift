internal import GeoKernels
internal import GeoModel

/// A stretch of a block's outer ring that has one neighbour all along, the block on its left.
struct BorderRun {
    let block: Int
    /// The block on the right, or -1 outside the city.
    let neighbour: Int
    /// The place of the first vertex in the block's outer ring.
    let start: Int
    let positions: [Position]

    var first: Position { positions[0] }
    var last: Position { positions[positions.count - 1] }

    /// A place beside the straight line from first to last: a share along it and metres to its left.
    func beside(_ share: Double, left metres: Double) -> Position {
        offset(between(first, last, share), left: metres)
    }

    /// A place moved to the left of the run's direction.
    func offset(_ place: Position, left metres: Double) -> Position {
        let frame = Frame(origin: first)
        let end = frame.metres(last)
        let length = distance(Position(0, 0), end)
        let flat = frame.metres(place)
        return frame.degrees(
            Position(flat.x - end.y / length * metres, flat.y + end.x / length * metres))
    }

    /// Whether every step leads forward along the straight line from first to last.
    var isForward: Bool {
        let x = last.x - first.x
        let y = last.y - first.y
        return zip(positions, positions.dropFirst()).allSatisfy {
            ($1.x - $0.x) * x + ($1.y - $0.y) * y > 0.3 * (distance($0, $1) * distance(first, last))
        }
    }
}

/// Who lies on either side of each step of the blocks' borders.
struct BorderIndex {
    private var owner: [GridStep: Int] = [:]
    private let areas: [MultiPolygon]
    private(set) var neighbours: [Set<Int>]

    init(_ areas: [MultiPolygon]) {
        self.areas = areas
        neighbours = Array(repeating: [], count: areas.count)
        for (block, area) in areas.enumerated() {
            for ring in area.polygons.flatMap(\.rings) {
                for (a, b) in zip(ring.positions, ring.positions.dropFirst()) {
                    owner[GridStep(from: GridPoint(a), to: GridPoint(b))] = block
                }
            }
        }
        for (step, block) in owner {
            if let other = owner[GridStep(from: step.to, to: step.from)] { neighbours[block].insert(other) }
        }
    }

    /// The block on the right of each step of a block's outer ring; -1 outside the city.
    func sides(of block: Int) -> [Int] {
        let ring = ring(block)
        return zip(ring, ring.dropFirst()).map {
            owner[GridStep(from: GridPoint($1), to: GridPoint($0))] ?? -1
        }
    }

    func ring(_ block: Int) -> [Position] { areas[block].polygons[0].rings[0].positions }

    func isPlain(_ block: Int) -> Bool {
        areas[block].polygons.count == 1 && areas[block].polygons[0].rings.count == 1
    }

    /// The stretches of `steps` steps along a block that have one neighbour, two steps clear of its ends.
    func runs(of block: Int, steps: Int) -> [BorderRun] {
        let sides = sides(of: block)
        let ring = ring(block)
        return stride(from: 2, to: sides.count - steps - 2, by: 2).compactMap { start in
            let span = sides[(start - 2)..<(start + steps + 2)]
            guard span.allSatisfy({ $0 == sides[start] }) else { return nil }
            return BorderRun(
                block: block, neighbour: sides[start], start: start,
                positions: Array(ring[start...(start + steps)]))
        }
    }
}
