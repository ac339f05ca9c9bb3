internal import GeoKernels
internal import GeoModel

/// A directed stretch of border with an area on its left; its ends are places by number.
struct BorderStretch {
    var from: Int32
    var to: Int32
    var start: Position
    var end: Position
}

/// Walks stretches of border into rings.
enum BorderWalk {
    /// Walks the stretches into closed loops; where several leave a place, the one that keeps the same part of
    /// the inside on the left.
    static func loops(_ stretches: [BorderStretch]) -> [[Position]] {
        let leaving = stretches.indices.sorted { (stretches[$0].from, $0) < (stretches[$1].from, $1) }
        var isUsed = [Bool](repeating: false, count: stretches.count)
        var loops: [[Position]] = []
        for first in stretches.indices where !isUsed[first] {
            var keys: [Int32] = []
            var places: [Position] = []
            var current = first
            while !isUsed[current] {
                isUsed[current] = true
                keys.append(stretches[current].from)
                places.append(stretches[current].start)
                guard let next = next(after: stretches[current], stretches, leaving, isUsed) else { break }
                current = next
            }
            loops.append(contentsOf: AreaAssembler.simpleLoops(keys, places))
        }
        return loops
    }

    /// Of the unused stretches that leave the end of one, the innermost; `leaving` has all by where they start.
    private static func next(
        after arrival: BorderStretch, _ stretches: [BorderStretch], _ leaving: [Int], _ isUsed: [Bool]
    ) -> Int? {
        var low = 0
        var high = leaving.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[leaving[middle]].from < arrival.to { low = middle + 1 } else { high = middle }
        }
        var best: Int?
        while low < leaving.count, stretches[leaving[low]].from == arrival.to {
            let choice = leaving[low]
            low += 1
            if isUsed[choice] { continue }
            if let held = best, !isInner(stretches[choice], than: stretches[held], after: arrival) {
                continue
            }
            best = choice
        }
        return best
    }

    /// Clockwise from the way back, `a` comes before `b`.
    private static func isInner(
        _ a: BorderStretch, than b: BorderStretch, after arrival: BorderStretch
    ) -> Bool {
        let back = Segment(arrival.end, arrival.start)
        let toA = Segment(a.start, a.end)
        let toB = Segment(b.start, b.end)
        let rank = { (ray: Segment) -> Int in
            // 0 for the right half-plane of the way back, 1 straight on, 2 for the left.
            let turn = directionTurn(from: back, to: ray)
            return turn < 0 ? 0 : turn == 0 ? 1 : 2
        }
        if rank(toA) != rank(toB) { return rank(toA) < rank(toB) }
        return directionTurn(from: toB, to: toA) > 0
    }
}

/// Makes areas of loops that run counterclockwise around the inside.
enum AreaAssembler {
    /// Cuts a closed walk into loops that visit no place twice, each closed.
    static func simpleLoops(_ keys: [Int32], _ places: [Position]) -> [[Position]] {
        var loops: [[Position]] = []
        var path: [Int] = []
        var seen: [Int32: Int] = [:]
        func close(_ loop: ArraySlice<Int>) {
            var ring: [Position] = []
            for place in loop where ring.last != places[place] { ring.append(places[place]) }
            while ring.count > 1, ring.first == ring.last { ring.removeLast() }
            if ring.count > 2 { loops.append(ring + [ring[0]]) }
        }
        if visitsOnce(keys) {
            close(Array(keys.indices)[...])
            return loops
        }
        for place in keys.indices {
            if let start = seen[keys[place]] {
                close(path[start...])
                for passed in path[start...] { seen[keys[passed]] = nil }
                path.removeLast(path.count - start)
            }
            seen[keys[place]] = path.count
            path.append(place)
        }
        close(path[...])
        return loops
    }

    /// No place comes twice, as in nearly all walks.
    private static func visitsOnce(_ keys: [Int32]) -> Bool {
        let ordered = keys.sorted()
        return ordered.indices.dropFirst().allSatisfy { ordered[$0 - 1] != ordered[$0] }
    }

    /// Outer rings are those that run counterclockwise; each hole goes to the smallest that holds it.
    static func area(of loops: [[Position]]) -> MultiPolygon {
        let areas = loops.map(CanonicalRings.doubledArea)
        let shells = loops.indices.filter { areas[$0] > 0 }.sorted { areas[$0] > areas[$1] }
        var holes: [Int: [Int]] = [:]
        for hole in loops.indices where areas[hole] < 0 {
            let owner = shells.last { shell in
                areas[shell] > -areas[hole] && encloses(loops[shell], loops[hole])
            }
            if let owner { holes[owner, default: []].append(hole) }
        }
        return MultiPolygon(
            shells.map { shell in
                Polygon(rings: ([shell] + (holes[shell] ?? [])).map { LinearRing(unchecked: loops[$0]) })
            })
    }

    /// The first vertex of a ring that is not on another's border decides.
    private static func encloses(_ ring: [Position], _ inner: [Position]) -> Bool {
        for p in inner {
            var odd = false
            var onBorder = false
            for place in ring.indices.dropLast() {
                let (a, b) = (ring[place], ring[place + 1])
                if p == a { onBorder = true }
                if (a.y > p.y) == (b.y > p.y) { continue }
                let turn = a.y < b.y ? orientation(a, b, p) : orientation(b, a, p)
                if turn == .collinear { onBorder = true }
                if turn == .clockwise { odd.toggle() }
            }
            if !onBorder { return odd }
        }
        return false
    }
}
