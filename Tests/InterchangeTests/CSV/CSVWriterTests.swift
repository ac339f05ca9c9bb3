import Census
import Foundation
import GeoKernels
import Glibc
import Interchange
import TestSupport
import Testing

/// A path in the temporary folder that no other test uses, removed when the value goes.
private final class TemporaryPath {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bourn-\(UUID().uuidString).csv")
        .path
    deinit { _ = unsafe unlink(path) }

    var bytes: [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

private func write(
    _ rows: [[String]], to path: String, options: CSVWriter.Options = CSVWriter.Options()
) throws(CSVError) {
    var writer = try CSVWriter(path: path, options: options)
    for row in rows { try writer.writeRow(row) }
    try writer.finish()
}

@Suite("writing CSV")
struct CSVWriterTests {
    @Test("quotes stand only where they are needed, and text is untouched")
    func quoting() throws {
        let file = TemporaryPath()
        try write([["a", "b,c", "d\"e", "f\ng", " h ", "=1+1", ""], [""]], to: file.path)
        #expect(file.text == "a,\"b,c\",\"d\"\"e\",\"f\ng\", h ,=1+1,\r\n\"\"\r\n")
    }

    @Test("a byte order mark and LF are written when asked for")
    func options() throws {
        let file = TemporaryPath()
        let options = CSVWriter.Options(delimiter: .semicolon, hasByteOrderMark: true, lineEnd: .lf)
        try write([["名称", "a,b"], ["x;y", ""]], to: file.path, options: options)
        #expect(file.bytes == Array("\u{FEFF}名称;a,b\n\"x;y\";\n".utf8))
    }

    @Test("what is written is read back", arguments: seeds(12))
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let letters: [Character] = [
            "a", "1", ",", ";", "\"", "\n", "\r\n", "\r", "普", "😀", " ", "=", "\t", "|",
        ]
        let width = 1 + random.index(below: 5)
        let rows = (0..<30).map { _ in
            (0..<width).map { _ in
                String((0..<random.index(below: 6)).map { _ in letters[random.index(below: letters.count)] })
            }
        }
        let header = (0..<width).map { "h\($0)" }
        for delimiter in CSVDelimiter.allCases {
            let file = TemporaryPath()
            try write([header] + rows, to: file.path, options: CSVWriter.Options(delimiter: delimiter))
            let options = CSVReader.Options(delimiter: delimiter)
            let table = try readTable(file.bytes, options: options, batchBytes: 64)
            #expect(table.header == header)
            #expect(table.rows == rows)
            #expect(table.faults.isEmpty)
        }
    }

    @Test("rows are copied byte for byte with columns added behind them")
    func verbatim() throws {
        let file = TemporaryPath()
        var reader = try CSVReader(bytes: Array("a,b\r\n\"x\"\"\",\" 2\"\r\n3,\r\n".utf8))
        var writer = try CSVWriter(path: file.path, options: CSVWriter.Options(lineEnd: .lf))
        writer.append(verbatim: reader.rawHeader)
        writer.append("zone_code")
        try writer.endRow()
        while let batch = try reader.nextBatch() {
            for row in 0..<batch.rowCount {
                writer.append(verbatim: row, of: batch)
                writer.append("00\(row)")
                try writer.endRow()
            }
        }
        try writer.finish()
        #expect(file.text == "a,b,zone_code\n\"x\"\"\",\" 2\",000\n3,,001\n")
    }

    @Test("a writer that does not finish leaves the old file as it was, and nothing beside it")
    func unfinished() throws {
        let file = TemporaryPath()
        try write([["old"]], to: file.path)
        do {
            var writer = try CSVWriter(path: file.path)
            try writer.writeRow(["new"])
        }
        #expect(file.text == "old\r\n")
        let folder = (file.path as NSString).deletingLastPathComponent
        let name = (file.path as NSString).lastPathComponent
        let others = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(name) }
        #expect(others == [name])
    }

