internal import CGEOS

// Overlay of two geometries. Without a grid the result is computed in full precision; with one, vertices of
// input and result are rounded to multiples of it (snap-rounding), which cannot fail for lack of precision.
// Both operands must be valid: an invalid one makes GEOS throw or, at worst, answer wrongly.
extension GEOSHandle {
    /// What lies in both (`GEOSIntersection_r`).
    ///
    /// - Parameters:
    ///   - other: The other geometry, of the same context.
    ///   - gridSize: The grid to round to, in the unit of the coordinates, or `nil` for full precision.
    /// - Returns: The common part, of any kind and maybe empty.
    /// - Throws: `GEOSError`, such as for an operand that crosses itself.
    public borrowing func intersection(
        _ other: borrowing GEOSHandle, gridSize: Double? = nil
    ) throws(GEOSError) -> GEOSHandle {
        requireSameContext(as: other)
        guard let gridSize else {
            return unsafe try context.own(
                GEOSIntersection_r(context.pointer, pointer, other.pointer), "GEOSIntersection_r")
        }
        return unsafe try context.own(
            GEOSIntersectionPrec_r(context.pointer, pointer, other.pointer, gridSize),
            "GEOSIntersectionPrec_r")
    }

    /// What lies in either (`GEOSUnion_r`); parameters as for `intersection(_:gridSize:)`.
    public borrowing func union(
        _ other: borrowing GEOSHandle, gridSize: Double? = nil
    ) throws(GEOSError) -> GEOSHandle {
        requireSameContext(as: other)
        guard let gridSize else {
            return unsafe try context.own(
                GEOSUnion_r(context.pointer, pointer, other.pointer), "GEOSUnion_r")
        }
        return unsafe try context.own(
            GEOSUnionPrec_r(context.pointer, pointer, other.pointer, gridSize), "GEOSUnionPrec_r")
    }

    /// What lies in this one alone (`GEOSDifference_r`); parameters as for `intersection(_:gridSize:)`.
    public borrowing func difference(
        _ other: borrowing GEOSHandle, gridSize: Double? = nil
    ) throws(GEOSError) -> GEOSHandle {
        requireSameContext(as: other)
        guard let gridSize else {
            return unsafe try context.own(
                GEOSDifference_r(context.pointer, pointer, other.pointer), "GEOSDifference_r")
        }
        return unsafe try context.own(
            GEOSDifferencePrec_r(context.pointer, pointer, other.pointer, gridSize),
            "GEOSDifferencePrec_r")
    }

    /// What lies in exactly one (`GEOSSymDifference_r`); parameters as for `intersection(_:gridSize:)`.
    public borrowing func symmetricDifference(
        _ other: borrowing GEOSHandle, gridSize: Double? = nil
    ) throws(GEOSError) -> GEOSHandle {
        requireSameContext(as: other)
        guard let gridSize else {
            return unsafe try context.own(
                GEOSSymDifference_r(context.pointer, pointer, other.pointer), "GEOSSymDifference_r")
        }
        return unsafe try context.own(
            GEOSSymDifferencePrec_r(context.pointer, pointer, other.pointer, gridSize),
            "GEOSSymDifferencePrec_r")
    }
}
