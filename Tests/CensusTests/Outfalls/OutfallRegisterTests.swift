import Census
import GeoModel
import Testing

@Suite("Register of outfalls")
struct OutfallRegisterTests {
    private func day(_ text: String) throws -> CalendarDate { try CalendarDate(iso: text) }

    @Test(
        "either threshold makes an outfall large: 300 m3/d or 100,000 m3/a",
        arguments: [
            (300.0, nil, OutfallScale.aboveThreshold), (299.9, nil, .belowThreshold),
            (nil, 100_000.0, .aboveThreshold),
            (nil, 99_999, .belowThreshold), (280, 102_200, .aboveThreshold), (310, 90_000, .aboveThreshold),
            (200, 73_000, .belowThreshold), (nil, nil, nil),
        ] as [(Double?, Double?, OutfallScale?)])
    func scale(daily: Double?, yearly: Double?, expected: OutfallScale?) {
        let found = ScaleThreshold.census2018.scale(cubicMetresPerDay: daily, cubicMetresPerYear: yearly)
        #expect(found == expected)
    }

    @Test("the scale is written and read as the forms have it", arguments: OutfallScale.allCases)
    func scaleText(scale: OutfallScale) {
        #expect(OutfallScale(formText: scale.formText) == scale)
        #expect(OutfallScale(formText: scale.text[.chinese]) == scale)
        #expect(OutfallScale.belowThreshold.formText == "2|规模以下")
        #expect(OutfallScale(formText: "大") == nil)
    }

