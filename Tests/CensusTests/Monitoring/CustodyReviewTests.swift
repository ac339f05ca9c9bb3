import Census
import GeoKernels
import GeoModel
import Testing

@Suite("From the bottle to the result")
struct CustodyReviewTests {
    private let reference: MonitoringReference

    init() throws { reference = try .made() }

    private let dry = SeasonOccasion(.dry, year: 2018)

    private func sample(
        _ label: String, at outfall: String? = "A", on time: String = "2018-03-06 09:00",
        kind: ActivityKind = .routine, analysed: String? = nil, _ indicators: String...
    ) throws -> SampleEntry {
        let day = try analysed.map { try CalendarDate(iso: $0) }
        let names = indicators.isEmpty ? ["NH3-N"] : indicators
        return SampleEntry(
            label: label, kind: kind, outfall: outfall, time: try SamplingTime(time), occasion: dry,
            basin: "north",
            results: names.map {
                ResultEntry(
                    indicator: $0,
                    value: MeasuredValue(.number(3), unit: .milligramPerLitre, original: "3"), analysed: day)
            })
    }

    private func moment(_ text: String) throws -> Moment {
        try Moment(text + ":00", assumingOffset: Moment.beijingOffsetSeconds)
    }

    private func log(_ steps: (CustodyStep, String)...) throws -> [CustodyEvent] {
        try steps.map { CustodyEvent($0.0, by: "乙", at: try moment($0.1)) }
    }

    private func visit(
        _ label: String, at outfall: String = "A", _ time: String = "2018-03-06 09:00"
    ) throws -> BottleVisit {
        BottleVisit(
            label: label, outfall: outfall, sampler: "采1", moment: try moment(time), occasion: dry)
    }

    private func findings(
        _ samples: [SampleEntry], custody: [String: [CustodyEvent]] = [:], visits: [BottleVisit] = []
    ) -> [ReviewFinding] {
        MonitoringReview(reference: reference, measure: .geographic())
            .findings(
                in: samples, of: [MonitoredOutfall(code: "A"), MonitoredOutfall(code: "B")], periods: [],
                custody: custody, visits: visits
            ).filter { $0.rule.id.hasPrefix("C") }
    }

    private func whole() throws -> [CustodyEvent] {
        try log(
            (.sampled, "2018-03-06 09:00"), (.handedOver, "2018-03-06 12:00"),
            (.received, "2018-03-06 15:00"), (.analysed, "2018-03-07 08:00"))
    }

    @Test("a bottle whose visit, log and result agree is not spoken of")
    func sound() throws {
        let sample = try sample("BT1", analysed: "2018-03-07")
        #expect(try findings([sample], custody: ["BT1": whole()], visits: [visit("BT1")]).isEmpty)
    }

    @Test("a bottle filled at one outfall and reported for another names both")
    func otherOutfall() throws {
        let found = try findings(
            [sample("BT1", at: "B")], custody: ["BT1": whole()], visits: [visit("BT1", at: "A")])
        #expect(found.map(\.rule.id) == ["C02"] && found.first?.outfalls == ["A", "B"])
        #expect(found.first?.samples == ["BT1"])
        #expect(found.first?.detail.chinese.contains("采1") == true)
    }

    @Test("a result of another day than the bottle was filled on is told, and so is a late analysis")
    func otherDay() throws {
        let found = try findings(
            [sample("BT1", on: "2018-03-20 09:00")], custody: ["BT1": whole()], visits: [visit("BT1")])
        #expect(found.map(\.rule.id) == ["C02"])
        #expect(found.first?.detail.english.contains("filled on 2018-03-06") == true)
    }

    @Test("a bottle without a result, and a result of a bottle that nobody filled, are told")
    func unmatched() throws {
        let found = try findings(
            [sample("BT2")], custody: ["BT2": whole()], visits: [visit("BT1")])
        #expect(found.map(\.rule.id) == ["C02", "C02"] && found.map(\.samples) == [["BT1"], ["BT2"]])
    }

    @Test("where no visit of a season is recorded, results do not lack one")
    func noVisits() throws {
        #expect(try findings([sample("BT2")], custody: ["BT2": whole()]).isEmpty)
    }

