internal import CGEOS

extension GEOSHandle {
    /// Every point of the other lies in this one and their interiors meet (`GEOSContains_r`).
    ///
    /// A geometry does not contain its own border: `covers` is the test that does.
    public borrowing func contains(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSContains_r(context.pointer, pointer, other.pointer), "GEOSContains_r")
    }

    /// Every point of the other lies in this one, its border included (`GEOSCovers_r`).
    public borrowing func covers(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSCovers_r(context.pointer, pointer, other.pointer), "GEOSCovers_r")
    }

    /// The two share a point (`GEOSIntersects_r`).
    public borrowing func intersects(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSIntersects_r(context.pointer, pointer, other.pointer), "GEOSIntersects_r")
    }

    /// The two share border points but no inner ones (`GEOSTouches_r`).
    public borrowing func touches(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSTouches_r(context.pointer, pointer, other.pointer), "GEOSTouches_r")
    }

    /// This one is contained by the other (`GEOSWithin_r`).
    public borrowing func within(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSWithin_r(context.pointer, pointer, other.pointer), "GEOSWithin_r")
    }

    /// The two cover the same points, whatever their vertices, order and direction (`GEOSEquals_r`).
    public borrowing func equalsTopologically(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSEquals_r(context.pointer, pointer, other.pointer), "GEOSEquals_r")
    }

    /// The two have the same structure and vertices in the same order (`GEOSEqualsExact_r`).
    ///
    /// - Parameters:
    ///   - other: The other geometry, of the same context.
    ///   - tolerance: How far two vertices may lie apart, in units of the coordinates.
    /// - Returns: They are equal.
    /// - Throws: `GEOSError`.
    public borrowing func equalsExactly(
        _ other: borrowing GEOSHandle, tolerance: Double = 0
    ) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSEqualsExact_r(context.pointer, pointer, other.pointer, tolerance),
            "GEOSEqualsExact_r")
    }

    /// The DE-9IM matrix of the two, nine of `F012` (`GEOSRelate_r`).
    public borrowing func relate(_ other: borrowing GEOSHandle) throws(GEOSError) -> String {
        requireSameContext(as: other)
        return unsafe try context.text(
            GEOSRelate_r(context.pointer, pointer, other.pointer), "GEOSRelate_r")
    }

    /// The DE-9IM matrix of the two matches a pattern of nine of `TF*012` (`GEOSRelatePattern_r`).
    public borrowing func relates(
        to other: borrowing GEOSHandle, by pattern: String
    ) throws(GEOSError) -> Bool {
        requireSameContext(as: other)
        return try context.checkPredicate(
            unsafe GEOSRelatePattern_r(context.pointer, pointer, other.pointer, pattern),
            "GEOSRelatePattern_r")
    }
}
