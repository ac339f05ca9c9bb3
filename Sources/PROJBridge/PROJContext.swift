internal import CPROJ

/// A PROJ context with its messages, usable by one thread at a time and never on the network.
///
/// PROJ writes to standard error and keeps useless text for some failures; here each message of its log is
/// kept until the error that it explains is made. Each object keeps its context alive.
@safe
final class PROJContext {
    let pointer: OpaquePointer
    private var lastMessage: String?

    init() {
        guard let pointer = unsafe proj_context_create() else {
            preconditionFailure("PROJ could not make a context: the machine is out of memory")
        }
        unsafe self.pointer = pointer
        _ = unsafe proj_context_set_enable_network(pointer, 0)
        unsafe proj_log_func(pointer, Unmanaged.passUnretained(self).toOpaque()) { userData, _, message in
            guard let userData = unsafe userData, let message = unsafe message else { return }
            let context = unsafe Unmanaged<PROJContext>.fromOpaque(userData).takeUnretainedValue()
            context.lastMessage = unsafe String(cString: message)
        }
    }

    deinit { unsafe proj_context_destroy(pointer) }

    /// The error of a C function that just failed.
    ///
    /// - Parameters:
    ///   - function: The C function.
    ///   - subject: What it was about, such as `EPSG:999999`.
    /// - Returns: The error with PROJ's number and message.
    func failure(_ function: StaticString, about subject: String) -> PROJError {
        let code = unsafe proj_context_errno(pointer)
        let general = unsafe proj_context_errno_string(pointer, code).map { unsafe String(cString: $0) }
        let said = lastMessage ?? general
        lastMessage = nil
        return PROJError(
            function: "\(function)", code: code,
            message: "\(subject): \(said ?? "PROJ gave no message")")
    }

    /// A result that may not be null.
    func check(
        _ result: OpaquePointer?, _ function: StaticString, about subject: String
    ) throws(PROJError) -> PROJObject {
        guard let result = unsafe result else { throw failure(function, about: subject) }
        return unsafe PROJObject(owning: result, in: self)
    }
}

/// An object of PROJ (a CRS, an ellipsoid, a transformation), freed with this value.
@safe
struct PROJObject: ~Copyable {
    let pointer: OpaquePointer
    private let context: PROJContext

    init(owning pointer: OpaquePointer, in context: PROJContext) {
        unsafe self.pointer = pointer
        self.context = context
    }

    deinit { unsafe proj_destroy(pointer) }

    /// PROJ's name of the object.
    var name: String {
        guard let text = unsafe proj_get_name(pointer) else { return "" }
        return unsafe String(cString: text)
    }
}

@available(*, unavailable)
extension PROJContext: Sendable {}

@available(*, unavailable)
extension PROJObject: Sendable {}
