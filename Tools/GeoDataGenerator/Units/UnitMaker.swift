internal import GeoKernels
internal import GeoModel

/// Draws units where people live and work: thick in built-up areas, thin in the hills, none in water.
struct UnitMaker {
    private let region: Region
    private let divisions: Divisions
    private let locator: Locator
    private let cells: [Int]
    private let totals: [Double]
    private let trades: [Trade]
    private var random: SplitMix64
    private let series: String
    private var number = 0
    private var names: Set<String> = []

    init(_ region: Region, _ divisions: Divisions, series: String, streams: Streams) {
        self.series = series
        self.region = region
        self.divisions = divisions
        locator = Locator(divisions.blocks.map(\.area))
        random = streams.stream("units " + series)
        let noise = Noise(salt: random.next())
        cells = region.districts.block.indices.filter { region.districts.block[$0] >= 0 }
        let weights = Self.weights(region, noise)
        var total = 0.0
        totals = cells.map { cell in
            total += weights[cell]
            return total
        }
        trades = Trade.all.flatMap { Array(repeating: $0, count: $0.weight) }
    }

    /// How many units a cell draws.
    private static func weights(_ region: Region, _ noise: Noise) -> [Double] {
        let wet = Set(region.landscape.lake + region.landscape.reservoir)
        let town = Dictionary(
            region.landscape.builtUp.enumerated().flatMap { index, cells in cells.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
        let roadside = Set(region.landscape.roads.flatMap(\.nodes).flatMap { region.mesh.cells(at: $0) })
        return region.mesh.centres.indices.map { cell in
            if wet.contains(cell) { return 0 }
            let patch = noise.fractal(at: region.mesh.centres[cell], wavelength: 3_000, octaves: 3)
            let rural = (roadside.contains(cell) ? 0.9 : 0.25) * (0.1 + 6 * patch * patch * patch)
            guard let index = town[cell] else { return rural }
            let seat = region.districts.towns[index]
            let away = distance(region.mesh.centres[cell], region.mesh.centres[seat.seat])
            return (seat.isCountySeat ? 26 : seat.isZone ? 20 : 9) / (1 + away / 1_300) + rural
        }
    }

    mutating func make(_ batch: Batch) -> [Unit] { (0..<batch.count).map { _ in make(in: batch) } }

    mutating func make(in batch: Batch) -> Unit {
        number += 1
        let (block, place) = spot()
        let isUrban = divisions.blocks[block].code.dropFirst(9).hasPrefix("0")
        var trade = random.pick(trades)
        while trade.isRural == isUrban, !random.chance(0.25) { trade = random.pick(trades) }
        let digits = padded(random.integer(0, 99_999_999), 8)
        let organisation = Codes.organisationCode(digits)
        // Where a firm is registered is not always where it works.
        let county = random.chance(0.1) ? "990100" : divisions.blocks[block].code.prefix(6)
        return Unit(
            series: series, number: number, batch: batch, block: block, place: place,
            creditCode: Codes.creditCode((random.chance(0.85) ? "91" : "92") + county + organisation),
            organisationCode: Codes.hyphenated(organisation), name: freshName(block, trade), trade: trade,
            isRunning: random.chance(0.9))
    }

    /// A copy of a unit under the next number, in the list handed down.
    mutating func copy(_ unit: Unit, mistake: String, moved metres: Double) -> Unit {
        number += 1
        var copy = Unit(
            series: series, number: number, batch: .list, block: unit.block, place: unit.place,
            creditCode: unit.creditCode,
            organisationCode: unit.organisationCode, name: unit.name, trade: unit.trade,
            isRunning: unit.isRunning)
        for _ in 0..<50 where copy.place == unit.place && metres > 0 {
            let flat = region.frame.metres(unit.place)
            let east = (random.unit() - 0.5) * 2 * metres
            let moved = Position(flat.x + east, flat.y + (random.unit() - 0.5) * 2 * metres)
            let place = sixDecimals(region.frame.degrees(moved))
            if locator.contains(unit.block, place) { copy.place = place }
        }
        copy.mistake = mistake
        copy.related = unit.key
        return copy
    }

    /// A place inside a block, drawn by the weights of the cells.
    private mutating func spot() -> (Int, Position) {
        while true {
            let wanted = random.unit() * (totals.last ?? 0)
            let cell = cells[totals.firstIndex { $0 > wanted } ?? 0]
            let corner = random.index(below: 6)
            let nodes = region.mesh.cellNodes[cell].map { region.mesh.nodes[$0] }
            let side = between(nodes[corner], nodes[(corner + 1) % 6], random.unit())
            let flat = between(region.mesh.centres[cell], side, random.unit().squareRoot())
            let place = sixDecimals(region.frame.degrees(flat))
            let block = region.districts.block[cell]
            if locator.contains(block, place) { return (block, place) }
        }
    }

    /// A name that no other unit has, so that equal names are planted ones.
    private mutating func freshName(_ block: Int, _ trade: Trade) -> String {
        while true {
            let name = name(block, trade)
            if names.insert(name).inserted { return name }
        }
    }

    private mutating func name(_ block: Int, _ trade: Trade) -> String {
        let county = divisions.blocks[block].code.hasPrefix("990121") ? "虚川县" : "拟溪县"
        let village = divisions.blocks[block].name.prefix(2)
        let brand = random.pick(Names.brandFirst) + random.pick(Names.brandSecond)
        switch trade.kind {
        case Trade.livestock: return "\(county)\(village)\(brand)\(trade.word)场"
        case Trade.boiler: return "\(county)\(brand)\(trade.word)"
        default:
            return "\(county)\(random.chance(0.4) ? village : "")\(brand)\(trade.word)"
                + (random.chance(0.7) ? "有限公司" : "厂")
        }
    }
}

/// The position to six decimals, about a tenth of a metre.
func sixDecimals(_ place: Position) -> Position {
    Position((place.x * 1e6).rounded() / 1e6, (place.y * 1e6).rounded() / 1e6)
}