    @Test("a log that ends at the bank although there is a result is unfinished")
    func unfinished() throws {
        let found = try findings(
            [sample("BT1")], custody: ["BT1": log((.sampled, "2018-03-06 09:00"))])
        #expect(found.map(\.rule.id) == ["C01"])
        #expect(found.first?.detail.english.contains("the log ends") == true)
    }

    @Test("a log of a label that nobody knows is told, one of a bottle on its way is not")
    func unknownLabel() throws {
        let sampled = try log((.sampled, "2018-03-06 09:00"))
        let found = try findings(
            [sample("BT1")], custody: ["BT1": whole(), "BTX": sampled, "BT9": sampled],
            visits: [visit("BT1"), visit("BT9")])
        #expect(found.map(\.rule.id) == ["C01", "C02"] && found.map(\.samples) == [["BTX"], ["BT9"]])
    }

    @Test("bottles without any log are counted once a season, the first of them named")
    func unlogged() throws {
        let samples = try (1...30).map { try sample("S\($0)") }
        let found = try findings(samples, custody: ["S1": whole()])
        #expect(found.map(\.rule.id) == ["C01"] && found.first?.samples.count == 20)
        #expect(found.first?.detail.english.contains("29 of the 30") == true)
    }

    @Test("what a laboratory makes itself has no way to follow")
    func controls() throws {
        #expect(try findings([sample("K1", at: nil, kind: .laboratoryBlank)]).isEmpty)
    }

    @Test(
        "ammonia may stand 24 hours: by the log to the minute, by a mere day at least so long",
        arguments: [
            ("2018-03-07 09:00", nil, false), ("2018-03-07 09:30", nil, true), (nil, "2018-03-07", false),
            (nil, "2018-03-08", true), ("2018-03-07 08:00", "2018-03-07", false),
        ] as [(String?, String?, Bool)])
    func holding(logged: String?, day: String?, isLate: Bool) throws {
        var steps = Array(try whole().dropLast())
        if let logged { steps.append(CustodyEvent(.analysed, by: "丙", at: try moment(logged))) }
        let found = try findings(
            [sample("BT1", analysed: day)], custody: ["BT1": steps]
        ).filter { $0.rule.id == "C03" }
        #expect(found.count == (isLate ? 1 : 0), "\(found.map(\.detail))")
    }

    @Test("a sample of a mere day may have been taken at its end")
    func dayOnly() throws {
        let samples = try [
            sample("S1", on: "2018-03-06", analysed: "2018-03-08"),
            sample("S2", on: "2018-03-06", analysed: "2018-03-09"),
        ]
        let found = findings(samples).filter { $0.rule.id == "C03" }
        #expect(found.map(\.samples) == [["S2"]])
    }

    @Test("an analysis before the sampling is told by indicator")
    func before() throws {
        let found = try findings([sample("S1", analysed: "2018-03-01", "NH3-N", "COD")])
            .filter { $0.rule.id == "C03" }
        #expect(found.count == 1)
        #expect(found.first?.detail.chinese.contains("氨氮") == true)
        #expect(found.first?.detail.chinese.contains("化学需氧量") == true)
    }

    @Test("an outfall in no basin is told where the calendars differ on its day, and not where they agree")
    func basins() throws {
        func found(_ day: String) throws -> [ReviewFinding] {
            let time = try SamplingTime(day)
            let calendar = try #require(reference.calendar(for: nil))
            let sample = SampleEntry(
                label: "S", outfall: "A", time: time, occasion: calendar.occasion(on: time.day),
                basin: calendar.basin, results: [])
            return MonitoringReview(reference: reference, measure: .geographic())
                .findings(in: [sample], of: [MonitoredOutfall(code: "A")], periods: [])
                .filter { $0.rule.id == "S03" }
        }
        #expect(try found("2018-05-06").map(\.outfalls) == [["A"]])
        #expect(try found("2018-01-06").isEmpty)
    }
}

@Suite("Controls that control something")
struct QualityPairsTests {
    private let reference: MonitoringReference

    init() throws { reference = try .made() }

