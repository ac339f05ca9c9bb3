/// Reads words, numbers and punctuation of WKT.
///
/// Everything WKT allows is ASCII, so before the first fault bytes and characters count alike.
struct WKTScanner {
    private let text: String
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// The next byte that is not white space, left unread; `nil` at the end.
    mutating func peek() -> UInt8? {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            case let byte: return byte
            }
        }
        return nil
    }

    /// Reads over a byte if it comes next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        offset += 1
        return true
    }

    /// Reads over a byte that must come next.
    mutating func expect(_ byte: UInt8) throws(WKTError) {
        guard take(byte) else { throw fault() }
    }

    /// What is wrong where reading stands.
    func fault() -> WKTError {
        guard offset < bytes.count else { return .unexpectedEnd(at: offset) }
        let index = text.utf8.index(text.startIndex, offsetBy: offset)
        return .unexpectedCharacter(Character(text.unicodeScalars[index]), at: offset)
    }

    /// Reads a run of letters in upper case; empty when none comes next.
    mutating func word() -> String {
        _ = peek()
        let start = offset
        while offset < bytes.count, bytes[offset] & 0xDF >= 0x41, bytes[offset] & 0xDF <= 0x5A { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self).uppercased()
    }

    /// Reads a word if it is one of some; otherwise nothing is read.
    mutating func take(oneOf words: [String]) -> String? {
        let start = offset
        let word = word()
        if words.contains(word) { return word }
        offset = start
        return nil
    }

    /// Reads a finite number.
    mutating func number() throws(WKTError) -> Double {
        let (text, start) = try numeral()
        guard let value = Double(text), value.isFinite else { throw .badNumber(text, at: start) }
        return value
    }

    /// Reads the characters a number may be made of.
    mutating func numeral() throws(WKTError) -> (text: String, start: Int) {
        _ = peek()
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: offset += 1
            default:
                guard offset > start else { throw fault() }
                return (String(decoding: bytes[start..<offset], as: UTF8.self), start)
            }
        }
        guard offset > start else { throw fault() }
        return (String(decoding: bytes[start..<offset], as: UTF8.self), start)
    }

    /// Another number can start here.
    mutating func numberFollows() -> Bool {
        guard let byte = peek() else { return false }
        return (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E
    }
}
