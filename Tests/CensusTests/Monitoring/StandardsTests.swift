import Census
import Testing

@Suite("Limits of standards")
struct StandardsTests {
    private func value(_ number: Double, _ unit: MeasurementUnit = .milligramPerLitre) -> MeasuredValue {
        MeasuredValue(.number(number), unit: unit, original: "\(number)")
    }

    private func nonDetect(_ limit: Double) -> MeasuredValue {
        MeasuredValue(.belowLimit(limit), unit: .milligramPerLitre, original: "\(limit)L")
    }

    @Test(
        "GB 3838 grades a river",
        arguments: [
            ("COD", 12.0, WaterClass.one), ("COD", 15, .one), ("COD", 15.1, .three), ("COD", 40, .five),
            ("COD", 40.1, .worseThanFive),
            ("BOD5", 3, .one), ("BOD5", 3.5, .three), ("CODMn", 4, .two), ("NH3-N", 0.15, .one),
            ("NH3-N", 1.2, .four),
            ("TP", 0.1, .two), ("TP", 0.4, .five), ("DO", 8, .one), ("DO", 7.5, .one), ("DO", 5.5, .three),
            ("DO", 2, .five),
            ("DO", 1.9, .worseThanFive),
        ])
    func river(indicator: String, number: Double, grade: WaterClass) {
        #expect(SurfaceWaterStandard.gb3838.grade(indicator, value(number), in: .river) == .graded(grade))
    }

    @Test("phosphorus of 0.1 is class II in a river and class IV in a lake")
    func phosphorusByKind() {
        let standard = SurfaceWaterStandard.gb3838
        #expect(standard.grade("TP", value(0.1), in: .river) == .graded(.two))
        #expect(standard.grade("TP", value(0.1), in: .lake) == .graded(.four))
    }

    @Test("total nitrogen is graded in lakes only")
    func nitrogen() {
        let standard = SurfaceWaterStandard.gb3838
        #expect(standard.grade("TN", value(1.2), in: .lake) == .graded(.four))
        #expect(standard.grade("TN", value(1.2), in: .river) == .notGraded(indicator: "TN", in: .river))
    }

    @Test(
        "pH has one range for all classes",
        arguments: [(6.0, WaterClass.one), (9, .one), (5.9, .worseThanFive), (9.2, .worseThanFive)])
    func acidity(number: Double, grade: WaterClass) {
        let found = SurfaceWaterStandard.gb3838.grade("pH", value(number, .acidity), in: .lake)
        #expect(found == .graded(grade))
    }

    @Test("a non-detect is class I only if its limit is that good, otherwise undecided between classes")
    func nonDetectGrades() {
        let standard = SurfaceWaterStandard.gb3838
        #expect(standard.grade("NH3-N", nonDetect(0.025), in: .river) == .graded(.one))
        #expect(standard.grade("TP", nonDetect(0.01), in: .lake) == .graded(.one))
        #expect(standard.grade("TP", nonDetect(0.05), in: .lake) == .undecided(best: .one, worst: .three))
        #expect(standard.grade("DO", nonDetect(0.5), in: .river) == .graded(.worseThanFive))
    }

    @Test("micrograms are converted before grading, and a flow is not graded at all")
    func units() {
        let standard = SurfaceWaterStandard.gb3838
        #expect(standard.grade("TP", value(100, .microgramPerLitre), in: .river) == .graded(.two))
        guard case .unusable = standard.grade("TP", value(1, .cubicMetrePerDay), in: .river) else {
            Issue.record("a flow was graded")
            return
        }
    }

    @Test("the worst single indicator decides, and names itself")
    func singleFactor() {
        let overall = SurfaceWaterStandard.gb3838.grade(
            [("COD", value(12)), ("NH3-N", value(1.4)), ("TN", value(9)), ("DO", value(8))], in: .river)
        #expect(overall.decided == .four)
        #expect(overall.decisive == ["NH3-N"])
        #expect(overall.items[2].grade == .notGraded(indicator: "TN", in: .river))
    }

