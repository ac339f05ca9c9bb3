internal import CGEOS

extension GEOSContext {
    /// Reads Well-Known Text; text after a NUL character is not seen.
    ///
    /// - Throws: `GEOSError` with what GEOS expected.
    public func read(wkt: String) throws(GEOSError) -> GEOSHandle {
        let reader = unsafe try checkPointer(GEOSWKTReader_create_r(pointer), "GEOSWKTReader_create_r")
        defer { unsafe GEOSWKTReader_destroy_r(pointer, reader) }
        return unsafe try own(GEOSWKTReader_read_r(pointer, reader, wkt), "GEOSWKTReader_read_r")
    }
}

extension GEOSHandle {
    /// Writes Well-Known Text in two dimensions.
    ///
    /// - Parameter decimals: How many decimals to round to; `nil` writes as many as GEOS keeps.
    /// - Returns: The text, without trailing zeros.
    /// - Throws: `GEOSError`.
    public borrowing func wkt(decimals: Int? = nil) throws(GEOSError) -> String {
        let writer = unsafe try context.checkPointer(
            GEOSWKTWriter_create_r(context.pointer), "GEOSWKTWriter_create_r")
        defer { unsafe GEOSWKTWriter_destroy_r(context.pointer, writer) }
        unsafe GEOSWKTWriter_setTrim_r(context.pointer, writer, 1)
        unsafe GEOSWKTWriter_setOutputDimension_r(context.pointer, writer, 2)
        if let decimals {
            unsafe GEOSWKTWriter_setRoundingPrecision_r(context.pointer, writer, Int32(decimals))
        }
        return unsafe try context.text(
            GEOSWKTWriter_write_r(context.pointer, writer, pointer), "GEOSWKTWriter_write_r")
    }
}
