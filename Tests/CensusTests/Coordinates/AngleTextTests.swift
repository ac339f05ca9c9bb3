import Census
import GeoKernels
import TestSupport
import Testing

private let exact: Double = 118 + 2730.5 / 3600

@Suite("angles as people type them")
struct AngleTextTests {
    @Test(
        "degrees, minutes and seconds are read in every way of writing",
        arguments: [
            "118°45′30.5″", "118度45分30.5秒", "118°45'30.5\"", "118-45-30.5", "118 45 30.5", "118:45:30.5",
            "118º45’30.5”", "118° 45′ 30.5″", "１１８°４５′３０．５″", "１１８度４５分３０．５秒", "118°45'30.5''",
            "118°45′30.5′′",
            "东经118°45′30.5″", "118°45′30.5″E", "E118°45′30.5″", "東經118度45分30.5秒", "e 118 45 30.5",
            "经度：118°45′30.5″",
            "+118°45′30.5″", "118°45′30.5", "　118°45′30.5″ ", "118°-45′-30.5″", "118：45：30.5", "118－45－30.5",
            "118度45分30。5秒", "东经E118°45′30.5″", "\u{FEFF}118°45′30.5″",
        ])
    func sexagesimalForms(text: String) throws {
        let angle = try AngleText(text, axis: .longitude)
        #expect(angle.degrees == exact)
        #expect(angle.notation == .degreesMinutesSeconds)
        #expect(angle.original == text)
        #expect(angle.decimals == 1)
        let half: Double = 0.05 / 3600
        #expect((angle.uncertaintyDegrees - half).magnitude < 1e-18)
    }

    @Test(
        "decimal degrees are read with sign, hemisphere and full-width digits",
        arguments: [
            ("118.7585", 118.7585, 4), ("+118.7585", 118.7585, 4), ("-118.7585", -118.7585, 4),
            ("−118.7585", -118.7585, 4), ("负118.7585", -118.7585, 4), ("118.7585°", 118.7585, 4),
            ("118.7585E", 118.7585, 4), ("W118.7585", -118.7585, 4), ("西经118.7585", -118.7585, 4),
            ("１１８．７５８５", 118.7585, 4), ("118.7585度", 118.7585, 4), ("东经118.7585度", 118.7585, 4),
            ("118.", 118, 0), (".5", 0.5, 1), ("0", 0, 0), ("118.7585 E", 118.7585, 4),
            ("经度118.7585", 118.7585, 4),
        ])
    func decimalForms(text: String, degrees: Double, decimals: Int) throws {
        let angle = try AngleText(text)
        #expect(angle.degrees == degrees)
        #expect(angle.notation == .decimalDegrees)
        #expect(angle.decimals == decimals)
    }

    @Test(
        "southern and northern latitudes have their sign",
        arguments: [("南纬3°30′", -3.5), ("3.5S", -3.5), ("北纬3.5", 3.5), ("N3°30′", 3.5), ("32°30′N", 32.5)])
    func latitudes(text: String, degrees: Double) throws {
        #expect(try AngleText(text, axis: .latitude).degrees == degrees)
    }

    @Test("decimal minutes stand for seconds")
    func minutesOnly() throws {
        let angle = try AngleText("118°45.508′")
        let expected: Double = 118 + 45.508 * 60 / 3600
        #expect(angle.degrees == expected)
        #expect(angle.notation == .degreesMinutes)
        let half: Double = 0.0005 / 60
        #expect((angle.uncertaintyDegrees - half).magnitude < 1e-18)
    }

    @Test("decimal seconds are one number, so the latitude does not slip by a place")
    func decimalSecondsStayWhole() throws {
        let expected: Double = 118 + 2730.52 / 3600
        #expect(try AngleText("118度45分30.52秒").degrees == expected)
    }

    @Test(
        "sixty seconds from rounding are carried",
        arguments: [("32°59′60.00″", 33.0), ("32°59′60″", 33.0), ("32-59-60.0", 33.0)])
    func sixtySeconds(text: String, degrees: Double) throws {
        let angle = try AngleText(text)
        #expect(angle.degrees == degrees)
        #expect(angle.carriedSixtySeconds)
    }

    @Test("decimals typed in the place of degrees are taken when minutes and seconds are zero")
    func decimalsInDegrees() throws {
        let angle = try AngleText("118.7585°0′0″")
        #expect(angle.degrees == 118.7585)
        #expect(angle.uncertaintyDegrees == 0.00005)
        #expect(try AngleText(degrees: "118.7585", minutes: "0", seconds: "0.0").degrees == 118.7585)
        #expect(try AngleText(degrees: "118.7585", minutes: "", seconds: "").degrees == 118.7585)
    }

