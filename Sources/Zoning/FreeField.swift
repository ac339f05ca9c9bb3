internal import GeoKernels

/// The nodes of a region that have no zone yet, and the zones that they could make.
struct FreeField {
    private let graph: RegionGraph
    private let rules: RegionRules
    /// How many connected sets are looked at, at most, before a random choice is made instead.
    private let mostSteps: Int
    /// The order in which nodes are taken, by distance from an end.
    private let order: [Int32]
    private var isFree: [Bool]
    private var isOpen: [Bool]
    private var stamp: [Int32]
    private var clock: Int32 = 0
    private var queue: [Int32] = []
    private var chosen: [Int32] = []
    private var open: [Int32] = []
    private var steps = 0
    /// The zones found by the latest `list`.
    private(set) var listed: [[Int32]] = []

    /// All nodes are free at first.
    ///
    /// - Parameters:
    ///   - graph: The region.
    ///   - rules: Its limits; the greatest diameter is not heeded.
    ///   - start: Nodes are taken from the one that is farthest from this.
    ///   - mostSteps: How many connected sets are looked at, at most, before a random choice is made instead.
    init(_ graph: RegionGraph, rules: RegionRules, start: Int, mostSteps: Int) {
        self.graph = graph
        self.rules = rules
        self.mostSteps = mostSteps
        order = graph.byDistance(from: Int(graph.byDistance(from: start).last ?? 0))
        isFree = Array(repeating: true, count: graph.count)
        isOpen = Array(repeating: false, count: graph.count)
        stamp = Array(repeating: 0, count: graph.count)
    }

    /// Takes which nodes have a zone, one bit each.
    mutating func load(_ covered: [UInt64], from place: Int) {
        for node in isFree.indices {
            isFree[node] = covered[place + node / 64] & (1 << UInt64(node % 64)) == 0
        }
    }

    /// The first free node with at most one free neighbour, or else the first.
    func next() -> Int? {
        var first: Int?
        for node in order where isFree[Int(node)] {
            if first == nil { first = Int(node) }
            let free = graph.range(Int(node)).count { isFree[Int(graph.neighbours[$0])] }
            if free <= 1 { return Int(node) }
        }
        return first
    }

    /// Lists zones within the limits that hold a node, in random order: all where they are few, otherwise a random choice.
    ///
    /// - Parameters:
    ///   - node: A free node.
    ///   - tries: How often a zone is grown at random.
    ///   - rng: The source of chance.
    mutating func list(around node: Int, tries: Int, rng: inout SplitMix64) {
        listed.removeAll(keepingCapacity: true)
        steps = 0
        chosen = [Int32(node)]
        isOpen[node] = true
        discover(beside: node)
        grow(from: 0, weight: graph.nodes[node].weight, area: graph.nodes[node].area)
        close(from: 0)
        if steps >= mostSteps {
            listed.removeAll(keepingCapacity: true)
            for _ in 0..<tries { growOnce(from: node, rng: &rng) }
        }
        isOpen[node] = false
        for place in listed.indices.dropLast() {
            listed.swapAt(place, place + rng.index(below: listed.count - place))
        }
    }

    private mutating func discover(beside node: Int) {
        for place in graph.range(node) {
            let other = Int(graph.neighbours[place])
            guard isFree[other], !isOpen[other] else { continue }
            isOpen[other] = true
            open.append(Int32(other))
        }
    }

    private mutating func close(from place: Int) {
        for node in open[place...] { isOpen[Int(node)] = false }
        open.removeSubrange(place...)
    }

    /// Each connected set that holds the first node once, as in `ColumnList`.
    private mutating func grow(from first: Int, weight: Int, area: Double) {
        steps += 1
        guard steps < mostSteps else { return }
        if weight >= rules.minimum && weight <= rules.maximum { listed.append(chosen) }
        let last = open.count
        for place in first..<max(last, first) {
            let node = Int(open[place])
            let sums = graph.nodes[node]
            guard weight + sums.weight <= rules.maximum, area + sums.area <= rules.maximumArea else {
                continue
            }
            for later in (place + 1)..<max(last, place + 1) { open.append(open[later]) }
            let fresh = open.count
            discover(beside: node)
            chosen.append(Int32(node))
            grow(from: last, weight: weight + sums.weight, area: area + sums.area)
            chosen.removeLast()
            close(from: fresh)
            open.removeSubrange(last...)
        }
    }

    /// Takes random free nodes until the zone is full; every node beside that fills it makes a zone.
    private mutating func growOnce(from start: Int, rng: inout SplitMix64) {
        chosen = [Int32(start)]
        discover(beside: start)
        var weight = graph.nodes[start].weight
        var area = graph.nodes[start].area
        if weight >= rules.minimum && weight <= rules.maximum { listed.append(chosen) }
        while weight < rules.maximum && !open.isEmpty {
            for node in open {
                let sum = weight + graph.nodes[Int(node)].weight
                guard sum >= rules.minimum, sum <= rules.maximum,
                    area + graph.nodes[Int(node)].area <= rules.maximumArea
                else { continue }
                listed.append(chosen + [node])
            }
            let node = Int(take(rng: &rng))
            chosen.append(Int32(node))
            weight += graph.nodes[node].weight
            area += graph.nodes[node].area
            discover(beside: node)
        }
        for node in chosen where Int(node) != start { isOpen[Int(node)] = false }
        close(from: 0)
    }

    /// Of three random open nodes the one with the fewest free neighbours outside.
    private mutating func take(rng: inout SplitMix64) -> Int32 {
        var best = rng.index(below: open.count)
        for _ in 0..<2 {
            let other = rng.index(below: open.count)
            if outside(open[other]) < outside(open[best]) { best = other }
        }
        open.swapAt(best, open.count - 1)
        return open.removeLast()
    }

    private func outside(_ node: Int32) -> Int {
        graph.range(Int(node)).count { place in
            let other = Int(graph.neighbours[place])
            return isFree[other] && !isOpen[other]
        }
    }

    /// By how much the rim of the field grows when a zone is taken; `nil` when the zone leaves a part whose workload no
    /// whole number of zones has.
    mutating func rimChange(_ zone: [Int32]) -> Int32? {
        clock += 1
        for node in zone { stamp[Int(node)] = -clock }
        var change: Int32 = 0
        for node in zone {
            for place in graph.range(Int(node)) {
                let other = Int(graph.neighbours[place])
                guard isFree[other] else {
                    change -= 1
                    continue
                }
                guard stamp[other] != -clock else { continue }
                change += 1
                guard stamp[other] != clock else { continue }
                if !rules.holdsWholeZones(weight(around: Int32(other))) { return nil }
            }
        }
        return change
    }

    /// What all free nodes weigh that are reached from one.
    private mutating func weight(around start: Int32) -> Int {
        queue.removeAll(keepingCapacity: true)
        queue.append(start)
        stamp[Int(start)] = clock
        var weight = 0
        var next = 0
        while next < queue.count {
            let node = Int(queue[next])
            weight += graph.nodes[node].weight
            for place in graph.range(node) {
                let other = Int(graph.neighbours[place])
                guard isFree[other], stamp[other] != clock, stamp[other] != -clock else { continue }
                stamp[other] = clock
                queue.append(Int32(other))
            }
            next += 1
        }
        return weight
    }
}
