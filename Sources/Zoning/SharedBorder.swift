/// A stretch of border that two blocks share.
struct SharedBorder: Sendable {
    let pair: BlockPair
    let length: Double
    var visible: Double = 0
    var isBarred = false
}

/// Neighbours in compressed rows, each row in the canonical order of the neighbours.
struct Adjacency {
    private(set) var starts: [Int32]
    private(set) var neighbours: [Int32] = []
    private(set) var lengths: [Double] = []
    private(set) var visible: [Double] = []

    init(borders: [SharedBorder], rules: BlockRules, rank: [Int32]) {
        let count = rank.count
        let barred = Set(rules.barriers)
        var halves: [Half] = []
        halves.reserveCapacity(2 * (borders.count + rules.links.count))
        let links = Set(rules.links).map { SharedBorder(pair: $0, length: 0) }
        let open = borders.filter { !$0.isBarred && !barred.contains($0.pair) }
        for border in open + links {
            precondition(
                border.pair.first >= 0 && border.pair.second < count,
                "a pair of blocks must name blocks of the graph")
            halves.append(Half(from: border.pair.first, to: border.pair.second, border))
            halves.append(Half(from: border.pair.second, to: border.pair.first, border))
        }
        halves.sort { ($0.from, rank[Int($0.to)]) < ($1.from, rank[Int($1.to)]) }
        starts = Array(repeating: 0, count: count + 1)
        collect(halves)
        for block in 0..<count { starts[block + 1] += starts[block] }
    }

    /// Joins the halves that belong to one pair; their lengths are multiples of 2⁻¹⁰, so the order of
    /// addition does not matter.
    private mutating func collect(_ halves: [Half]) {
        var last: (from: Int32, to: Int32) = (-1, -1)
        for half in halves {
            if last == (half.from, half.to) {
                lengths[lengths.count - 1] += half.length
                visible[visible.count - 1] += half.visible
            } else {
                neighbours.append(half.to)
                lengths.append(half.length)
                visible.append(half.visible)
                starts[Int(half.from) + 1] += 1
                last = (half.from, half.to)
            }
        }
    }

    private struct Half {
        let from: Int32
        let to: Int32
        let length: Double
        let visible: Double

        init(from: Int, to: Int, _ border: SharedBorder) {
            self.from = Int32(from)
            self.to = Int32(to)
            length = border.length
            visible = border.visible
        }
    }
}
