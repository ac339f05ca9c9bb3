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
        var w = block
        let k = Self.constants
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        // Eight rounds at a time, so that the eight words change places by name and not in memory.
        for t in stride(from: 0, to: 64, by: 8) {
            if t > 0, t & 15 == 0 { Self.extend(&w) }
            let place = t & 15
            Self.mix(a, b, c, &d, e, f, g, &h, k[t] &+ w[place])
            Self.mix(h, a, b, &c, d, e, f, &g, k[t + 1] &+ w[place + 1])
            Self.mix(g, h, a, &b, c, d, e, &f, k[t + 2] &+ w[place + 2])
            Self.mix(f, g, h, &a, b, c, d, &e, k[t + 3] &+ w[place + 3])
            Self.mix(e, f, g, &h, a, b, c, &d, k[t + 4] &+ w[place + 4])
            Self.mix(d, e, f, &g, h, a, b, &c, k[t + 5] &+ w[place + 5])
            Self.mix(c, d, e, &f, g, h, a, &b, k[t + 6] &+ w[place + 6])
            Self.mix(b, c, d, &e, f, g, h, &a, k[t + 7] &+ w[place + 7])
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    /// One round; `d` and `h` become the next round's `e` and `a`.
    @inline(__always)
    private static func mix(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ word: UInt32
    ) {
        let t1 = h &+ (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) &+ ((e & f) ^ (~e & g)) &+ word
        d &+= t1
        h = t1 &+ (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) &+ ((a & b) ^ (a & c) ^ (b & c))
    }

    /// The next sixteen words of the schedule in place of the last.
    @inline(__always)
    private static func extend(_ w: inout InlineArray<16, UInt32>) {
        for t in 0..<16 {
            let (x, y) = (w[(t + 1) & 15], w[(t + 14) & 15])
            let s0 = turn(x, 7) ^ turn(x, 18) ^ x >> 3
            let s1 = turn(y, 17) ^ turn(y, 19) ^ y >> 10
            w[t] = w[t] &+ s0 &+ w[(t + 9) & 15] &+ s1
        }
    }

    @inline(__always)
    private static func turn(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }
}
