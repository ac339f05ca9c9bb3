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
/// are few of them while zones have few nodes or the window is narrow, and far too many otherwise.
struct ColumnList {
    private var columns = ZoneColumns()
    private let graph: RegionGraph
    private let rules: RegionRules
    private let mostColumns: Int
    private var steps: Int
    private var isSeen: [Bool]
    private var chosen: [Int32] = []

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
    }

    private mutating func growAll(from root: Int) -> Bool {
        chosen.append(Int32(root))
        isSeen[root] = true
        let open = discover(beside: root, root: root)
        let sums = graph.nodes[root]
        grow(root: root, open: open, weight: sums.weight, area: sums.area)
        for node in open { isSeen[Int(node)] = false }
        chosen.removeLast()
        // What lies before the next root stays excluded by its number.
        isSeen[root] = false
        return steps > 0 && columns.count <= mostColumns
    }

    /// The neighbours not seen yet, now seen.
    private mutating func discover(beside node: Int, root: Int) -> [Int32] {
        var fresh: [Int32] = []
        for place in graph.range(node) {
            let other = graph.neighbours[place]
            guard Int(other) > root, !isSeen[Int(other)] else { continue }
            isSeen[Int(other)] = true
            fresh.append(other)
        }
        return fresh
    }

    private mutating func grow(root: Int, open: [Int32], weight: Int, area: Double) {
        steps -= 1
        guard steps > 0, weight <= rules.maximum, area <= rules.maximumArea else { return }
        if weight >= rules.minimum {
            columns.append(chosen)
            guard columns.count <= mostColumns else { return }
        }
        for place in open.indices {
            let node = Int(open[place])
            let sums = graph.nodes[node]
            guard weight + sums.weight <= rules.maximum else { continue }
            let fresh = discover(beside: node, root: root)
            chosen.append(Int32(node))
            grow(
                root: root, open: Array(open[(place + 1)...]) + fresh, weight: weight + sums.weight,
                area: area + sums.area)
            chosen.removeLast()
            for other in fresh { isSeen[Int(other)] = false }
        }
    }
}
