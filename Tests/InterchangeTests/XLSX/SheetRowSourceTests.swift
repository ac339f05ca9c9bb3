import Census
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("A workbook's sheet")
struct SheetRowSourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ bytes: [UInt8], sheet: String? = nil) throws -> SheetRowSource {
        let path = folder.path("made.xlsx")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try SheetRowSource(path: path, sheet: sheet)
    }

    private func rows(_ source: SheetRowSource) throws -> [SourceRow] {
        var rows: [SourceRow] = []
        try source.forEachRow { rows.append($0) }
        return rows
    }

    @Test("keeps texts as they are, leading zeros and flags included")
    func texts() throws {
        let source = try open(
            MadeWorkbook(texts: [["编码", "氨氮"], ["0990121001", "0.025L"], ["a&b", "<0.5"]]).bytes)
        #expect(source.columns == ["编码", "氨氮"])
        #expect(try rows(source).map(\.values) == [["0990121001", "0.025L"], ["a&b", "<0.5"]])
    }

    @Test("gives numbers by their shortest digits and dates with their time of day")
    func numbersAndDates() throws {
        let book = MadeWorkbook(
            rows: """
                <row r="1"><c r="A1" t="str"><v>n</v></c><c r="B1" t="str"><v>d</v></c></row>
                <row r="2"><c r="A2"><v>2.5000000000000001E-2</v></c><c r="B2" s="1"><v>43165.354861111111</v></c></row>
                <row r="3"><c r="A3"><v>990121001</v></c><c r="B3" s="1"><v>43165</v></c></row>
                <row r="4"><c r="A4"><v>1E-05</v></c><c r="B4"><v>43165.5</v></c></row>
                """)
        #expect(
            try rows(open(book.bytes)).map(\.values) == [
                ["0.025", "2018-03-06 08:31"], ["990121001", "2018-03-06"], ["1e-05", "43165.5"],
            ])
    }

    @Test("counts days from 1904 when the workbook says so")
    func epoch() throws {
        var book = MadeWorkbook(
            rows: """
                <row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>d</v></c></row>
                <row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>41703</v></c></row>
                """)
        book.startsIn1904 = true
        #expect(try rows(open(book.bytes))[0].values == ["1", "2018-03-06"])
    }

    @Test("tells of every cell of a merged range, with the range")
    func merged() throws {
        var book = MadeWorkbook(texts: [["样", "氨氮"], ["S1", "0.5"], ["S2", nil], ["S3", "0.7"]])
        book.tail = "<mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells>"
        let found = try rows(open(book.bytes))
        let fault = CellFault(column: 1, kind: .merged(range: "B2:B3"))
        #expect(found.map(\.cellFaults) == [[fault], [fault], []])
    }

    @Test("passes over a merged title and joins a header of two merged rows")
    func mergedHeader() throws {
        var book = MadeWorkbook(texts: [
            ["监测结果表"], ["样品编号", "浓度", nil], [nil, "化学需氧量", "氨氮"], ["S1", "12", "0.3"],
        ])
        book.tail =
            "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/></mergeCells>"
        let source = try open(book.bytes)
        #expect(source.columns == ["样品编号", "化学需氧量", "氨氮"])
        #expect(try rows(source).map(\.values) == [["S1", "12", "0.3"]])
    }

    @Test("tells of errors, of formulas without a saved result, and of cells beyond the header")
    func faults() throws {
        let book = MadeWorkbook(
            rows: """
                <row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>
                <row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c><c r="B2"><f>A1+1</f></c></row>
                <row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="D3"><v>9</v></c></row>
                """)
        let found = try rows(open(book.bytes))
        #expect(
            found[0].cellFaults == [
                CellFault(column: 0, kind: .error), CellFault(column: 1, kind: .formulaWithoutResult),
            ])
        #expect(found[1].values[0] == "2" && found[1].fault == .ragged(expected: 2, found: 4))
        #expect(found[1].line == 3 && found[1].number == 2)
    }

    @Test("reads what GDAL wrote, a writer of its own")
    func writtenByGDAL() throws {
        let text = folder.path("made.csv")
        try "code,value\n007,0.5\n008,ND\n".write(toFile: text, atomically: true, encoding: .utf8)
        let path = folder.path("gdal.xlsx")
        let made = try run("ogr2ogr", ["-f", "XLSX", path, text])
        #expect(made.status == 0, "\(made.errors)")
        let source = try SheetRowSource(path: path)
        #expect(source.columns == ["code", "value"])
        #expect(try rows(source).map(\.values) == [["007", "0.5"], ["008", "ND"]])
    }

    @Test("of another name is refused with the names there are")
    func otherSheet() throws {
        #expect {
            try open(MadeWorkbook(texts: [["a", "b"]]).bytes, sheet: "x")
        } throws: { error in
            guard case .noSheet(_, "x", ["Results"]) = error as? SheetError else { return false }
            return true
        }
    }

    @Test("with a document type is refused before any entity can expand")
    func documentType() throws {
        var book = MadeWorkbook(texts: [["a", "b"], ["1", "2"]])
        book.prologue = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>"
        #expect {
            try rows(open(book.bytes))
        } throws: { error in
            guard case .documentType(_, "xl/worksheets/sheet1.xml") = error as? SheetError else {
                return false
            }
            return true
        }
    }

    @Test("that is cut off is refused, wherever the cut is")
    func cutOff() throws {
        let whole = MadeWorkbook(texts: [["a", "b"], ["1", "2"]]).bytes
        for end in stride(from: 0, to: whole.count - 1, by: 37) {
            #expect(throws: SheetError.self) { try rows(open(Array(whole[..<end]))) }
        }
    }

    @Test("survives a changed byte anywhere: it is read, or refused, and nothing else", arguments: seeds(3))
    func changedBytes(seed: UInt64) throws {
        let whole = MadeWorkbook(texts: [["a", "b"], ["1", "2"], ["3", "4"]]).bytes
        var random = RandomGeometry(seed: seed)
        for _ in 0..<300 {
            var bytes = whole
            bytes[random.index(below: bytes.count)] = UInt8(random.index(below: 256))
            do {
                _ = try rows(open(bytes))
            } catch is SheetError {
                continue
            }
        }
    }
}
