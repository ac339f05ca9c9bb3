internal import GeoKernels

/// Divides a region zone by zone, with many unfinished divisions side by side.
///
/// In each unfinished division a node with at most one free neighbour is taken, or else the next from one end of the
/// region to the other, and the zones within the limits that hold it are tried. One that would leave a part whose
/// workload no whole number of zones has is dropped at once. Unfinished divisions of the same nodes count as one; of
/// all that come out those with the shortest rim go on (beam search, with equal states merged). It suits narrow windows
/// in sparse graphs, where a search that mends a complete division finds no way from one bad zone to the next.
///
/// Complexity: O(z b (s + c (n + m))) for z zones, b divisions side by side, s connected sets looked at for each and c
/// zones kept; memory O(z b).
struct CoverBeam {
    /// The greatest number of nodes for which it is worth the time.
    static let largestRegion = 1_200
    private static let mostZones = 40

    private let graph: RegionGraph
    private let width: Int
    private let words: Int
    /// The number of zones asked for, and their limits.
    private let zones: Int?
    private let limits: ClosedRange<Int>
    private let keys: [UInt64]
    private var rng: SplitMix64
    private var field: FreeField
    private var levels: [Level] = []
    private var known: Set<UInt64> = []
    private var candidates: [Candidate] = []
    private var pool: [Int32] = []

    /// Unfinished divisions of as many zones; each is one of the level before and a zone more.
    private struct Level {
        var parents: [Int32] = []
        /// The latest zone of each.
        var starts: [Int32] = [0]
        var nodes: [Int32] = []
        /// The nodes that have a zone, one bit each.
        var covered: [UInt64] = []
        var hashes: [UInt64] = []
        /// What the other nodes weigh.
        var rests: [Int] = []
        /// The number of borders between nodes with a zone and nodes without.
        var rims: [Int32] = []
    }

    private struct Candidate {
        let parent: Int32
        let range: Range<Int>
        let hash: UInt64
        let rest: Int
        let rim: Int32
        let score: Int32
    }

    /// Divides a region.
    ///
    /// - Parameters:
    ///   - graph: The region.
    ///   - rules: Its limits; the greatest diameter is not heeded.
    ///   - width: The number of unfinished divisions that go on.
    ///   - seed: The seed of all random choices.
    ///   - goesOn: Asked now and then.
    /// - Returns: The zone of each node, or `nil` when none of the unfinished divisions could be finished.
    static func division(
        of graph: RegionGraph, rules: RegionRules, width: Int, seed: UInt64, goesOn: () -> Bool
    ) -> [Int32]? {
        guard graph.count <= largestRegion, rules.minimum <= rules.maximum else { return nil }
        var beam = CoverBeam(graph, rules: rules, width: width, seed: seed)
        return beam.run(goesOn: goesOn)
    }

    private init(_ graph: RegionGraph, rules: RegionRules, width: Int, seed: UInt64) {
        self.graph = graph
        self.width = width
        words = (graph.count + 63) / 64
        if case .exactly(let count) = rules.goals.count { zones = count } else { zones = nil }
        limits = rules.minimum...rules.maximum
        var rng = SplitMix64(seed: seed)
        keys = (0..<graph.count).map { _ in rng.next() }
        field = FreeField(graph, rules: rules, start: rng.index(below: graph.count), mostSteps: 2_000)
        self.rng = rng
    }

    private mutating func run(goesOn: () -> Bool) -> [Int32]? {
        levels = [
            Level(
                parents: [-1], starts: [0, 0], covered: Array(repeating: 0, count: words), hashes: [0],
                rests: [graph.totalWeight], rims: [0])
        ]
        while let level = levels.last, !level.parents.isEmpty, levels.count <= graph.count {
            known.removeAll(keepingCapacity: true)
            candidates.removeAll(keepingCapacity: true)
            pool.removeAll(keepingCapacity: true)
            for state in level.parents.indices {
                if state & 63 == 63 && !goesOn() { return nil }
                expand(state, of: level)
            }
            if let whole = candidates.first(where: { isWhole($0, of: level) }) { return labels(of: whole) }
            levels.append(next(after: level))
        }
        return nil
    }

    private func isWhole(_ candidate: Candidate, of level: Level) -> Bool {
        guard candidate.rest == 0 else { return false }
        let place = Int(candidate.parent) * words
        let before = (place..<place + words).reduce(0) { $0 + level.covered[$1].nonzeroBitCount }
        return before + candidate.range.count == graph.count
    }

    private mutating func expand(_ state: Int, of level: Level) {
        field.load(level.covered, from: state * words)
        guard let node = field.next() else { return }
        field.list(around: node, tries: 24, rng: &rng)
        let zonesLeft = zones.map { $0 - levels.count }
        for zone in field.listed.prefix(Self.mostZones) {
            let hash = zone.reduce(level.hashes[state]) { $0 ^ keys[Int($1)] }
            let rest = zone.reduce(level.rests[state]) { $0 - graph.nodes[Int($1)].weight }
            if let zonesLeft, rest < zonesLeft * limits.lowerBound || rest > zonesLeft * limits.upperBound {
                continue
            }
            guard !known.contains(hash), let change = field.rimChange(zone) else { continue }
            known.insert(hash)
            let start = pool.count
            pool += zone
            let rim = level.rims[state] + change
            candidates.append(
                Candidate(
                    parent: Int32(state), range: start..<pool.count, hash: hash, rest: rest, rim: rim,
                    score: 4 * rim + Int32(rng.index(below: 12))))
        }
    }

    private mutating func next(after level: Level) -> Level {
        if candidates.count > width {
            candidates.sort { ($0.score, $0.hash) < ($1.score, $1.hash) }
            candidates.removeSubrange(width...)
        }
        var next = Level()
        for candidate in candidates {
            next.parents.append(candidate.parent)
            next.nodes += pool[candidate.range]
            next.starts.append(Int32(next.nodes.count))
            next.hashes.append(candidate.hash)
            next.rests.append(candidate.rest)
            next.rims.append(candidate.rim)
            let before = Int(candidate.parent) * words
            let own = next.covered.count
            next.covered += level.covered[before..<before + words]
            for node in pool[candidate.range] {
                next.covered[own + Int(node) / 64] |= 1 << UInt64(node % 64)
            }
        }
        return next
    }

    private func labels(of whole: Candidate) -> [Int32] {
        var zoneOf = [Int32](repeating: 0, count: graph.count)
        for node in pool[whole.range] { zoneOf[Int(node)] = Int32(levels.count - 1) }
        var state = Int(whole.parent)
        for number in stride(from: levels.count - 1, to: 0, by: -1) {
            let level = levels[number]
            for place in level.starts[state]..<level.starts[state + 1] {
                zoneOf[Int(level.nodes[Int(place)])] = Int32(number - 1)
            }
            state = Int(level.parents[state])
        }
        return zoneOf
    }
}
