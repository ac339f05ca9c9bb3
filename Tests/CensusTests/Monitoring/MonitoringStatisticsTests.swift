import Census
import GeoKernels
import GeoModel
import Testing

@Suite("Statistics and review of stored samples")
struct MonitoringStatisticsTests {
    private let reference: MonitoringReference

    init() throws { reference = try .made() }

    private func sample(
        _ label: String, day: String = "2018-03-06", outfall: String = "A", kind: ActivityKind = .routine,
        partner: String? = nil, declared: Season? = nil, _ values: [(String, MeasuredQuantity)],
        unit: MeasurementUnit = .milligramPerLitre, limit: Double? = nil
    ) throws -> SampleEntry {
        let time = try SamplingTime(day)
        let calendar = try #require(reference.calendar(for: nil))
        let results = values.compactMap { code, quantity -> ResultEntry? in
            guard let indicator = reference.catalogue.indicator(spelled: code) else { return nil }
            let own = indicator.unit.dimension == .concentration ? unit : indicator.unit
            return ResultEntry(
                indicator: indicator.code,
                value: MeasuredValue(quantity, unit: own, methodDetectionLimit: limit, original: ""))
        }
        return SampleEntry(
            label: label, kind: kind, partner: partner, outfall: outfall, time: time,
            declaredSeason: declared,
            occasion: calendar.occasion(on: time.day), basin: calendar.basin, laboratory: "L1",
            results: results)
    }

    private func statistics(
        _ samples: [SampleEntry], _ change: (inout StatisticsQuestion) -> Void = { _ in }
    ) -> [String: IndicatorStatistics] { reference.statistics(of: samples, change) }

