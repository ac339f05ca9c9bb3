/// Connected sets of nodes that may be a zone: within the workload limits and the greatest area.
struct ZoneColumns {
    /// The members of set after set.
    private(set) var nodes: [Int32] = []
    /// Where each set starts in `nodes`, and their number at the end.
    private(set) var starts: [Int32] = [0]

    var count: Int { starts.count - 1 }

    mutating func append(_ set: [Int32]) {
        nodes += set
        starts.append(Int32(nodes.count))
    }
}

/// Lists every connected set of nodes that may be a zone.
///
/// Sets are grown from their least node, each reached once (Wernicke 2006, doi:10.1109/TCBB.2006.51). There
/// are few of them while zones have few nodes or the window is narrow, and far too many otherwise. A set is left out
/// when some part that it would separate from the rest has no whole number of zones: in sparse graphs and under
/// narrow windows most are.
struct ColumnList {
    private var columns = ZoneColumns()
    private let graph: RegionGraph
    private let rules: RegionRules
    private let mostColumns: Int
    private var steps: Int
    private var isSeen: [Bool]
    private var chosen: [Int32] = []
    /// The nodes that may be taken, of the set at hand from some place on.
    private var open: [Int32] = []
    private var rest: ColumnRest

    /// Lists the sets.
    ///
    /// - Parameters:
    ///   - graph: The region.
    ///   - rules: Its limits.
    ///   - mostColumns: The greatest number of sets to hold.
    ///   - mostSteps: The greatest number of connected sets to look at.
    /// - Returns: `nil` when there are more.
    static func list(
        of graph: RegionGraph, rules: RegionRules, mostColumns: Int, mostSteps: Int
    ) -> ZoneColumns? {
        var columns = ColumnList(graph, rules: rules, mostColumns: mostColumns, mostSteps: mostSteps)
        for root in 0..<graph.count {
            guard columns.growAll(from: root) else { return nil }
        }
        return columns.columns
    }

    private init(_ graph: RegionGraph, rules: RegionRules, mostColumns: Int, mostSteps: Int) {
        self.graph = graph
        self.rules = rules
        self.mostColumns = mostColumns
        steps = mostSteps
        isSeen = Array(repeating: false, count: graph.count)
        rest = ColumnRest(graph, rules: rules)
    }

    private mutating func growAll(from root: Int) -> Bool {
        chosen.append(Int32(root))
        isSeen[root] = true
        discover(beside: root, root: root)
        let sums = graph.nodes[root]
        grow(root: root, from: 0, weight: sums.weight, area: sums.area)
        for node in open { isSeen[Int(node)] = false }
        open.removeAll(keepingCapacity: true)
        chosen.removeLast()
        // What lies before the next root stays excluded by its number.
        isSeen[root] = false
        return steps > 0 && columns.count <= mostColumns
    }

    /// Opens the neighbours not seen yet.
    private mutating func discover(beside node: Int, root: Int) {
        for place in graph.range(node) {
            let other = graph.neighbours[place]
            guard Int(other) > root, !isSeen[Int(other)] else { continue }
            isSeen[Int(other)] = true
            open.append(other)
        }
    }

    private mutating func grow(root: Int, from first: Int, weight: Int, area: Double) {
        steps -= 1
        guard steps > 0, weight <= rules.maximum, area <= rules.maximumArea else { return }
        if weight >= rules.minimum && rest.isDivisible(without: chosen) {
            columns.append(chosen)
            guard columns.count <= mostColumns else { return }
        }
        let last = open.count
        for place in first..<max(last, first) {
            let node = Int(open[place])
            let sums = graph.nodes[node]
            guard weight + sums.weight <= rules.maximum else { continue }
            // What was open after this node, and what it opens.
            for later in (place + 1)..<max(last, place + 1) { open.append(open[later]) }
            let fresh = open.count
            discover(beside: node, root: root)
            chosen.append(Int32(node))
            grow(root: root, from: last, weight: weight + sums.weight, area: area + sums.area)
            chosen.removeLast()
            for opened in open[fresh...] { isSeen[Int(opened)] = false }
            open.removeSubrange(last...)
        }
    }
}

/// Tells whether what a set leaves behind can be divided, part by part, as far as the workloads of the parts tell.
struct ColumnRest {
    private let graph: RegionGraph
    private let rules: RegionRules
    private var stamp: [Int32]
    private var clock: Int32 = 0
    private var queue: [Int32] = []

    init(_ graph: RegionGraph, rules: RegionRules) {
        self.graph = graph
        self.rules = rules
        stamp = Array(repeating: 0, count: graph.count)
    }

    /// - Complexity: O(n + m).
    mutating func isDivisible(without set: [Int32]) -> Bool {
        guard rules.minimum > 0 else { return true }
        clock += 1
        for node in set { stamp[Int(node)] = clock }
        for node in set {
            for place in graph.range(Int(node)) where stamp[Int(graph.neighbours[place])] != clock {
                if !rules.holdsWholeZones(weight(around: graph.neighbours[place])) { return false }
            }
        }
        return true
    }

    /// What all nodes weigh that are reached from one.
    private mutating func weight(around start: Int32) -> Int {
        queue.removeAll(keepingCapacity: true)
        queue.append(start)
        stamp[Int(start)] = clock
        var weight = 0
        var next = 0
        while next < queue.count {
            let node = Int(queue[next])
            weight += graph.nodes[node].weight
            for place in graph.range(node) where stamp[Int(graph.neighbours[place])] != clock {
                stamp[Int(graph.neighbours[place])] = clock
                queue.append(graph.neighbours[place])
            }
            next += 1
        }
        return weight
    }
}
