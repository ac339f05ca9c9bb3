/// Well-known binary: the bytes of a geometry as in OGC 06-103r4, ISO 13249-3 and PostGIS's EWKB.
///
/// The decoder takes both byte orders, mixed as the writer liked, ISO and EWKB codes for Z and M, and the EWKB
/// spatial reference number; heights and measures are dropped and reported. It reads hostile bytes without
/// trap: no count is believed before the bytes behind it are known to be there. The encoder writes
/// little-endian planar ISO WKB.
public enum WKB {
    /// How deep collections may lie in each other; a bare geometry lies at depth 0.
    public static let nestingLimit = 32

    /// Reads a geometry that fills all the bytes.
    ///
    /// A point of two NaNs is the empty point. Empty points in a multipoint are left out, since they add
    /// nothing to it. Rings must be closed, finite and of four positions or more.
    ///
    /// - Throws: `WKBError`, with the offset of the first fault.
    /// - Complexity: O(n) in the number of bytes, which also bounds the memory taken.
    public static func decode(_ bytes: RawSpan) throws(WKBError) -> DecodedGeometry {
        unsafe try bytes.withUnsafeBytes { (buffer) throws(WKBError) in
            var reader = unsafe ByteReader(buffer)
            return try decode(&reader)
        }
    }

    /// Reads a geometry that fills all the bytes.
    ///
    /// - Throws: `WKBError`, with the offset of the first fault.
    public static func decode(_ bytes: [UInt8]) throws(WKBError) -> DecodedGeometry {
        unsafe try decode(bytes.span.bytes)
    }

    /// The rectangle around a geometry that fills all the bytes, without building it; `nil` if it is empty.
    ///
    /// - Throws: `WKBError`; closedness of rings is not looked at.
    /// - Complexity: O(n) in the number of bytes; no memory.
    public static func envelope(of bytes: RawSpan) throws(WKBError) -> Envelope? {
        unsafe try bytes.withUnsafeBytes { (buffer) throws(WKBError) in
            var reader = unsafe ByteReader(buffer)
            return try envelope(&reader)
        }
    }

    /// The rectangle around a geometry that fills all the bytes, without building it; `nil` if it is empty.
    ///
    /// - Throws: `WKBError`; closedness of rings is not looked at.
    public static func envelope(of bytes: [UInt8]) throws(WKBError) -> Envelope? {
        unsafe try envelope(of: bytes.span.bytes)
    }

    /// Writes a geometry as little-endian planar ISO WKB; the empty point becomes two NaNs.
    ///
    /// Ordinates keep their bits, except that an ordinate NaN of an unchecked geometry will not be read back.
    ///
    /// - Complexity: O(n) in the number of positions.
    public static func encode(_ geometry: Geometry) -> [UInt8] {
        var writer = WKBWriter()
        writer.write(geometry)
        return writer.bytes
    }
}
