internal import GeoKernels
internal import GeoModel

/// The borders of a coverage as lines between places where borders meet, and what may be left out of them.
///
/// Places are named by their least vertex. A place with just two edges lies inside a line; all others, and both
/// ends of a fixed edge, stay.
struct BorderChains {
    /// For each place, by its least vertex: it is no longer a corner of any ring.
    private(set) var isLeftOut: [Bool]
    private let positions: [Position]
    /// Every place once.
    private let places: [Int32]
    /// The two neighbours of a place inside a line; −1 for a place that stays.
    private var before: [Int32]
    private var after: [Int32]
    /// The line of each place inside one.
    private var lineOf: [Int32]
    private var lines: [Line] = []
    /// Pairs of ends that a line joins straight.
    private var straight: Set<[Int32]> = []

    private struct Line {
        /// The two ends, the lesser first; both −1 for a ring without any.
        var ends: [Int32]
        var inner = 0
        /// How many places inside it must stay.
        var least: Int
    }

    init(_ table: EdgeTable, _ index: VertexIndex, _ classes: EdgeClasses, keepsOuterBorder: Bool) {
        positions = table.positions
        places = positions.indices.lazy.map { Int32($0) }.filter { index.first[Int($0)] == $0 }
        isLeftOut = Array(repeating: false, count: positions.count)
        before = Array(repeating: -1, count: positions.count)
        after = Array(repeating: -1, count: positions.count)
        lineOf = Array(repeating: -1, count: positions.count)
        var degrees = [Int32](repeating: 0, count: positions.count)
        for edge in positions.indices where classes.represents(edge, index) {
            let isFixed = keepsOuterBorder && classes.partner[edge] < 0
            for (end, other) in [(edge, edge + 1), (edge + 1, edge)] {
                let place = Int(index.first[end])
                // A place of a fixed edge counts as one where borders meet.
                degrees[place] += isFixed ? 3 : 1
                if before[place] < 0 {
                    before[place] = index.first[other]
                } else {
                    after[place] = index.first[other]
                }
            }
        }
        for place in positions.indices where degrees[place] != 2 { (before[place], after[place]) = (-1, -1) }
        findLines(degrees)
        for edge in positions.indices where classes.represents(edge, index) {
            let ends = [index.first[edge], index.first[edge + 1]]
            if ends.allSatisfy({ degrees[Int($0)] != 2 }) { straight.insert(ends.sorted()) }
        }
    }

    /// Numbers the lines and turns the links of their places one way.
    private mutating func findLines(_ degrees: [Int32]) {
        for start in positions.indices where degrees[start] == 2 && lineOf[start] < 0 {
            let line = Int32(lines.count)
            var inner = 1
            lineOf[start] = line
            let last = follow(from: start, towards: after[start], line, &inner)
            let first = last < 0 ? -1 : follow(from: start, towards: before[start], line, &inner)
            let ends = [first, last].sorted()
            // A ring keeps three corners: of its own, or two beside the one end.
            let least = last < 0 ? 3 : first == last ? 2 : 0
            lines.append(Line(ends: ends, inner: inner, least: least))
        }
        turnLinks()
    }

    /// Walks along a line, naming its places; the end, or −1 when the walk comes back to its start.
    private mutating func follow(from start: Int, towards next: Int32, _ line: Int32, _ inner: inout Int)
        -> Int32
    {
        var (last, place) = (Int32(start), next)
        while before[Int(place)] >= 0 {
            if Int(place) == start { return -1 }
            lineOf[Int(place)] = line
            inner += 1
            let onward = before[Int(place)] == last ? after[Int(place)] : before[Int(place)]
            (last, place) = (place, onward)
        }
        return place
    }

    /// Makes `after` of each place lead on to the place whose `before` leads back.
    private mutating func turnLinks() {
        var isTurned = [Bool](repeating: false, count: positions.count)
        for start in positions.indices where lineOf[start] >= 0 && !isTurned[start] {
            for isForward in [true, false] {
                var (last, place) = (Int32(start), isForward ? after[start] : before[start])
                isTurned[start] = true
                while lineOf[Int(place)] >= 0, !isTurned[Int(place)] {
                    isTurned[Int(place)] = true
                    let isRight = isForward ? before[Int(place)] == last : after[Int(place)] == last
                    if !isRight {
                        (before[Int(place)], after[Int(place)]) = (after[Int(place)], before[Int(place)])
                    }
                    (last, place) = (place, isForward ? after[Int(place)] : before[Int(place)])
                }
            }
        }
    }