    @Test(
        "what is no angle is refused with its reason",
        arguments: [
            ("", AngleRefusal.empty), ("  　", .empty), ("无", .unexpectedCharacter("无")), ("E", .noNumber),
            ("°", .strayMark("°")), ("118°°", .strayMark("°")), ("1.18E+02", .scientificNotation),
            ("1.18e02", .scientificNotation), ("118.45.30", .malformedNumber("118.45.30")),
            (".", .malformedNumber(".")),
            ("118 45 30 5", .tooManyNumbers(4)), ("45′118°", .unitsOutOfOrder), ("45′30″", .noDegrees),
            ("118.5°30′", .fractionInDegrees("118.5")), ("118.75 32.05", .fractionInDegrees("118.75")),
            ("118°45.5′30″", .fractionInMinutes("45.5")), ("118°60′0″", .minutesTooLarge(60)),
            ("118°75′", .minutesTooLarge(75)), ("118°45′61″", .secondsTooLarge(61)),
            ("118°45′60.5″", .secondsTooLarge(60.5)), ("181", .outOfRange(degrees: 181, limit: 180)),
            ("-118W", .signAndHemisphere), ("东经118W", .hemispheresDisagree(.east, .west)),
            ("118,5", .unexpectedCharacter(",")), ("NaN", .unexpectedCharacter("a")),
            ("--118", .unexpectedCharacter("-")),
            ("118--45", .unexpectedCharacter("-")), ("118-", .unexpectedCharacter("-")),
            ("118:45:", .unexpectedCharacter(":")),
        ] as [(String, AngleRefusal)])
    func refusals(text: String, reason: AngleRefusal) {
        #expect(throws: reason) { try AngleText(text) }
        #expect(!reason.text.chinese.isEmpty && !reason.text.english.isEmpty)
    }

    @Test("a longitude in the column of latitudes is refused, not exchanged")
    func wrongAxis() {
        #expect(throws: AngleRefusal.wrongAxis(found: .longitude, declared: .latitude)) {
            try AngleText("118.7E", axis: .latitude)
        }
        #expect(throws: AngleRefusal.outOfRange(degrees: 118.7, limit: 90)) {
            try AngleText("118.7", axis: .latitude)
        }
    }

    @Test("three columns make one angle, and empty minutes are refused only before filled seconds")
    func columns() throws {
        #expect(try AngleText(degrees: "118", minutes: "45", seconds: "30.5").degrees == exact)
        #expect(try AngleText(degrees: "118°", minutes: "45′", seconds: "30.5″").degrees == exact)
        #expect(try AngleText(degrees: "118", minutes: "45", seconds: nil).degrees == 118.75)
        #expect(try AngleText(degrees: "118", minutes: "45.508", seconds: "").notation == .degreesMinutes)
        #expect(throws: AngleRefusal.noDegrees) { try AngleText(degrees: "", minutes: "45", seconds: "30") }
        #expect(throws: AngleRefusal.empty) { try AngleText(degrees: "", minutes: " ", seconds: nil) }
        #expect(throws: AngleRefusal.unexpectedCharacter("-")) {
            try AngleText(degrees: "118", minutes: "-45", seconds: "30")
        }
        #expect(throws: AngleRefusal.tooManyNumbers(2)) {
            try AngleText(degrees: "118", minutes: "45 30", seconds: "30")
        }
    }

    @Test("an angle prints without ever showing sixty")
    func printing() {
        #expect(DegreesMinutesSeconds(32.9999999999, decimals: 0).description == "33°0′0″")
        #expect(DegreesMinutesSeconds(32.9999999999).description == "33°0′0.00″")
        #expect(DegreesMinutesSeconds(exact, decimals: 1).description == "118°45′30.5″")
        #expect(DegreesMinutesSeconds(exact, decimals: 1).chinese == "118度45分30.5秒")
        #expect(DegreesMinutesSeconds(-0.00000001, decimals: 1).description == "0°0′0.0″")
        #expect(DegreesMinutesSeconds(-3.5, decimals: 0).description == "-3°30′0″")
        #expect(DegreesMinutesSeconds(1 + 1.05 / 3600, decimals: 2).description == "1°0′1.05″")
    }

    @Test("what is printed is read back", arguments: seeds(20))
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let value = random.number(in: -180...180)
            let printed = DegreesMinutesSeconds(value, decimals: random.index(below: 10))
            let read = try AngleText(printed.description)
            #expect((read.degrees - value).magnitude <= read.uncertaintyDegrees + 1e-13)
            #expect((printed.value - read.degrees).magnitude < 1e-12)
        }
    }

    @Test("random characters of angles never trap", arguments: seeds(20))
    func randomText(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let letters = Array("0123456789.°′″度分秒EWNS东经-+: ：－１９e'\"，x")
        for _ in 0..<200 {
            let text = String(
                (0..<random.index(below: 16)).map { _ in letters[random.index(below: letters.count)] })
            guard let angle = try? AngleText(text) else { continue }
            #expect(angle.degrees.magnitude <= 180)
            #expect(angle.uncertaintyDegrees > 0)
        }
    }
}
