extension MeasurementUnit {
    /// Reads a unit as laboratories write it.
    ///
    /// Knows UCUM codes of mass, volume, length and time with `/`, `.` and whole exponents (`mg/L`,
    /// `mg.L-1`, `m3/d`, `10*4.t/a`), their Chinese words (`毫克/升`, `立方米每天`, `万吨/年`), the signs `μ`, `³`,
    /// `⁻¹` and `·`, full-width forms, and pH, ℃, NTU, 度, 个/L, MPN/L and μS/cm.
    ///
    /// - Throws: `UnitError.missing`, `.unknown` or `.wrongCase`.
    /// - Complexity: O(n) in the length of the text; a file's spelling is best resolved once and not for each row.
    public init(spelling text: String) throws(UnitError) {
        let plain = UnitSpelling.normalised(text)
        guard !plain.isEmpty else { throw .missing }
        if let special = UnitSpelling.special[plain] ?? UnitSpelling.special[plain.lowercased()] {
            self = special
        } else if let unit = UnitSpelling.product(plain) {
            self = unit
        } else if let meant = UnitSpelling.product(plain.lowercased()) {
            throw .wrongCase(spelling: trimmed(text), meant: meant.code)
        } else {
            throw .unknown(spelling: trimmed(text))
        }
    }
}

/// How units are spelled: a table of replacements and a table of atoms.
enum UnitSpelling {
    /// Replacements, longer words before their beginnings, that turn Chinese and typographic forms into UCUM's.
    private static let replacements: [(String, String)] = [
        ("立方米", "m3"), ("立方厘米", "cm3"), ("毫克", "mg"), ("微克", "ug"), ("纳克", "ng"), ("千克", "kg"),
        ("公斤", "kg"), ("毫升", "mL"), ("小时", "h"), ("分钟", "min"), ("吨", "t"), ("克", "g"), ("升", "L"),
        ("秒", "s"), ("天", "d"), ("日", "d"), ("年", "a"), ("时", "h"), ("每", "/"), ("万", "10*4."),
        ("μ", "u"), ("µ", "u"), ("³", "3"), ("²", "2"), ("⁻", "-"), ("¹", "1"), ("·", "."), ("•", "."),
        ("∙", "."), ("⋅", "."), ("−", "-"), ("(", ""), (")", ""), (" ", ""), ("^", ""), ("ℓ", "L"),
    ]

    private struct Atom {
        let code: String
        let dimension: UnitDimension
        let factor: Double
    }

    private static let mass = UnitDimension(mass: 1)
    private static let volume = UnitDimension(length: 3)
    private static let span = UnitDimension(time: 1)

    private static let atoms: [String: Atom] = {
        let list = [
            Atom(code: "ng", dimension: mass, factor: 1e-12), Atom(code: "ug", dimension: mass, factor: 1e-9),
            Atom(code: "mg", dimension: mass, factor: 1e-6), Atom(code: "g", dimension: mass, factor: 1e-3),
            Atom(code: "kg", dimension: mass, factor: 1), Atom(code: "t", dimension: mass, factor: 1e3),
            Atom(code: "mL", dimension: volume, factor: 1e-6),
            Atom(code: "L", dimension: volume, factor: 1e-3),
            Atom(code: "m", dimension: UnitDimension(length: 1), factor: 1),
            Atom(code: "dm", dimension: UnitDimension(length: 1), factor: 0.1),
            Atom(code: "cm", dimension: UnitDimension(length: 1), factor: 0.01),
            Atom(code: "s", dimension: span, factor: 1), Atom(code: "min", dimension: span, factor: 60),
            Atom(code: "h", dimension: span, factor: 3600), Atom(code: "d", dimension: span, factor: 86_400),
            Atom(code: "a", dimension: span, factor: 365 * 86_400),
        ]
        var table = Dictionary(uniqueKeysWithValues: list.map { ($0.code, $0) })
        table["l"] = table["L"]
        table["ml"] = table["mL"]
        return table
    }()