    @Test("a full disk is an error with its errno")
    func fullDisk() {
        #expect(throws: CSVError.system(call: "write", path: "/dev/full", code: ENOSPC)) {
            try write([["a"]], to: "/dev/full")
        }
    }

    @Test("a folder that does not exist is an error with its errno")
    func noFolder() {
        let path = "/nonexistent/folder/x.csv"
        #expect(throws: CSVError.system(call: "open", path: path, code: ENOENT)) {
            try write([["a"]], to: path)
        }
    }

    @Test("a closed pipe is an error with its errno")
    func closedPipe() throws {
        _ = signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        var writer = CSVWriter(descriptor: ends[1], name: "pipe")
        try writer.writeRow(["a"])
        do throws(CSVError) {
            try writer.finish()
            Issue.record("writing to a closed pipe must fail")
        } catch {
            #expect(error == .system(call: "write", path: "pipe", code: EPIPE))
            #expect(error.text.english.contains("errno \(EPIPE)"))
        }
    }
}

@Suite("CSV from files and pipes")
struct CSVSourceTests {
    @Test("a missing file, a folder and an empty file are told apart")
    func errors() throws {
        let file = TemporaryPath()
        #expect(throws: CSVError.missing(path: file.path)) { _ = try CSVReader(path: file.path).delimiter }
        #expect(throws: CSVError.isDirectory(path: "/tmp")) { _ = try CSVReader(path: "/tmp").delimiter }
        #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
        #expect(throws: CSVError.empty(path: file.path)) { _ = try CSVReader(path: file.path).delimiter }
    }

    @Test("a file of many batches is read whole, and progress is known")
    func manyBatches() throws {
        let file = TemporaryPath()
        let rows = (0..<1000).map { ["\($0)", "普查小区 \($0)", "x,\"y\"\n"] }
        try write([["id", "name", "note"]] + rows, to: file.path)
        var options = CSVReader.Options()
        options.batchBytes = 4096
        var reader = try CSVReader(path: file.path, options: options)
        let total = reader.totalBytes
        #expect(total == file.bytes.count)
        var count = 0
        while let batch = try reader.nextBatch() {
            #expect(batch.rowNumber(0) == count + 1)
            #expect(batch.line(0) == 2 + 2 * count)
            #expect(batch.text(0, 1) == "普查小区 \(count)")
            count += batch.rowCount
            #expect(batch.faults.isEmpty)
        }
        #expect(count == rows.count)
        let read = reader.bytesRead
        #expect(read == total)
    }

    @Test("a pipe is read from its first bytes on", arguments: [TextEncoding.utf8, .gb18030])
    func pipes(encoding: TextEncoding) throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        let head: [UInt8] = encoding == .utf8 ? Array("名,b\n".utf8) : [0xC3, 0xFB, 0x2C, 0x62, 0x0A]
        let bytes = head + Array("1,2\n3,4\n".utf8)
        try #require(unsafe Glibc.write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        defer { close(ends[0]) }
        var reader = try CSVReader(descriptor: ends[0], name: "pipe")
        let found = (reader.encoding, reader.header.names, reader.totalBytes)
        #expect(found.0 == encoding)
        #expect(found.1 == ["名", "b"])
        #expect(found.2 == nil)
        let next = try reader.nextBatch()
        let batch = try #require(next)
        #expect(batch.rowCount == 2)
        #expect(batch.text(1, 1) == "4")
        let rest = try reader.nextBatch()
        #expect(rest?.rowCount == nil)
    }

    @Test("an encoding is decided by the whole file, not by its start")
    func lateGB18030() throws {
        let file = TemporaryPath()
        let line = String(repeating: "1", count: 99) + ",2"
        let bytes =
            Array(("a,b\n" + String(repeating: "\(line)\n", count: 6_000)).utf8)
            + [0xC6, 0xD5, 0xB2, 0xE9, 0x2C, 0x31, 0x0A]
        #expect(FileManager.default.createFile(atPath: file.path, contents: Data(bytes)))
        var reader = try CSVReader(path: file.path)
        let found = reader.encoding
        #expect(found == .gb18030)
        var last: String?
        var rows = 0
        while let batch = try reader.nextBatch() {
            rows += batch.rowCount
            last = batch.text(batch.rowCount - 1, 0)
        }
        #expect(rows == 6_001)
        #expect(last == "普查")
    }
}
