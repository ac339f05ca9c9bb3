/// Some of the numbers below a limit, each of which knows how many lesser ones there are.
///
/// Complexity: O(1) for a rank. Memory: a bit and a half for each number below the limit, so that it stays in
/// cache where a table of ranks would not.
struct RankedSet: Sendable {
    private var words: [UInt64]
    /// How many members there are below each word.
    private var ranks: [Int32] = []

    /// The numbers that `fill` gives to its argument, in any order and as often as it likes.
    init(below limit: Int, _ fill: ((Int) -> Void) -> Void) {
        var words = [UInt64](repeating: 0, count: (limit + 63) / 64)
        fill { words[$0 >> 6] |= 1 << UInt64($0 & 63) }
        self.words = words
        ranks.reserveCapacity(words.count)
        var rank: Int32 = 0
        for word in words {
            ranks.append(rank)
            rank += Int32(word.nonzeroBitCount)
        }
    }

    /// How many members are less than one; for others than members, too.
    @inline(__always)
    func rank(of number: Int) -> Int32 {
        let below = words[number >> 6] & ((1 << UInt64(number & 63)) - 1)
        return ranks[number >> 6] + Int32(below.nonzeroBitCount)
    }

    /// The rank of a member; `nil` for any other number.
    @inline(__always)
    func rankIfMember(_ number: Int) -> Int? {
        words[number >> 6] >> UInt64(number & 63) & 1 == 0 ? nil : Int(rank(of: number))
    }

    /// The members, ascending.
    var members: [Int32] {
        var members: [Int32] = []
        members.reserveCapacity(Int(ranks.last ?? 0) + 64)
        for (place, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                members.append(Int32(place * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return members
    }
}
