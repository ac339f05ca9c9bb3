/// A call into GEOS that failed.
public struct GEOSError: Error, Hashable, Sendable {
    /// The C function that failed, such as `GEOSIntersection_r`.
    public let function: String
    /// What GEOS said about it.
    public let message: String
}

extension GEOSError: CustomStringConvertible {
    /// The function and the message on one line.
    public var description: String { "\(function): \(message)" }
}
