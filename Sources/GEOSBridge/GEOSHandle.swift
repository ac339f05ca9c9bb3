internal import CGEOS

/// A geometry held by GEOS, freed when the handle goes away.
///
/// A handle belongs to the context that made it and keeps it alive. An operation on two handles traps when
/// their contexts differ: bring a geometry across as a value (`geometry()`), which is `Sendable`.
@safe
public struct GEOSHandle: ~Copyable {
    let context: GEOSContext
    let pointer: OpaquePointer
    /// A part lent by its parent is freed by the parent.
    private let isOwner: Bool

    init(owning pointer: OpaquePointer, in context: GEOSContext) {
        self.context = context
        unsafe self.pointer = pointer
        isOwner = true
    }

    init(borrowing pointer: OpaquePointer, in context: GEOSContext) {
        self.context = context
        unsafe self.pointer = pointer
        isOwner = false
    }

    deinit {
        if isOwner { unsafe GEOSGeom_destroy_r(context.pointer, pointer) }
    }

    /// Traps when two handles belong to different contexts.
    func requireSameContext(as other: borrowing GEOSHandle) {
        precondition(
            context === other.context,
            "two GEOS geometries of different contexts met: make both inside one withGEOS scope")
    }
}

@available(*, unavailable)
extension GEOSHandle: Sendable {}

extension GEOSHandle {
    /// The number of parts: members of a collection, 1 for a single geometry, 0 for an empty collection.
    public borrowing func partCount() throws(GEOSError) -> Int {
        Int(
            try context.checkCode(
                unsafe GEOSGetNumGeometries_r(context.pointer, pointer), failing: -1,
                "GEOSGetNumGeometries_r"))
    }

    /// Lends a part of a collection without copying it.
    ///
    /// - Parameters:
    ///   - index: The part, counted from 0; out of range traps.
    ///   - body: What to do with the part while it is lent.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public borrowing func withPart<R: ~Copyable, E: Error>(
        _ index: Int, _ body: (borrowing GEOSHandle) throws(E) -> R
    ) throws(E) -> R {
        // GEOS itself does not look whether the index is in range.
        let count = unsafe GEOSGetNumGeometries_r(context.pointer, pointer)
        precondition(index >= 0 && index < count, "a geometry of \(count) parts has no part \(index)")
        guard let part = unsafe GEOSGetGeometryN_r(context.pointer, pointer, Int32(index)) else {
            preconditionFailure("GEOS does not give part \(index)")
        }
        return try body(unsafe GEOSHandle(borrowing: part, in: context))
    }

    /// A copy that shares nothing with the original.
    public borrowing func clone() throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(GEOSGeom_clone_r(context.pointer, pointer), "GEOSGeom_clone_r")
    }
}
