/// The part of a block graph that one run of the solver divides: connected, of one parent, renumbered.
///
/// A node is a group of blocks that are never parted. Nodes are in the canonical order of their first block.
struct RegionGraph: Sendable {
    /// Measures of a node or zone; all but the extents are sums.
    struct Sums: Sendable {
        var weight = 0
        var size: Int32 = 0
        var area = 0.0
        var perimeter = 0.0
        var x = 0.0
        var y = 0.0
        var second = 0.0

        @inline(__always)
        mutating func add(_ other: Sums, sharing length: Double) {
            weight += other.weight
            size += other.size
            area += other.area
            perimeter += other.perimeter - 2 * length
            x += other.x
            y += other.y
            second += other.second
        }

        /// Takes a node away; `length` is the border it shares with what stays.
        @inline(__always)
        mutating func remove(_ other: Sums, sharing length: Double) {
            weight -= other.weight
            size -= other.size
            area -= other.area
            perimeter -= other.perimeter - 2 * length
            x -= other.x
            y -= other.y
            second -= other.second
        }
    }

    private(set) var nodes: [Sums] = []
    private(set) var starts: [Int32] = [0]
    private(set) var neighbours: [Int32] = []
    private(set) var lengths: [Double] = []
    private(set) var visible: [Double] = []
    /// The node each place of `neighbours` belongs to.
    private(set) var sources: [Int32] = []
    /// The blocks of each node.
    private(set) var members: [[Int32]] = []
    /// The previous zone of each node, or −1.
    private(set) var previous: [Int32] = []
    private(set) var extents: [Double] = []
    /// For each node those it may share no zone with, since a barrier runs along all of their border; empty for none.
    private(set) var conflicts: [[Int32]] = []
    /// Both sides of a barrier are in one node.
    private(set) var holdsBarrier = false
    let hasGeometry: Bool

    var count: Int { nodes.count }
    var edgeCount: Int { neighbours.count / 2 }
    var isTree: Bool { edgeCount == count - 1 }
    var totalWeight: Int { nodes.reduce(0) { $0 + $1.weight } }

    @inline(__always)
    func range(_ node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }

    /// The nodes by the number of steps from one.
    func byDistance(from start: Int) -> [Int32] {
        var order = [Int32(start)]
        var isSeen = [Bool](repeating: false, count: count)
        isSeen[start] = true
        var next = 0
        while next < order.count {
            for place in range(Int(order[next])) where !isSeen[Int(neighbours[place])] {
                isSeen[Int(neighbours[place])] = true
                order.append(neighbours[place])
            }
            next += 1
        }
        return order
    }

    /// Gathers groups of blocks; every block of a group must be connected to the rest of the region.
    ///
    /// `groups` holds the blocks of each node, each in canonical order, sorted by their first.
    init(groups: [[Int32]], of graph: BlockGraph, weights: [Int], previous labels: [Int32]?) {
        hasGeometry = graph.shapes.hasGeometry
        members = groups
        var nodeOf: [Int32: Int32] = [:]
        for (node, group) in groups.enumerated() {
            for block in group { nodeOf[block] = Int32(node) }
        }
        for (node, group) in groups.enumerated() {
            var row: [Int32: (length: Double, visible: Double)] = [:]
            var inner = 0.0
            for block in group {
                for place in graph.neighbourRange(of: Int(block)) {
                    guard let other = nodeOf[graph.neighbours[place]] else { continue }
                    if other == Int32(node) {
                        inner += graph.borderLengths[place]
                    } else {
                        row[other, default: (0, 0)].length += graph.borderLengths[place]
                        row[other, default: (0, 0)].visible += graph.visibleLengths[place]
                    }
                }
            }
            append(row: row, of: Int32(node))
            nodes.append(Self.sums(of: group, inner: inner, in: graph, weights: weights))
            previous.append(Self.label(of: group, weights: weights, labels: labels))
            appendExtents(of: group, in: graph)
        }
        findConflicts(in: graph, nodeOf)
    }

