/// A call into PROJ that failed.
public struct PROJError: Error, Hashable, Sendable {
    /// The C function that failed, such as `proj_create_crs_to_crs`.
    public let function: String
    /// PROJ's error number, or 0 when it gave none.
    public let code: Int32
    /// What PROJ said about it, and the definition it was about.
    public let message: String
}

extension PROJError: CustomStringConvertible {
    /// The function, the message and the code on one line.
    public var description: String { "\(function): \(message) (PROJ code \(code))" }
}
