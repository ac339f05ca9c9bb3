internal import GeoModel

/// Joins lines that go on in one another, as roads do that a map parts at every junction.
struct LineMerge {
    private let lines: [LineString]
    /// The end that each end goes on in, or −1; line i has the ends 2 i and 2 i + 1.
    private var partner: [Int]

    /// How sharply a line may turn at a junction of more than two: 60°.
    private static let mostCosine = -0.5

    /// The chains of two lines and more.
    ///
    /// Where two ends meet they are joined; where more meet, those that go most nearly straight on.
    ///
    /// - Complexity: O(n log n) for n lines, but O(k² log k) where k ends meet in one place.
    static func chains(of lines: [LineString]) -> [LineString] {
        let merge = LineMerge(lines)
        var isUsed = [Bool](repeating: false, count: lines.count)
        var chains: [LineString] = []
        for line in lines.indices where !isUsed[line] {
            let members = merge.chain(through: line)
            for member in members { isUsed[member / 2] = true }
            if members.count > 1 { chains.append(merge.joined(members)) }
        }
        return chains
    }

    private init(_ lines: [LineString]) {
        self.lines = lines
        partner = Array(repeating: -1, count: 2 * lines.count)
        var meeting: [Position: [Int]] = [:]
        for (number, line) in lines.enumerated() {
            guard let first = line.positions.first, let last = line.positions.last, first != last else {
                continue
            }
            meeting[first, default: []].append(2 * number)
            meeting[last, default: []].append(2 * number + 1)
        }
        for ends in meeting.values where ends.count > 1 { pair(ends) }
    }

    private mutating func pair(_ ends: [Int]) {
        var candidates: [(cosine: Double, a: Int, b: Int)] = []
        for (place, a) in ends.enumerated() {
            for b in ends[(place + 1)...] where a / 2 != b / 2 {
                candidates.append((cosine(a, b), a, b))
            }
        }
        for (cosine, a, b) in candidates.sorted(by: { ($0.cosine, $0.a, $0.b) < ($1.cosine, $1.a, $1.b) })
        where partner[a] < 0 && partner[b] < 0 && (ends.count == 2 || cosine < Self.mostCosine) {
            (partner[a], partner[b]) = (b, a)
        }
    }

    /// −1 where one end goes straight on in the other.
    private func cosine(_ a: Int, _ b: Int) -> Double {
        let (u, v) = (way(a), way(b))
        let length = ((u.x * u.x + u.y * u.y) * (v.x * v.x + v.y * v.y)).squareRoot()
        return length > 0 ? (u.x * v.x + u.y * v.y) / length : 1
    }

    /// From an end into its line.
    private func way(_ end: Int) -> Position {
        let positions = lines[end / 2].positions
        let isStart = end.isMultiple(of: 2)
        let from = isStart ? positions[0] : positions[positions.count - 1]
        let to = isStart ? positions[1] : positions[positions.count - 2]
        return Position(to.x - from.x, to.y - from.y)
    }

    /// The ends by which a chain is entered, line after line.
    private func chain(through line: Int) -> [Int] {
        var first = 2 * line
        while partner[first] >= 0, partner[first] / 2 != line {
            first = partner[first] ^ 1
            if first / 2 == line { break }
        }
        var members: [Int] = []
        var seen: Set<Int> = []
        var next = first
        while next >= 0, seen.insert(next / 2).inserted {
            members.append(next)
            next = partner[next ^ 1]
        }
        return members
    }

    private func joined(_ members: [Int]) -> LineString {
        var positions: [Position] = []
        for end in members {
            let own = lines[end / 2].positions
            let run: [Position] = end.isMultiple(of: 2) ? own : own.reversed()
            positions += positions.isEmpty ? run : Array(run.dropFirst())
        }
        return LineString(unchecked: positions)
    }
}