    @Test("phosphorus of 1.2, 0.025L and 0.9: mean 0.7042, with zero 0.7000, excluded 1.05")
    func nonDetects() throws {
        let found = try #require(
            statistics([
                sample("1", [("TP", .number(1.2))]), sample("2", [("TP", .belowLimit(0.025))]),
                sample("3", [("TP", .number(0.9))]),
            ])["TP"])
        func mean(_ rule: NonDetectRule) -> Double {
            guard case .success(let value)? = found.means.first(where: { $0.rule == rule })?.mean else {
                return .nan
            }
            return value
        }
        #expect(abs(mean(.halfLimit) - 0.7042) < 5e-5)
        #expect(abs(mean(.zero) - 0.7) < 1e-12)
        #expect(abs(mean(.excluded) - 1.05) < 1e-12)
        #expect(found.nonDetects == 1 && found.count == 3)
    }

    @Test("COD of 50, 20 and 20 at 100, 1000 and 1000 m3/d: 21.43 weighted, and the load with its formula")
    func flowWeighted() throws {
        let found = try #require(
            statistics([
                sample("1", [("COD", .number(50)), ("flow", .number(100))]),
                sample("2", [("COD", .number(20)), ("flow", .number(1000))]),
                sample("3", [("COD", .number(20)), ("flow", .number(1000))]),
            ])["COD"])
        let weighted = try #require(try found.flowWeighted?.get())
        #expect(abs(weighted.value - 21.4286) < 1e-4)
        let mean = try found.mean.get()
        #expect(abs(mean - 30) < 1e-12)
        let load = try #require(try found.load?.get())
        #expect(abs(load.value - (5000 + 20_000 + 20_000) / 3 * 365 / 1e6) < 1e-12)
        #expect(load.formula.english.contains("t/a"))
    }

    @Test("50 mg/L at 300 m3/d is 5.475 t/a, in whatever units it was measured")
    func load() throws {
        let entry = try sample(
            "1", [("COD", .number(50_000)), ("flow", .number(300))], unit: .microgramPerLitre)
        let found = try #require(statistics([entry])["COD"])
        let load = try #require(try found.load?.get())
        #expect(abs(load.value - 5.475) < 1e-9)
    }

    @Test("the ammonia limit of GB 18918 depends on the day's water temperature")
    func temperature() throws {
        let days =
            try statistics(
                [
                    sample("1", day: "2018-03-06", [("NH3-N", .number(7)), ("temperature", .number(12))]),
                    sample("2", day: "2018-03-07", [("NH3-N", .number(7)), ("temperature", .number(12.1))]),
                    sample("3", day: "2018-03-08", [("NH3-N", .number(7))]),
                ]) { $0.effluent = (.gb18918, "一级A") }["NH3-N"]?.days ?? []
        #expect(days.count == 3)
        guard case .within = days[0].comparison, case .exceeds = days[1].comparison,
            case .undecided(.missingFacts([.waterTemperature])) = days[2].comparison
        else {
            Issue.record("\(days)")
            return
        }
    }

    @Test("a detection limit above the standard leaves the verdict open")
    func limitAboveStandard() throws {
        let days = try statistics([sample("1", [("TP", .belowLimit(2))])]) {
            $0.effluent = (.gb18918, "一级A")
            $0.built = try? CalendarDate(year: 2010, month: 1, day: 1)
        }["TP"]?.days
        #expect(
            days?.first?.comparison
                == .undecided(.detectionLimitAboveLimit(detection: 2, limit: 0.5)))
    }

    @Test("phosphorus is stricter in a lake, and oxygen is better when there is more")
    func surface() throws {
        let samples = try [sample("1", [("TP", .number(0.08)), ("DO", .number(8))])]
        let river = statistics(samples) { ($0.surface, $0.usualWaterKind) = (.gb3838, .river) }
        let lake = statistics(samples) { ($0.surface, $0.usualWaterKind) = (.gb3838, .lake) }
        #expect(river["TP"]?.surfaceGrade == .graded(.two) && lake["TP"]?.surfaceGrade == .graded(.four))
        #expect(river["DO"]?.surfaceGrade == .graded(.one))
    }

    @Test("a verdict that depends on the rule for non-detects is warned of")
    func warning() throws {
        let samples = try [
            sample("1", [("TP", .number(0.45))]), sample("2", [("TP", .belowLimit(0.8))]),
        ]
        let found = statistics(samples) { $0.effluent = (.gb8978, "一级") }
        #expect(found["TP"]?.warning == nil)
        let warned = statistics(samples) { ($0.surface, $0.usualWaterKind) = (.gb3838, .river) }
        #expect(warned["TP"]?.warning != nil)
    }

    private func findings(
        _ samples: [SampleEntry], outfalls: [MonitoredOutfall] = [MonitoredOutfall(code: "A", name: "甲")],
        periods: [MonitoringPeriod] = []
    ) -> [ReviewFinding] {
        MonitoringReview(reference: reference, measure: .geographic())
            .findings(in: samples, of: outfalls, periods: periods)
            // True of these samples, and not what the tests here are about: no log, no basin, too few controls.
            .filter { !["Q04", "C01", "S03"].contains($0.rule.id) }
    }

    @Test(
        "a blank that shows the indicator, a parallel too far off and a wrong season are found, each by its rule"
    )
    func quality() throws {
        let found = try findings([
            sample("S1", declared: .wet, [("NH3-N", .number(10))], limit: 0.025),
            sample("S2", kind: .fieldBlank, partner: "S1", [("NH3-N", .number(0.31))], limit: 0.025),
            sample("S3", kind: .fieldParallel, partner: "S1", [("NH3-N", .number(16))]),
            sample("S4", kind: .fieldBlank, [("NH3-N", .belowLimit(0.025))], limit: 0.025),
        ])
        #expect(found.map(\.rule.id) == ["S01", "Q01", "Q02"])
        #expect(found.map(\.samples) == [["S1"], ["S2"], ["S3", "S1"]])
        #expect(found.map(\.rule.method) == [.enquiry, .enquiry, .comparison])
    }

    @Test("a sample whose cells were all refused leaves its season missing")
    func emptySample() throws {
        let periods = [MonitoringPeriod(SeasonOccasion(.dry, year: 2018))]
        #expect(try findings([sample("S1", [])], periods: periods).map(\.rule.id) == ["S02"])
        #expect(try findings([sample("S1", [("COD", .number(20))])], periods: periods).isEmpty)
    }

    @Test("a season without any sample is missing at every outfall that the plan asks for")
    func missing() throws {
        let periods = [
            MonitoringPeriod(SeasonOccasion(.dry, year: 2018)),
            MonitoringPeriod(SeasonOccasion(.wet, year: 2018)),
        ]
        let found = try findings(
            [sample("S1", [("COD", .number(20))])],
            outfalls: [MonitoredOutfall(code: "A"), MonitoredOutfall(code: "B")], periods: periods)
        #expect(found.map(\.rule.id) == ["S02", "S02", "S02"])
        #expect(found.map(\.outfalls) == [["A"], ["B"], ["B"]])
    }

    @Test("numbers that each repeat one digit are a sign, a few of them are not")
    func repeatedDigits() throws {
        let strange: [(String, MeasuredQuantity)] = [
            ("COD", .number(111)), ("BOD5", .number(33.3)), ("NH3-N", .number(11.111)),
            ("TN", .number(22.22)),
        ]
        let found = try findings([sample("S1", strange)])
        #expect(found.map(\.rule.id) == ["M14"])
        #expect(try findings([sample("S1", Array(strange.dropLast()))]).isEmpty)
    }

    @Test("a copied report is found although the flow at the outfall differs")
    func copied() throws {
        func report(_ label: String, _ outfall: String, flow: Double) throws -> SampleEntry {
            try sample(
                label, outfall: outfall,
                [
                    ("COD", .number(61)), ("NH3-N", .number(5.3)), ("TN", .number(9.7)),
                    ("TP", .number(0.43)),
                    ("flow", .number(flow)),
                ])
        }
        let found = try findings([report("S1", "A", flow: 500), report("S2", "B", flow: 700)])
        #expect(found.map(\.rule.id) == ["M11"])
        #expect(found.first?.samples == ["S1", "S2"])
    }
}
