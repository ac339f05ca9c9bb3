import Census
import Testing

@Suite("Units of measure")
struct MeasurementUnitTests {
    @Test(
        "a unit is read however the laboratory spells it",
        arguments: [
            ("mg/L", "mg/L"), ("mg/l", "mg/L"), ("毫克/升", "mg/L"), ("ｍｇ／Ｌ", "mg/L"), ("mg·L⁻¹", "mg/L"),
            ("mg.L-1", "mg/L"), (" μg/L ", "ug/L"), ("µg/L", "ug/L"), ("微克每升", "ug/L"), ("m³/d", "m3/d"),
            ("立方米/天", "m3/d"), ("立方米/日", "m3/d"), ("m3/h", "m3/h"), ("立方米/小时", "m3/h"), ("吨/日", "t/d"),
            ("万t/a", "10*4.t/a"), ("万吨/年", "10*4.t/a"), ("万m3/a", "10*4.m3/a"), ("L/s", "L/s"),
            ("升/秒", "L/s"),
            ("℃", "Cel"), ("pH", "[pH]"), ("无量纲", "1"), ("MPN/L", "{count}/L"), ("个/L", "{count}/L"),
            ("μS/cm", "uS/cm"),
        ])
    func spellings(text: String, code: String) throws {
        #expect(try MeasurementUnit(spelling: text).code == code)
    }

    @Test(
        "a flow converts to cubic metres a day",
        arguments: [
            (12.5, "m3/h", 300), (1, "m3/s", 86_400), (300, "m3/d", 300), (10, "L/s", 864),
            (10, "万m3/a", 100_000 / 365.0),
            (109_500, "m3/a", 300), (2, "m3/min", 2880),
        ])
    func volumeFlows(value: Double, unit: String, expected: Double) throws {
        let found = try MeasurementUnit(spelling: unit).convert(value, to: .cubicMetrePerDay)
        #expect((found - expected).magnitude <= 1e-12 * expected)
    }

    @Test(
        "tonnes of water become cubic metres only through a stated density",
        arguments: [(300.0, "t/d", 300.0), (10.95, "万t/a", 300), (12.5, "t/h", 300), (1, "m3/s", 86_400)])
    func massFlows(value: Double, unit: String, expected: Double) throws {
        let unit = try MeasurementUnit(spelling: unit)
        let found = try WaterDensity.oneTonnePerCubicMetre.cubicMetresPerDay(value, in: unit)
        #expect((found - expected).magnitude <= 1e-12 * expected)
        if unit.dimension == .massFlow {
            #expect(throws: UnitError.dimensionMismatch(from: unit, to: .cubicMetrePerDay)) {
                try unit.convert(value, to: .cubicMetrePerDay)
            }
        }
    }

    @Test("micrograms become milligrams, and a concentration never becomes a flow")
    func concentrations() throws {
        let found = try MeasurementUnit.microgramPerLitre.convert(25, to: .milligramPerLitre)
        #expect((found - 0.025).magnitude < 1e-15)
        let gramsPerCubicMetre = try MeasurementUnit(spelling: "g/m3")
        #expect(try gramsPerCubicMetre.convert(7, to: .milligramPerLitre) == 7)
        #expect(
            throws: UnitError.dimensionMismatch(from: .milligramPerLitre, to: .cubicMetrePerDay)
        ) { try MeasurementUnit.milligramPerLitre.convert(1, to: .cubicMetrePerDay) }
    }

    @Test("capital M is refused with what was probably meant, because it is a factor of a billion")
    func wrongCase() {
        #expect(throws: UnitError.wrongCase(spelling: "MG/L", meant: "mg/L")) {
            try MeasurementUnit(spelling: "MG/L")
        }
    }

    @Test("an unknown or missing unit is refused", arguments: ["ppm", "mg/", "/L", "mg/L/", "m9/s", "mg//L"])
    func unknown(text: String) {
        #expect(throws: UnitError.unknown(spelling: text)) { try MeasurementUnit(spelling: text) }
        #expect(throws: UnitError.missing) { try MeasurementUnit(spelling: "  ") }
    }
}
