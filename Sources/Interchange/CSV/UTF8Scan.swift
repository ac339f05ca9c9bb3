/// Counts what is valid UTF-8 in a stream of bytes, piece by piece.
///
/// Follows the table of well-formed sequences of the Unicode standard (table 3-7). An ill-formed stretch is
/// counted once at its first byte (a "maximal subpart"), the way `String(decoding:as:)` replaces it.
struct UTF8Scan {
    /// Well-formed sequences of two to four bytes.
    private(set) var multibyte = 0
    /// Ill-formed stretches.
    private(set) var invalid = 0
    /// Stream offsets of the first ill-formed stretches, at most `limit`.
    private(set) var invalidOffsets: [Int] = []

    private let limit: Int
    private var offset = 0
    private var needed = 0
    private var started = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    init(keepingOffsets limit: Int) { self.limit = limit }

    /// Takes the next piece of the stream.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            if needed == 0 {
                index = unsafe asciiEnd(bytes, from: index)
                guard index < bytes.count else { break }
                unsafe begin(bytes[index], at: offset + index)
                index += 1
            } else {
                index += unsafe proceed(bytes[index]) ? 1 : 0
            }
        }
        offset += bytes.count
    }

    /// Ends the stream: a sequence that is still open is ill-formed.
    mutating func finish() {
        if needed > 0 { reject(at: started) }
        needed = 0
    }

    /// The first index from `start` that holds no ASCII byte, eight bytes at a time.
    private func asciiEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index + 8 <= raw.count {
            let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard word & 0x8080_8080_8080_8080 == 0 else { break }
            index += 8
        }
        while index < raw.count, unsafe raw[index] < 0x80 { index += 1 }
        return index
    }

    private mutating func begin(_ byte: UInt8, at position: Int) {
        started = position
        lower = 0x80
        upper = 0xBF
        switch byte {
        case 0xC2...0xDF: needed = 1
        case 0xE0...0xEF:
            needed = 2
            if byte == 0xE0 { lower = 0xA0 }
            if byte == 0xED { upper = 0x9F }
        case 0xF0...0xF4:
            needed = 3
            if byte == 0xF0 { lower = 0x90 }
            if byte == 0xF4 { upper = 0x8F }
        default: reject(at: position)
        }
    }

    /// Takes a continuation byte; `false` when the byte does not continue and must be read again as a first one.
    private mutating func proceed(_ byte: UInt8) -> Bool {
        guard byte >= lower, byte <= upper else {
            needed = 0
            reject(at: started)
            return false
        }
        lower = 0x80
        upper = 0xBF
        needed -= 1
        if needed == 0 { multibyte += 1 }
        return true
    }

    private mutating func reject(at position: Int) {
        invalid += 1
        if invalidOffsets.count < limit { invalidOffsets.append(position) }
    }
}
