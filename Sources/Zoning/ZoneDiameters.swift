/// Upper bounds of the zones' diameters, kept only when the diameter is limited.
struct ZoneDiameters {
    private var extents: [[Double]]
    private let limit: Double

    init(_ state: ZoneState) {
        limit = state.rules.maximumDiameter
        extents = Array(repeating: Widths.empty, count: state.zoneCount)
        for node in 0..<state.graph.count {
            Widths.join(&extents[Int(state.zoneOf[node])], state.graph.extents, at: node * 32)
        }
    }

    /// The zone moved to stays within the limit, or at least does not grow.
    func fits(_ move: ZoneState.Move, _ state: ZoneState) -> Bool {
        var sum = extents[move.to]
        Widths.join(&sum, state.graph.extents, at: move.node * 32)
        return Widths.diameterBound(sum) <= max(limit, Widths.diameterBound(extents[move.to]))
    }

    func allFit(_ state: ZoneState) -> Bool {
        extents.allSatisfy { Widths.diameterBound($0) <= limit }
    }

    /// Widens one zone and measures the other anew.
    ///
    /// - Complexity: O(zone).
    mutating func update(_ move: ZoneState.Move, _ state: ZoneState) {
        Widths.join(&extents[move.to], state.graph.extents, at: move.node * 32)
        var sum = Widths.empty
        // A neighbour that stayed behind leads to all of the zone, which is connected.
        let range = state.graph.range(move.node)
        guard
            let start = range.first(where: { Int(state.zoneOf[Int(state.graph.neighbours[$0])]) == move.from }
            )
        else { return }
        var seen: Set<Int32> = [state.graph.neighbours[start]]
        var stack = [state.graph.neighbours[start]]
        while let node = stack.popLast() {
            Widths.join(&sum, state.graph.extents, at: Int(node) * 32)
            for place in state.graph.range(Int(node)) {
                let other = state.graph.neighbours[place]
                guard Int(state.zoneOf[Int(other)]) == move.from, seen.insert(other).inserted else {
                    continue
                }
                stack.append(other)
            }
        }
        extents[move.from] = sum
    }
}
