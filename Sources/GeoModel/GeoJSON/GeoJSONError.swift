/// Why a text is no GeoJSON (RFC 7946) that can be read, and where, in bytes from the start.
public enum GeoJSONError: Error, Hashable, Sendable {
    /// The text is no JSON.
    case json(JSONError)
    /// A member has another kind of value than GeoJSON asks for, such as a text for `coordinates`.
    case wrongValue(member: GeoJSONMember, at: Int)
    /// An object lacks a member that its type needs; the offset is that of the object.
    case missingMember(GeoJSONMember, at: Int)
    /// An object has a member of GeoJSON's own twice; the offset is that of the second value.
    case duplicateMember(GeoJSONMember, at: Int)
    /// An object's `type` is none that may stand there; the offset is that of the type's text.
    case unknownType(String, at: Int)
    /// A position has fewer than two ordinates; the offset is that of its bracket.
    case positionTooShort(count: Int, at: Int)
    /// An ordinate is out of the range of a `Double`.
    case notFinite(at: Int)
    /// A line has one position; the offset is that of its bracket.
    case lineTooShort(count: Int, at: Int)
    /// A ring has fewer than four positions; the offset is that of its bracket.
    case ringTooShort(count: Int, at: Int)
    /// The last position of a ring differs from its first; the offset is that of the ring's bracket.
    case ringNotClosed(at: Int)
    /// Collections lie deeper in each other than `WKB.nestingLimit`.
    case nestingTooDeep(at: Int)
}

/// The members that GeoJSON gives a meaning to.
public enum GeoJSONMember: String, Hashable, Sendable {
    /// Which kind of object this is.
    case type
    /// The positions of a geometry.
    case coordinates
    /// The members of a geometry collection.
    case geometries
    /// The geometry of a feature.
    case geometry
    /// The attributes of a feature.
    case properties
    /// The identifier of a feature.
    case id
    /// The features of a collection.
    case features
    /// The reference system, in GeoJSON older than RFC 7946.
    case crs
}

extension GeoJSONError {
    /// Where the fault is, in bytes from the start.
    public var offset: Int {
        switch self {
        case .json(let error): error.offset
        case .wrongValue(_, let offset), .missingMember(_, let offset), .duplicateMember(_, let offset),
            .unknownType(_, let offset), .positionTooShort(_, let offset), .notFinite(let offset),
            .lineTooShort(_, let offset), .ringTooShort(_, let offset), .ringNotClosed(let offset),
            .nestingTooDeep(let offset):
            offset
        }
    }
}
