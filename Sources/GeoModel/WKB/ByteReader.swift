/// Reads numbers from borrowed bytes, front to back, never past the end.
///
/// Safe to use inside the closure that lends the bytes: each load checks the bounds first. A reader must not
/// leave that closure, and no public function lets it.
@safe
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private let end: Int
    /// The next byte to read.
    private(set) var offset: Int

    /// Reads lent bytes from an offset within them.
    init(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0) {
        unsafe self.bytes = bytes
        end = bytes.count
        precondition(offset <= end, "a reader must start inside its bytes")
        self.offset = offset
    }

    /// How many bytes are still to be read.
    var remaining: Int { end - offset }

    /// The next byte.
    @inline(__always)
    mutating func byte() throws(WKBError) -> UInt8 {
        guard remaining >= 1 else { throw .truncated(at: offset) }
        defer { offset += 1 }
        return unsafe bytes[offset]
    }

    /// The next four bytes as a number.
    @inline(__always)
    mutating func word(_ order: ByteOrder) throws(WKBError) -> UInt32 {
        guard remaining >= 4 else { throw .truncated(at: offset) }
        let raw = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        offset += 4
        return order == .little ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
    }

    /// The next eight bytes as a number.
    mutating func double(_ order: ByteOrder) throws(WKBError) -> Double {
        guard remaining >= 8 else { throw .truncated(at: offset) }
        defer { offset += 8 }
        return peekDouble(at: offset, order)
    }

    /// The number at an offset whose eight bytes the caller has checked to be there.
    @inline(__always)
    func peekDouble(at offset: Int, _ order: ByteOrder) -> Double {
        precondition(offset >= 0 && offset + 8 <= end, "a load must stay inside the bytes")
        let raw = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return Double(bitPattern: order == .little ? UInt64(littleEndian: raw) : UInt64(bigEndian: raw))
    }

    /// The four bytes at an offset, the first the least, which the caller has checked to be there.
    @inline(__always)
    func peekWord(at offset: Int) -> UInt32 {
        precondition(offset >= 0 && offset + 4 <= end, "a load must stay inside the bytes")
        return UInt32(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The next `count` bytes, which the caller has checked to be there.
    mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
        precondition(count >= 0 && count <= remaining, "a run must stay inside the bytes")
        defer { offset += count }
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
    }
}

/// In which order the bytes of a number stand.
enum ByteOrder: UInt8 {
    case big = 0
    case little = 1
}
