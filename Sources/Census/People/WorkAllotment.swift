public import GeoModel

/// A piece of work at a place: a zone for an enumerator, an enumerator for a supervisor.
public struct WorkItem: Hashable, Sendable {
    /// What names it; its first digits are those of its division.
    public let code: String
    /// The hours it takes, once there.
    public let hours: Double
    /// Where it is, in kilometres on a plane.
    public let place: Position

    /// Makes a piece of work.
    public init(code: String, hours: Double, place: Position) {
        self.code = code
        self.hours = hours
        self.place = place
    }
}

/// Somebody who can take work.
public struct Worker: Hashable, Sendable {
    /// The first digits of the work that may be taken; empty for any.
    public let prefix: String
    /// How much of the work is meant for this worker, compared with others.
    public let share: Double
    /// Where the worker sets out, in kilometres on the same plane; `nil` when unknown.
    public let home: Position?

    /// Makes a worker.
    public init(prefix: String = "", share: Double = 1, home: Position? = nil) {
        precondition(share > 0 && share.isFinite, "a worker's share must be a positive number")
        self.prefix = prefix
        self.share = share
        self.home = home
    }
}

/// Work given to workers so that all have alike much to do and little way to go.
///
/// What a worker has to do is the hours of the work, and the way: the shortest tree over its places and the worker's
/// home, there and back. The sum of squares of hours over shares is made small, which counts both balance and way; a worker's
/// work that does not hang together costs extra. It starts from far places, lets the worker with least to do take
/// the nearest work beside what he has, and then moves and swaps work between neighbours until nothing helps.
///
/// Limits: a local search. In tests against all allotments of small cases it is within a few percent of the best.
public struct WorkAllotment: Sendable {
    /// The workers of each piece of work, by their numbers.
    ///
    /// One, or several where there are more workers than work; none where nobody may take it.
    public private(set) var workersOfItem: [[Int]]
    private let items: [WorkItem]
    private let workers: [Worker]
    private let neighbours: [Set<Int>]
    private let hoursPerKilometre: Double

    /// Gives work to workers.
    ///
    /// - Parameters:
    ///   - items: The work.
    ///   - neighbours: For each piece of work those beside it.
    ///   - workers: The workers.
    ///   - hoursPerKilometre: The time a kilometre of way takes.
    /// - Complexity: About O(n d g²) a round for n pieces with d neighbours and g pieces a worker; a few rounds.
    public init(
        _ items: [WorkItem], neighbours: [Set<Int>], workers: [Worker], hoursPerKilometre: Double
    ) {
        precondition(
            neighbours.count == items.count, "there must be neighbours, or none, for each piece of work")
        self.items = items
        self.workers = workers
        self.neighbours = neighbours
        self.hoursPerKilometre = hoursPerKilometre
        workersOfItem = Array(repeating: [], count: items.count)
        var groups = grow()
        improve(&groups)
        for (worker, group) in groups.enumerated() {
            for item in group { workersOfItem[item].append(worker) }
        }
        helpOut(groups)
    }

    /// The hours of each worker, way included; those who share work have equal parts of it.
    public var hours: [Double] {
        var groups = [[Int]](repeating: [], count: workers.count)
        var shared = [Double](repeating: 0, count: workers.count)
        for (item, own) in workersOfItem.enumerated() {
            for worker in own {
                groups[worker].append(item)
                shared[worker] += items[item].hours * (1 - 1 / Double(own.count))
            }
        }
        return workers.indices.map { hours(of: $0, groups[$0]) - shared[$0] }
    }

    /// What is made small: squares of hours over shares, and a price for work that does not hang together.
    public var cost: Double {
        var groups = [[Int]](repeating: [], count: workers.count)
        for (item, own) in workersOfItem.enumerated() { for worker in own { groups[worker].append(item) } }
        return workers.indices.reduce(0) { $0 + cost(of: $1, groups[$1]) }
    }

    func mayTake(_ worker: Int, _ item: Int) -> Bool { items[item].code.hasPrefix(workers[worker].prefix) }

    // MARK: cost

    private func hours(of worker: Int, _ group: [Int]) -> Double {
        let work = group.reduce(0) { $0 + items[$1].hours }
        return work + 2 * way(of: worker, group) * hoursPerKilometre
    }

    /// The length of the shortest tree over the places and the home (Prim).
    private func way(of worker: Int, _ group: [Int]) -> Double {
        let places = group.map { items[$0].place } + (workers[worker].home.map { [$0] } ?? [])
        guard let first = places.first else { return 0 }
        var reach = places.map { Self.distance($0, first) }
        var waiting = Array(places.indices.dropFirst())
        var length = 0.0
        while let nearest = waiting.indices.min(by: { reach[waiting[$0]] < reach[waiting[$1]] }) {
            let place = waiting.remove(at: nearest)
            length += reach[place]
            for other in waiting {
                reach[other] = min(reach[other], Self.distance(places[other], places[place]))
            }
        }
        return length
    }

    private static func distance(_ a: Position, _ b: Position) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    private func cost(of worker: Int, _ group: [Int]) -> Double {
        let hours = hours(of: worker, group)
        // A part that stands alone costs as much as a tenth more work.
        let apart = 1 + 0.1 * Double(max(parts(of: group) - 1, 0))
        return hours * hours * apart / workers[worker].share
    }

    private func parts(of group: [Int]) -> Int {
        var waiting = Set(group)
        var count = 0
        while let start = waiting.popFirst() {
            count += 1
            var stack = [start]
            while let item = stack.popLast() {
                for other in neighbours[item] where waiting.remove(other) != nil { stack.append(other) }
            }
        }
        return count
    }

    // MARK: growth

