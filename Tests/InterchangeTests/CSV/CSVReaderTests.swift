import GeoKernels
import Interchange
import TestSupport
import Testing

/// A table read to its end.
struct Table: Equatable {
    var header: [String] = []
    var rows: [[String]] = []
    var lines: [Int] = []
    var faults: [CSVFault] = []
}

/// Reads all of some bytes; small batches make every record cross a border.
func readTable(
    _ bytes: [UInt8], options: CSVReader.Options = CSVReader.Options(), batchBytes: Int = 1 << 20
) throws(CSVError) -> Table {
    var options = options
    options.batchBytes = batchBytes
    var reader = try CSVReader(bytes: bytes, options: options)
    var table = Table(header: reader.header.names)
    while let batch = try reader.nextBatch() {
        #expect(batch.rowNumber(0) == table.rows.count + 1)
        for row in 0..<batch.rowCount {
            table.rows.append((0..<batch.fieldCount(row)).map { batch.text(row, $0) ?? "?" })
            table.lines.append(batch.line(row))
        }
        table.faults += batch.faults
    }
    return table
}

func readTable(
    _ text: String, options: CSVReader.Options = CSVReader.Options(), batchBytes: Int = 1 << 20
) throws(CSVError) -> Table {
    try readTable(Array(text.utf8), options: options, batchBytes: batchBytes)
}

@Suite("reading CSV")
struct CSVReaderTests {
    @Test(
        "records end with LF, CR LF or CR, with or without a last line end",
        arguments: [
            "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "\n\na,b\n\n1,2\n\n\n3,4\n\n",
        ])
    func lineEnds(text: String) throws {
        for batchBytes in [16, 1 << 20] {
            let table = try readTable(text, batchBytes: batchBytes)
            #expect(table.header == ["a", "b"])
            #expect(table.rows == [["1", "2"], ["3", "4"]])
            #expect(table.faults.isEmpty)
        }
    }

    @Test("quoted fields keep delimiters, doubled quotes and line breaks, and lines are counted")
    func quoting() throws {
        let table = try readTable("a,b\r\n\"x,\"\"y\"\"\",\"line 1\r\nline 2\nline 3\"\r\n\"\",z\r\n")
        #expect(table.rows == [["x,\"y\"", "line 1\r\nline 2\nline 3"], ["", "z"]])
        #expect(table.lines == [2, 5])
        #expect(table.faults.isEmpty)
    }

    @Test("a quote inside an unquoted field is an ordinary character")
    func quoteInside() throws {
        let table = try readTable("a,b\n5\" pipe, \"x\"\n")
        #expect(table.rows == [["5\" pipe", " \"x\""]])
    }