    /// Both sides of a barrier, where they hang together round its end.
    ///
    /// Sides that only a bridge joins may share a zone over it.
    private mutating func findConflicts(in graph: BlockGraph, _ nodeOf: [Int32: Int32]) {
        let closed = graph.barredBorders.filter {
            $0.isClosed && nodeOf[Int32($0.pair.first)] != nil && nodeOf[Int32($0.pair.second)] != nil
        }
        guard !closed.isEmpty else { return }
        let banks = Banks(of: members.joined().map { Int($0) }, in: graph)
        for border in closed where banks.areOne(border.pair) {
            guard let a = nodeOf[Int32(border.pair.first)], let b = nodeOf[Int32(border.pair.second)] else {
                continue
            }
            if a == b {
                holdsBarrier = true
                continue
            }
            if conflicts.isEmpty { conflicts = Array(repeating: [], count: count) }
            conflicts[Int(a)].append(b)
            conflicts[Int(b)].append(a)
        }
    }

    private mutating func append(row: [Int32: (length: Double, visible: Double)], of node: Int32) {
        // Sorted, so that the order of the dictionary does not matter.
        for (other, border) in row.sorted(by: { $0.key < $1.key }) {
            neighbours.append(other)
            sources.append(node)
            lengths.append(border.length)
            visible.append(border.visible)
        }
        starts.append(Int32(neighbours.count))
    }

    /// Measures a group; `inner` is twice the length of border inside it.
    private static func sums(of group: [Int32], inner: Double, in graph: BlockGraph, weights: [Int]) -> Sums {
        var sums = Sums()
        let shapes = graph.shapes
        for block in group {
            let index = Int(block)
            sums.weight += weights[index]
            sums.area += shapes.areas[index]
            sums.perimeter += shapes.perimeters[index]
            sums.x += shapes.firstMomentsX[index]
            sums.y += shapes.firstMomentsY[index]
            sums.second += shapes.secondMoments[index]
        }
        sums.size = 1
        sums.perimeter -= inner
        return sums
    }

    /// The previous zone that holds most of the group's workload.
    private static func label(of group: [Int32], weights: [Int], labels: [Int32]?) -> Int32 {
        guard let labels else { return -1 }
        var votes: [Int32: Int] = [:]
        for block in group { votes[labels[Int(block)], default: 0] += weights[Int(block)] + 1 }
        return votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? -1
    }

    private mutating func appendExtents(of group: [Int32], in graph: BlockGraph) {
        guard graph.shapes.hasGeometry else { return }
        var sum = Widths.empty
        for block in group { Widths.join(&sum, graph.shapes.extents, at: Int(block) * 32) }
        extents += sum
    }

    /// Some nodes, given in order, and the borders between them.
    ///
    /// - Complexity: O(k + e) for k nodes with e neighbours in all.
    func part(_ chosen: [Int32]) -> RegionGraph {
        var part = RegionGraph(hasGeometry: hasGeometry)
        var number = [Int32: Int32](minimumCapacity: chosen.count)
        for (place, node) in chosen.enumerated() { number[node] = Int32(place) }
        for (place, node) in chosen.enumerated() {
            for border in range(Int(node)) {
                guard let other = number[neighbours[border]] else { continue }
                part.neighbours.append(other)
                part.sources.append(Int32(place))
                part.lengths.append(lengths[border])
                part.visible.append(visible[border])
            }
            part.starts.append(Int32(part.neighbours.count))
            part.nodes.append(nodes[Int(node)])
            part.members.append(members[Int(node)])
            part.previous.append(previous[Int(node)])
            if hasGeometry { part.extents += extents[Int(node) * 32..<Int(node) * 32 + 32] }
        }
        return part
    }

    private init(hasGeometry: Bool) { self.hasGeometry = hasGeometry }
}
