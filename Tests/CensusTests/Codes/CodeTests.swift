import Census
import GeoKernels
import TestSupport
import Testing

@Suite("codes")
struct CodeTests {
    @Test(
        "check characters of unified social credit codes",
        arguments: [
            ("91350100M000100Y43", CodeCheck.valid), ("91110000101623741K", .valid),
            ("911101066976941872", .valid),
            ("91130200699229617X", .valid), ("911302307808371268", .valid), ("91350100M000100Y30", .valid),
            ("91350100M000100YDY", .valid), ("91310115MA1H8R7C6D", .doubtful(expected: "7")),
            ("91350211M0000XUF46", .doubtful(expected: "R")),
        ])
    func socialCreditCodes(text: String, check: CodeCheck) throws {
        #expect(try UnifiedSocialCreditCode(text).check == check)
    }

    @Test("a social credit code is normalised, and its parts are those of its places")
    func socialCreditForms() throws {
        let code = try UnifiedSocialCreditCode(" ９１３５0100m000100y43　")
        #expect(code.text == "91350100M000100Y43")
        #expect(code.organisationCode == "M000100Y4")
        #expect(code.registrarDivision == "350100")
        #expect(try OrganisationCode(code.organisationCode).check == .valid)
    }

    @Test(
        "what cannot be a social credit code is refused",
        arguments: [
            ("", CodeRefusal.empty), ("9.1135E+17", .scientificNotation("9.1135E+17")),
            ("9.11E17", .scientificNotation("9.11E17")),
            ("911302307808371268.0", .decimalTail("911302307808371268.0")),
            ("9135010OM000100Y43", .unexpectedCharacter("O", position: 8)),
            ("91350100M000100YI3", .unexpectedCharacter("I", position: 17)),
            ("91A50100M000100Y43", .unexpectedCharacter("A", position: 3)),
            ("91350100M000100Y4", .wrongLength(17, allowed: [18])),
        ] as [(String, CodeRefusal)])
    func socialCreditRefusals(text: String, reason: CodeRefusal) {
        #expect(throws: reason) { try UnifiedSocialCreditCode(text) }
        #expect(!reason.text.chinese.isEmpty && !reason.text.english.isEmpty)
    }

    @Test("one changed character of a valid code is always noticed", arguments: seeds(10))
    func socialCreditProperty(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        var characters = Array("91350100M000100Y43")
        let place = random.index(below: 17)
        let digits = (2..<8).contains(place) ? 10 : 31
        let other = alphabet[random.index(below: digits)]
        guard other != characters[place] else { return }
        characters[place] = other
        #expect(try UnifiedSocialCreditCode(String(characters)).check != .valid)
    }

    @Test(
        "check characters of organisation codes",
        arguments: [
            ("D2143569-X", CodeCheck.valid), ("69922961-7", .valid), ("78083712-6", .valid),
            ("10162374-1", .valid),
            ("L6005760-X", .valid), ("05358209-1", .valid), ("M000100Y-4", .valid),
            ("E0000000-X", .doubtful(expected: "2")), ("790E3765-0", .doubtful(expected: "1")),
            ("d2143569x", .valid), ("69922961-B", .headOfficeOfCompany), ("Ｄ2143569－Ｘ", .valid),
        ])
    func organisationCodes(text: String, check: CodeCheck) throws {
        let code = try OrganisationCode(text)
        #expect(code.check == check)
        #expect(code.text.count == 9)
        #expect(code.hyphenated.count == 10)
    }

    @Test(
        "what cannot be an organisation code is refused",
        arguments: [
            ("5358209-1", CodeRefusal.unexpectedCharacter("-", position: 8)),
            ("53582091", .lostLeadingZero(digits: 8, expected: 9)),
            ("0535820?1", .unexpectedCharacter("?", position: 8)),
            ("5.36E+07", .scientificNotation("5.36E+07")),
        ] as [(String, CodeRefusal)])
    func organisationRefusals(text: String, reason: CodeRefusal) {
        #expect(throws: reason) { try OrganisationCode(text) }
    }

    @Test(
        "a division's level is told by its digits without padding",
        arguments: [
            ("50", "50", DivisionLevel.province), ("5002", "5002", .city), ("500243", "500243", .county),
            ("500243102", "500243102", .township), ("500243102002", "500243102002", .village),
            ("500243000000", "500243", .county), ("500243000", "500243", .county),
            ("110000", "11", .province),
            ("110000000000", "11", .province), ("110100", "1101", .city),
            ("441900003000", "441900003", .township),
            ("441900003001", "441900003001", .village), (" 500243 ", "500243", .county),
        ])
    func divisions(text: String, digits: String, level: DivisionLevel) throws {
        let code = try DivisionCode(text)
        #expect(code.digits == digits)
        #expect(code.level == level)
        #expect(try DivisionCode(code.padded) == code)
    }