    private func sample(
        _ label: String, _ kind: ActivityKind = .routine, of partner: String? = nil, at outfall: String = "A",
        day: String = "2018-03-06", _ quantity: MeasuredQuantity = .number(50), indicator: String = "COD",
        added: Double? = nil
    ) throws -> SampleEntry {
        SampleEntry(
            label: label, kind: kind, partner: partner, outfall: outfall, time: try SamplingTime(day),
            occasion: SeasonOccasion(.dry, year: 2018), basin: "north", laboratory: "L1", batch: "1",
            results: [
                ResultEntry(
                    indicator: indicator,
                    value: MeasuredValue(quantity, unit: .milligramPerLitre, original: ""), added: added)
            ])
    }

    private func findings(_ samples: [SampleEntry], _ rule: String) -> [ReviewFinding] {
        MonitoringReview(reference: reference, measure: .geographic())
            .findings(in: samples, of: [MonitoredOutfall(code: "A")], periods: [])
            .filter { $0.rule.id == rule }
    }

    @Test(
        "a parallel without a sample, of one that is not there, or of another visit is named and not counted")
    func parallels() throws {
        let samples = try [
            sample("S1"), sample("P1", .fieldParallel, of: "NOSUCH"), sample("P2", .fieldParallel),
            sample("S2", at: "B"), sample("P3", .fieldParallel, of: "S2"),
            sample("S4", day: "2018-03-07"), sample("P4", .fieldParallel, of: "S4"),
        ]
        #expect(findings(samples, "Q02").map(\.samples) == [["P1"], ["P2"], ["P3"], ["P4"]])
        let lack = try #require(findings(samples, "Q04").first?.detail.english)
        #expect(lack.contains("field parallel: 0 found, 1 needed"), "\(lack)")
        let mended = try samples + [sample("P5", .fieldParallel, of: "S1", .number(51))]
        #expect(findings(mended, "Q04").first?.detail.english.contains("field parallel") == false)
    }

    @Test("a sample divided in the laboratory is no parallel of the field")
    func divided() throws {
        let samples = try [sample("S1"), sample("P1", .laboratoryParallel, of: "S1", .number(51))]
        let lack = try #require(findings(samples, "Q04").first?.detail.english)
        #expect(lack.contains("field parallel: 0 found, 1 needed"), "\(lack)")
    }

    @Test(
        "a blank of a laboratory whose limit nobody knows is named and not counted; a non-detect says it itself"
    )
    func unknownLimit() throws {
        let samples = try [
            sample("S1", .routine, .number(10)), sample("B1", .laboratoryBlank, .number(3)),
            sample("B2", .fieldBlank, .belowLimit(0.025)),
        ]
        let told = findings(samples, "Q01")
        #expect(
            told.map(\.samples) == [["B1"]] && told[0].detail.english.contains("blank of 3, and nobody knows")
        )
        let lack = try #require(findings(samples, "Q04").first?.detail.english)
        #expect(lack.contains("laboratory blank: 0 found"), "\(lack)")
        #expect(!lack.contains("field blank"), "\(lack)")
    }

    @Test("an indicator that the original has not cannot be compared")
    func otherIndicator() throws {
        let samples = try [sample("S1"), sample("P1", .fieldParallel, of: "S1", indicator: "TP")]
        #expect(findings(samples, "Q02").map(\.samples) == [["P1", "S1"]])
        #expect(findings(samples, "Q02").first?.detail.chinese.contains("总磷") == true)
    }

    @Test("a spike of an unknown sample, or without its amount, is named")
    func spikes() throws {
        let samples = try [
            sample("S1", .routine, .number(10)), sample("K1", .spike, of: "NOPE", .number(20), added: 10),
            sample("K2", .spike, of: "S1", .number(20)),
            sample("K3", .spike, of: "S1", .number(20), added: 10),
        ]
        #expect(findings(samples, "Q03").map(\.samples) == [["K1"], ["K2", "S1"]])
    }

    @Test(
        "before a spike a non-detect may have been anything up to its limit: only a certain failure is told",
        arguments: [(10.0, false), (15, false), (8.5, false), (17, true), (7, true)])
    func spikedNonDetect(found: Double, fails: Bool) throws {
        let samples = try [
            sample("S1", .routine, .belowLimit(4)), sample("K1", .spike, of: "S1", .number(found), added: 10),
        ]
        // Allowed are 80–120 %: with 0 to 4 before and 10 added, 8 to 16 can be found.
        let told = findings(samples, "Q03")
        #expect(told.isEmpty == !fails, "\(told.map(\.detail))")
    }
}
