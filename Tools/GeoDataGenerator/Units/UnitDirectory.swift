internal import GeoKernels
internal import GeoModel

/// All units of the directory with the mistakes planted among them.
struct UnitDirectory {
    private(set) var units: [Unit] = []
    /// Where each village office stands, to six decimals.
    let offices: [Position]
    private let divisions: Divisions
    private let locator: Locator
    private let region: Region
    private var random: SplitMix64
    /// Clean rows of the decimal batches in a random order; each is spoilt at most once.
    private var clean: [Int] = []

    init(_ region: Region, _ divisions: Divisions, streams: Streams) {
        self.region = region
        self.divisions = divisions
        locator = Locator(divisions.blocks.map(\.area))
        random = streams.stream("mistakes")
        let finder = locator
        offices = region.districts.blockSite.enumerated().map { block, site in
            let place = sixDecimals(region.frame.degrees(region.mesh.centres[site]))
            if finder.contains(block, place) { return place }
            let cells = region.districts.block.indices.filter { region.districts.block[$0] == block }
            return cells.lazy.map { sixDecimals(region.frame.degrees(region.mesh.centres[$0])) }
                .first { finder.contains(block, $0) } ?? place
        }
        var maker = UnitMaker(region, divisions, series: "U", streams: streams)
        for batch in Batch.all { units += maker.make(batch) }
        clean = random.shuffled(units.indices.filter { units[$0].batch.manner == .decimal })
        plantPlaces()
        plantTexts()
        plantCodes()
        plantZones()
        plantRepeats(&maker)
    }

    /// How many different units each block has.
    var counts: [Int] {
        var counts = Array(repeating: 0, count: divisions.blocks.count)
        for unit in units where !unit.mistake.hasPrefix("duplicate") { counts[unit.block] += 1 }
        return counts
    }

    /// Spoils the next clean rows that fit.
    private mutating func spoil(
        _ count: Int, _ mistake: String, where fits: (Unit) -> Bool = { _ in true },
        _ change: (inout Unit) -> Void
    ) {
        var left = count
        clean.removeAll { row in
            guard left > 0, fits(units[row]) else { return false }
            change(&units[row])
            units[row].mistake = mistake
            left -= 1
            return true
        }
    }

    private mutating func plantPlaces() {
        spoil(14, "swapped-axes") { unit in
            let written = CoordinateText.decimal(unit.place, 6)
            unit.typed = (written.y, written.x)
        }
        spoil(8, "zero-zero") { $0.typed = ("0", "0") }
        spoil(6, "no-coordinate") { $0.typed = ("", "") }
        spoil(24, "truncated-digits") { unit in
            unit.typed = CoordinateText.decimal(unit.place, unit.number % 2 == 0 ? 3 : 2)
        }
        let office = CoordinateText.decimal(offices[region.districts.towns[0].blocks[0]], 6)
        let desk = (
            decimals((Double(office.0) ?? 0) + 0.001_37, 6), decimals((Double(office.1) ?? 0) - 0.000_84, 6)
        )
        spoil(26, "many-on-one-point", where: { $0.batch.name == "PDA-02" }) { $0.typed = desk }
        plantVillageCentres()
    }

    /// In eight villages some units are given the place of the village office.
    private mutating func plantVillageCentres() {
        let counts = counts
        let villages = random.shuffled(counts.indices.filter { counts[$0] >= 15 && counts[$0] <= 60 }).prefix(
            8)
        for village in villages.sorted() {
            let written = CoordinateText.decimal(offices[village], 6)
            spoil(5, "village-centre", where: { $0.block == village }) { $0.typed = written }
        }
    }

    private mutating func plantTexts() {
        spoil(8, "full-width-digits") { unit in
            let written = CoordinateText.decimal(unit.place, 6)
            unit.typed = (CoordinateText.fullWidth(written.x), CoordinateText.fullWidth(written.y))
        }
        let dms = units.indices.filter { units[$0].batch.manner == .degreesMinutesSeconds }
        var left = 6
        for row in random.shuffled(dms) where left > 0 {
            let minutes = (units[row].place.x * 60).rounded()
            let place = Position(((minutes / 60) * 1e8).rounded() / 1e8, units[row].place.y)
            guard let block = locator.block(at: place), block == units[row].block else { continue }
            let before = Int(minutes) - 1
            units[row].place = place
            units[row].typed = (
                "\(before / 60)°\(padded(before % 60, 2))′60.00″", CoordinateText.symbols(place.y)
            )
            units[row].mistake = "sixty-seconds"
            left -= 1
        }
    }

    private mutating func plantCodes() {
        spoil(6, "scientific-notation-zone-code") { $0.declared = "9.90121E+11" }
        spoil(4, "scientific-notation-credit-code") { $0.creditCode = "9.19901E+17" }
        spoil(8, "lost-leading-zero-industry", where: { $0.trade.industry.hasPrefix("0") }) { unit in
            unit.typedIndustry = String(unit.trade.industry.dropFirst())
        }
        spoil(6, "lost-leading-zero-organisation", where: { $0.organisationCode.hasPrefix("0") }) { unit in
            unit.organisationCode.removeFirst()
        }
        spoil(6, "bad-check-digit") { $0.creditCode = Codes.spoiled($0.creditCode) }
    }

    /// Declares the block next door, and for some a block far away.
    private mutating func plantZones() {
        let blocks = divisions.blocks
        let mesh = region.mesh
        let labels = region.districts.block
        spoil(30, "declared-zone-differs") { unit in
            let cells = labels.indices.filter { labels[$0] == unit.block }
            let near = cells.flatMap { mesh.neighbours(of: $0) }.map { labels[$0] }
            let others = near.filter { $0 >= 0 && $0 != unit.block }.sorted()
            let far = blocks[(unit.block + 97) % blocks.count].code
            unit.declared = unit.number % 5 == 0 ? far : others.first.map { blocks[$0].code } ?? far
        }
    }

    private mutating func plantRepeats(_ maker: inout UnitMaker) {
        func take(_ count: Int, where fits: (Unit) -> Bool = { _ in true }) -> [Unit] {
            let rows = clean.filter { fits(units[$0]) }.prefix(count)
            clean.removeAll { rows.contains($0) }
            return rows.map { units[$0] }
        }
        for unit in take(10) { units.append(maker.copy(unit, mistake: "duplicate-credit-code", moved: 60)) }
        for unit in take(8) {
            var copy = maker.copy(unit, mistake: "duplicate-organisation-code", moved: 40)
            copy.creditCode = ""
            units.append(copy)
        }
        for unit in take(8, where: { $0.name.hasSuffix("有限公司") }) {
            var copy = maker.copy(unit, mistake: "duplicate-near-name", moved: 20)
            copy.creditCode = ""
            copy.organisationCode = ""
            copy.name = unit.name.replacing("有限公司", with: "有限责任公司")
            units.append(copy)
        }
        for unit in take(4) {
            var copy = maker.copy(unit, mistake: "same-code-other-suffix", moved: 300)
            copy.suffix = "01"
            units.append(copy)
        }
        for unit in take(4, where: { $0.creditCode.dropFirst(2).hasPrefix("990121") }) {
            var other = maker.make(in: .list)
            while divisions.blocks[other.block].code.hasPrefix("990121") { other = maker.make(in: .list) }
            other.creditCode = unit.creditCode
            other.organisationCode = unit.organisationCode
            other.name = unit.name
            other.trade = unit.trade
            other.mistake = "same-code-other-county"
            other.related = unit.key
            units.append(other)
        }
    }
}
