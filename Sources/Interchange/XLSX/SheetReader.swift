internal import Census

/// A row of a sheet as stored.
struct SheetRow {
    /// Its number in the sheet, from 1.
    let number: Int
    /// The cells that the file has, by column.
    let cells: [SheetCell]
}

/// A cell of a sheet as stored.
struct SheetCell {
    /// Counted from 0.
    let column: Int
    /// The text, or the number's shortest digits, or the date.
    let text: String?
    /// Why it cannot be taken as it is.
    let fault: CellFault.Kind?

    /// There is nothing in it, or only blanks.
    var isBlank: Bool { fault == nil && (text?.allSatisfy(\.isWhitespace) ?? true) }
}

/// Reads a sheet row by row.
struct SheetReader {
    let workbook: Workbook
    let sheet: String
    let part: String
    let bytes: [UInt8]

    var path: String { workbook.archive.path }

    /// Calls `body` with each row until it says `false`.
    ///
    /// - Throws: `SheetError`, and what `body` throws.
    func forEachRow(_ body: (SheetRow) throws -> Bool) throws {
        var scanner = XMLScanner(bytes)
        var row: (number: Int, cells: [SheetCell])?
        var lastNumber = 0
        while let event = try next(&scanner) {
            switch event {
            case .start(let isEmpty):
                if scanner.isNamed("row") {
                    let number = scanner.attribute("r").flatMap { Int($0) } ?? lastNumber + 1
                    guard number > lastNumber, number <= 1_048_576 else { throw bad(number, "row") }
                    lastNumber = number
                    row = isEmpty ? nil : (number, [])
                } else if scanner.isNamed("c"), let open = row {
                    let cell = try cell(&scanner, isEmpty: isEmpty, row: open.number, after: open.cells.last)
                    row?.cells.append(cell)
                }
            case .end:
                if scanner.isNamed("row"), let done = row {
                    row = nil
                    guard try body(SheetRow(number: done.number, cells: done.cells)) else { return }
                } else if scanner.isNamed("sheetData") {
                    return
                }
            case .text: break
            }
        }
    }

    private func next(_ scanner: inout XMLScanner) throws(SheetError) -> XMLScanner.Event? {
        do throws(XMLScanner.Failure) { return try scanner.next() } catch {
            switch error {
            case .malformed(let offset): throw SheetError.badXML(path: path, part: part, offset: offset)
            case .documentType: throw SheetError.documentType(path: path, part: part)
            }
        }
    }

    private func bad(_ row: Int, _ cell: String) -> SheetError {
        .badCell(path: path, sheet: sheet, row: row, cell: cell)
    }

    private func cell(
        _ scanner: inout XMLScanner, isEmpty: Bool, row: Int, after last: SheetCell?
    ) throws(SheetError) -> SheetCell {
        let reference = scanner.attribute("r")
        let place = reference.flatMap { CellPlace($0) }
        guard reference == nil || place?.row == row else { throw bad(row, reference ?? "") }
        let column = place?.column ?? (last?.column ?? -1) + 1
        guard column > last?.column ?? -1, column < 16_384 else { throw bad(row, reference ?? "") }
        let kind = scanner.attribute("t") ?? "n"
        let style = scanner.attribute("s").flatMap { Int($0) } ?? 0
        guard !isEmpty else { return SheetCell(column: column, text: nil, fault: nil) }
        let content = try content(&scanner)
        guard content.hasValue || !content.hasFormula else {
            return SheetCell(column: column, text: nil, fault: .formulaWithoutResult)
        }
        switch kind {
        case "s":
            guard let number = Int(content.value), workbook.texts.indices.contains(number) else {
                throw bad(row, reference ?? "")
            }
            return SheetCell(column: column, text: workbook.texts[number], fault: nil)
        case "e": return SheetCell(column: column, text: content.value, fault: .error)
        case "b": return SheetCell(column: column, text: content.value == "1" ? "TRUE" : "FALSE", fault: nil)
        case "n": return SheetCell(column: column, text: number(content.value, style: style), fault: nil)
        default: return SheetCell(column: column, text: content.value, fault: nil)
        }
    }

    /// What stands between a cell's tags.
    private func content(
        _ scanner: inout XMLScanner
    ) throws(SheetError) -> (value: String, hasValue: Bool, hasFormula: Bool) {
        var result = (value: "", hasValue: false, hasFormula: false)
        var isValue = false
        while let event = try next(&scanner) {
            switch event {
            case .start(let isEmpty):
                if scanner.isNamed("f") { result.hasFormula = true }
                isValue = !isEmpty && (scanner.isNamed("v") || scanner.isNamed("t"))
            case .text:
                if isValue {
                    result.value += scanner.text
                    result.hasValue = true
                }
            case .end:
                if scanner.isNamed("c") { return result }
                isValue = false
            }
        }
        throw .badXML(path: path, part: part, offset: scanner.offset)
    }

    /// A number by its shortest digits, or the date that its style shows.
    private func number(_ stored: String, style: Int) -> String {
        guard let value = Double(stored) else { return stored }
        if workbook.showsDate.indices.contains(style), workbook.showsDate[style] {
            // A serial that is no day stays a number, which the import refuses where it needs a day.
            let serial = workbook.startsIn1904 ? value + 1462 : value
            // A number that is no time stays a number.
            if let time = try? SamplingTime(excelSerial: serial) { return time.text }
        }
        guard value.magnitude < 0x1p53 else { return stored }
        let digits = value.description
        return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
    }
}
