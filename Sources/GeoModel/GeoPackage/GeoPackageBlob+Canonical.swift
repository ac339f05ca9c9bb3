extension GeoPackageBlob {
    /// The blob as `encode` would write it, so that two blobs of one geometry are the same bytes whoever wrote them.
    ///
    /// GDAL and QGIS give points no envelope where `encode` does, and other programs may write big endian. What the
    /// header says besides the reference system is not compared: the WKB decides. A blob with heights or measures, one
    /// that is damaged, and one whose little-endian header and WKB stand as `encode` writes those of lines and areas
    /// stay as they are; so two geometries never become the same bytes.
    ///
    /// - Returns: The canonical bytes; `nil` when they are the blob itself.
    /// - Complexity: O(1) for points and for blobs that stay, else O(n) in the number of bytes.
    public static func canonical(_ bytes: RawSpan) -> [UInt8]? {
        if isCanonical(bytes) { return nil }
        // What cannot be read is compared byte by byte.
        guard let decoded = try? decode(bytes), decoded.droppedOrdinates.isEmpty, let srsID = decoded.srid
        else { return nil }
        let written = encode(decoded.geometry, srsID: srsID)
        // Bytes after the geometry are not its own.
        return bytes.byteCount - headerLength(bytes) == written.count
            - headerLength(unsafe written.span.bytes)
            ? written : nil
    }

    /// The length of a header that was read.
    private static func headerLength(_ bytes: RawSpan) -> Int {
        let kind = unsafe bytes.unsafeLoad(fromByteOffset: 3, as: UInt8.self) >> 1 & 0x07
        return GeoPackageBlobHeader.length(envelopeKind: kind)
    }

    /// The blob stands as `encode` writes it.
    private static func isCanonical(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount > 8 + 32 + 5 else { return false }
        func word(_ offset: Int) -> UInt32 {
            unsafe UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        func double(_ offset: Int) -> UInt64 {
            unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        }
        // Little endian with the envelope of x and y, before little-endian WKB.
        guard word(0) == 0x0300_5047, word(40) & 0xFF == 1 else { return false }
        guard word(41) == 1 else { return true }
        return bytes.byteCount == 61 && double(8) == double(45) && double(16) == double(45)
            && double(24) == double(53) && double(32) == double(53)
    }
}
