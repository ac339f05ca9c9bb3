/// The indices of some keys in stable ascending order of key, by three radix passes on all cores.
///
/// Complexity: O(n). Memory: 20 bytes a key while it runs. A key goes with its index, so that a pass reads
/// memory forwards only.
func radixOrder(_ keys: [UInt32]) -> [Int32] {
    var pairs = filled(count: keys.count, with: UInt64(0)) { slots in
        inPieces(of: keys.count) { range, _ in
            for item in range { slots[item] = UInt64(keys[item]) << 32 | UInt64(item) }
        }
    }
    for pass in 0..<3 { pairs = RadixPass(shift: UInt64(32 + pass * RadixPass.bits)).sorted(pairs) }
    let sorted = pairs
    return filled(count: keys.count, with: 0) { slots in
        inPieces(of: sorted.count) { range, _ in
            for place in range { slots[place] = Int32(truncatingIfNeeded: sorted[place] & 0xFFFF_FFFF) }
        }
    }
}

/// A stable sort by some bits of a number.
private struct RadixPass: Sendable {
    let shift: UInt64

    static let bits = 11
    private static let digits = 1 << bits
    private static let pieces = 8
    private static let least = 1 << 14

    @inline(__always)
    private func digit(_ pair: UInt64) -> Int { Int(truncatingIfNeeded: pair >> shift) & (Self.digits - 1) }

    func sorted(_ pairs: [UInt64]) -> [UInt64] {
        let counts = mapPieces(of: pairs.count, pieces: Self.pieces, least: Self.least) { range in
            var counts = [Int32](repeating: 0, count: Self.digits)
            for place in range { counts[digit(pairs[place])] += 1 }
            return counts
        }
        let starts = Self.starts(counts)
        return filled(count: pairs.count, with: 0) { slots in
            inPieces(of: pairs.count, pieces: Self.pieces, least: Self.least) { range, piece in
                var next = starts[piece]
                for place in range {
                    let digit = digit(pairs[place])
                    slots[Int(next[digit])] = pairs[place]
                    next[digit] += 1
                }
            }
        }
    }

    /// Where each piece puts its first pair of each digit.
    private static func starts(_ counts: [[Int32]]) -> [[Int32]] {
        var starts = counts
        var next: Int32 = 0
        for digit in 0..<digits {
            for piece in counts.indices {
                starts[piece][digit] = next
                next += counts[piece][digit]
            }
        }
        return starts
    }
}
