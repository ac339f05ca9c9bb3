internal import CGEOS

/// Runs work on GEOS geometries in a context of its own.
///
/// A context costs about 0.1 µs, so one is made for each operation scope. Nothing that belongs to it can
/// leave: the result must be `Sendable`, and neither the context nor a handle is. Batch many geometries
/// inside one scope when converting them is the cost.
///
/// - Parameter body: The work; it runs at once, on the calling thread.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
public func withGEOS<R: Sendable, E: Error>(
    _ body: (GEOSContext) throws(E) -> R
) throws(E) -> R {
    try body(GEOSContext())
}

/// A re-entrant GEOS context, usable by one thread at a time.
///
/// Each handle keeps its context alive, so a handle never outlives it whatever the order of release.
@safe
public final class GEOSContext {
    let pointer: GEOSContextHandle_t
    private var lastMessage: String?

    fileprivate init() {
        guard let pointer = unsafe GEOS_init_r() else {
            preconditionFailure("GEOS could not make a context: the machine is out of memory")
        }
        unsafe self.pointer = pointer
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        // The previous handler, none, comes back and is of no use.
        _ = unsafe GEOSContext_setErrorMessageHandler_r(
            pointer,
            { message, userData in
                guard let message = unsafe message, let userData = unsafe userData else { return }
                let context = unsafe Unmanaged<GEOSContext>.fromOpaque(userData).takeUnretainedValue()
                context.lastMessage = unsafe String(cString: message)
            }, me)
    }

    deinit { unsafe GEOS_finish_r(pointer) }
}

@available(*, unavailable)
extension GEOSContext: Sendable {}

// GEOS tells of a failure in four ways. Each is read in exactly one of the functions below.
extension GEOSContext {
    /// The error of a C function that just failed, with what GEOS said about it.
    func failure(_ function: StaticString) -> GEOSError {
        defer { lastMessage = nil }
        return GEOSError(function: "\(function)", message: lastMessage ?? "GEOS gave no message")
    }

    /// A null pointer means failure.
    func checkPointer(
        _ result: OpaquePointer?, _ function: StaticString
    ) throws(GEOSError) -> OpaquePointer {
        guard let result = unsafe result else { throw failure(function) }
        return unsafe result
    }

    /// One number, 0 for most functions and −1 for some, means failure.
    @discardableResult
    func checkCode(
        _ code: Int32, failing sentinel: Int32 = 0, _ function: StaticString
    ) throws(GEOSError) -> Int32 {
        guard code != sentinel else { throw failure(function) }
        return code
    }

    /// Of 0, 1 and 2, the last means failure.
    func checkPredicate(_ answer: CChar, _ function: StaticString) throws(GEOSError) -> Bool {
        guard answer == 0 || answer == 1 else { throw failure(function) }
        return answer == 1
    }

    /// A function that returns nothing failed if GEOS said something while it ran.
    func checkSilence(during function: StaticString, _ call: () -> Void) throws(GEOSError) {
        lastMessage = nil
        call()
        if lastMessage != nil { throw failure(function) }
    }

    /// A geometry that the caller owns, as a handle that frees it.
    func own(_ result: OpaquePointer?, _ function: StaticString) throws(GEOSError) -> GEOSHandle {
        unsafe try GEOSHandle(owning: checkPointer(result, function), in: self)
    }

    /// A C string that the caller owns, copied and freed.
    func text(
        _ result: UnsafeMutablePointer<CChar>?, _ function: StaticString
    ) throws(GEOSError) -> String {
        guard let result = unsafe result else { throw failure(function) }
        defer { unsafe GEOSFree_r(pointer, result) }
        return unsafe String(cString: result)
    }
}