    @Test("a village's ancestors lead up to its province")
    func ancestors() throws {
        let village = try DivisionCode("500243102002")
        #expect(village.ancestors.map(\.digits) == ["500243102", "500243", "5002", "50"])
        #expect(village.division(at: .county)?.digits == "500243")
        #expect(village.townshipKind == .town)
        #expect(try DivisionCode("110105001024").townshipKind == .street)
        #expect(try DivisionCode("5002").townshipKind == nil)
        #expect(try DivisionCode("50").parent == nil)
        #expect(try DivisionCode("5002").contains(village))
        #expect(try !DivisionCode("5003").contains(village))
    }

    @Test("a town of a city without counties is directly below the city")
    func cityWithoutCounties() throws {
        #expect(try DivisionCode("441900003").parent?.digits == "4419")
        #expect(try DivisionCode("441900003001").ancestors.map(\.digits) == ["441900003", "4419", "44"])
        #expect(try DivisionCode("441900003001").division(at: .county) == nil)
    }

    @Test(
        "spoiled codes of digits are refused with their reason",
        arguments: [
            ("", CodeRefusal.empty), ("1.23E+17", .scientificNotation("1.23E+17")),
            ("1.23e17", .scientificNotation("1.23e17")), ("5E+11", .scientificNotation("5E+11")),
            ("500243.0", .decimalTail("500243.0")), ("50024", .lostLeadingZero(digits: 5, expected: 6)),
            ("50024310200", .lostLeadingZero(digits: 11, expected: 12)),
            ("５００２４３", .fullWidth(plain: "500243")),
            ("50024A", .unexpectedCharacter("A", position: 6)),
            ("5002431020021", .wrongLength(13, allowed: [2, 4, 6, 9, 12])),
            ("012345", .noProvince("01")), ("500 243", .unexpectedCharacter(" ", position: 4)),
        ] as [(String, CodeRefusal)])
    func divisionRefusals(text: String, reason: CodeRefusal) {
        #expect(throws: reason) { try DivisionCode(text) }
        #expect(!reason.text.chinese.isEmpty && !reason.text.english.isEmpty)
    }

    @Test("a zone's code is its village's and a serial of the width that is set")
    func zones() throws {
        let zone = try ZoneCode("500243102002007")
        #expect(zone.village.digits == "500243102002")
        #expect(zone.serial == 7)
        #expect(try ZoneCode("50024310200207", serialWidth: 2).serial == 7)
        #expect(try ZoneCode("5002431020020007", serialWidth: 4).serial == 7)
        #expect(try ZoneCode("500243102002000").isWholeVillage)
        #expect(ZoneCode(village: zone.village, serial: 7) == zone)
        #expect(ZoneCode(village: zone.village, serial: 1000) == nil)
        #expect(ZoneCode(village: zone.village, serial: -1) == nil)
        #expect(throws: CodeRefusal.lostLeadingZero(digits: 14, expected: 15)) {
            try ZoneCode("50024310200207")
        }
        #expect(throws: CodeRefusal.scientificNotation("5.00E+14")) { try ZoneCode("5.00E+14") }
    }

    @Test(
        "industries keep their leading zero",
        arguments: [
            ("A0111", "0111", "A"), ("0111", "0111", "A"), ("c2614", "2614", "C"), ("4620", "4620", "D"),
        ])
    func industries(text: String, digits: String, section: Character) throws {
        let code = try IndustryCode(text)
        #expect(code.digits == digits)
        #expect(code.section == section)
    }

    @Test(
        "an industry that lost its zero or has the wrong letter is refused",
        arguments: [
            ("111", CodeRefusal.lostLeadingZero(digits: 3, expected: 4)),
            ("A111", .lostLeadingZero(digits: 3, expected: 4)),
            ("A2614", .letterDoesNotMatch(letter: "A", division: "26")),
            ("9911", .letterDoesNotMatch(letter: "?", division: "99")), ("", .empty),
            ("C26X4", .unexpectedCharacter("X", position: 4)), ("2614.0", .decimalTail("2614.0")),
        ] as [(String, CodeRefusal)])
    func industryRefusals(text: String, reason: CodeRefusal) {
        #expect(throws: reason) { try IndustryCode(text) }
    }

    @Test("with groups allowed, a letter still tells a lost zero from a group")
    func industryGroups() throws {
        #expect(try IndustryCode("C261", leastDigits: 3).digits == "261")
        #expect(throws: CodeRefusal.lostLeadingZero(digits: 3, expected: 4)) {
            try IndustryCode("A111", leastDigits: 3)
        }
    }

    @Test("random text never traps", arguments: seeds(20))
    func randomText(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let letters = Array("0123456789AEXB.+- １Ａé中")
        for _ in 0..<200 {
            let text = String(
                (0..<random.index(below: 20)).map { _ in letters[random.index(below: letters.count)] })
            if let code = try? DivisionCode(text) { #expect(code.padded.count == 12) }
            _ = try? ZoneCode(text)
            _ = try? UnifiedSocialCreditCode(text)
            _ = try? OrganisationCode(text)
            _ = try? IndustryCode(text, leastDigits: 2)
        }
    }
}
