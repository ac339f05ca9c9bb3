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
            keys.reserveCapacity(stretches.count)
            places.reserveCapacity(stretches.count + 1)
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
        if visitsOnce(keys) { return [ring(places)].filter { !$0.isEmpty } }
        var loops: [[Position]] = []
        var path: [Int] = []
        var seen: [Int32: Int] = [:]
        func close(_ loop: ArraySlice<Int>) {
            let ring = ring(loop.map { places[$0] })
            if !ring.isEmpty { loops.append(ring) }
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

    /// A loop closed, without places that repeat the one before; empty when fewer than three are left.
    private static func ring(_ places: [Position]) -> [Position] {
        var ring: [Position] = []
        ring.reserveCapacity(places.count + 1)
        for place in places where ring.last != place { ring.append(place) }
        while ring.count > 1, ring.first == ring.last { ring.removeLast() }
        if ring.count < 3 { return [] }
        ring.append(ring[0])
        return ring
    }

    /// No place comes twice, as in nearly all walks.
    private static func visitsOnce(_ keys: [Int32]) -> Bool {
        if keys.count > 32 {
            let ordered = keys.sorted()
            return ordered.indices.dropFirst().allSatisfy { ordered[$0 - 1] != ordered[$0] }
        }
        for place in keys.indices {
            for earlier in 0..<place where keys[earlier] == keys[place] { return false }
        }
        return true
    }

    /// Outer rings are those that run counterclockwise; each hole goes to the smallest that holds it.
    ///
    /// - Complexity: O(n log n + h s log n) for n vertices and h holes in s outer rings.
    static func area(of loops: [[Position]]) -> MultiPolygon {
        let areas = loops.map(CanonicalRings.doubledArea)
        if loops.count == 1 {
            return MultiPolygon(areas[0] > 0 ? [Polygon(rings: [LinearRing(unchecked: loops[0])])] : [])
        }
        let shells = loops.indices.filter { areas[$0] > 0 }.sorted { areas[$0] > areas[$1] }
        var insides: [Int: LoopInside] = [:]
        var holes: [Int: [Int]] = [:]
        for hole in loops.indices where areas[hole] < 0 {
            let owner = shells.last { shell in
                if areas[shell] <= -areas[hole] { return false }
                let inside = insides[shell] ?? LoopInside(loops[shell])
                insides[shell] = inside
                return inside.holds(loops[hole])
            }
            if let owner { holes[owner, default: []].append(hole) }
        }
        return MultiPolygon(
            shells.map { shell in
                Polygon(rings: ([shell] + (holes[shell] ?? [])).map { LinearRing(unchecked: loops[$0]) })
            })
    }
}

/// Tells which loops lie inside a loop that they do not cross.
private struct LoopInside {
    private let ring: [Position]
    private let ladder: RingLadder

    init(_ ring: [Position]) {
        self.ring = ring
        ladder = RingLadder(ring, edges: 0..<ring.count - 1)
    }

    /// The first vertex of the inner loop that is not on the border decides.
    func holds(_ inner: [Position]) -> Bool {
        for p in inner where !ladder.touches(p, ring) { return ladder.isOdd(p, ring) }
        return false
    }
}