    @Test("the 2018 code of 彭水 is its county and a serial")
    func code2018() throws {
        let code = try OutfallCode("500243104", scheme: .census2018)
        #expect(code.county == "500243" && code.serial == 104)
        #expect(try OutfallCode(county: "500243", serial2018: 104) == code)
        #expect(throws: OutfallCodeError.serialOutOfRange(1000, most: 999)) {
            try OutfallCode(county: "500243", serial2018: 1000)
        }
    }

    @Test("a real code in the style of HJ 1235 comes apart and together again")
    func codeHJ1235() throws {
        let code = try OutfallCode("fa-420582-0083-qt-00", scheme: .hj1235)
        #expect(code.value == "FA-420582-0083-QT-00")
        #expect(code.county == "420582" && code.serial == 83)
        let parts = try #require(HJ1235Code(code.value))
        #expect(parts.water == "FA" && parts.type == "QT" && parts.extensionDigits == "00")
        #expect(HJ1235Code.defaultTypes[parts.type]?[.chinese] == "其他")
    }

    @Test(
        "what is no code of its scheme is refused",
        arguments: [
            ("50024310", OutfallCodeScheme.census2018), ("500243000", .census2018),
            ("50024310A", .census2018),
            ("FA-42058-0083-QT-00", .hj1235), ("FA-420582-0083-QT", .hj1235),
            ("F1-420582-0083-QT-00", .hj1235),
            ("FA-420582-0000-QT-00", .hj1235), ("  ", .local("省")),
        ])
    func malformedCodes(text: String, scheme: OutfallCodeScheme) {
        #expect(throws: OutfallCodeError.malformed(text: text, scheme: scheme)) {
            try OutfallCode(text, scheme: scheme)
        }
    }

    @Test("a code that a spreadsheet turned into a number says so")
    func scientific() {
        #expect(throws: OutfallCodeError.scientificNotation(text: "5.00E+08")) {
            try OutfallCode("5.00E+08", scheme: .census2018)
        }
    }

    @Test("an outfall has codes of several schemes at once, and an old code still finds its days")
    func codeHistory() throws {
        var history = OutfallCodeHistory()
        let first = try OutfallCode("500243104", scheme: .census2018)
        let second = try OutfallCode("500243207", scheme: .census2018)
        let national = try OutfallCode("FA-500243-0083-QT-00", scheme: .hj1235)
        try history.assign(first, from: day("2018-05-01"), reason: "清查")
        try history.assign(national, from: day("2022-01-01"), reason: "HJ 1235")
        try history.assign(second, from: day("2018-08-01"), reason: "更正")
        #expect(history.code(.census2018, on: try day("2018-07-31")) == first)
        #expect(history.code(.census2018, on: try day("2018-08-01")) == second)
        #expect(history.code(.census2018, on: try day("2018-04-30")) == nil)
        #expect(history.code(.hj1235, on: try day("2023-01-01")) == national)
        #expect(history.codes.count == 3)
        #expect(throws: CodeHistoryError.unchanged) {
            try history.assign(second, from: day("2019-01-01"), reason: "")
        }
        #expect(throws: CodeHistoryError.beforePresentCode(begins: try day("2018-08-01"))) {
            try history.assign(first, from: day("2018-07-31"), reason: "")
        }
        // A slip of the same day is put right on that day, and the wrong code still finds the outfall.
        let right = try OutfallCode("500243208", scheme: .census2018)
        try history.assign(right, from: day("2018-08-01"), reason: "录错")
        #expect(history.code(.census2018, on: try day("2018-08-01")) == right)
        #expect(history.codes.contains { $0.code == second && $0.through == $0.from })
    }

    @Test("a serial is never given twice, not even after import or in an offline block")
    func serials() throws {
        var serials = SerialAllocator(most: 999)
        try serials.record(104, in: "500243")
        try serials.record(7, in: "500243")
        #expect(throws: SerialError.alreadyUsed(area: "500243", serial: 104)) {
            try serials.record(104, in: "500243")
        }
        #expect(serials.highestSerial(in: "500243") == 104)
        #expect(try serials.next(in: "500243") == 105)
        #expect(try serials.block(of: 20, in: "500243") == 106...125)
        #expect(try serials.next(in: "500243") == 126)
        #expect(try serials.next(in: "420582") == 1)
        #expect(throws: SerialError.alreadyUsed(area: "500243", serial: 50)) {
            try serials.record(50, in: "500243")
        }
    }

    @Test("when an area's serials run out that is said, and nothing is reserved")
    func exhausted() throws {
        var serials = SerialAllocator(most: 10)
        _ = try serials.block(of: 8, in: "a")
        #expect(throws: SerialError.exhausted(area: "a", most: 10)) { try serials.block(of: 3, in: "a") }
        #expect(try serials.block(of: 2, in: "a") == 9...10)
        #expect(throws: SerialError.exhausted(area: "a", most: 10)) { try serials.next(in: "a") }
        #expect(throws: SerialError.outOfRange(serial: 11, most: 10)) { try serials.record(11, in: "b") }
    }

    @Test("discharge mode five needs its words")
    func modes() throws {
        #expect(try DischargeMode(formNumber: 2) == .buriedPipe)
        #expect(try DischargeMode(formNumber: 5, otherText: " 渗漏 ") == .other("渗漏"))
        #expect(throws: OutfallFieldError.modeTextMissing) {
            try DischargeMode(formNumber: 5, otherText: " ")
        }
        #expect(throws: OutfallFieldError.unknownMode(6)) { try DischargeMode(formNumber: 6) }
        for number in 1...5 {
            #expect(try DischargeMode(formNumber: number, otherText: "x").formNumber == number)
        }
    }

    @Test("every class of HJ 1312 has a known parent and its own identifier")
    func classes() {
        let ids = OutfallClass.hj1312.map(\.id)
        #expect(Set(ids).count == ids.count)
        for row in OutfallClass.hj1312 {
            #expect(row.parent.map { ids.contains($0) } ?? true)
        }
    }

    @Test(
        "the three cases of the built-up area: inside counts, outside serving it is the county's to decide",
        arguments: [
            (true, true, CountingVerdict.counts), (true, false, .counts),
            (false, true, .undecided([.countyDecides])),
            (false, false, .excluded([.outsideBuiltUpArea])), (true, nil, .counts),
            (false, nil, .undecided([.serviceUnknown])),
        ] as [(Bool, Bool?, CountingVerdict)])
    func builtUp(inside: Bool, serves: Bool?, expected: CountingVerdict) {
        let relation = BuiltUpRelation(of: Position(108, 29), servesBuiltUpArea: serves) { _ in inside }
        let verdict = CountingRule().verdict(carrying: .wastewater, at: relation, receivingWaterCode: "FA01")
        #expect(verdict == expected)
    }

    @Test(
        "a list may say whether the water comes from a built-up area, and on which day it was filled in",
        arguments: [("是", true, 0), ("否", false, 0), ("", nil, 0), ("也许", nil, 1)] as [(String, Bool?, Int)])
    func listed(serves: String, expected: Bool?, doubts: Int) throws {
        let row = RegisterRow(
            fields: ["code": "990121001"], others: ["来水来自建成区": serves, "填报日期": "2018-04-12"],
            position: nil, areOthersComparable: false)
        let entry = RegisterIntake(day: try CalendarDate(iso: "2026-01-01")).entry(row, id: "x", source: "s")
        #expect(entry.servesBuiltUpArea == expected && entry.doubts.count == doubts)
        let day = try CalendarDate(iso: "2018-04-12")
        #expect(entry.formDay == day)
    }

    @Test("rain, cooling and farm water are excluded with their reason, wherever they are")
    func excludedWaters() {
        let rule = CountingRule()
        for (water, reason) in [
            (CarriedWater.rain, ExclusionReason.rainWater), (.cooling, .coolingWater),
            (.farmland, .farmlandReturn),
        ] {
            let verdict = rule.verdict(carrying: water, at: .insideServingInside, receivingWaterCode: "FA01")
            #expect(verdict == .excluded([reason]))
        }
        #expect(
            rule.verdict(carrying: .rain, at: .outside, receivingWaterCode: " ")
                == .excluded([.rainWater, .outsideBuiltUpArea, .waterNotCoded]))
        #expect(
            rule.verdict(carrying: .unknown, at: .insideServingInside, receivingWaterCode: "FA01")
                == .undecided([.waterUnknown]))
        let lenient = CountingRule(outsideServing: .counts, needsWaterCode: false)
        #expect(
            lenient.verdict(carrying: .wastewater, at: .outsideServingInside, receivingWaterCode: nil)
                == .counts)
    }
}
