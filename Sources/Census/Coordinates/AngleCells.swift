/// The numbers of one angle that is spread over the cells of degrees, minutes and seconds.
struct AngleCells {
    private(set) var numbers: [AngleNumber] = []
    private(set) var hemispheres: [Hemisphere] = []
    private(set) var isNegative = false
    /// The cells as they came, with spaces between.
    let original: String

    /// Reads the cells; only the last ones may be empty, and only the first may carry a sign.
    init(_ cells: [String]) throws(AngleRefusal) {
        let isBlank = cells.map { $0.allSatisfy(\.isWhitespace) }
        guard let last = isBlank.lastIndex(of: false) else { throw .empty }
        guard !isBlank[0] else { throw .noDegrees }
        original = cells[...last].joined(separator: " ")
        for index in 0...last {
            try add(isBlank[index] ? AngleScanner("0") : AngleScanner(cells[index]), at: index)
        }
    }

    private mutating func add(_ scan: AngleScanner, at index: Int) throws(AngleRefusal) {
        guard var number = scan.numbers.first else { throw .noNumber }
        guard scan.numbers.count == 1 else { throw .tooManyNumbers(scan.numbers.count) }
        if index > 0, scan.isNegative { throw .unexpectedCharacter("-") }
        let unit = AngleUnit(rawValue: index)
        guard number.unit == nil || number.unit == unit else { throw .unitsOutOfOrder }
        number.unit = unit
        numbers.append(number)
        hemispheres.append(contentsOf: scan.hemispheres)
        isNegative = isNegative || scan.isNegative
    }
}
