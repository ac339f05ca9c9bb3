import Census
import Testing

@Suite("Texts of laboratories")
struct LaboratoryTextTests {
    private let parser = LaboratoryTextParser()

    @Test(
        "every way of writing a non-detect with its limit is one",
        arguments: [
            ("0.025L", 0.025), ("0.025 L", 0.025), ("<0.025", 0.025), ("< 0.025", 0.025), ("＜０．０２５", 0.025),
            ("０．０２５Ｌ", 0.025), ("3(L)", 3), ("3（L）", 3), ("0.025(L)", 0.025), ("ND(0.01)", 0.01),
            ("nd（0.01）", 0.01),
            ("未检出(0.01)", 0.01), ("未检出（0.01）", 0.01), ("N.D.(0.5)", 0.5), ("4L", 4), ("<DL(0.06)", 0.06),
        ])
    func nonDetects(text: String, limit: Double) throws {
        #expect(try parser.read(text).quantity == .belowLimit(limit))
    }

    @Test(
        "words alone take the method's limit, and are refused without one",
        arguments: ["ND", "nd", "N.D.", "未检出", "ＮＤ", "<DL", "＜ＤＬ", "低于检出限", "<MDL", "L"])
    func words(text: String) throws {
        #expect(try parser.read(text, methodDetectionLimit: 0.025).quantity == .belowLimit(0.025))
        #expect(throws: LaboratoryTextError.missingLimit(text: text)) { try parser.read(text) }
    }

    @Test(
        "a number is a number",
        arguments: [
            ("12", 12.0), ("0.5", 0.5), (".5", 0.5), ("１２．５", 12.5), ("1.2E3", 1200), ("2.4×10^4", 24_000),
            ("-1.5", -1.5),
            ("24000", 24_000),
        ])
    func numbers(text: String, value: Double) throws {
        #expect(try parser.read(text).quantity == .number(value))
    }

    @Test("beyond the range of the method is neither a number nor a non-detect")
    func aboveRange() throws {
        #expect(try parser.read("＞24000").quantity == .aboveLimit(24_000))
    }

    @Test(
        "a bare number below the method's limit is refused: zero and half the limit too",
        arguments: [("0", 0), ("0.0125", 0.0125), ("0.02", 0.02)])
    func numberBelowLimit(text: String, value: Double) {
        #expect(throws: LaboratoryTextError.numberBelowLimit(value: value, limit: 0.025)) {
            try parser.read(text, methodDetectionLimit: 0.025)
        }
    }

    @Test("a number equal to the limit is detected")
    func atLimit() throws {
        #expect(try parser.read("0.025", methodDetectionLimit: 0.025).quantity == .number(0.025))
    }

    @Test("a written limit other than the method's is used, and noted")
    func conflictingLimits() throws {
        let reading = try parser.read("0.05L", methodDetectionLimit: 0.025)
        #expect(reading.quantity == .belowLimit(0.05))
        #expect(reading.notes == [.limitDiffersFromMethod(written: 0.05, method: 0.025)])
        #expect(try parser.read("0.025L", methodDetectionLimit: 0.025).notes.isEmpty)
    }

    @Test(
        "what cannot be read for certain is refused with its own reason",
        arguments: [
            ("", LaboratoryTextError.empty), ("　", .empty), ("—", .notMeasured(text: "—")),
            ("未测", .notMeasured(text: "未测")),
            ("0.025l", .ambiguousLetter(text: "0.025l")), ("1,200", .ambiguousComma(text: "1,200")),
            ("0.025mg/L", .unitInside(text: "0.025mg/L", unit: "mg/L")),
            ("<0.025mg/L", .unitInside(text: "<0.025mg/L", unit: "mg/L")),
            ("0L", .limitNotPositive(text: "0L")),
            ("<0", .limitNotPositive(text: "<0")), ("<-1", .limitNotPositive(text: "<-1")),
            ("inf", .malformed(text: "inf")), ("nan", .malformed(text: "nan")),
            ("0x10", .malformed(text: "0x10")),
            ("1.2.3", .malformed(text: "1.2.3")), ("1e999", .malformed(text: "1e999")),
            ("微量", .malformed(text: "微量")),
            ("2018-07-05", .malformed(text: "2018-07-05")),
        ])
    func refusals(text: String, error: LaboratoryTextError) {
        #expect(throws: error) { try parser.read(text) }
        #expect(!error.text[.chinese].isEmpty && !error.text[.english].isEmpty)
    }

    @Test("a non-detect is written in the style a standard asks for and reads back as itself")
    func styles() throws {
        let value = MeasuredQuantity.belowLimit(0.025)
        #expect(value.text(.limitWithFlag)[.chinese] == "0.025L")
        #expect(value.text(.lessThan)[.chinese] == "<0.025")
        #expect(value.text(.words)[.chinese] == "未检出(0.025)")
        for style in NonDetectStyle.allCases {
            for language in Language.allCases {
                #expect(try parser.read(value.text(style)[language]).quantity == value)
            }
        }
    }

    @Test("the limit of a non-detect converts with its unit")
    func conversion() throws {
        let value = MeasuredValue(.belowLimit(25), unit: .microgramPerLitre, original: "25L")
        guard case .belowLimit(let limit) = try value.quantity(in: .milligramPerLitre) else {
            Issue.record("no non-detect any more")
            return
        }
        #expect((limit - 0.025).magnitude < 1e-15)
        #expect(throws: UnitError.self) { try value.quantity(in: .cubicMetrePerDay) }
    }
}
