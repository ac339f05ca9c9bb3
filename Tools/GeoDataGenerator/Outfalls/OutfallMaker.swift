internal import GeoKernels
internal import GeoModel

/// Draws sixty outfalls: most where rivers pass through towns, some in the country, some on shores.
struct OutfallMaker {
    private(set) var outfalls: [Outfall] = []
    private let locator: Locator
    private let divisions: Divisions
    private var random: SplitMix64
    private var serials: [String: Int] = [:]

    init(_ region: Region, _ divisions: Divisions, streams: Streams) {
        self.divisions = divisions
        locator = Locator(divisions.blocks.map(\.area))
        random = streams.stream("outfalls")
        let sites = OutfallSites(region, random: &random)
        take(36, from: sites.urban)
        facePairs(2, in: sites)
        take(10, from: sites.shore)
        take(60 - outfalls.count, from: sites.rural)
    }

    private mutating func take(_ count: Int, from sites: [OutfallSite]) {
        var left = count
        for site in random.shuffled(sites) where left > 0 {
            let isClear = outfalls.allSatisfy {
                SurfaceMeasure().length(from: $0.site.place, to: site.place).value > 110
            }
            guard isClear, let block = locator.block(at: site.place) else { continue }
            add(site, block)
            left -= 1
        }
    }

    /// Puts outfalls right across the river from some others: near each other, and not the same.
    private mutating func facePairs(_ count: Int, in sites: OutfallSites) {
        for outfall in outfalls.prefix(count) {
            var site = outfall.site.opposite
            site.isBuiltUp = sites.isBuiltUp(site.place)
            if let block = locator.block(at: site.place) { add(site, block) }
        }
    }

    private mutating func add(_ site: OutfallSite, _ block: Int) {
        let county: String = divisions.blocks[block].code.prefix(6) + "000000"
        serials[county, default: 0] += 1
        let source: Outfall.Source =
            random.chance(0.45) ? .domestic : random.chance(0.55) ? .industrial : .mixed
        var daily = (40 * pow2(random.number(in: 0...6.5))).rounded()
        var days = source == .industrial ? random.number(in: 250...330).rounded() : 365
        // Some reach only one of the two thresholds of scale, 300 m3 a day and 100 000 m3 a year.
        if outfalls.count % 15 == 6 { (daily, days) = (285, 360) }
        if outfalls.count % 15 == 10 { (daily, days) = (320, 280) }
        outfalls.append(
            Outfall(
                number: outfalls.count + 1, site: site, block: block, county: county,
                serial: serials[county] ?? 0, source: source, dailyFlow: daily,
                annualFlow: (daily * days).rounded(),
                manner: random.pick(["1|明渠", "2|暗管", "2|暗管", "2|暗管", "3|泵站", "4|涵闸", "5|其他"])))
    }

    /// 2 to a power, by halves and wholes of it, without the platform's mathematics.
    private func pow2(_ power: Double) -> Double {
        let whole = Int(power)
        return Double(1 << whole) * (1 + (power - Double(whole)))
    }
}
