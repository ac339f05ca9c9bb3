import Census
import Testing

@Suite("What enters statistics, and in which water it is graded")
struct HonestStatisticsTests {
    private let reference: MonitoringReference

    init() throws { reference = try .made() }

    private func sample(
        _ label: String, _ values: [(String, MeasuredQuantity)], fraction: SampleFraction = .total,
        limit: Double? = nil
    ) throws -> SampleEntry {
        let time = try SamplingTime("2018-03-06")
        let results = try values.map { code, quantity in
            let indicator = try #require(reference.catalogue.indicator(spelled: code))
            return ResultEntry(
                indicator: code,
                value: MeasuredValue(
                    quantity, unit: indicator.unit, methodDetectionLimit: limit, fraction: fraction,
                    original: quantity.text(.limitWithFlag).english))
        }
        return SampleEntry(
            label: label, outfall: "A", time: time, occasion: SeasonOccasion(.dry, year: 2018),
            basin: "north",
            results: results)
    }

    private func statistics(
        _ samples: [SampleEntry], _ change: (inout StatisticsQuestion) -> Void = { _ in }
    ) -> [String: IndicatorStatistics] { reference.statistics(of: samples, change) }

    @Test("a negative value enters neither mean nor load, and is named with the rule that finds it")
    func negative() throws {
        let found = try #require(
            statistics([
                sample("1", [("SS", .number(30)), ("flow", .number(100))]),
                sample("2", [("SS", .number(-12)), ("flow", .number(100))]),
            ])["SS"])
        #expect(try found.mean.get() == 30 && found.count == 1)
        let load = try #require(try found.load?.get())
        #expect(abs(load.value - 30 * 100 * 365 / 1e6) < 1e-12)
        #expect(found.leftOut.map(\.sample) == ["2"] && found.leftOut[0].original == "-12")
        #expect(found.leftOut[0].reason == .impossible(rule: "M04", possible: 0...100_000))
        #expect(found.leftOut[0].reason.text.chinese.contains("M04"))
    }

    @Test(
        "a day of which the office's rule has no mean says so, and is decided only where the non-detects do not matter"
    )
    func noMeanOfADay() throws {
        var rows = Dictionary(uniqueKeysWithValues: ReferenceTable.allCases.map { ($0, $0.defaults) })
        rows[.seasonCalendar] = ReferenceTable.exampleCalendars
        rows[.policy] = [
            [StatisticPurpose.meanConcentration.rawValue, NonDetectRule.robustROS.rawValue, "made"],
            [StatisticPurpose.totalLoad.rawValue, NonDetectRule.zero.rawValue, "made"],
        ]
        let office = try MonitoringReference(rows)
        func day(_ limit: Double) throws -> DayVerdict {
            let samples = try [
                sample("1", [("COD", .number(60))]), sample("2", [("COD", .belowLimit(limit))]),
            ]
            let found = office.statistics(of: samples) { $0.effluent = (.gb18918, "一级A") }
            return try #require(found["COD"]?.days.first)
        }
        let open = try day(80)
        #expect(open.substituted != nil && open.comparison == .undecided(.dependsOnNonDetects))
        guard case .within = try day(4).comparison else {
            Issue.record("30 to 32 mg/L are within 50 whatever the non-detect was")
            return
        }
    }

    @Test("water of 61 °C does not choose the ammonia limit: 9.2 and 9.5 °C do, and 6 mg/L complies with 8")
    func temperature() throws {
        let samples = try [("1", 9.2), ("2", 61), ("3", 9.5)].map { label, celsius in
            try sample(label, [("NH3-N", .number(6)), ("temperature", .number(celsius))])
        }
        let found = statistics(samples) { $0.effluent = (.gb18918, "一级A") }
        let day = try #require(found["NH3-N"]?.days.first)
        #expect(abs(try #require(day.celsius) - 9.35) < 1e-12)
        guard case .within = day.comparison else {
            Issue.record("\(day)")
            return
        }
        #expect(found["temperature"]?.leftOut.map(\.sample) == ["2"])
        // With nothing but an impossible temperature, the limit cannot be chosen.
        let lone = try statistics([sample("2", [("NH3-N", .number(6)), ("temperature", .number(61))])]) {
            $0.effluent = (.gb18918, "一级A")
        }
        #expect(lone["NH3-N"]?.days.first?.comparison == .undecided(.missingFacts([.waterTemperature])))
    }

    @Test("an impossible flow weighs nothing, and how many values have no usable flow is told")
    func flow() throws {
        let found = try #require(
            statistics([
                sample("1", [("COD", .number(50)), ("flow", .number(100))]),
                sample("2", [("COD", .number(20)), ("flow", .number(20_000_000))]),
                sample("3", [("COD", .number(20))]),
            ])["COD"])
        #expect(found.count == 3 && found.withoutFlow == 2)
        #expect(try found.flowWeighted?.get().value == 50)
    }

    @Test("all values impossible: no mean, and each is named")
    func nothingLeft() throws {
        let found = try #require(statistics([sample("1", [("pH", .number(17))])])["pH"])
        #expect(found.count == 0 && found.leftOut.count == 1)
        #expect(throws: StatisticError.empty) { try found.mean.get() }
    }

    @Test("COD below BOD5 counts, since nobody can tell which is wrong, and both are doubted")
    func contradiction() throws {
        let found = try statistics([
            sample("1", [("COD", .number(20)), ("BOD5", .number(30)), ("TN", .number(9))]),
            sample("2", [("COD", .number(40))]),
        ])
        #expect(try found["COD"]?.mean.get() == 30)
        #expect(
            found["COD"]?.doubts.map(\.rule) == ["M01"] && found["BOD5"]?.doubts.map(\.samples) == [["1"]])
        #expect(found["TN"]?.doubts.isEmpty == true)
    }

    private func decision(_ verdict: ResultVerdict, on label: String, _ code: String, _ original: String)
        throws -> ResultDecision
    {
        let unit = try #require(reference.catalogue.indicator(spelled: code)).unit.code
        return ResultDecision(
            label: label, indicator: code, fraction: .total, original: original, unit: unit, verdict: verdict,
            person: "丙", reason: "核对原始记录")
    }

    @Test("what a person accepted counts, what he rejected does not, and neither outlives a corrected value")
    func decided() throws {
        let samples = try [
            sample("1", [("temperature", .number(46)), ("COD", .number(20)), ("BOD5", .number(30))]),
            sample("2", [("COD", .number(90))]),
        ]
        let accepted = try [
            decision(.accepted, on: "1", "temperature", "46"), decision(.rejected, on: "2", "COD", "90"),
        ]
        let found = statistics(samples) { $0.decisions = ResultDecisions(accepted) }
        #expect(try found["temperature"]?.mean.get() == 46 && found["temperature"]?.leftOut.isEmpty == true)
        #expect(try found["COD"]?.mean.get() == 20)
        #expect(found["COD"]?.leftOut.map(\.reason) == [.rejected(by: "丙", because: "核对原始记录")])
        // COD and BOD5 of the first sample still contradict: nobody has decided on them.
        #expect(found["COD"]?.doubts.count == 1)
        let both = try ["COD": "20", "BOD5": "30"].map { try decision(.accepted, on: "1", $0.key, $0.value) }
        #expect(statistics(samples) { $0.decisions = ResultDecisions(both) }["COD"]?.doubts.isEmpty == true)
        let stale = try [decision(.rejected, on: "2", "COD", "900")]
        #expect(try statistics(samples) { $0.decisions = ResultDecisions(stale) }["COD"]?.mean.get() == 55)
        let back = try accepted + [decision(.open, on: "2", "COD", "90")]
        #expect(try statistics(samples) { $0.decisions = ResultDecisions(back) }["COD"]?.mean.get() == 55)
    }

    @Test("a number that is half the detection limit counts, with its doubt")
    func halfLimit() throws {
        let found = try #require(statistics([sample("1", [("TP", .number(0.005))], limit: 0.01)])["TP"])
        #expect(found.count == 1 && found.doubts.map(\.rule) == ["M12"])
    }

    @Test("the dissolved part is not compared with limits for the whole")
    func fraction() throws {
        let found = try #require(
            statistics([
                sample("1", [("TP", .number(0.4))], fraction: .dissolved),
                sample("2", [("TP", .number(0.2))]),
            ])[
                "TP"])
        #expect(try found.mean.get() == 0.2 && found.leftOut[0].reason == .fraction(.dissolved))
    }

    @Test("a load is not told where the highest concentration is beyond its method's range")
    func aboveRange() throws {
        let found = try #require(
            statistics([
                sample("1", [("COD", .aboveLimit(700)), ("flow", .number(10))]),
                sample("2", [("COD", .number(20)), ("flow", .number(10))]),
            ])["COD"])
        #expect(found.leftOut.map(\.reason) == [.aboveRange] && found.withoutFlow == 0)
        #expect(throws: StatisticError.aboveRange(count: 1)) { try found.load?.get() }
    }

    @Test("phosphorus of 0.03 is class II in a river and III in a lake: each outfall by its own water")
    func waterKind() throws {
        let samples = try [sample("1", [("TP", .number(0.03)), ("COD", .number(12)), ("TN", .number(0.8))])]
        func grades(_ kind: WaterKind?) -> [String: SurfaceGrade?] {
            statistics(samples) {
                $0.surface = .gb3838
                $0.waterKinds = kind.map { ["A": $0] } ?? [:]
            }.mapValues(\.surfaceGrade)
        }
        #expect(grades(.river)["TP"] == .graded(.two) && grades(.lake)["TP"] == .graded(.three))
        #expect(grades(.lake)["TN"] == .graded(.three))
        #expect(grades(.river)["TN"] == .notGraded(indicator: "TN", in: .river))
        // Nobody says which: what is the same in both is told, the rest is open.
        #expect(grades(nil)["COD"] == .graded(.one))
        #expect(grades(nil)["TP"] == .kindUnknown(river: .graded(.two), lake: .graded(.three)))
    }

    @Test("a coded water's kind is stronger than the usual one")
    func usualKind() throws {
        let found = try statistics([sample("1", [("TP", .number(0.03))])]) {
            $0.surface = .gb3838
            $0.waterKinds = ["A": .lake]
            $0.usualWaterKind = .river
        }
        #expect(found["TP"]?.surfaceGrade == .graded(.three) && found["TP"]?.waterKind == .lake)
    }

    @Test(
        "layers of water bodies write the kind in many ways",
        arguments: [
            ("lake", WaterKind.lake), ("reservoir", .lake), ("水库", .lake), ("湖（库）", .lake), ("River", .river),
            ("河流", .river), ("渠", .river),
        ])
    func spellings(text: String, kind: WaterKind) {
        #expect(WaterKind(spelled: text) == kind)
    }
}
