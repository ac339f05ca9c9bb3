/// Groups nodes that every plan within the limits must keep together.
///
/// When taking away one node leaves a part lighter than the minimum, no zone fits inside that part, so every
/// one of its nodes lies in the zone of the node taken away. And where one border alone holds two sides together,
/// it lies inside a zone unless each side has the workload of some whole number of zones. All such places are found
/// in one depth-first search (Hopcroft & Tarjan 1973, doi:10.1145/362248.362272), then again on the grouped graph
/// until nothing changes.
struct ForcedMerges {
    private let graph: RegionGraph
    private let minimum: Int
    private let maximum: Int
    private var entry: [Int32]
    private var low: [Int32]
    private var subtree: [Int]
    private var parentOf: [Int32]
    private var order: [Int32] = []

    /// The number of the group of each node; equal numbers must stay together.
    ///
    /// With `maximum` left out the groups hold whatever the maximum is.
    ///
    /// - Complexity: O(n + m).
    static func groups(of graph: RegionGraph, minimum: Int, maximum: Int = .max) -> [Int32] {
        guard graph.count > 1, graph.totalWeight >= minimum else {
            return (0..<Int32(graph.count)).map { $0 }
        }
        var search = ForcedMerges(graph, minimum: minimum, maximum: maximum)
        search.visit()
        return search.merge()
    }

    private init(_ graph: RegionGraph, minimum: Int, maximum: Int) {
        self.graph = graph
        self.minimum = minimum
        self.maximum = maximum
        entry = Array(repeating: -1, count: graph.count)
        low = entry
        parentOf = entry
        subtree = graph.nodes.map(\.weight)
        order.reserveCapacity(graph.count)
    }

    /// Depth-first search without recursion: entry order, low points and subtree weights.
    private mutating func visit() {
        var stack: [(node: Int, place: Int)] = [(0, graph.range(0).lowerBound)]
        entry[0] = 0
        low[0] = 0
        order.append(0)
        while let (node, place) = stack.last {
            guard place < graph.range(node).upperBound else {
                stack.removeLast()
                if let above = stack.last?.node {
                    low[above] = min(low[above], low[node])
                    subtree[above] += subtree[node]
                }
                continue
            }
            stack[stack.count - 1].place += 1
            let next = Int(graph.neighbours[place])
            if entry[next] < 0 {
                entry[next] = Int32(order.count)
                low[next] = entry[next]
                parentOf[next] = Int32(node)
                order.append(Int32(next))
                stack.append((next, graph.range(next).lowerBound))
            } else if next != parentOf[node] {
                low[node] = min(low[node], entry[next])
            }
        }
    }

    private mutating func merge() -> [Int32] {
        var sets = DisjointSets(count: graph.count)
        let total = subtree[0]
        var lastDescendant = entry
        for node in order.reversed() where parentOf[Int(node)] >= 0 {
            let above = Int(parentOf[Int(node)])
            lastDescendant[above] = max(lastDescendant[above], lastDescendant[Int(node)])
        }
        // What remains above a node, besides the parts that hang below it alone.
        var above = [Int](repeating: total, count: graph.count)
        for node in 0..<graph.count { above[node] -= graph.nodes[node].weight }
        for child in order.dropFirst() {
            let node = Int(parentOf[Int(child)])
            let isOnlyBorder = low[Int(child)] > entry[node]
            if isOnlyBorder && !(isDivisible(subtree[Int(child)]) && isDivisible(total - subtree[Int(child)]))
            {
                sets.join(Int(child), node)
            }
            guard node == 0 || low[Int(child)] >= entry[node] else { continue }
            above[node] -= subtree[Int(child)]
            if subtree[Int(child)] < minimum {
                for place in Int(entry[Int(child)])...Int(lastDescendant[Int(child)]) {
                    sets.join(Int(order[place]), node)
                }
            }
        }
        for node in 1..<graph.count where above[node] < minimum {
            joinRest(of: node, last: Int(lastDescendant[node]), &sets)
        }
        return (0..<graph.count).map { Int32(sets.root(of: $0)) }
    }

    /// Some number of zones within the limits has this workload.
    private func isDivisible(_ weight: Int) -> Bool {
        RegionRules.holdsWholeZones(weight, minimum: minimum, maximum: maximum)
    }

    /// Joins a node with everything outside the parts that hang below it alone.
    private func joinRest(of node: Int, last: Int, _ sets: inout DisjointSets) {
        var place = Int(entry[node]) + 1
        var hanging = Set<Int32>()
        for child in order where parentOf[Int(child)] == node && low[Int(child)] >= entry[node] {
            hanging.insert(entry[Int(child)])
        }
        for position in 0..<Int(entry[node]) { sets.join(Int(order[position]), node) }
        for position in (last + 1)..<max(order.count, last + 1) { sets.join(Int(order[position]), node) }
        // Children that reach above the node belong to the rest too.
        var inHanging = false
        while place <= last {
            if parentOf[Int(order[place])] == node { inHanging = hanging.contains(Int32(place)) }
            if !inHanging { sets.join(Int(order[place]), node) }
            place += 1
        }
    }
}

/// Disjoint sets whose root is always their least member.
struct DisjointSets {
    private var parent: [Int32]

    init(count: Int) { parent = (0..<Int32(count)).map { $0 } }

    mutating func root(of member: Int) -> Int {
        var node = member
        while Int(parent[node]) != node {
            parent[node] = parent[Int(parent[node])]
            node = Int(parent[node])
        }
        return node
    }

    /// Joins two sets; false when they were one already.
    @discardableResult
    mutating func join(_ a: Int, _ b: Int) -> Bool {
        let first = root(of: a)
        let second = root(of: b)
        guard first != second else { return false }
        parent[max(first, second)] = Int32(min(first, second))
        return true
    }
}
