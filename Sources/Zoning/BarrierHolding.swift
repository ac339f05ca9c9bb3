internal import GeoModel

/// Which blocks of a set hang together without ferries and bridges.
struct Banks {
    private var bankOf: [Int: Int] = [:]

    /// - Complexity: O(k + e) for k blocks with e neighbours in all.
    init(of blocks: [Int], in graph: BlockGraph) {
        var waiting = Set(blocks)
        for start in blocks where waiting.remove(start) != nil {
            var stack = [start]
            bankOf[start] = start
            while let block = stack.popLast() {
                for other in graph.neighbours(of: block)
                where waiting.contains(other) && !graph.links.contains(BlockPair(block, other)) {
                    waiting.remove(other)
                    bankOf[other] = start
                    stack.append(other)
                }
            }
        }
    }

    /// Both blocks are of the set and hang together.
    func areOne(_ pair: BlockPair) -> Bool {
        guard let first = bankOf[pair.first] else { return false }
        return first == bankOf[pair.second]
    }
}

/// Holds a plan against the barriers once more, whatever found it.
enum BarrierHolding {
    /// One fault for each zone that lies on both sides of a barrier.
    ///
    /// Of borders that are open in part, a barrier counts that covers more than a crossing would.
    static func faults(of graph: BlockGraph, zoneOf: [Int]) -> [Infeasibility] {
        var inside: [Int: [BarredBorder]] = [:]
        for border in graph.barredBorders where border.isClosed || border.length > graph.barrierSlack {
            let zone = zoneOf[border.pair.first]
            if zone == zoneOf[border.pair.second] { inside[zone, default: []].append(border) }
        }
        guard !inside.isEmpty else { return [] }
        var members: [Int: [Int]] = [:]
        for (block, zone) in zoneOf.enumerated() where inside[zone] != nil {
            members[zone, default: []].append(block)
        }
        return inside.sorted { $0.key < $1.key }.compactMap { zone, borders in
            let banks = Banks(of: members[zone, default: []], in: graph)
            let held = borders.filter { banks.areOne($0.pair) }
            guard !held.isEmpty else { return nil }
            let blocks = Set(held.flatMap { [$0.pair.first, $0.pair.second] }).sorted()
            return Infeasibility(
                blocks: blocks, parent: graph.parents[blocks[0]],
                reason: .barrierInside(metres: held.reduce(0) { $0 + $1.length }), remedy: nil)
        }
    }
}

extension ZoneState {
    /// The zones in which both sides of a barrier are.
    var zonesOnBothBanks: Set<Int> {
        guard rules.partsBanks, !graph.conflicts.isEmpty else { return [] }
        var zones: Set<Int> = []
        for node in 0..<graph.count {
            for other in graph.conflicts[node] where zoneOf[Int(other)] == zoneOf[node] {
                zones.insert(Int(zoneOf[node]))
            }
        }
        return zones
    }

    /// How many more pairs with a barrier between them share a zone after a move.
    func banksJoined(by move: Move) -> Int {
        guard !graph.conflicts.isEmpty else { return 0 }
        var change = 0
        for other in graph.conflicts[move.node] {
            let zone = Int(zoneOf[Int(other)])
            if zone == move.to { change += 1 } else if zone == move.from { change -= 1 }
        }
        return change
    }
}
