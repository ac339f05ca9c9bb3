internal import GeoModel

/// A stretch of border that two blocks share.
struct SharedBorder: Sendable {
    let pair: BlockPair
    let length: Double
    var visible: Double = 0
    /// How much of it a barrier runs along.
    var barred: Double = 0
    /// A ferry or bridge, which no barrier parts.
    var isLink = false
}

/// A border that a barrier runs along.
struct BarredBorder: Sendable {
    let pair: BlockPair
    /// How much of the border the barrier runs along, in metres.
    let length: Double
    /// Nothing of the border is left open.
    let isClosed: Bool
}

/// Neighbours in compressed rows, each row in the canonical order of the neighbours.
struct Adjacency {
    private(set) var starts: [Int32]
    private(set) var neighbours: [Int32] = []
    private(set) var lengths: [Double] = []
    private(set) var visible: [Double] = []
    /// The borders that barriers run along, in whole or in part.
    private(set) var barred: [BarredBorder] = []

    init(borders: [SharedBorder], rules: BlockRules, rank: [Int32]) {
        let count = rank.count
        let barred = Set(rules.barriers)
        var halves: [Half] = []
        halves.reserveCapacity(2 * (borders.count + rules.links.count))
        let links = Set(rules.links).map { SharedBorder(pair: $0, length: 0, isLink: true) }
        let all = borders.map { border in
            var border = border
            if barred.contains(border.pair) { border.barred = border.length }
            return border
        }
        for border in all + links {
            precondition(
                border.pair.first >= 0 && border.pair.second < count,
                "a pair of blocks must name blocks of the graph")
            halves.append(Half(from: border.pair.first, to: border.pair.second, border))
            halves.append(Half(from: border.pair.second, to: border.pair.first, border))
        }
        halves.sort { ($0.from, rank[Int($0.to)]) < ($1.from, rank[Int($1.to)]) }
        starts = Array(repeating: 0, count: count + 1)
        collect(halves, leastOpening: 2 * rules.lineTolerance.value)
        for block in 0..<count { starts[block + 1] += starts[block] }
    }

    /// Joins the halves that belong to one pair; their lengths are multiples of 2⁻¹⁰, so the order of
    /// addition does not matter.
    private mutating func collect(_ halves: [Half], leastOpening: Double) {
        var place = 0
        while place < halves.count {
            var sum = halves[place]
            place += 1
            while place < halves.count, (halves[place].from, halves[place].to) == (sum.from, sum.to) {
                sum.add(halves[place])
                place += 1
            }
            let isClosed = sum.barred > 0 && sum.length - sum.barred <= leastOpening
            if sum.barred > 0, sum.from < sum.to, !sum.isLink {
                barred.append(
                    BarredBorder(
                        pair: BlockPair(Int(sum.from), Int(sum.to)), length: sum.barred, isClosed: isClosed))
            }
            if isClosed, !sum.isLink { continue }
            neighbours.append(sum.to)
            lengths.append(sum.length)
            visible.append(sum.visible)
            starts[Int(sum.from) + 1] += 1
        }
    }

    private struct Half {
        let from: Int32
        let to: Int32
        private(set) var length: Double
        private(set) var visible: Double
        private(set) var barred: Double
        private(set) var isLink: Bool

        mutating func add(_ other: Half) {
            length += other.length
            visible += other.visible
            barred += other.barred
            isLink = isLink || other.isLink
        }

        init(from: Int, to: Int, _ border: SharedBorder) {
            self.from = Int32(from)
            self.to = Int32(to)
            length = border.length
            visible = border.visible
            barred = border.barred
            isLink = border.isLink
        }
    }
}
