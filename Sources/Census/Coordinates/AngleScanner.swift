/// A unit of an angle written by hand.
enum AngleUnit: Int, Comparable {
    case degrees, minutes, seconds

    static func < (a: AngleUnit, b: AngleUnit) -> Bool { a.rawValue < b.rawValue }
}

/// One number of an angle with the mark that followed it.
struct AngleNumber {
    /// The digits with at most one point, in ASCII.
    var text = ""
    /// The unit that a mark after the number names.
    var unit: AngleUnit?
    /// What stood between this number and the one before, when it was not a mark: a hyphen, a colon, a space.
    var separator: AngleSeparator?

    /// Digits after the decimal point.
    var decimals: Int {
        guard let point = text.firstIndex(of: ".") else { return 0 }
        return text.distance(from: point, to: text.endIndex) - 1
    }
}

enum AngleSeparator {
    case space, hyphen, colon
}

/// Splits a hand-written angle into numbers, marks, a sign and hemispheres, whatever its width or script.
struct AngleScanner {
    private(set) var numbers: [AngleNumber] = []
    private(set) var hemispheres: [Hemisphere] = []
    private(set) var axis: CoordinateAxis?
    private(set) var isNegative = false
    private(set) var hasChineseMark = false
    private var hasSign = false
    private var isNumberOpen = false
    private var pending: AngleSeparator?
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ text: String) throws(AngleRefusal) {
        scalars = text.unicodeScalars.compactMap(plainScalar)
        while index < scalars.count { try take(scalars[index]) }
        if pending == .hyphen || pending == .colon {
            throw .unexpectedCharacter(pending == .colon ? ":" : "-")
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws(AngleRefusal) {
        index += 1
        switch scalar {
        case "0"..."9", ".": appendToNumber(scalar)
        case "°", "′", "″", "度", "分", "秒": try mark(scalar)
        case "E", "W", "N", "S", "东", "西", "南", "北": try hemisphere(scalar)
        case "经", "纬": label(scalar)
        case "+", "-": try signOrSeparator(scalar)
        case " ": try separate(.space)
        case ":": try colon()
        default: throw .unexpectedCharacter(String(scalar))
        }
    }

    private mutating func appendToNumber(_ scalar: Unicode.Scalar) {
        if !isNumberOpen {
            numbers.append(AngleNumber(separator: numbers.isEmpty ? nil : pending))
            isNumberOpen = true
            pending = nil
        }
        numbers[numbers.count - 1].text.unicodeScalars.append(scalar)
    }

    private mutating func mark(_ scalar: Unicode.Scalar) throws(AngleRefusal) {
        var unit: AngleUnit
        switch scalar {
        case "°", "度": unit = .degrees
        case "′", "分": unit = .minutes
        default: unit = .seconds
        }
        if scalar == "′", index < scalars.count, scalars[index] == "′" {
            index += 1
            unit = .seconds
        }
        guard let last = numbers.last, last.unit == nil, pending == nil || pending == .space else {
            throw .strayMark(String(scalar))
        }
        if ["度", "分", "秒"].contains(scalar) { hasChineseMark = true }
        numbers[numbers.count - 1].unit = unit
        isNumberOpen = false
        pending = nil
    }

    private mutating func hemisphere(_ scalar: Unicode.Scalar) throws(AngleRefusal) {
        if scalar == "E", isNumberOpen, startsExponent() { throw .scientificNotation }
        isNumberOpen = false
        let found: Hemisphere =
            switch scalar {
            case "E", "东": .east
            case "W", "西": .west
            case "N", "北": .north
            default: .south
            }
        hemispheres.append(found)
    }

    /// `E` straight after digits and before digits or a signed number: a spreadsheet's 1.18E+02.
    private func startsExponent() -> Bool {
        guard index < scalars.count else { return false }
        return ("0"..."9").contains(scalars[index]) || scalars[index] == "+" || scalars[index] == "-"
    }

    /// 经 and 纬 belong to 东经 and 北纬, or name the axis as in 经度118.7; the 度 of 经度 is no mark.
    private mutating func label(_ scalar: Unicode.Scalar) {
        axis = scalar == "经" ? .longitude : .latitude
        if numbers.isEmpty, index < scalars.count, scalars[index] == "度" { index += 1 }
    }

    private mutating func signOrSeparator(_ scalar: Unicode.Scalar) throws(AngleRefusal) {
        guard numbers.isEmpty else {
            guard scalar == "-" else { throw .unexpectedCharacter("+") }
            return try separate(.hyphen)
        }
        guard !hasSign else { throw .unexpectedCharacter(String(scalar)) }
        hasSign = true
        isNegative = scalar == "-"
    }

    /// A colon after a label (经度：118.7) only introduces the number.
    private mutating func colon() throws(AngleRefusal) {
        if !numbers.isEmpty { try separate(.colon) }
    }

    private mutating func separate(_ separator: AngleSeparator) throws(AngleRefusal) {
        isNumberOpen = false
        if separator == .space, pending != nil { return }
        guard pending == nil || pending == .space else {
            throw .unexpectedCharacter(separator == .colon ? ":" : "-")
        }
        pending = separator
    }
}

/// The ASCII or usual form of a character of an angle; `nil` for characters that cannot be seen.
private func plainScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\u{200B}"..."\u{200F}", "\u{FEFF}", "\u{FE0E}", "\u{FE0F}", "\u{2060}": nil
    case "\t", "\u{A0}", "\u{3000}", "\u{2000}"..."\u{200A}", "\u{202F}": " "
    case "º", "˚", "゜", "ᵒ", "∘": "°"
    case "'", "’", "‘", "´", "`", "ʹ", "＇", "｀", "′", "‵", "ˊ", "ʼ": "′"
    case "\"", "”", "“", "ʺ", "＂", "″", "〃", "‶", "〞", "〝": "″"
    case "−", "–", "—", "－", "﹣", "负", "負", "‐", "‑": "-"
    case "。", "．", "｡": "."
    case "東": "东"
    case "經": "经"
    case "緯": "纬"
    case "：", "∶", "︰": ":"
    case "e": "E"
    case "w": "W"
    case "n": "N"
    case "s": "S"
    case "\u{FF01}"..."\u{FF5E}": Unicode.Scalar(scalar.value - 0xFEE0).flatMap(plainScalar)
    default: scalar
    }
}