    @Test("an undecided indicator does not matter beside a worse certain one, and does beside better ones")
    func undecidedOverall() {
        let standard = SurfaceWaterStandard.gb3838
        let hidden = standard.grade([("TP", nonDetect(0.05)), ("COD", value(35))], in: .lake)
        #expect(hidden.decided == .five)
        let open = standard.grade([("TP", nonDetect(0.05)), ("COD", value(12))], in: .lake)
        #expect(open.decided == nil)
        #expect(open.range == .one ... .three)
        #expect(standard.grade([], in: .lake).range == nil)
    }

    @Test(
        "ammonia of 6 mg/L meets 一级A in cold water only",
        arguments: [(12.0, true), (11.9, true), (12.1, false), (25, false)])
    func temperatureBracket(celsius: Double, complies: Bool) {
        let found = EffluentStandard.gb18918.compare(
            "NH3-N", value(6), grade: "一级A", context: EffluentContext(celsius: celsius))
        if complies {
            guard case .within(let limit) = found else {
                Issue.record("\(found)")
                return
            }
            #expect(limit.allowed == .atMost(8))
        } else {
            guard case .exceeds(let limit, let times) = found else {
                Issue.record("\(found)")
                return
            }
            #expect(limit.allowed == .atMost(5))
            #expect(abs((times ?? 0) - 0.2) < 1e-12)
        }
    }

    @Test("without a temperature 6 mg/L is undecided, but 4 complies and 9 exceeds either way")
    func missingTemperature() {
        let standard = EffluentStandard.gb18918
        let unknown = EffluentContext()
        #expect(
            standard.compare("NH3-N", value(6), grade: "一级A", context: unknown)
                == .undecided(.missingFacts([.waterTemperature])))
        guard case .within = standard.compare("NH3-N", value(4), grade: "一级A", context: unknown),
            case .exceeds = standard.compare("NH3-N", value(9), grade: "一级A", context: unknown)
        else {
            Issue.record("a missing temperature matters only between the two limits")
            return
        }
    }

    @Test("phosphorus of 0.8 meets 一级A only in a plant built before 2006")
    func constructionDate() throws {
        let old = EffluentContext(built: try CalendarDate(iso: "2005-12-31"))
        let new = EffluentContext(built: try CalendarDate(iso: "2006-01-01"))
        guard case .within = EffluentStandard.gb18918.compare("TP", value(0.8), grade: "一级A", context: old),
            case .exceeds = EffluentStandard.gb18918.compare("TP", value(0.8), grade: "一级A", context: new)
        else {
            Issue.record("the date of construction must decide")
            return
        }
    }

    @Test("a non-detect against a limit below its detection limit is undecided")
    func detectionLimitTooHigh() {
        let found = EffluentStandard.gb18918.compare(
            "animal-vegetable-oil", nonDetect(4), grade: "一级A", context: EffluentContext())
        #expect(found == .undecided(.detectionLimitAboveLimit(detection: 4, limit: 1)))
        guard
            case .within = EffluentStandard.gb18918.compare(
                "COD", nonDetect(4), grade: "一级A", context: EffluentContext())
        else {
            Issue.record("4L is within 50")
            return
        }
    }

    @Test("GB 8978 has no ammonia limit in its third grade, and a range for pH")
    func gb8978() {
        let standard = EffluentStandard.gb8978
        #expect(
            standard.compare("NH3-N", value(90), grade: "三级", context: EffluentContext())
                == .noLimit(indicator: "NH3-N", grade: "三级"))
        guard
            case .exceeds(_, nil) = standard.compare(
                "pH", value(9.5, .acidity), grade: "二级", context: EffluentContext()),
            case .within = standard.compare("COD", value(150), grade: "二级", context: EffluentContext())
        else {
            Issue.record("pH 9.5 is outside and COD 150 inside the second grade")
            return
        }
    }
}
