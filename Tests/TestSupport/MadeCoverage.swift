internal import GeoKernels
public import GeoModel

/// A valid coverage of quadrangles over a bent grid, and ways to damage it.
///
/// Zone `(row, column)` of a grid of `size` × `size` is number `row * size + column`. Each border between two
/// grid nodes has `bends` vertices of its own that both zones share. With `lattice` all ordinates are integers,
/// so that vertices fall exactly on edges and edges on each other.
public struct MadeCoverage: Sendable {
    /// The one ring of each zone, closed.
    public var zones: [[Position]] = []
    /// How many zones stand beside each other in a row.
    public let size: Int
    private var random: SplitMix64
    private let lattice: Bool

    /// Makes a coverage; equal seeds give equal coverages.
    public init(seed: UInt64, size: Int = 4, bends: Int = 2, lattice: Bool = false) {
        self.size = size
        self.lattice = lattice
        random = SplitMix64(seed: seed)
        let step = 24.0
        var nodes: [[Position]] = []
        for row in 0...size {
            nodes.append((0...size).map { Position(Double($0) * step, Double(row) * step) })
        }
        for row in 0...size {
            for column in 0...size { nodes[row][column] = jitter(nodes[row][column], by: 5) }
        }
        var across: [[[Position]]] = []
        var up: [[[Position]]] = []
        for row in 0...size {
            across.append((0..<size).map { bent(nodes[row][$0], nodes[row][$0 + 1], bends) })
        }
        for row in 0..<size {
            up.append((0...size).map { bent(nodes[row][$0], nodes[row + 1][$0], bends) })
        }
        for row in 0..<size {
            for column in 0..<size {
                let south = [nodes[row][column]] + across[row][column] + [nodes[row][column + 1]]
                let east = up[row][column + 1] + [nodes[row + 1][column + 1]]
                let north = across[row + 1][column].reversed() + [nodes[row + 1][column]]
                zones.append(south + east + north + up[row][column].reversed() + [nodes[row][column]])
            }
        }
    }

    private mutating func jitter(_ p: Position, by reach: Double) -> Position {
        let q = Position(p.x + random.number(in: -reach...reach), p.y + random.number(in: -reach...reach))
        return lattice ? Position(q.x.rounded(), q.y.rounded()) : q
    }

    private mutating func bent(_ a: Position, _ b: Position, _ bends: Int) -> [Position] {
        (0..<bends).map { place in
            let t = Double(place + 1) / Double(bends + 1)
            return jitter(Position(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)), by: 2)
        }
    }

    /// What a damaged border looks like.
    private enum Damage: Int, CaseIterable {
        case moveVertex, dropVertex, shiftZone, copyZone, deleteZone, growCorner
    }

    /// A coverage with up to fourteen damages, as many as the seed says; a damage after which `isAccepted` does
    /// not hold is taken back.
    public static func damaged<Failure: Error>(
        seed: UInt64, size: Int = 4, lattice: Bool, isAccepted: (PolygonTable) throws(Failure) -> Bool
    ) throws(Failure) -> MadeCoverage {
        var made = MadeCoverage(seed: seed, size: size, lattice: lattice)
        for _ in 0..<(1 + Int(seed % 14)) {
            let before = made
            made.damage()
            if try !isAccepted(made.table) { made.zones = before.zones }
        }
        return made
    }

    /// Damages one zone; what is done follows from the seed.
    public mutating func damage() {
        guard !zones.isEmpty, let kind = Damage(rawValue: random.index(below: Damage.allCases.count)) else {
            return
        }
        let zone = random.index(below: zones.count)
        switch kind {
        case .moveVertex, .growCorner:
            let open = zones[zone].count - 1
            let place = random.index(below: open)
            let reach = kind == .growCorner ? 20.0 : 3
            moved(zone, place, to: jitter(zones[zone][place], by: reach))
        case .dropVertex:
            if zones[zone].count > 5 {
                var open = Array(zones[zone].dropLast())
                open.remove(at: random.index(below: open.count))
                zones[zone] = open + [open[0]]
            }
        case .shiftZone:
            let by = jitter(Position(0, 0), by: 4)
            zones[zone] = zones[zone].map { Position($0.x + by.x, $0.y + by.y) }
        case .copyZone: zones.append(zones[zone])
        case .deleteZone: zones.remove(at: zone)
        }
    }

    private mutating func moved(_ zone: Int, _ place: Int, to position: Position) {
        var open = Array(zones[zone].dropLast())
        open[place] = position
        zones[zone] = open + [open[0]]
    }

    /// The zones in an order, with ring starts and directions, that follow from the seed.
    public mutating func shuffled() -> (table: PolygonTable, order: [Int]) {
        var order = Array(zones.indices)
        for place in order.indices.dropFirst() { order.swapAt(place, random.index(below: place + 1)) }
        let areas = order.map { zone -> MultiPolygon in
            var open = Array(zones[zone].dropLast())
            let turn = random.index(below: open.count)
            open = Array(open[turn...]) + open[..<turn]
            if random.index(below: 2) == 1 { open.reverse() }
            return MultiPolygon([Polygon(exterior: LinearRing(unchecked: open + [open[0]]))])
        }
        return (PolygonTable(areas), order)
    }

    /// The zones as a layer.
    public var table: PolygonTable {
        PolygonTable(zones.map { MultiPolygon([Polygon(exterior: LinearRing(unchecked: $0))]) })
    }
}
