/// The bytes of a geometry as a GeoPackage stores it: a header with reference system and envelope, then WKB.
///
/// Source: OGC 12-128r17 (GeoPackage 1.3), clause 2.1.3. Extended geometries are refused; every other header
/// is read, in both byte orders. Headers are written little endian with an XY envelope, or none when the
/// geometry is empty.
public enum GeoPackageBlob {
    /// Reads a blob; its `srs_id` becomes the result's `srid`.
    ///
    /// The WKB decides what the geometry is; the header's envelope and empty flag are not compared with it.
    ///
    /// - Throws: `GeoPackageBlobError`, with the offset of the first fault from the start of the blob.
    /// - Complexity: O(n) in the number of bytes.
    public static func decode(_ bytes: RawSpan) throws(GeoPackageBlobError) -> DecodedGeometry {
        unsafe try bytes.withUnsafeBytes { (buffer) throws(GeoPackageBlobError) in
            var reader = unsafe ByteReader(buffer)
            let header = try GeoPackageBlobHeader(&reader)
            do throws(WKBError) {
                let found = try WKB.decode(&reader)
                return DecodedGeometry(
                    geometry: found.geometry, srid: header.srsID, droppedOrdinates: found.droppedOrdinates)
            } catch {
                throw .wkb(error)
            }
        }
    }

    /// Reads a blob; its `srs_id` becomes the result's `srid`.
    ///
    /// - Throws: `GeoPackageBlobError`, with the offset of the first fault from the start of the blob.
    public static func decode(_ bytes: [UInt8]) throws(GeoPackageBlobError) -> DecodedGeometry {
        unsafe try decode(bytes.span.bytes)
    }

    /// The rectangle around a blob's geometry, `nil` if it is empty: what `ST_MinX` and its like answer from.
    ///
    /// A header with an envelope is believed and the WKB not looked at. Without one, or with one that is
    /// no finite rectangle, the envelope is computed from the WKB.
    ///
    /// - Throws: `GeoPackageBlobError`, from the header, or from the WKB if it was read.
    /// - Complexity: O(1) with an envelope in the header, else O(n) in the number of bytes; no memory.
    public static func envelope(of bytes: RawSpan) throws(GeoPackageBlobError) -> Envelope? {
        unsafe try bytes.withUnsafeBytes { (buffer) throws(GeoPackageBlobError) in
            var reader = unsafe ByteReader(buffer)
            let header = try GeoPackageBlobHeader(&reader)
            if let envelope = header.envelope { return envelope }
            if header.isEmpty { return nil }
            do throws(WKBError) {
                return try WKB.envelope(&reader)
            } catch {
                throw .wkb(error)
            }
        }
    }

    /// The rectangle around a blob's geometry, `nil` if it is empty.
    ///
    /// - Throws: `GeoPackageBlobError`, from the header, or from the WKB if it was read.
    public static func envelope(of bytes: [UInt8]) throws(GeoPackageBlobError) -> Envelope? {
        unsafe try envelope(of: bytes.span.bytes)
    }

    /// A blob's geometry has no position, by its empty flag or its WKB: what `ST_IsEmpty` answers from.
    ///
    /// - Throws: `GeoPackageBlobError`, from the header, or from the WKB if it was read.
    /// - Complexity: as for `envelope(of:)`.
    public static func isEmpty(_ bytes: RawSpan) throws(GeoPackageBlobError) -> Bool {
        try envelope(of: bytes) == nil
    }

    /// A blob's geometry has no position, by its empty flag or its WKB.
    ///
    /// - Throws: `GeoPackageBlobError`, from the header, or from the WKB if it was read.
    public static func isEmpty(_ bytes: [UInt8]) throws(GeoPackageBlobError) -> Bool {
        unsafe try isEmpty(bytes.span.bytes)
    }

    /// Writes a geometry with an XY envelope, or with the empty flag and no envelope.
    ///
    /// - Complexity: O(n) in the number of positions.
    public static func encode(_ geometry: Geometry, srsID: Int32) -> [UInt8] {
        var writer = WKBWriter()
        writer.geoPackageHeader(srsID: srsID, envelope: geometry.envelope)
        writer.write(geometry)
        return writer.bytes
    }
}

extension WKBWriter {
    /// Appends a little-endian header; no envelope means that the geometry is empty.
    mutating func geoPackageHeader(srsID: Int32, envelope: Envelope?) {
        byte(0x47)
        byte(0x50)
        byte(0)
        byte(envelope == nil ? 0x11 : 0x03)
        word(UInt32(bitPattern: srsID))
        guard let envelope else { return }
        double(envelope.minX)
        double(envelope.maxX)
        double(envelope.minY)
        double(envelope.maxY)
    }
}
