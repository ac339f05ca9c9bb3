/// The head of one geometry in WKB: byte order, kind, and what each position holds.
struct WKBHeader {
    let order: ByteOrder
    let kind: GeometryKind
    let dropped: DroppedOrdinates
    let srid: Int32?
    /// Where the type code stands.
    let offset: Int

    /// The bytes of one position.
    var stride: Int { 16 + (dropped.contains(.z) ? 8 : 0) + (dropped.contains(.m) ? 8 : 0) }
}

extension ByteReader {
    /// Reads byte order, type code and, where flagged, the EWKB spatial reference number.
    ///
    /// Understands the ISO codes (1000 for Z, 2000 for M, 3000 for both) and the EWKB flags in the top bits.
    mutating func header() throws(WKBError) -> WKBHeader {
        let start = offset
        let mark = try byte()
        guard let order = ByteOrder(rawValue: mark) else { throw .unknownByteOrder(mark, at: start) }
        let code = try word(order)
        let plain = code & 0x1FFF_FFFF
        guard plain < 4000, let kind = GeometryKind(rawValue: plain % 1000) else {
            throw .unknownType(code, at: start + 1)
        }
        var dropped = DroppedOrdinates(rawValue: UInt8(truncatingIfNeeded: plain / 1000))
        if code & 0x8000_0000 != 0 { dropped.insert(.z) }
        if code & 0x4000_0000 != 0 { dropped.insert(.m) }
        let srid = code & 0x2000_0000 != 0 ? Int32(bitPattern: try word(order)) : nil
        return WKBHeader(order: order, kind: kind, dropped: dropped, srid: srid, offset: start + 1)
    }

    /// Reads the head of a member, which must have the kind the whole asks for.
    mutating func memberHeader(of whole: WKBHeader, srid: Int32?) throws(WKBError) -> WKBHeader {
        let header = try header()
        if let expected = whole.kind.memberKind, header.kind != expected {
            throw .wrongMember(header.kind, expected: expected, at: header.offset)
        }
        if let own = header.srid, own != srid { throw .conflictingSRID(own, at: header.offset + 4) }
        return header
    }

    /// Reads a count of things of at least `size` bytes and checks that so many can follow.
    mutating func count(_ order: ByteOrder, ofSize size: Int) throws(WKBError) -> Int {
        let start = offset
        let count = try word(order)
        guard Int(count) <= remaining / size else { throw .countTooLarge(count, at: start) }
        return Int(count)
    }

    /// Reads the count of a ring's positions.
    mutating func ringCount(_ header: WKBHeader) throws(WKBError) -> Int {
        let start = offset
        let count = try count(header.order, ofSize: header.stride)
        guard count >= 4 else { throw .ringTooShort(count: count, at: start) }
        return count
    }

    /// Fails unless every byte has been read.
    func finish() throws(WKBError) {
        guard remaining == 0 else { throw .trailingBytes(count: remaining, at: offset) }
    }
}

extension WKB {
    /// The least bytes of a ring: its count.
    static let leastRing = 4
    /// The least bytes of a member: byte order, type code and a count.
    static let leastMember = 9
}
