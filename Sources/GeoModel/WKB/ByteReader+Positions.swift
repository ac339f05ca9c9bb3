extension ByteReader {
    /// Reads positions into memory that has room for them, dropping what is not x or y.
    ///
    /// Little-endian planar positions are copied in one block; then one pass looks for ordinates that are
    /// not finite.
    ///
    /// - Precondition: `room.count` positions of the header's stride remain.
    @inline(__always)
    mutating func positions(
        into room: UnsafeMutableBufferPointer<Position>, _ header: WKBHeader
    ) throws(WKBError) {
        let start = offset
        let source = unsafe take(room.count * header.stride)
        if header.order == .little && header.stride == 16 && Self.hostIsLittleEndian {
            unsafe UnsafeMutableRawBufferPointer(room).copyMemory(from: source)
        } else {
            for index in 0..<room.count {
                let at = start + index * header.stride
                unsafe room.initializeElement(
                    at: index,
                    to: Position(peekDouble(at: at, header.order), peekDouble(at: at + 8, header.order)))
            }
        }
        if let ordinate = unsafe Self.firstNotFinite(UnsafeBufferPointer(room)) {
            throw .notFinite(at: start + ordinate / 2 * header.stride + ordinate % 2 * 8)
        }
    }

    /// Reads positions into an array.
    mutating func positions(_ count: Int, _ header: WKBHeader) throws(WKBError) -> [Position] {
        guard count > 0 else { return [] }
        var fault: WKBError?
        let result = unsafe [Position](unsafeUninitializedCapacity: count) { room, initialised in
            do throws(WKBError) {
                unsafe try positions(into: UnsafeMutableBufferPointer(rebasing: room[..<count]), header)
            } catch {
                fault = error
            }
            initialised = count
        }
        if let fault { throw fault }
        return result
    }

    private static var hostIsLittleEndian: Bool { UInt16(1).littleEndian == 1 }

    /// The number of the first ordinate that is NaN or infinite (x is even, y is odd).
    ///
    /// Adding one to the exponent carries into the sign bit only if all its bits are set; so the usual
    /// answer, none, takes three integer operations an ordinate and no branch.
    @inline(__always)
    private static func firstNotFinite(_ positions: UnsafeBufferPointer<Position>) -> Int? {
        var carried: UInt64 = 0
        for index in 0..<positions.count {
            let position = unsafe positions[index]
            carried |= (position.x.bitPattern & 0x7FF0_0000_0000_0000) &+ 0x0010_0000_0000_0000
            carried |= (position.y.bitPattern & 0x7FF0_0000_0000_0000) &+ 0x0010_0000_0000_0000
        }
        guard carried & 0x8000_0000_0000_0000 != 0 else { return nil }
        return unsafe positions.firstIndex { !$0.isFinite }.map { index in
            unsafe positions[index].x.isFinite ? 2 * index + 1 : 2 * index
        }
    }
}
