/// Why a text is no well-known text that can be read, and where, in characters from the start.
///
/// A line break of carriage return and line feed counts as two characters.
public enum WKTError: Error, Hashable, Sendable {
    /// The text ends inside a geometry.
    case unexpectedEnd(at: Int)
    /// A character stands where the grammar has no place for it.
    case unexpectedCharacter(Character, at: Int)
    /// A word is none of the seven kinds.
    case unknownType(String, at: Int)
    /// A number is not written as a finite decimal number.
    case badNumber(String, at: Int)
    /// `SRID=` is not followed by a whole number of 32 bits.
    case badSRID(String, at: Int)
    /// A position has fewer or more ordinates than its geometry says, or than the position before it.
    case wrongOrdinateCount(Int, at: Int)
    /// A line has one position; the offset is that of its bracket.
    case lineTooShort(count: Int, at: Int)
    /// A ring has fewer than four positions; the offset is that of its bracket.
    case ringTooShort(count: Int, at: Int)
    /// The last position of a ring differs from its first; the offset is that of the ring's bracket.
    case ringNotClosed(at: Int)
    /// Collections lie deeper in each other than `WKB.nestingLimit`.
    case nestingTooDeep(at: Int)
    /// Something follows the geometry.
    case trailingText(at: Int)
}

extension WKTError {
    /// Where the fault is, in characters from the start.
    public var offset: Int {
        switch self {
        case .unexpectedEnd(let offset), .unexpectedCharacter(_, let offset), .unknownType(_, let offset),
            .badNumber(_, let offset), .badSRID(_, let offset), .wrongOrdinateCount(_, let offset),
            .lineTooShort(_, let offset), .ringTooShort(_, let offset), .ringNotClosed(let offset),
            .nestingTooDeep(let offset), .trailingText(let offset):
            offset
        }
    }
}
