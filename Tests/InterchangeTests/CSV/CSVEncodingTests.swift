import GeoKernels
import Glibc
import Interchange
import TestSupport
import Testing

/// 名称,编码 / 普查小区,一 in GB 18030; bytes from the standard's tables.
private let gb18030: [UInt8] =
    [0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xB1, 0xE0, 0xC2, 0xEB, 0x0A]
    + [0xC6, 0xD5, 0xB2, 0xE9, 0xD0, 0xA1, 0xC7, 0xF8, 0x2C, 0xD2, 0xBB, 0x0A]

@Suite("encodings of CSV")
struct CSVEncodingTests {
    @Test("GB18030 is found and decoded, whatever the size of the batches", arguments: [16, 1 << 20])
    func detectsGB18030(batchBytes: Int) throws {
        let table = try readTable(gb18030, batchBytes: batchBytes)
        #expect(table.header == ["名称", "编码"])
        #expect(table.rows == [["普查小区", "一"]])
        #expect(try CSVReader(bytes: gb18030).encoding == .gb18030)
    }

    @Test("UTF-8 is recognised with and without its mark", arguments: ["", "\u{FEFF}"])
    func detectsUTF8(mark: String) throws {
        let bytes = Array((mark + "名称,编码\n普查小区,一\n").utf8)
        #expect(try CSVReader(bytes: bytes).encoding == .utf8)
        #expect(try readTable(bytes).header == ["名称", "编码"])
    }

    @Test("UTF-16 with a mark is decoded, as Excel's Unicode text is", arguments: [true, false])
    func decodesUTF16(littleEndian: Bool) throws {
        let units = Array("\u{FEFF}名称\t编码\r\n普查小区\t😀\r\n".utf16)
        let bytes = units.flatMap { unit -> [UInt8] in
            let low = UInt8(unit & 0xFF)
            let high = UInt8(unit >> 8)
            return littleEndian ? [low, high] : [high, low]
        }
        let table = try readTable(bytes)
        #expect(table.header == ["名称", "编码"])
        #expect(table.rows == [["普查小区", "😀"]])
    }

