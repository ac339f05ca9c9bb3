import Census
import Testing

@Suite("Plausibility of monitoring")
struct PlausibilityTests {
    private let review = PlausibilityReview()

    private func number(_ text: String, unit: MeasurementUnit = .milligramPerLitre, limit: Double? = nil)
        -> MeasuredValue
    {
        MeasuredValue(.number(Double(text) ?? .nan), unit: unit, methodDetectionLimit: limit, original: text)
    }

    private func nonDetect(_ limit: Double) -> MeasuredValue {
        MeasuredValue(.belowLimit(limit), unit: .milligramPerLitre, original: "\(limit)L")
    }

    private func record(
        _ label: String, outfall: String = "500243104", season: Season = .wet, team: String = "一队",
        _ values: [String: MeasuredValue]
    ) -> SampleRecord {
        SampleRecord(
            label: label, outfall: outfall, team: team, occasion: SeasonOccasion(season, year: 2018),
            values: values)
    }

    @Test("ordinary sewage raises nothing")
    func ordinary() {
        let values = [
            "COD": number("180"), "BOD5": number("76"), "NH3-N": number("21.3"), "TN": number("30.8"),
            "TP": number("3.1"),
            "pH": number("7.2", unit: .acidity), "flow": number("412", unit: .cubicMetrePerDay),
        ]
        let context = PlausibilityContext(scales: ["500243104": .aboveThreshold])
        #expect(review.findings(in: [record("a", values)], context: context).isEmpty)
    }

    @Test("COD below BOD5 is a finding of comparison with both figures")
    func codBelowBod() {
        let found = review.findings(in: [record("a", ["COD": number("20"), "BOD5": number("25")])])
        #expect(found.map(\.rule) == ["M01", "M03"])
        #expect(found[0].method == .comparison)
        #expect(found[0].fact == .below(larger: "COD", atMost: 20, smaller: "BOD5", atLeast: 25))
        #expect(found[0].text(.census2018)[.chinese] == "化学需氧量 20 低于 五日生化需氧量 25")
    }

    @Test("non-detects contradict only when no true value could be right")
    func censoredOrder() {
        let certain = review.findings(in: [record("a", ["COD": nonDetect(4), "BOD5": number("5")])])
        #expect(certain.map(\.rule) == ["M01"])
        let open = review.findings(in: [record("a", ["COD": number("4.5"), "BOD5": nonDetect(5)])])
        #expect(open.isEmpty)
    }

