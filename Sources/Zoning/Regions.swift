/// The connected parts of each parent, without locked blocks.
struct Regions {
    struct Part {
        let parent: Int
        /// In canonical order.
        let blocks: [Int32]
    }

    let parts: [Part]

    init(_ graph: BlockGraph) {
        var isTaken = [Bool](repeating: false, count: graph.count)
        for zone in graph.lockedZones {
            for block in zone {
                precondition(!isTaken[block], "a block must not be in two locked zones")
                isTaken[block] = true
            }
        }
        var rank = [Int32](repeating: 0, count: graph.count)
        for (place, block) in graph.canonicalOrder.enumerated() { rank[Int(block)] = Int32(place) }
        var parts: [Part] = []
        for start in graph.canonicalOrder where !isTaken[Int(start)] {
            isTaken[Int(start)] = true
            var blocks = [start]
            var next = 0
            while next < blocks.count {
                let block = Int(blocks[next])
                for place in graph.neighbourRange(of: block) {
                    let other = Int(graph.neighbours[place])
                    guard !isTaken[other], graph.parents[other] == graph.parents[block] else { continue }
                    isTaken[other] = true
                    blocks.append(Int32(other))
                }
                next += 1
            }
            blocks.sort { rank[Int($0)] < rank[Int($1)] }
            parts.append(Part(parent: graph.parents[Int(start)], blocks: blocks))
        }
        self.parts = parts
    }
}

/// Holds locked zones against the limits; they are never changed.
enum LockedZones {
    static func faults(of graph: BlockGraph, weights: WholeWeights) -> [Infeasibility] {
        var faults: [Infeasibility] = []
        for (index, zone) in graph.lockedZones.enumerated() where !zone.isEmpty {
            let parents = Set(zone.map { graph.parents[$0] })
            func add(_ reason: Infeasibility.Reason, _ remedy: Infeasibility.Remedy? = nil) {
                faults.append(
                    Infeasibility(
                        blocks: zone, parent: graph.parents[zone[0]], reason: reason, remedy: remedy))
            }
            let whole = zone.reduce(0) { $0 + weights.values[$1] }
            let workload = weights.workload(whole)
            if whole < weights.minimum || whole > weights.maximum {
                let remedy = Infeasibility.Remedy(
                    minimum: whole < weights.minimum ? workload : nil,
                    maximum: whole > weights.maximum ? workload : nil, certainty: .smallest)
                add(.lockedZoneOutOfLimits(lockedZone: index, workload: workload), remedy)
            }
            if parents.count > 1 { add(.lockedZoneAcrossParents(lockedZone: index)) }
            if !graph.isConnected(zone) { add(.lockedZoneDisconnected(lockedZone: index)) }
        }
        return faults
    }
}

extension BlockGraph {
    /// Every block of a set can be reached from every other through the set.
    ///
    /// - Returns: True also for an empty set.
    /// - Complexity: O(k + e) for k blocks with e neighbours in all.
    public func isConnected(_ blocks: [Int]) -> Bool {
        guard let first = blocks.first else { return true }
        var waiting = Set(blocks)
        waiting.remove(first)
        var stack = [first]
        while let block = stack.popLast() {
            for place in neighbourRange(of: block) {
                let other = Int(neighbours[place])
                if waiting.remove(other) != nil { stack.append(other) }
            }
        }
        return waiting.isEmpty
    }
}