    private func grow() -> [[Int]] {
        var groups = [[Int]](repeating: [], count: workers.count)
        var free = Set(items.indices)
        // Those who may work in few places choose first.
        let order = workers.indices.sorted {
            (-workers[$0].prefix.count, $0) < (-workers[$1].prefix.count, $1)
        }
        for worker in order {
            if let seed = seed(for: worker, among: free, taken: groups.flatMap(\.self)) {
                groups[worker] = [seed]
                free.remove(seed)
            }
        }
        var loads = workers.indices.map { hours(of: $0, groups[$0]) / workers[$0].share }
        while !free.isEmpty {
            guard let (worker, item) = next(groups, loads, free) else { break }
            groups[worker].append(item)
            free.remove(item)
            loads[worker] = hours(of: worker, groups[worker]) / workers[worker].share
        }
        return groups
    }

    /// The work nearest to the worker's home, or else farthest from what others began with.
    private func seed(for worker: Int, among free: Set<Int>, taken: [Int]) -> Int? {
        let open = free.filter { mayTake(worker, $0) }.sorted { items[$0].code < items[$1].code }
        if let home = workers[worker].home {
            return open.min { Self.distance(items[$0].place, home) < Self.distance(items[$1].place, home) }
        }
        guard taken.isEmpty else {
            func reach(_ item: Int) -> Double {
                taken.map { Self.distance(items[item].place, items[$0].place) }.min() ?? 0
            }
            return open.max { reach($0) < reach($1) }
        }
        guard let centre = Envelope(open.map { items[$0].place })?.centre else { return nil }
        return open.max { Self.distance(items[$0].place, centre) < Self.distance(items[$1].place, centre) }
    }

    /// The least loaded worker who can take work beside his own; or else anybody's nearest work.
    private func next(_ groups: [[Int]], _ loads: [Double], _ free: Set<Int>) -> (worker: Int, item: Int)? {
        let order = workers.indices.sorted { (loads[$0], $0) < (loads[$1], $1) }
        for worker in order {
            let beside = groups[worker].reduce(into: Set<Int>()) { $0.formUnion(neighbours[$1]) }
            let open = beside.intersection(free).filter { mayTake(worker, $0) }
            if let item = nearest(to: groups[worker], among: open) { return (worker, item) }
        }
        for worker in order {
            if let item = nearest(to: groups[worker], among: free.filter { mayTake(worker, $0) }) {
                return (worker, item)
            }
        }
        return nil
    }

    private func nearest(to group: [Int], among open: Set<Int>) -> Int? {
        func reach(_ item: Int) -> Double {
            group.map { Self.distance(items[item].place, items[$0].place) }.min() ?? 0
        }
        return open.map { (reach($0), items[$0].code, $0) }.min { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }?.2
    }

    // MARK: improvement

    private func improve(_ groups: inout [[Int]]) {
        var owner = [Int?](repeating: nil, count: items.count)
        for (worker, group) in groups.enumerated() { for item in group { owner[item] = worker } }
        var costs = workers.indices.map { cost(of: $0, groups[$0]) }
        for _ in 0..<40 {
            var isBetter = false
            for item in items.indices {
                guard let from = owner[item] else { continue }
                if improve(item, from, &groups, &owner, &costs) { isBetter = true }
            }
            if !isBetter { return }
        }
    }

    /// Moves a piece of work to another worker near it, or swaps it for one of his, if that is better.
    private func improve(
        _ item: Int, _ from: Int, _ groups: inout [[Int]], _ owner: inout [Int?], _ costs: inout [Double]
    ) -> Bool {
        for to in candidates(for: item, from, owner) where mayTake(to, item) {
            let without = groups[from].filter { $0 != item }
            // Nobody who has work is left without.
            if !without.isEmpty, accept(without, groups[to] + [item], from, to, &groups, &costs) {
                owner[item] = to
                return true
            }
            for other in groups[to] where mayTake(from, other) {
                let back = groups[to].filter { $0 != other } + [item]
                if accept(without + [other], back, from, to, &groups, &costs) {
                    (owner[item], owner[other]) = (to, from)
                    return true
                }
            }
        }
        return false
    }

    /// The workers beside a piece of work; where there is none, the nearest few.
    private func candidates(for item: Int, _ from: Int, _ owner: [Int?]) -> [Int] {
        var beside = Set(neighbours[item].compactMap { owner[$0] })
        if beside.isSubset(of: [from]) || items.count <= 12 {
            let near = items.indices.sorted {
                Self.distance(items[$0].place, items[item].place)
                    < Self.distance(items[$1].place, items[item].place)
            }
            beside.formUnion(near.prefix(12).compactMap { owner[$0] })
        }
        return beside.subtracting([from]).sorted()
    }

    private func accept(
        _ first: [Int], _ second: [Int], _ a: Int, _ b: Int, _ groups: inout [[Int]], _ costs: inout [Double]
    ) -> Bool {
        let (costA, costB) = (cost(of: a, first), cost(of: b, second))
        guard costA + costB < (costs[a] + costs[b]) * (1 - 1e-9) else { return false }
        (groups[a], groups[b]) = (first, second)
        (costs[a], costs[b]) = (costA, costB)
        return true
    }

    /// Those without work share the greatest work there is for them.
    private mutating func helpOut(_ groups: [[Int]]) {
        for worker in workers.indices where groups[worker].isEmpty {
            let open = items.indices.filter { mayTake(worker, $0) }
            func burden(_ item: Int) -> Double { items[item].hours / Double(workersOfItem[item].count + 1) }
            if let most = open.max(by: { (burden($0), $1) < (burden($1), $0) }) {
                workersOfItem[most].append(worker)
            }
        }
    }
}
