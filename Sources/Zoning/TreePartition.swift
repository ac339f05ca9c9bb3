/// The best division of a tree into parts, by dynamic programming over the weight of the part that is still
/// open at each node.
///
/// A part costs what `partCost` says of its weight; a part heavier than `cap` is only allowed as a single
/// node. Open weights are kept one to a bucket: when `cap` is below the number of buckets every weight has
/// its own and the answer is the best there is, otherwise it is a good one (`isExact` tells).
/// Complexity: O(n b²) at worst for b buckets, far less for small parts; 16 bytes an entry kept.
///
/// Source: the open-part state is that of Ito, Zhou & Nishizeki 2006, "Partitioning a graph of bounded
/// tree-width to connected subgraphs of almost uniform size", doi:10.1016/j.jda.2005.01.005.
struct TreePartition {
    private struct Entry {
        var weight: Int
        var cost: Double
        /// The entry of the node before this child was added, and the child's entry that joined, or −1 when
        /// the child's part was closed.
        var before: Int32
        var joined: Int32
    }

    /// One child merged into a node's entries.
    private struct Step {
        let child: Int32
        let entries: [Entry]
    }

    private let cap: Int
    private let buckets: Int
    private var table: [Entry]
    private var used: [Int] = []
    private var steps: [[Step]]
    private var closing: [(cost: Double, entry: Int32)]
    let isExact: Bool

    /// Divides a rooted tree.
    ///
    /// - Parameters:
    ///   - parentOf: The parent of each node, −1 for the root.
    ///   - order: The nodes, parents before children.
    ///   - weights: The weight of each node.
    ///   - cap: The greatest weight of a part of several nodes.
    ///   - buckets: The number of open weights kept at a node.
    ///   - partCost: The cost of a part of some weight; infinite when it is not allowed.
    /// - Returns: The part of each node and the total cost, or `nil` when every division costs infinitely.
    static func divide(
        parentOf: [Int32], order: [Int32], weights: [Int], cap: Int, buckets: Int = 512,
        partCost: (Int) -> Double
    ) -> (parts: [Int32], cost: Double, isExact: Bool)? {
        var solver = TreePartition(count: order.count, cap: cap, buckets: buckets)
        for node in order.reversed() {
            solver.finish(Int(node), weight: weights[Int(node)], partCost: partCost)
            let parent = parentOf[Int(node)]
            if parent >= 0 { solver.pending[Int(parent)].append(node) }
        }
        guard let root = order.first, solver.closing[Int(root)].cost < .infinity else { return nil }
        let parts = solver.trace(order: order)
        return (parts, solver.closing[Int(root)].cost, solver.isExact)
    }

    private var pending: [[Int32]]

    private init(count: Int, cap: Int, buckets: Int) {
        self.cap = max(cap, 1)
        self.buckets = buckets
        isExact = cap < buckets
        table = Array(
            repeating: Entry(weight: 0, cost: .infinity, before: -1, joined: -1), count: buckets + 1)
        steps = Array(repeating: [], count: count)
        closing = Array(repeating: (.infinity, -1), count: count)
        pending = Array(repeating: [], count: count)
    }

    @inline(__always)
    private func bucket(_ weight: Int) -> Int {
        if weight > cap { return buckets }
        return isExact ? weight : Int(Double(weight) / Double(cap) * Double(buckets - 1))
    }

    private mutating func offer(_ entry: Entry) {
        let place = bucket(entry.weight)
        if table[place].cost == .infinity {
            used.append(place)
            table[place] = entry
        } else if entry.cost < table[place].cost {
            table[place] = entry
        }
    }

    private mutating func collect() -> [Entry] {
        used.sort()
        let entries = used.map { table[$0] }
        for place in used { table[place].cost = .infinity }
        used.removeAll(keepingCapacity: true)
        return entries
    }

    private mutating func finish(_ node: Int, weight: Int, partCost: (Int) -> Double) {
        var entries = [Entry(weight: weight, cost: 0, before: -1, joined: -1)]
        for child in pending[node] {
            let childEntries = last(of: Int(child))
            let closed = closing[Int(child)].cost
            for (place, entry) in entries.enumerated() {
                if closed < .infinity {
                    offer(
                        Entry(
                            weight: entry.weight, cost: entry.cost + closed, before: Int32(place), joined: -1)
                    )
                }
                for (other, joined) in childEntries.enumerated() {
                    // Entries are in order of weight, so the rest is too heavy as well.
                    guard entry.weight + joined.weight <= cap else { break }
                    offer(
                        Entry(
                            weight: entry.weight + joined.weight, cost: entry.cost + joined.cost,
                            before: Int32(place), joined: Int32(other)))
                }
            }
            entries = collect()
            steps[node].append(Step(child: child, entries: entries))
        }
        if pending[node].isEmpty { steps[node] = [Step(child: -1, entries: entries)] }
        var best: (cost: Double, entry: Int32) = (.infinity, -1)
        for (place, entry) in entries.enumerated() {
            let cost = entry.cost + partCost(entry.weight)
            if cost < best.cost { best = (cost, Int32(place)) }
        }
        closing[node] = best
    }

    private func last(of node: Int) -> [Entry] { steps[node].last?.entries ?? [] }

    private func trace(order: [Int32]) -> [Int32] {
        var parts = [Int32](repeating: -1, count: order.count)
        var count: Int32 = 0
        // (node, the entry chosen at it, its part)
        var stack: [(node: Int, entry: Int32, part: Int32)] = []
        func open(_ node: Int) {
            stack.append((node, closing[node].entry, count))
            count += 1
        }
        if let root = order.first { open(Int(root)) }
        while let (node, chosen, part) = stack.popLast() {
            parts[node] = part
            var entry = chosen
            for step in steps[node].reversed() where step.child >= 0 {
                let used = step.entries[Int(entry)]
                if used.joined >= 0 {
                    stack.append((Int(step.child), used.joined, part))
                } else {
                    open(Int(step.child))
                }
                entry = used.before
            }
        }
        return parts
    }
}
