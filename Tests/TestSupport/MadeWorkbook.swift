/// A ZIP archive of stored entries, written byte by byte so that tests can break any of it.
public struct MadeArchive: Sendable {
    /// The entries in order.
    public var entries: [(name: String, bytes: [UInt8])] = []

    /// Makes an empty archive.
    public init() {}

    /// The archive's bytes.
    public var bytes: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let start = file.count
            let name = Array(entry.name.utf8)
            let facts =
                little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 4)
                + little(checksum(entry.bytes), 4)
                + little(entry.bytes.count, 4) + little(entry.bytes.count, 4) + little(name.count, 2)
                + little(0, 2)
            file += little(0x0403_4B50, 4) + facts + name + entry.bytes
            directory +=
                little(0x0201_4B50, 4) + little(20, 2) + facts + little(0, 2) + little(0, 2) + little(0, 2)
                + little(0, 4) + little(start, 4) + name
        }
        let end =
            little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2) + little(entries.count, 2)
            + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
        return file + directory + end
    }

    private func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) }
    }

    private func checksum(_ bytes: [UInt8]) -> Int {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
        return Int(value ^ 0xFFFF_FFFF)
    }
}

/// A workbook of one sheet whose rows are given as XML, as a hostile or careless program might write it.
public struct MadeWorkbook: Sendable {
    /// The rows' XML, `<row>…</row>` after another.
    public var rows: String
    /// What stands behind the rows, such as `<mergeCells>`.
    public var tail = ""
    /// What stands at the very beginning of the sheet's part.
    public var prologue = ""
    /// Days count from 1904.
    public var startsIn1904 = false

    /// Makes a workbook.
    public init(rows: String) { self.rows = rows }

    /// Makes a workbook whose cells are all text, `nil` for no cell.
    public init(texts: [[String?]]) {
        rows = texts.enumerated().map { number, row in
            let cells = row.enumerated().compactMap { column, text in
                text.map { Self.cell(column, number + 1, $0) }
            }
            return "<row r=\"\(number + 1)\">\(cells.joined())</row>"
        }.joined()
    }

    private static func cell(_ column: Int, _ row: Int, _ text: String) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + column)))
        let safe = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return "<c r=\"\(letter)\(row)\" t=\"inlineStr\"><is><t>\(safe)</t></is></c>"
    }

    /// The parts of the workbook, in which style 1 shows a date.
    public var archive: MadeArchive {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006/relationships"
        var archive = MadeArchive()
        func add(_ name: String, _ text: String) { archive.entries.append((name, Array(text.utf8))) }
        add(
            "_rels/.rels",
            "<Relationships xmlns=\"\(package)\"><Relationship Id=\"a\" Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        )
        add(
            "xl/workbook.xml",
            "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><workbookPr date1904=\"\(startsIn1904 ? 1 : 0)\"/><sheets><sheet name=\"Results\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
        )
        add(
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"\(package)\"><Relationship Id=\"s\" Type=\"\(relations)/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"t\" Type=\"\(relations)/styles\" Target=\"styles.xml\"/></Relationships>"
        )
        add(
            "xl/styles.xml",
            "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
        )
        add(
            "xl/worksheets/sheet1.xml",
            "\(prologue)<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(tail)</worksheet>")
        return archive
    }

    /// The file's bytes.
    public var bytes: [UInt8] { archive.bytes }
}
