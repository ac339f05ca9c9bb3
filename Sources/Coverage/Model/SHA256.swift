/// The SHA-256 digest (FIPS 180-4), written here so that a coverage needs no cryptography package.
///
/// Complexity: O(n) in the number of bytes, some hundred megabytes a second.
package struct SHA256 {
    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]
    private var block: InlineArray<16, UInt32> = .init(repeating: 0)
    private var length: UInt64 = 0

    /// Makes a digest of nothing.
    package init() {}

    private static let constants: InlineArray<64, UInt32> = [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ]

    /// Adds one byte.
    package mutating func add(_ byte: UInt8) {
        let place = Int(length & 63)
        let shift = UInt32(24 - 8 * (place & 3))
        if place & 3 == 0 { block[place >> 2] = 0 }
        block[place >> 2] |= UInt32(byte) << shift
        length += 1
        if place == 63 { compress() }
    }

    /// Adds the eight bytes of a number, the least significant first.
    package mutating func add(_ number: UInt64) {
        if length & 3 == 0 {
            add(word: UInt32(truncatingIfNeeded: number).byteSwapped)
            add(word: UInt32(truncatingIfNeeded: number >> 32).byteSwapped)
        } else {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                add(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
    }

    /// Adds bytes, four at a time.
    package mutating func add(_ bytes: RawSpan) {
        let whole = bytes.byteCount & ~3
        for offset in stride(from: 0, to: whole, by: 4) {
            let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
            addShifted(word: word.byteSwapped)
        }
        for offset in whole..<bytes.byteCount {
            add(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
        }
    }

    /// Adds four bytes wherever in a word of the block the next byte goes.
    private mutating func addShifted(word: UInt32) {
        let shift = UInt32(truncatingIfNeeded: length & 3) * 8
        guard shift > 0 else { return add(word: word) }
        let place = Int(length & 63) >> 2
        block[place] |= word >> shift
        length += 4
        if place == 15 { compress() }
        block[(place + 1) & 15] = word << (32 - shift)
    }

    private mutating func add(word: UInt32) {
        let place = Int(length & 63) >> 2
        block[place] = word
        length += 4
        if place == 15 { compress() }
    }

    /// Adds a text's bytes in UTF-8 and a zero byte that ends it.
    package mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        add(UInt8(0))
    }

    /// Adds the bits of an ordinate, `-0.0` as `0.0`.
    package mutating func add(_ ordinate: Double) { add((ordinate + 0.0).bitPattern) }

    /// The first 64 bits of the digest of what was added.
    consuming func finishPrefix() -> UInt64 {
        pad()
        return UInt64(state[0]) << 32 | UInt64(state[1])
    }

    /// The digest of what was added, as 64 hexadecimal digits.
    package consuming func finish() -> String {
        pad()
        var text = ""
        text.reserveCapacity(64)
        for word in 0..<8 {
            for shift in stride(from: UInt32(28), through: 0, by: -4) {
                text.unicodeScalars.append(Self.digit(state[word] >> shift & 15))
            }
        }
        return text
    }

    /// The digest of what was added, as four numbers, the most significant first.
    package consuming func finishAsWords() -> InlineArray<4, UInt64> {
        pad()
        return InlineArray { UInt64(state[2 * $0]) << 32 | UInt64(state[2 * $0 + 1]) }
    }

    private mutating func pad() {
        let bits = length * 8
        add(UInt8(0x80))
        while length & 63 != 56 { add(UInt8(0)) }
        add(bits.byteSwapped)
    }

    private static func digit(_ value: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(truncatingIfNeeded: value < 10 ? 48 + value : 87 + value))
    }

    private mutating func compress() {
        let constants = Self.constants
        var w: InlineArray<64, UInt32> = .init(repeating: 0)
        for t in 0..<16 { w[t] = block[t] }
        for t in 16..<64 {
            let s0 = Self.turn(w[t - 15], 7) ^ Self.turn(w[t - 15], 18) ^ w[t - 15] >> 3
            let s1 = Self.turn(w[t - 2], 17) ^ Self.turn(w[t - 2], 19) ^ w[t - 2] >> 10
            w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
        }
        // Eight variables, not an array: they stay in registers.
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for t in 0..<64 {
            let s1 = Self.turn(e, 6) ^ Self.turn(e, 11) ^ Self.turn(e, 25)
            let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[t] &+ w[t]
            let s0 = Self.turn(a, 2) ^ Self.turn(a, 13) ^ Self.turn(a, 22)
            let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
        }
        let round: InlineArray<8, UInt32> = [a, b, c, d, e, f, g, h]
        for place in 0..<8 { state[place] &+= round[place] }
    }

    @inline(__always)
    private static func turn(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }
}
