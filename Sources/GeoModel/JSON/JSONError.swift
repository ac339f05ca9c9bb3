/// Why bytes are no JSON text (RFC 8259), and where, in bytes from the start.
public enum JSONError: Error, Hashable, Sendable {
    /// The text ends inside a value.
    case unexpectedEnd(at: Int)
    /// A byte stands where the grammar has no place for it.
    case unexpectedByte(UInt8, at: Int)
    /// A number is not written as JSON asks; the offset is its start.
    case badNumber(at: Int)
    /// A backslash starts no known escape, or half of a surrogate pair; the offset is the backslash.
    case badEscape(at: Int)
    /// A string holds a control character that had to be escaped.
    case controlCharacter(UInt8, at: Int)
    /// A string is no valid UTF-8; the offset is the string's start.
    case badUTF8(at: Int)
    /// Arrays and objects lie deeper in each other than `JSONError.nestingLimit`.
    case nestingTooDeep(at: Int)
    /// Something follows the value.
    case trailingBytes(at: Int)

    /// How deep arrays and objects may lie in each other.
    public static let nestingLimit = 128
}

extension JSONError {
    /// Where the fault is, in bytes from the start.
    public var offset: Int {
        switch self {
        case .unexpectedEnd(let offset), .unexpectedByte(_, let offset), .badNumber(let offset),
            .badEscape(let offset), .controlCharacter(_, let offset), .badUTF8(let offset),
            .nestingTooDeep(let offset), .trailingBytes(let offset):
            offset
        }
    }
}