    @Test("total nitrogen may fall short of ammonia by the error of measurement, not by more")
    func nitrogen() {
        #expect(review.findings(in: [record("a", ["TN": number("9.6"), "NH3-N": number("10")])]).isEmpty)
        #expect(
            review.findings(in: [record("a", ["TN": number("9.4"), "NH3-N": number("10")])]).map(\.rule) == [
                "M02"
            ])
    }

    @Test("pH 14.5, minus one degree and negative COD are impossible")
    func ranges() {
        let values = [
            "pH": number("14.5", unit: .acidity), "temperature": number("-1", unit: .celsius),
            "COD": number("-3"),
        ]
        let found = review.findings(in: [record("a", values)])
        #expect(found.map(\.rule) == ["M04", "M04", "M04"])
        #expect(found.allSatisfy { $0.method == .enquiry })
        #expect(found[0].fact == .impossible(indicator: "COD", value: -3, possible: 0...100_000))
    }

    @Test("a flow in tonnes or cubic metres an hour is converted before it is judged against the scale")
    func flows() throws {
        let context = PlausibilityContext(scales: ["500243104": .belowThreshold])
        let hourly = try MeasurementUnit(spelling: "m3/h")
        let found = review.findings(in: [record("a", ["flow": number("20", unit: hourly)])], context: context)
        guard case .flowContradictsScale(let flow, .belowThreshold)? = found.first?.fact else {
            Issue.record("480 m3/d is not below the threshold")
            return
        }
        #expect(abs(flow - 480) < 1e-9)
        let tonnes = try MeasurementUnit(spelling: "t/d")
        #expect(
            review.findings(in: [record("a", ["flow": number("200", unit: tonnes)])], context: context)
                .isEmpty)
        let large = PlausibilityContext(scales: ["500243104": .aboveThreshold])
        #expect(
            review.findings(in: [record("a", ["flow": number("280", unit: tonnes)])], context: large).isEmpty)
    }

    @Test("a unit that does not fit its indicator is named, and nothing else is concluded from it")
    func badUnit() {
        let found = review.findings(in: [record("a", ["COD": number("300", unit: .cubicMetrePerDay)])])
        #expect(found.map(\.rule) == ["M00"])
    }

    @Test("COD of 20 in the dry and 400 in the wet season is more than a factor of ten apart")
    func seasons() {
        let records = [
            record("d", season: .dry, ["COD": number("20")]),
            record("w", season: .wet, ["COD": number("400")]),
            record("d2", outfall: "2", season: .dry, ["COD": number("50")]),
            record("w2", outfall: "2", season: .wet, ["COD": number("400")]),
        ]
        let found = review.findings(in: records)
        #expect(found.map(\.rule) == ["M06"])
        #expect(found[0].samples == ["d", "w"])
        #expect(found[0].outfalls == ["500243104"])
    }

    @Test("a dry flow four times the wet one is questioned")
    func dryFlow() {
        let records = [
            record("d", season: .dry, ["flow": number("1600", unit: .cubicMetrePerDay)]),
            record("w", season: .wet, ["flow": number("400", unit: .cubicMetrePerDay)]),
        ]
        #expect(review.findings(in: records).map(\.rule) == ["M07"])
    }

    @Test("an outfall thirty times its three neighbours stands out, with two neighbours nothing is said")
    func neighbours() {
        let records = [
            record("a", outfall: "A", ["COD": number("900")]),
            record("b", outfall: "B", ["COD": number("31")]),
            record("c", outfall: "C", ["COD": number("25")]),
            record("d", outfall: "D", ["COD": number("29")]),
        ]
        let found = review.findings(
            in: records, context: PlausibilityContext(neighbours: ["A": ["B", "C", "D"]]))
        #expect(
            found.map(\.fact) == [.apartFromNeighbours(indicator: "COD", mean: 900, median: 29, factor: 20)])
        let two = PlausibilityContext(neighbours: ["A": ["B", "C"]])
        #expect(review.findings(in: records, context: two).isEmpty)
    }

    @Test("four of five equal values are a sign for joint review, round single digits are not")
    func repeatedNumbers() {
        let copied = ["21.3", "21.3", "21.3", "21.3", "20.8"].enumerated().map {
            record("s\($0.offset)", ["NH3-N": number($0.element)])
        }
        let found = review.findings(in: copied)
        #expect(found.map(\.fact) == [.sameNumber(indicator: "NH3-N", value: 21.3, times: 4, of: 5)])
        #expect(found[0].method == .jointReview)
        let round = (0..<6).map { record("s\($0)", ["NH3-N": number("20")]) }
        #expect(review.findings(in: round).isEmpty)
    }

    @Test("twenty numbers of a team that all end in 5 are a sign, whatever their outfalls")
    func lastDigits() {
        let records = (0..<20).map { record("s\($0)", outfall: "\($0)", ["COD": number("\(100 + $0).5")]) }
        let found = review.findings(in: records)
        #expect(found.map(\.fact) == [.sameLastDigit(team: "一队", digit: 5, times: 20, of: 20)])
    }

    @Test("two outfalls with the same four results are a sign, three shared results are not enough")
    func identicalSamples() {
        let four = [
            "COD": number("181"), "NH3-N": number("21.3"), "TN": number("30.8"), "TP": number("3.12"),
        ]
        var three = four
        three["TP"] = nil
        let found = review.findings(in: [
            record("a", outfall: "A", four), record("b", outfall: "B", four),
            record("c", outfall: "C", three),
            record("d", outfall: "D", three),
        ])
        #expect(found.map(\.rule) == ["M11"])
        #expect(found[0].outfalls == ["A", "B"])
    }

    @Test("two outfalls with the same four values in a row are a sign, with one value changed they are not")
    func identicalSeries() {
        func series(_ outfall: String, _ values: [String]) -> [SampleRecord] {
            values.enumerated().map {
                record("\(outfall)\($0.offset)", outfall: outfall, ["TP": number($0.element)])
            }
        }
        let first = series("A", ["3.12", "2.95", "3.40", "2.81"])
        let found = review.findings(in: first + series("B", ["3.12", "2.95", "3.40", "2.81"]))
        #expect(found.map(\.fact) == [.identicalSeries(indicator: "TP", length: 4)])
        #expect(found.first?.outfalls == ["A", "B"])
        #expect(review.findings(in: first + series("B", ["3.12", "2.95", "3.41", "2.81"])).isEmpty)
        #expect(review.findings(in: series("A", ["3", "2", "1"]) + series("B", ["3", "2", "1"])).isEmpty)
    }

    @Test(
        "a copied stretch is found although each outfall was sampled besides; the same values on other days are no copy"
    )
    func copiedStretch() throws {
        func series(_ outfall: String, _ values: [(String, String)]) throws -> [SampleRecord] {
            try values.enumerated().map {
                SampleRecord(
                    label: "\(outfall)\($0.offset)", outfall: outfall, team: "一队",
                    occasion: SeasonOccasion(.dry, year: 2018),
                    day: try CalendarDate(iso: "2018-03-" + $0.element.0),
                    values: ["TP": number($0.element.1)])
            }
        }
        let copy = [("06", "3.12"), ("07", "2.95"), ("08", "3.40"), ("09", "2.81")]
        let first = try series("A", [("01", "2.6")] + copy)
        let found = try review.findings(in: first + series("B", copy + [("20", "3.3")]))
        #expect(found.map(\.fact) == [.identicalSeries(indicator: "TP", length: 4)])
        #expect(found.first?.samples == ["A1", "A2", "A3", "A4", "B0", "B1", "B2", "B3"])
        let shifted = copy.map { ("1" + $0.0.suffix(1), $0.1) }
        #expect(try review.findings(in: first + series("B", shifted + [("20", "3.3")])).isEmpty)
    }

    @Test("a number that is exactly half the detection limit is suspected to be a non-detect")
    func halfLimit() {
        let found = review.findings(in: [record("a", ["NH3-N": number("0.0125", limit: 0.025)])])
        #expect(found.map(\.fact) == [.halfLimit(indicator: "NH3-N", value: 0.0125, limit: 0.025)])
    }

    @Test("every finding can be read in both languages, and every rule has its own identifier")
    func catalogue() {
        #expect(Set(PlausibilityRule.defaults.map(\.id)).count == PlausibilityRule.defaults.count)
        #expect(Set(PlausibilityRule.defaults.map(\.method)) == Set(ReviewMethod.allCases))
    }
}
