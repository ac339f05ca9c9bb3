/// Why bytes are no well-known binary that can be read, and where.
///
/// Offsets count bytes from the start of the value given: of the WKB, or of the GeoPackage blob around it.
public enum WKBError: Error, Hashable, Sendable {
    /// The bytes end inside the value that starts at the offset.
    case truncated(at: Int)
    /// A byte order mark is neither 0 (big endian) nor 1 (little endian).
    case unknownByteOrder(UInt8, at: Int)
    /// A type code is none of the seven kinds; curves and surfaces are among the codes refused.
    case unknownType(UInt32, at: Int)
    /// A member of a multi-geometry has the wrong kind; the offset is that of its type code.
    case wrongMember(GeometryKind, expected: GeometryKind, at: Int)
    /// A polygon or multipolygon was asked for; the offset is that of the type code.
    case notAnArea(GeometryKind, at: Int)
    /// A member names another spatial reference than the whole.
    case conflictingSRID(Int32, at: Int)
    /// A count promises more than the bytes that remain could hold.
    case countTooLarge(UInt32, at: Int)
    /// Collections lie deeper in each other than `WKB.nestingLimit`.
    case nestingTooDeep(at: Int)
    /// A line has one position; the offset is that of its count.
    case lineTooShort(count: Int, at: Int)
    /// A ring has fewer than four positions; the offset is that of its count.
    case ringTooShort(count: Int, at: Int)
    /// The last position of a ring differs from its first; the offset is that of the last position.
    case ringNotClosed(at: Int)
    /// An ordinate is NaN or infinite; the offset is that of the ordinate.
    case notFinite(at: Int)
    /// Bytes follow the geometry.
    case trailingBytes(count: Int, at: Int)
}

extension WKBError {
    /// Where the fault is, in bytes from the start.
    public var offset: Int {
        switch self {
        case .truncated(let offset), .unknownByteOrder(_, let offset), .unknownType(_, let offset),
            .wrongMember(_, _, let offset), .notAnArea(_, let offset), .conflictingSRID(_, let offset),
            .countTooLarge(_, let offset), .nestingTooDeep(let offset), .lineTooShort(_, let offset),
            .ringTooShort(_, let offset), .ringNotClosed(let offset), .notFinite(let offset),
            .trailingBytes(_, let offset):
            offset
        }
    }
}