    /// Leaves out places until every triangle of three neighbours is at least so large, in square metres.
    mutating func thin(to least: Double, _ measure: GroundMeasure) {
        var queue = TriangleQueue()
        for place in places where lineOf[Int(place)] >= 0 {
            queue.insert(place, triangle(Int(place), measure))
        }
        let tree = BoxTree(
            places.map {
                let p = positions[Int($0)]
                return BoxTree.Box(minX: p.x, minY: p.y, maxX: p.x, maxY: p.y)
            })
        while let (place, size) = queue.removeLeast(), size < least {
            let number = Int(place)
            if isLeftOut[number] || size != triangle(number, measure) || !mayLeaveOut(number, tree) {
                continue
            }
            leaveOut(number)
            for neighbour in [before[number], after[number]] where lineOf[Int(neighbour)] >= 0 {
                queue.insert(neighbour, triangle(Int(neighbour), measure))
            }
        }
    }

    private func triangle(_ place: Int, _ measure: GroundMeasure) -> Double {
        let (a, b, c) = (positions[Int(before[place])], positions[place], positions[Int(after[place])])
        let metric = measure.metric(at: b)
        let doubled = (a.x - b.x) * (c.y - b.y) - (a.y - b.y) * (c.x - b.x)
        return abs(doubled) / 2 * metric.metresPerUnitX * metric.metresPerUnitY
    }

    private func mayLeaveOut(_ place: Int, _ tree: BoxTree) -> Bool {
        let line = lines[Int(lineOf[place])]
        if line.inner <= line.least { return false }
        if line.inner == 1, straight.contains(line.ends) { return false }
        let (a, b, c) = (positions[Int(before[place])], positions[place], positions[Int(after[place])])
        let turn = orientation(a, b, c)
        var box = BoxTree.Box.empty
        for corner in [a, b, c] { box.grow(corner) }
        var isFree = true
        tree.forEach(overlapping: box) { number in
            let other = Int(places[number])
            let p = positions[other]
            guard isFree, p != a, p != b, p != c, !isLeftOut[other] else { return }
            let turns = [orientation(a, b, p), orientation(b, c, p), orientation(c, a, p)]
            // On a flat triangle everything in its rectangle that lies on the line is in the way.
            let isOutside = turns.contains { $0 != .collinear && $0 != turn }
            if !isOutside { isFree = false }
        }
        return isFree
    }

    private mutating func leaveOut(_ place: Int) {
        isLeftOut[place] = true
        let line = Int(lineOf[place])
        lines[line].inner -= 1
        if lines[line].inner == 0 { straight.insert(lines[line].ends) }
        let (previous, next) = (Int(before[place]), Int(after[place]))
        if lineOf[previous] >= 0 { after[previous] = Int32(next) }
        if lineOf[next] >= 0 { before[next] = Int32(previous) }
    }
}

/// A heap of places by the size of their triangles; equal sizes by place, so that the result is always the same.
private struct TriangleQueue {
    private var entries: [(size: Double, place: Int32)] = []

    mutating func insert(_ place: Int32, _ size: Double) {
        entries.append((size, place))
        var slot = entries.count - 1
        while slot > 0, entries[slot] < entries[(slot - 1) / 2] {
            entries.swapAt(slot, (slot - 1) / 2)
            slot = (slot - 1) / 2
        }
    }

    mutating func removeLeast() -> (place: Int32, size: Double)? {
        guard let least = entries.first else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            var slot = 0
            while true {
                var child = slot * 2 + 1
                if child >= entries.count { break }
                if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
                if !(entries[child] < entries[slot]) { break }
                entries.swapAt(slot, child)
                slot = child
            }
        }
        return (least.place, least.size)
    }
}
