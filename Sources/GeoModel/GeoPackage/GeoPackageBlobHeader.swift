/// What stands before the WKB in a GeoPackage geometry (OGC 12-128r17, clause 2.1.3).
struct GeoPackageBlobHeader {
    let srsID: Int32
    /// The blob says that its geometry is empty.
    let isEmpty: Bool
    /// The envelope written in the header, if it has one that is a finite rectangle.
    let envelope: Envelope?
    /// Where the WKB starts.
    let wkbOffset: Int

    /// Reads the header that starts the bytes.
    @inline(__always)
    init(_ reader: inout ByteReader) throws(GeoPackageBlobError) {
        guard reader.remaining >= 8 else { throw .truncated(at: reader.remaining) }
        let lead = reader.peekWord(at: 0)
        guard lead & 0xFFFF == 0x5047 else { throw .badMagic(at: 0) }
        let version = UInt8(truncatingIfNeeded: lead >> 16)
        guard version == 0 else { throw .unsupportedVersion(version, at: 2) }
        let flags = UInt8(truncatingIfNeeded: lead >> 24)
        guard flags & 0x20 == 0 else { throw .extendedGeometry(at: 3) }
        let kind = flags >> 1 & 0x07
        guard kind <= 4 else { throw .unknownEnvelopeKind(kind, at: 3) }
        let order: ByteOrder = flags & 1 == 1 ? .little : .big
        let number = reader.peekWord(at: 4)
        srsID = Int32(bitPattern: order == .little ? number : number.byteSwapped)
        isEmpty = flags & 0x10 != 0
        wkbOffset = Self.length(envelopeKind: kind)
        guard reader.remaining >= wkbOffset else { throw .truncated(at: reader.remaining) }
        envelope = kind == 0 || isEmpty ? nil : Self.envelope(reader, order)
        _ = unsafe reader.take(wkbOffset)
    }

    /// The header's length by the kind of its envelope.
    static func length(envelopeKind kind: UInt8) -> Int {
        switch kind {
        case 0: 8
        case 1: 8 + 32
        case 4: 8 + 64
        default: 8 + 48
        }
    }

    private static func envelope(_ reader: ByteReader, _ order: ByteOrder) -> Envelope? {
        let minX = reader.peekDouble(at: 8, order)
        let maxX = reader.peekDouble(at: 16, order)
        let minY = reader.peekDouble(at: 24, order)
        let maxY = reader.peekDouble(at: 32, order)
        guard minX <= maxX && minY <= maxY && (maxX - minX).isFinite && (maxY - minY).isFinite else {
            return nil
        }
        return Envelope(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
    }
}