    @Test("a file that is neither encoding is refused with both places")
    func neither() {
        let bytes = Array("a,b\n1,".utf8) + [0xFF, 0xFF, 0x0A]
        #expect(throws: CSVError.unknownEncoding(path: "memory", invalidUTF8At: 6, invalidGB18030At: 6)) {
            try readTable(bytes)
        }
    }

    @Test("UTF-8 with a few damaged bytes is not taken for GB18030")
    func damagedUTF8() {
        let text = Array(("名称,编码\n" + String(repeating: "普查小区,一二三\n", count: 20)).utf8)
        let bytes = text + [0xC3, 0x2C, 0x31, 0x0A]
        #expect(throws: CSVError.damagedUTF8(path: "memory", offset: text.count, invalid: 1)) {
            try readTable(bytes)
        }
    }

    @Test(
        "a line of UTF-8 in a file of GB 18030 is a fault of its row and does not come in as nonsense",
        arguments: [16, 1 << 20], [TextEncoding.gb18030, nil])
    func mixedLines(batchBytes: Int, declared: TextEncoding?) throws {
        let line = Array("普查小区,二三\n".utf8)
        let bytes = gb18030 + line + gb18030.suffix(12)
        let options = CSVReader.Options(encoding: declared)
        let table = try readTable(bytes, options: options, batchBytes: batchBytes)
        let kind = CSVFault.Kind.otherEncoding(.utf8, in: .gb18030, byteOffset: gb18030.count)
        #expect(table.faults == [CSVFault(row: 2, line: 3, kind: kind)])
        #expect(table.rows.count == 3 && table.rows[0] == ["普查小区", "一"] && table.rows[2] == table.rows[0])
    }

    @Test("of a file that is mostly UTF-8 the lines of GB 18030 are the faults")
    func mostlyUTF8() throws {
        let bytes = Array("名称,编码\n普查,普查\n普查,三四\n".utf8) + gb18030.suffix(12)
        let table = try readTable(bytes)
        #expect(table.faults.map(\.row) == [3] && table.rows[1] == ["普查", "三四"])
    }

    @Test("a header in another encoding than its rows is refused and not guessed at")
    func mixedHeader() {
        let bytes = Array("名称,编码\n".utf8) + gb18030.suffix(12) + gb18030.suffix(12)
        let kind = CSVFault.Kind.otherEncoding(.utf8, in: .gb18030, byteOffset: 0)
        #expect(
            throws: CSVError.brokenHeader(path: "memory", fault: CSVFault(row: 0, line: 1, kind: kind))
        ) { try readTable(bytes) }
    }

    @Test("short words in GB 18030 that happen to be valid UTF-8 stay what they are")
    func unicom() throws {
        // 联通, the well-known case: C1 AA CD A8; the second character alone is a valid sequence of two bytes.
        let bytes = gb18030 + [0xCD, 0xA8, 0x2C, 0x31, 0x0A]
        #expect(try readTable(bytes).rows[1] == ["通", "1"])
        #expect(try readTable(bytes).faults.isEmpty)
    }

    @Test("with a declared encoding, invalid bytes are faults of their rows", arguments: [16, 1 << 20])
    func invalidBytes(batchBytes: Int) throws {
        let head = Array("\u{FEFF}a,b\n普,2\n".utf8)
        let bytes = head + [0xFF, 0x2C, 0x34, 0x0A] + Array("5,6\n".utf8)
        let options = CSVReader.Options(encoding: .utf8)
        let table = try readTable(bytes, options: options, batchBytes: batchBytes)
        #expect(
            table.faults == [CSVFault(row: 2, line: 3, kind: .invalidText(.utf8, byteOffset: head.count))])
        #expect(table.rows == [["普", "2"], ["\u{FFFD}", "4"], ["5", "6"]])
    }

    @Test("invalid GB18030 bytes are located in the source", arguments: [16, 1 << 20])
    func invalidGB18030(batchBytes: Int) throws {
        let bytes = gb18030 + [0xFF, 0x2C, 0x34, 0x0A] + gb18030.suffix(12)
        let options = CSVReader.Options(encoding: .gb18030)
        let table = try readTable(bytes, options: options, batchBytes: batchBytes)
        #expect(
            table.faults == [
                CSVFault(row: 2, line: 3, kind: .invalidText(.gb18030, byteOffset: gb18030.count))
            ])
        #expect(table.rows == [["普查小区", "一"], ["\u{FFFD}", "4"], ["普查小区", "一"]])
    }

    @Test("a character cut off by the end of the file is a fault")
    func cutOff() throws {
        let options = CSVReader.Options(encoding: .gb18030)
        let table = try readTable(gb18030 + [0x31, 0x2C, 0xC6], options: options)
        #expect(table.faults.map(\.kind) == [.invalidText(.gb18030, byteOffset: gb18030.count + 2)])
        #expect(table.rows.last == ["1", "\u{FFFD}"])
    }

    @Test(
        "people's names of encodings are understood",
        arguments: [("GBK", TextEncoding.gb18030), ("utf8", .utf8), ("UTF-8", .utf8), ("gb2312", .gb18030)])
    func names(name: String, encoding: TextEncoding) {
        #expect(TextEncoding(name: name) == encoding)
        #expect(TextEncoding(name: "latin1") == nil)
    }

    @Test("the count of invalid places agrees with the standard library's decoder", arguments: seeds(10))
    func invalidPlaces(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pool: [UInt8] = [
            0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xED, 0x9F, 0xF0, 0x90, 0xF4, 0x8F, 0xC0, 0xE6,
        ]
        for _ in 0..<50 {
            let noise = (0..<12).map { _ in pool[random.index(below: pool.count)] }
            let options = CSVReader.Options(encoding: .utf8, delimiter: .comma)
            let table = try readTable(Array("a,b\n1,".utf8) + noise, options: options)
            let isBad = String(validating: noise, as: UTF8.self) == nil
            #expect(table.faults.isEmpty == !isBad)
            #expect(table.rows.first?.last == String(decoding: noise, as: UTF8.self))
        }
    }

    @Test("any text encoded by the C library as GB18030 is read back", arguments: seeds(10))
    func gb18030RoundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let ranges: [ClosedRange<UInt32>] = [
            0x41...0x5A, 0x4E00...0x9FA5, 0x3400...0x4DB5, 0x1F600...0x1F64F, 0xC0...0xFF, 0x20000...0x2A6D6,
        ]
        let text = String(
            String.UnicodeScalarView(
                (0..<300).compactMap { _ in
                    let range = ranges[random.index(below: ranges.count)]
                    return Unicode.Scalar(range.lowerBound + UInt32(random.index(below: range.count)))
                }))
        let encoded = try #require(encodedByIconv(text))
        let bytes = Array("a,b\n".utf8) + encoded + Array(",2\n".utf8)
        let options = CSVReader.Options(encoding: .gb18030)
        for size in [16, 64, 1 << 20] {
            let table = try readTable(bytes, options: options, batchBytes: size)
            #expect(table.rows == [[text, "2"]])
            #expect(table.faults.isEmpty)
        }
    }
}

/// The text in GB 18030 by the C library's own encoder.
private func encodedByIconv(_ text: String) -> [UInt8]? {
    guard let handle = unsafe iconv_open("GB18030", "UTF-8"), Int(bitPattern: handle) != -1 else {
        return nil
    }
    defer { _ = unsafe iconv_close(handle) }
    var source = text.utf8.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: source.count * 4 + 16)
    var left = source.count
    var space = target.count
    let result = unsafe source.withUnsafeMutableBufferPointer { input in
        unsafe target.withUnsafeMutableBufferPointer { output in
            var from = input.baseAddress
            var to = output.baseAddress
            return unsafe iconv(handle, &from, &left, &to, &space)
        }
    }
    guard result != -1 else { return nil }
    return target.prefix(target.count - space).map { UInt8(bitPattern: $0) }
}