    @Test("ragged rows are located and do not stop the file")
    func ragged() throws {
        let table = try readTable("a,b,c\n1,2,3\n1,2\n\n1,2,3,4\n5,6,7\n")
        #expect(table.rows.count == 4)
        #expect(
            table.faults == [
                CSVFault(row: 2, line: 3, kind: .ragged(expected: 3, got: 2)),
                CSVFault(row: 3, line: 5, kind: .ragged(expected: 3, got: 4)),
            ])
    }

    @Test("an unterminated quote is reported at its line and costs one row", arguments: [16, 64, 1 << 20])
    func unterminatedQuote(batchBytes: Int) throws {
        let table = try readTable("a,b\n1,2\n\"3,4\n5,6\n7,8\n", batchBytes: batchBytes)
        #expect(table.rows == [["1", "2"], ["\"3", "4"], ["5", "6"], ["7", "8"]])
        #expect(table.lines == [2, 3, 4, 5])
        #expect(table.faults == [CSVFault(row: 2, line: 3, kind: .unterminatedQuote)])
    }

    @Test("text behind a closing quote is reported at the line of the opening one", arguments: [16, 1 << 20])
    func textAfterQuote(batchBytes: Int) throws {
        let table = try readTable("a,b\n1,\"x\"y\n\"2,3\n4,\"5\"\n6,7\n", batchBytes: batchBytes)
        #expect(table.rows == [["1", "\"x\"y"], ["\"2", "3"], ["4", "5"], ["6", "7"]])
        #expect(
            table.faults == [
                CSVFault(row: 1, line: 2, kind: .textAfterQuote(column: 2)),
                CSVFault(row: 2, line: 3, kind: .textAfterQuote(column: 1)),
            ])
    }

    @Test("many stray quotes are read in one pass each")
    func hostileQuotes() throws {
        let text = "a,b\n" + String(repeating: "\"\"\"x,y\n", count: 3_000)
        let table = try readTable(text)
        #expect(table.rows.count == 3_000)
        #expect(table.faults.count == 3_000)
    }

    @Test("NUL bytes are reported with their row")
    func nulBytes() throws {
        let table = try readTable("a,b\n1,2\n3\0,4\n\"5\0\",6\n")
        #expect(table.faults.map(\.kind) == [.nulByte, .nulByte])
        #expect(table.faults.map(\.row) == [2, 3])
        #expect(table.rows[1] == ["3\0", "4"])
    }

    @Test(
        "the delimiter is found from the first records",
        arguments: [
            ("a;b\n1,5;2\n", CSVDelimiter.semicolon), ("a\tb\n1,2\t3\n", .tab), ("a|b|c\n1|2|3\n", .pipe),
            ("a,b\n1;2,3\n", .comma), ("name\nx\n", .comma), ("\"a,b\";c\n1;2\n", .semicolon),
            ("a,b;c\n1,2\n3,4\n", .comma),
        ])
    func delimiters(text: String, delimiter: CSVDelimiter) throws {
        let reader = try CSVReader(bytes: Array(text.utf8))
        #expect(reader.delimiter == delimiter)
    }

    @Test("a table of one column keeps its empty values")
    func oneColumn() throws {
        #expect(try readTable("name\nx\n\ny\n").rows == [["x"], [""], ["y"]])
    }

    @Test("empty input is an error", arguments: ["", "\u{FEFF}", "\n\n\r\n", "\u{FEFF}\n"])
    func empty(text: String) {
        #expect(throws: CSVError.empty(path: "memory")) { try readTable(text) }
    }

    @Test("a header without rows is a table without rows")
    func headerOnly() throws {
        #expect(try readTable("a,b").rows.isEmpty)
        #expect(try readTable("\u{FEFF}a,b\r\n").header == ["a", "b"])
    }

    @Test("a broken header stops the file")
    func brokenHeader() {
        #expect(
            throws: CSVError.brokenHeader(
                path: "memory", fault: CSVFault(row: 0, line: 1, kind: .unterminatedQuote))
        ) { try readTable("a,\"b\n1,2\n") }
    }

    @Test("a record beyond the limit is an error, not a loss of memory")
    func tooLong() {
        var options = CSVReader.Options()
        options.maximumRecordBytes = 1000
        let text = "a,b\n" + String(repeating: "x", count: 10_000)
        #expect(throws: CSVError.recordTooLong(path: "memory", line: 2, limit: 1000)) {
            try readTable(text + "\n", options: options, batchBytes: 64)
        }
    }

    @Test("a quote that stays open beyond the limit costs one row")
    func longOpenQuote() throws {
        var options = CSVReader.Options(delimiter: .comma)
        options.maximumRecordBytes = 1000
        let text = "a,b\n\"1,2\n" + String(repeating: "3,4\n", count: 2000)
        let table = try readTable(text, options: options, batchBytes: 64)
        #expect(table.rows.count == 2001)
        #expect(table.faults == [CSVFault(row: 1, line: 2, kind: .unterminatedQuote)])
    }

    @Test("blank and repeated column names are reported, and only matter when they are asked for")
    func headerFaults() throws {
        let header = try CSVReader(bytes: Array("code, name ,,code\n".utf8)).header
        #expect(header.faults == [.duplicateName("code", columns: [1, 4]), .blankName(column: 3)])
        #expect(try header.column(named: "name") == 1)
        #expect(throws: CSVColumnError.ambiguous(name: "code", columns: [1, 4])) {
            try header.column(named: "code")
        }
        #expect(throws: CSVColumnError.missing(name: "Name", available: header.names)) {
            try header.column(named: "Name")
        }
    }

    @Test("a row can be taken as it was written, and untouched columns stay bytes")
    func rawRows() throws {
        var reader = try CSVReader(bytes: Array("a,b\r\n\"x\"\"\",2\r\n".utf8))
        let batch = try #require(try reader.nextBatch())
        #expect(String(decoding: batch.bytes[batch.rawRange(0)], as: UTF8.self) == "\"x\"\"\",2")
        #expect(String(decoding: reader.rawHeader, as: UTF8.self) == "a,b")
        #expect(batch.field(0, 0)?.hasDoubledQuotes == true)
        #expect(batch.field(0, 2) == nil)
        #expect(batch.text(0, 0) == "x\"")
    }

    @Test("batches of any size give the same table", arguments: seeds(12))
    func batchSizes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("ab,,\"\"\n\n\r普1".utf8)
        let body = (0..<400).map { _ in alphabet[random.index(below: alphabet.count)] }
        let bytes = Array("h1,h2\n".utf8) + body
        let options = CSVReader.Options(encoding: .utf8, delimiter: .comma)
        let whole = try readTable(bytes, options: options)
        for size in [16, 17, 23, 64, 150] {
            #expect(try readTable(bytes, options: options, batchBytes: size) == whole)
        }
    }

    @Test("random bytes never trap and keep all their lines", arguments: seeds(15))
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<random.index(below: 2000)).map { _ in UInt8(random.index(below: 256)) }
        for encoding in TextEncoding.allCases {
            _ = try? readTable(bytes, options: CSVReader.Options(encoding: encoding), batchBytes: 64)
        }
        _ = try? readTable(bytes)
    }
}
