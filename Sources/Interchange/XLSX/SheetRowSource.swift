public import Census
public import GeoModel

/// The rows of a workbook's sheet as an import takes them.
///
/// The first row with at least two filled cells gives the columns' names; rows before it are titles. Where names are merged over
/// several rows, those rows together are the header. Cells are taken as they are stored: texts as texts, numbers by their
/// shortest digits, dates as `YYYY-MM-DD HH:MM`. Cells that are merged, show an error, or hold a formula without a
/// saved result come with a fault, and a filled cell beyond the last name makes its row ragged. Rows without any
/// filled cell are passed over.
public struct SheetRowSource: RowSource {
    /// The file.
    public let path: String
    /// The sheet's name.
    public let sheet: String
    /// The columns' names.
    public let columns: [String]
    /// The names of the workbook's other sheets that hold anything.
    public let otherSheets: [String]
    /// A sheet tells no reference.
    public let declaredReference: CRSIdentifier? = nil

    private let workbook: Workbook
    private let part: String
    private let bytes: [UInt8]
    private let merges: MergedCells
    private let headerEnd: Int

    /// Opens a sheet.
    ///
    /// - Parameters:
    ///   - path: The workbook.
    ///   - sheet: The sheet's name; by default the first.
    /// - Throws: `SheetError` for whatever is wrong with the file.
    public init(path: String, sheet: String? = nil) throws(SheetError) {
        let workbook = try Workbook(try ZipArchive(path: path))
        let sheets = workbook.sheets
        let wanted = sheet.map { name in sheets.first { $0.name == name } } ?? sheets.first
        guard let chosen = wanted else {
            throw .noSheet(path: path, name: sheet ?? "", sheets: sheets.map(\.name))
        }
        let bytes = try workbook.bytes(chosen.part)
        let merges = try MergedCells(workbook, part: chosen.part, bytes: bytes)
        let header = try SheetHeader(
            SheetReader(workbook: workbook, sheet: chosen.name, part: chosen.part, bytes: bytes), merges)
        self.path = path
        self.sheet = chosen.name
        self.workbook = workbook
        self.bytes = bytes
        self.merges = merges
        part = chosen.part
        otherSheets = sheets.filter { $0.name != chosen.name && Self.holdsAnything(workbook, $0.part) }
            .map(\.name)
        columns = header.names
        headerEnd = header.lastRow
    }

    /// A sheet that cannot be read may hold something.
    private static func holdsAnything(_ workbook: Workbook, _ part: String) -> Bool {
        do throws(SheetError) {
            // `<v>` and `<is>` are the only elements that carry a cell's content.
            let bytes = try workbook.bytes(part)
            return ["<v>", "<v ", "<is>", "<is "].contains { mark in
                bytes.firstRange(of: Array(mark.utf8)) != nil
            }
        } catch { return true }
    }

    /// Not known before reading.
    public func rowCount() -> Int? { nil }

    /// Calls `body` with every row below the header; its `line` is the row's number in the sheet.
    public func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        var number = 0
        let reader = SheetReader(workbook: workbook, sheet: sheet, part: part, bytes: bytes)
        try reader.forEachRow { row in
            guard row.number > headerEnd,
                row.cells.contains(where: { !$0.isBlank }) || merges.covers(row.number)
            else { return true }
            number += 1
            try body(sourceRow(row, number: number))
            return true
        }
    }

    private func sourceRow(_ row: SheetRow, number: Int) -> SourceRow {
        var values = [String?](repeating: nil, count: columns.count)
        var faults = merges.faults(inRow: row.number, columns: columns.count)
        var surplus = 0
        for cell in row.cells {
            guard cell.column < columns.count else {
                if !cell.isBlank { surplus = max(surplus, cell.column + 1) }
                continue
            }
            values[cell.column] = cell.text
            if let fault = cell.fault, !faults.contains(where: { $0.column == cell.column }) {
                faults.append(CellFault(column: cell.column, kind: fault))
            }
        }
        return SourceRow(
            number: number, line: row.number, values: values,
            fault: surplus > 0 ? .ragged(expected: columns.count, found: surplus) : nil, cellFaults: faults)
    }
}

/// The columns' names of a sheet.
private struct SheetHeader {
    let names: [String]
    let lastRow: Int

    init(_ reader: SheetReader, _ merges: MergedCells) throws(SheetError) {
        var rows: [SheetRow] = []
        var last = 0
        do {
            try reader.forEachRow { row in
                if rows.isEmpty {
                    guard row.cells.count(where: { !$0.isBlank }) >= 2 else { return true }
                    last = merges.lastRow(ofHeaderFrom: row.number)
                }
                guard row.number <= last else { return false }
                rows.append(row)
                return true
            }
        } catch let error as SheetError {
            throw error
        } catch {
            preconditionFailure("reading a header throws nothing else")
        }
        guard let first = rows.first else { throw .noHeader(path: reader.path, sheet: reader.sheet) }
        let width = (rows.flatMap(\.cells).filter { !$0.isBlank }.map(\.column).max() ?? 0) + 1
        var names = [String](repeating: "", count: width)
        for cell in rows.flatMap(\.cells) where cell.column < width && !cell.isBlank {
            names[cell.column] = cell.text ?? ""
        }
        self.names = names
        lastRow = max(last, first.number)
    }
}

/// The merged ranges of a sheet, found by row.
struct MergedCells {
    private var byRow: [Int: [MergedRange]] = [:]

    init(_ workbook: Workbook, part: String, bytes: [UInt8]) throws(SheetError) {
        // They stand behind the rows, of which there may be a million.
        let end = Self.endOfRows(bytes)
        var found: [MergedRange] = []
        try workbook.scan(part, bytes: bytes, from: end) { scanner, event throws(SheetError) in
            if case .start = event, scanner.isNamed("mergeCell") {
                guard let range = scanner.attribute("ref").flatMap(MergedRange.init) else { return true }
                found.append(range)
            }
            return found.count < 1_000_000
        }
        for range in found where range.rows.count < 100_000 {
            for row in range.rows { byRow[row, default: []].append(range) }
        }
    }

    private static func endOfRows(_ bytes: [UInt8]) -> Int {
        let wanted = Array("sheetData>".utf8)
        var place = bytes.count - wanted.count
        while place > 0 {
            if bytes[place] == wanted[0], bytes[place..<(place + wanted.count)].elementsEqual(wanted) {
                return place + wanted.count
            }
            place -= 1
        }
        return 0
    }

    func covers(_ row: Int) -> Bool { byRow[row] != nil }

    /// The last row of a header whose first row is this.
    func lastRow(ofHeaderFrom row: Int) -> Int {
        (byRow[row] ?? []).filter { $0.rows.lowerBound == row && $0.rows.count <= 3 }.map(\.rows.upperBound)
            .max() ?? row
    }

    func faults(inRow row: Int, columns: Int) -> [CellFault] {
        (byRow[row] ?? []).flatMap { range in
            range.columns.filter { $0 < columns }.map {
                CellFault(column: $0, kind: .merged(range: range.text))
            }
        }
    }
}