    /// Units that are no product of atoms, by their normalised spelling.
    static let special: [String: MeasurementUnit] = {
        let perLitre = UnitDimension(length: -3, scale: .count)
        let count = MeasurementUnit(code: "{count}/L", dimension: perLitre, factor: 1000)
        let conductivity = UnitDimension(scale: .conductivity)
        let turbidity = MeasurementUnit(
            code: "[NTU]", dimension: UnitDimension(scale: .turbidity), factor: 1)
        let colour = MeasurementUnit(code: "{PCU}", dimension: UnitDimension(scale: .colour), factor: 1)
        let microsiemens = MeasurementUnit(code: "uS/cm", dimension: conductivity, factor: 1e-4)
        let hundredMillilitres = MeasurementUnit(code: "{count}/dL", dimension: perLitre, factor: 10_000)
        return [
            "[ph]": .acidity, "ph": .acidity, "无量纲": .one, "1": .one, "%": percent, "℃": .celsius,
            "°c": .celsius, "cel": .celsius, "摄氏度": .celsius, "ntu": turbidity, "[ntu]": turbidity,
            "度": colour, "倍": colour, "{pcu}": colour, "个/l": count, "{count}/l": count, "mpn/l": count,
            "cfu/l": count, "mpn/100ml": hundredMillilitres, "{count}/dl": hundredMillilitres,
            "us/cm": microsiemens,
            "ms/m": MeasurementUnit(code: "mS/m", dimension: conductivity, factor: 1e-3),
        ]
    }()

    private static let percent = MeasurementUnit(code: "%", dimension: .number, factor: 0.01)

    /// Replaces from left to right; at each place the first row of the table that fits.
    static func normalised(_ text: String) -> String {
        var rest = Array(halfWidth(text).unicodeScalars)[...]
        var result = String.UnicodeScalarView()
        while let scalar = rest.first {
            if let row = table.first(where: { rest.starts(with: $0.found) }) {
                result.append(contentsOf: row.replacement)
                rest = rest.dropFirst(row.found.count)
            } else {
                result.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return String(result)
    }

    private static let table = replacements.map { row in
        (found: Array(row.0.unicodeScalars), replacement: Array(row.1.unicodeScalars))
    }

    /// Reads `[10*4.]atom[exponent]{(. or /)atom[exponent]}`.
    static func product(_ text: String) -> MeasurementUnit? {
        var dimension = UnitDimension()
        var factor = 1.0
        var code = ""
        var rest = text[...]
        var divides = false
        if rest.hasPrefix("10*4.") {
            factor = 1e4
            code = "10*4."
            rest = rest.dropFirst(5)
        }
        while true {
            let end = rest.firstIndex { $0 == "/" || $0 == "." } ?? rest.endIndex
            guard let term = term(rest[..<end]) else { return nil }
            let power = divides ? -term.power : term.power
            dimension.mass += term.atom.dimension.mass * power
            dimension.length += term.atom.dimension.length * power
            dimension.time += term.atom.dimension.time * power
            for _ in 0..<power.magnitude {
                factor = power > 0 ? factor * term.atom.factor : factor / term.atom.factor
            }
            code += canonical(term.atom.code, power: power, isFirst: code.isEmpty || code == "10*4.")
            guard end < rest.endIndex else { break }
            divides = rest[end] == "/"
            rest = rest[rest.index(after: end)...]
        }
        return MeasurementUnit(code: code, dimension: dimension, factor: factor)
    }

    private static func term(_ text: Substring) -> (atom: Atom, power: Int)? {
        let letters = text.prefix { $0.isLetter }
        let digits = text[letters.endIndex...]
        guard let atom = atoms[String(letters)] else { return nil }
        if digits.isEmpty { return (atom, 1) }
        guard let power = Int(digits), (-3...3).contains(power), power != 0 else { return nil }
        return (atom, power)
    }

    private static func canonical(_ atom: String, power: Int, isFirst: Bool) -> String {
        let exponent = power.magnitude == 1 ? "" : "\(power.magnitude)"
        return (power < 0 ? "/" : isFirst ? "" : ".") + atom + exponent
    }
}
