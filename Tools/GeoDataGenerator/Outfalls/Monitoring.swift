internal import GeoKernels

/// The dry and the wet campaign: three samples at each outfall, with what is planted among them.
struct Monitoring {
    private(set) var samples: [Sample] = []
    /// Seasons that were never sampled, as outfall and season.
    private(set) var absent: [(outfall: Outfall, season: String)] = []
    private var random: SplitMix64

    static let dry = "枯水期"
    static let wet = "丰水期"
    private static let withoutWet: Set = [5, 19, 33, 47]
    private static let withoutDry: Set = [8, 26, 51]

    init(_ outfalls: [Outfall], streams: Streams) {
        random = streams.stream("samples")
        for season in [Self.dry, Self.wet] {
            for outfall in outfalls {
                let isAbsent = (season == Self.dry ? Self.withoutDry : Self.withoutWet).contains(
                    outfall.number)
                if isAbsent { absent.append((outfall, season)) } else { sample(outfall, season) }
            }
        }
        plantSeries()
        plantRows()
        addControls()
    }

    private mutating func sample(_ outfall: Outfall, _ season: String) {
        let isDry = season == Self.dry
        let base = strengths(outfall, isDry)
        // Three outfalls were visited in the wrong month and still called dry.
        let isLate = isDry && [12, 30, 44].contains(outfall.number)
        let day =
            isLate ? "2018-05-28" : (isDry ? "2018-03-" : "2018-07-") + padded(5 + outfall.number % 20, 2)
        for round in 0..<3 {
            let values = base.map { $0 * (0.85 + 0.3 * random.unit()) }
            var sample = Sample(
                key: "S" + padded(samples.count + 1, 4), outfall: outfall,
                time: Clock.local(day, 30_600 + round * 10_800 + outfall.number * 60), season: season,
                laboratory: outfall.number % 4,
                flow: flow(outfall, isDry),
                temperature: (isDry ? 9 : 25) + 4 * random.unit(), acidity: 6.6 + 1.6 * random.unit(),
                values: values)
            if isLate { sample.findings.append("wrong-season") }
            samples.append(sample)
        }
    }

    /// The flow of the day, which stays in the outfall's class of scale unless it is planted otherwise.
    private mutating func flow(_ outfall: Outfall, _ isDry: Bool) -> Double {
        let flow = outfall.dailyFlow * (isDry ? 0.9 : 1.15) * (0.9 + 0.2 * random.unit())
        return outfall.isAboveScale ? max(flow, 280) : min(flow, 270)
    }

    /// Mean strengths in mg/L; some outfalls of treated water are below a detection limit.
    private mutating func strengths(_ outfall: Outfall, _ isDry: Bool) -> [Double] {
        let isClean = outfall.number % 7 == 3
        let cod =
            (isClean ? 14 : outfall.source == .industrial ? 95 : 70) * random.number(in: 0.6...1.8)
            * (isDry ? 1.15 : 0.9)
        let ammonia = isClean ? random.number(in: 0.005...0.02) : cod * random.number(in: 0.05...0.18)
        let nitrogen = ammonia * random.number(in: 1.25...1.7) + 1.2
        let phosphorus = isClean ? random.number(in: 0.002...0.008) : cod * random.number(in: 0.006...0.02)
        let oil = isClean || outfall.source == .industrial ? 0.03 : random.number(in: 0.3...4)
        return [
            cod, cod * random.number(in: 0.22...0.5), ammonia, nitrogen, phosphorus, oil,
            cod * random.number(in: 0.2...0.6),
        ]
    }

    /// Spoils some rows that have no finding yet.
    private mutating func spoil(_ count: Int, _ finding: String, _ change: (inout Sample) -> Void) {
        let rows = random.shuffled(
            samples.indices.filter { samples[$0].findings.isEmpty && samples[$0].outfall.number % 7 != 3 })
        for row in rows.prefix(count) {
            change(&samples[row])
            samples[row].findings.append(finding)
        }
    }

    private mutating func plantRows() {
        spoil(5, "cod-below-bod5") { $0.values[1] = $0.values[0] * 1.4 }
        spoil(5, "nitrogen-below-ammonia") { $0.values[3] = $0.values[2] * 0.6 }
        spoil(2, "ph-out-of-range") { $0.acidity = 17.2 }
        spoil(1, "negative-value") { $0.values[6] = -12 }
        spoil(2, "temperature-out-of-range") { $0.temperature = 61 }
        spoil(3, "flow-against-scale") { $0.flow = $0.outfall.isAboveScale ? 12 : 2_400 }
        var digit = 0.0
        spoil(2, "repeated-digits") { sample in
            digit += 1
            sample.values = [111, 33.3, 11.111, 22.22, 1.11, 2.22, 55].map { $0 * digit }
        }
    }

    /// Two outfalls have the very same three rows as another: a sign of falsification.
    private mutating func plantSeries() {
        for (copy, original) in [(16, 40), (29, 53)] {
            let from = samples.indices.filter {
                samples[$0].outfall.number == original && samples[$0].season == Self.wet
            }
            let to = samples.indices.filter {
                samples[$0].outfall.number == copy && samples[$0].season == Self.wet
            }
            for (a, b) in zip(from, to) {
                samples[b].values = samples[a].values
                samples[b].acidity = samples[a].acidity
                samples[b].temperature = samples[a].temperature
                samples[b].findings = ["identical-series"]
                samples[a].findings = ["identical-series"]
            }
        }
    }

    /// Parallel samples for one bottle in ten and a field blank for each laboratory and season.
    private mutating func addControls() {
        let bottles = samples
        for (index, bottle) in bottles.enumerated() where index % 10 == 6 {
            let isFar = index == 46 || index == 206
            let values = bottle.values.map { $0 * (isFar ? 1.45 : 0.97 + 0.06 * random.unit()) }
            add(bottle, "平行样", values, isFar ? "parallel-deviation" : "")
        }
        for season in [Self.dry, Self.wet] {
            for laboratory in 0..<4 {
                guard
                    let bottle = bottles.first(where: {
                        $0.season == season && $0.laboratory == laboratory && $0.findings.isEmpty
                    })
                else { continue }
                let isSpoilt = season == Self.wet && laboratory == 2
                add(
                    bottle, "全程序空白", [0, 0, isSpoilt ? 0.31 : 0, 0, 0, 0, 0],
                    isSpoilt ? "blank-above-limit" : "")
            }
        }
    }

    private mutating func add(_ bottle: Sample, _ kind: String, _ values: [Double], _ finding: String) {
        var control = Sample(
            key: "S" + padded(samples.count + 1, 4), kind: kind, parent: bottle.key, outfall: bottle.outfall,
            time: bottle.time, season: bottle.season, laboratory: bottle.laboratory, flow: bottle.flow,
            temperature: bottle.temperature, acidity: bottle.acidity, values: values)
        if !finding.isEmpty { control.findings = [finding] }
        samples.append(control)
    }
}
