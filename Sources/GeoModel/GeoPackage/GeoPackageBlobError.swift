/// Why bytes are no GeoPackage geometry that can be read, and where, in bytes from the start of the blob.
public enum GeoPackageBlobError: Error, Hashable, Sendable {
    /// The bytes end inside the header; the offset is their end.
    case truncated(at: Int)
    /// The blob does not start with `GP`.
    case badMagic(at: Int)
    /// The header's version is not 0, which stands for version 1.
    case unsupportedVersion(UInt8, at: Int)
    /// The envelope kind is none of 0 to 4; the offset is that of the flags.
    case unknownEnvelopeKind(UInt8, at: Int)
    /// The blob holds an extended geometry, which only its extension can read; the offset is that of the flags.
    case extendedGeometry(at: Int)
    /// The WKB after the header is damaged, or not what was asked for; offsets count from the blob's start.
    case wkb(WKBError)
}

extension GeoPackageBlobError {
    /// Where the fault is, in bytes from the start of the blob.
    public var offset: Int {
        switch self {
        case .truncated(let offset), .badMagic(let offset), .unsupportedVersion(_, let offset),
            .unknownEnvelopeKind(_, let offset), .extendedGeometry(let offset):
            offset
        case .wkb(let error): error.offset
        }
    }
}
