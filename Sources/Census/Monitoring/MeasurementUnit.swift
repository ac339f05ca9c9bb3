/// Why a unit could not be read or a value not be converted.
public enum UnitError: Error, Hashable, Sendable {
    /// The cell of the unit is empty.
    case missing
    /// No known unit is spelled so.
    case unknown(spelling: String)
    /// Only the case of the letters is wrong, and case matters: `Mg` is a megagram.
    case wrongCase(spelling: String, meant: String)
    /// The two units measure different kinds of quantity.
    case dimensionMismatch(from: MeasurementUnit, to: MeasurementUnit)

    /// The reason in both languages, with what to do.
    public var text: LocalizedText {
        switch self {
        case .missing: LocalizedText(zh: "缺少计量单位，请补填。", en: "The unit is missing; fill it in.")
        case .unknown(let spelling):
            LocalizedText(
                zh: "不认识计量单位“\(spelling)”，请改用 mg/L、m3/d 等写法。",
                en: "“\(spelling)” is not a known unit; write mg/L, m3/d or the like.")
        case .wrongCase(let spelling, let meant):
            LocalizedText(
                zh: "单位“\(spelling)”大小写有误（M 与 m 相差十亿倍），若指 \(meant) 请照此填写。",
                en:
                    "The case of “\(spelling)” is wrong (M and m differ by 10⁹); write \(meant) if that is meant."
            )
        case .dimensionMismatch(let from, let to):
            LocalizedText(
                zh:
                    "\(from.code)（\(from.dimension.text[.chinese])）不能换算为 \(to.code)（\(to.dimension.text[.chinese])）。",
                en: "\(from.code) (\(from.dimension.text[.english])) does not convert to "
                    + "\(to.code) (\(to.dimension.text[.english])).")
        }
    }
}

/// A unit of measure by its UCUM code, with its factor to the base of its dimension.
///
/// The base is kilogram, cubic metre by metre, and second. **A year (`a`) counts 365 days here**, as census
/// loads are computed, and not UCUM's 365.25: 50 mg/L × 300 m³/d makes 5.475 t/a.
/// Source of the codes: The Unified Code for Units of Measure, ucum.org.
public struct MeasurementUnit: Hashable, Sendable {
    /// The UCUM code, such as `mg/L`, `m3/d` or `10*4.t/a`.
    public let code: String
    /// What the unit measures.
    public let dimension: UnitDimension
    /// How many base units one unit is.
    public let factor: Double

    /// Makes a unit; `factor` is the number of base units (kg, m, s) in one of it.
    public init(code: String, dimension: UnitDimension, factor: Double) {
        self.code = code
        self.dimension = dimension
        self.factor = factor
    }

    /// Turns a value in this unit into another of the same dimension.
    ///
    /// - Throws: `UnitError.dimensionMismatch`; tonnes of water become cubic metres only by `WaterDensity`.
    public func convert(_ value: Double, to other: MeasurementUnit) throws(UnitError) -> Double {
        guard dimension == other.dimension else { throw .dimensionMismatch(from: self, to: other) }
        return self == other ? value : value * factor / other.factor
    }
}

/// The density by which tonnes of water become cubic metres; an assumption that must be said out loud.
public struct WaterDensity: Hashable, Sendable {
    /// Kilograms for each cubic metre.
    public let kilogramsPerCubicMetre: Double

    /// Makes a density from kilograms for each cubic metre.
    public init(kilogramsPerCubicMetre: Double) {
        precondition(kilogramsPerCubicMetre > 0, "a density must be positive")
        self.kilogramsPerCubicMetre = kilogramsPerCubicMetre
    }

    /// One tonne for each cubic metre, as forms with t/d and 万t/a assume.
    public static let oneTonnePerCubicMetre = WaterDensity(kilogramsPerCubicMetre: 1000)

    /// Turns a flow in volume or mass into cubic metres a day.
    ///
    /// - Throws: `UnitError.dimensionMismatch` when `unit` is no flow.
    public func cubicMetresPerDay(_ value: Double, in unit: MeasurementUnit) throws(UnitError) -> Double {
        guard unit.dimension == .massFlow else { return try unit.convert(value, to: .cubicMetrePerDay) }
        return value * unit.factor / kilogramsPerCubicMetre / MeasurementUnit.cubicMetrePerDay.factor
    }
}

extension MeasurementUnit {
    private static let day = 86_400.0

    /// Milligrams for each litre.
    public static let milligramPerLitre = MeasurementUnit(
        code: "mg/L", dimension: .concentration, factor: 1e-3)
    /// Micrograms for each litre.
    public static let microgramPerLitre = MeasurementUnit(
        code: "ug/L", dimension: .concentration, factor: 1e-6)
    /// Cubic metres a second.
    public static let cubicMetrePerSecond = MeasurementUnit(code: "m3/s", dimension: .volumeFlow, factor: 1)
    /// Cubic metres an hour.
    public static let cubicMetrePerHour = MeasurementUnit(
        code: "m3/h", dimension: .volumeFlow, factor: 1 / 3600)
    /// Cubic metres a day.
    public static let cubicMetrePerDay = MeasurementUnit(
        code: "m3/d", dimension: .volumeFlow, factor: 1 / day)
    /// Cubic metres in a year of 365 days.
    public static let cubicMetrePerYear = MeasurementUnit(
        code: "m3/a", dimension: .volumeFlow, factor: 1 / (365 * day))
    /// Tonnes in a year of 365 days.
    public static let tonnePerYear = MeasurementUnit(
        code: "t/a", dimension: .massFlow, factor: 1000 / (365 * day))
    /// Degrees Celsius.
    public static let celsius = MeasurementUnit(
        code: "Cel", dimension: UnitDimension(scale: .celsius), factor: 1)
    /// The pH scale.
    public static let acidity = MeasurementUnit(
        code: "[pH]", dimension: UnitDimension(scale: .acidity), factor: 1)
    /// A plain number.
    public static let one = MeasurementUnit(code: "1", dimension: .number, factor: 1)
}
