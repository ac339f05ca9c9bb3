/// Reads JSON front to back, one token or value at a time, without building what is not asked for.
struct JSONScanner {
    private let bytes: [UInt8]
    /// The next byte to read.
    var offset: Int
    /// How many arrays and objects are open.
    private var depth = 0

    /// Starts at the first byte, or after a byte order mark.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The byte at an offset; `nil` past the end.
    @inline(__always)
    func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The bytes read since an offset.
    func slice(from start: Int) -> ArraySlice<UInt8> { bytes[start..<offset] }

    /// The next byte that is not white space, left unread.
    mutating func peek() throws(JSONError) -> UInt8 {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            case let byte: return byte
            }
        }
        throw .unexpectedEnd(at: offset)
    }

    /// Reads over one byte of punctuation.
    mutating func expect(_ byte: UInt8) throws(JSONError) {
        let found = try peek()
        guard found == byte else { throw .unexpectedByte(found, at: offset) }
        offset += 1
    }

    /// Fails unless only white space is left.
    mutating func finish() throws(JSONError) {
        do throws(JSONError) {
            _ = try peek()
        } catch {
            return
        }
        throw .trailingBytes(at: offset)
    }

    /// Opens an array (`[`) or object (`{`).
    mutating func open(_ byte: UInt8) throws(JSONError) {
        try expect(byte)
        guard depth < JSONError.nestingLimit else { throw .nestingTooDeep(at: offset - 1) }
        depth += 1
    }

    /// Steps to the next element of an open array or object; false once it has read the closing byte.
    mutating func step(first: Bool, close: UInt8) throws(JSONError) -> Bool {
        let found = try peek()
        if found == close {
            offset += 1
            depth -= 1
            return false
        }
        if !first { try expect(UInt8(ascii: ",")) }
        return true
    }

    /// Reads a member's name and the colon after it.
    mutating func name() throws(JSONError) -> String {
        let name = try string()
        try expect(UInt8(ascii: ":"))
        return name
    }

    /// Reads over one of the literals `null`, `true` and `false`.
    mutating func literal(_ word: StaticString) throws(JSONError) {
        for (index, byte) in "\(word)".utf8.enumerated() {
            guard offset + index < bytes.count else { throw .unexpectedEnd(at: bytes.count) }
            guard bytes[offset + index] == byte else {
                throw .unexpectedByte(bytes[offset + index], at: offset + index)
            }
        }
        offset += word.utf8CodeUnitCount
    }
}

extension JSONScanner {
    /// Reads a string and undoes its escapes.
    mutating func string() throws(JSONError) -> String {
        try expect(UInt8(ascii: "\""))
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                defer { offset += 1 }
                return try text(bytes[start..<offset], at: start)
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case let byte where byte < 0x20: throw .controlCharacter(byte, at: offset)
            default: offset += 1
            }
        }
        throw .unexpectedEnd(at: offset)
    }

    private func text(_ utf8: ArraySlice<UInt8>, at start: Int) throws(JSONError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else { throw .badUTF8(at: start) }
        return text
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var utf8 = bytes[start..<offset]
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return try text(utf8, at: start)
            case UInt8(ascii: "\\"): utf8.append(contentsOf: UTF8.encode(try escape()).map(Array.init) ?? [])
            case 0..<0x20: throw .controlCharacter(byte, at: offset)
            default:
                utf8.append(byte)
                offset += 1
            }
        }
        throw .unexpectedEnd(at: offset)
    }

    /// Reads an escape from its backslash on.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = offset
        guard offset + 1 < bytes.count else { throw .unexpectedEnd(at: bytes.count) }
        let letter = bytes[offset + 1]
        offset += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default: throw .badEscape(at: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try hexUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw .badEscape(at: start) }
        offset += 2
        let low = try hexUnit(from: start)
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        else { throw .badEscape(at: start) }
        return scalar
    }

    private mutating func hexUnit(from start: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard offset < bytes.count else { throw .unexpectedEnd(at: offset) }
            guard let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue, bytes[offset] < 0x80
            else {
                throw .badEscape(at: start)
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }
}
