internal import GeoKernels

/// Improves a division by moves of single nodes and exchanges between neighbouring zones.
///
/// A worse division is accepted while it is not worse than a random threshold that sinks to zero (threshold
/// accepting: Dueck & Scheuer 1990, doi:10.1016/0021-9991(90)90201-B); nothing but the four operations of
/// arithmetic and square roots is used, so that the course is the same on every machine. What lies beyond
/// the limits costs a growing price. The best division within the limits is kept.
struct Annealer {
    private(set) var state: ZoneState
    private var rng: SplitMix64
    private let goals: ZoneGoals
    /// The previous zone each present zone stands for.
    private var labels: [Int32]
    private let hiddenScale: Double
    private var debtPrice: Double
    private let raisesPrice: Bool
    private var diameters: ZoneDiameters?
    /// Nodes that stay where they are; empty for none.
    private let held: [Bool]
    /// The most moves between two questions whether to go on.
    private static let mostUnasked = 200_000
    /// What it costs that two blocks with a barrier between them share a zone: more than any goal.
    private static let bankPrice = 3.0
    /// The best division within the limits so far, and its cost.
    private(set) var best: [Int32]?
    private(set) var bestCost = Double.infinity
    private var runningCost = 0.0

    init(_ state: ZoneState, seed: UInt64, raisesPrice: Bool = true, held: [Bool] = []) {
        self.state = state
        self.held = held.contains(true) ? held : []
        self.raisesPrice = raisesPrice
        goals = state.rules.goals
        rng = SplitMix64(seed: seed)
        labels = PreviousZones.labels(of: state)
        let perimeter = state.sums.reduce(0) { $0 + $1.perimeter } / Double(max(state.zoneCount, 1))
        hiddenScale = perimeter > 0 ? goals.visibleBorders / perimeter : 0
        debtPrice = 20 / state.target
        if state.rules.maximumDiameter < .infinity && state.graph.hasGeometry {
            diameters = ZoneDiameters(state)
        }
        remember()
    }

    /// Runs `proposals` random moves with a threshold sinking from `start` to `end`, in `sweeps` steps.
    ///
    /// `goesOn` is asked after each sweep and, in long ones, several times a second; false is returned when it stopped the run.
    @discardableResult
    mutating func run(
        proposals: Int, from start: Double, to end: Double, sweeps: Int, goesOn: (Annealer) -> Bool
    ) -> Bool {
        guard !state.graph.neighbours.isEmpty else { return true }
        let ratio = (end / start).squareRoot()
        let factor = Self.root(ratio * ratio, of: max(sweeps - 1, 1))
        var threshold = start
        for _ in 0..<sweeps {
            var left = max(1, proposals / sweeps)
            while left > 0 {
                let some = min(left, Self.mostUnasked)
                sweep(proposals: some, threshold: threshold)
                left -= some
                if left > 0, !goesOn(self) { return false }
            }
            threshold *= factor
            if raisesPrice && state.debt > 0 { debtPrice = min(debtPrice * 1.3, 1000 / state.target) }
            remember()
            if !goesOn(self) { return false }
        }
        return true
    }

    /// The n-th root by bisection: a library's power function may differ in the last bit.
    private static func root(_ value: Double, of degree: Int) -> Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            var power = 1.0
            for _ in 0..<degree { power *= middle }
            if power < value { low = middle } else { high = middle }
        }
        return high
    }

    private mutating func sweep(proposals: Int, threshold: Double) {
        let places = state.graph.neighbours.count
        for _ in 0..<proposals {
            let place = rng.index(below: places)
            let node = Int(state.graph.sources[place])
            let zone = Int(state.zoneOf[Int(state.graph.neighbours[place])])
            if Int(state.zoneOf[node]) == zone || isHeld(node) { continue }
            let move = state.move(of: node, to: zone)
            let limit = threshold * rng.unit() * 2
            let delta = price(of: move)
            if delta > limit {
                if delta < limit + 1 { exchange(move, price: delta, limit: limit) }
                continue
            }
            guard fits(move), state.canLeave(node) else { continue }
            apply(move, price: delta)
        }
    }

    @inline(__always)
    private func isHeld(_ node: Int) -> Bool { !held.isEmpty && held[node] }

    private mutating func apply(_ move: ZoneState.Move, price: Double) {
        state.apply(move)
        runningCost += price - debtPrice * Double(move.debt)
        diameters?.update(move, state)
    }

    /// A zone exceeds the greatest area or diameter.
    var breaksShape: Bool {
        !state.sums.allSatisfy { $0.area <= state.rules.maximumArea } || !(diameters?.allFit(state) ?? true)
            || !state.zonesOnBothBanks.isEmpty
    }

    /// All terms of the goals and the price of debt.
    @inline(__always)
    private func price(of move: ZoneState.Move) -> Double {
        var delta = move.delta + debtPrice * Double(move.debt) + hiddenScale * move.hiddenBorder
        if state.rules.partsBanks { delta += Self.bankPrice * Double(state.banksJoined(by: move)) }
        if goals.leastChange > 0 {
            let label = state.graph.previous[move.node]
            let weight = (Double(state.graph.nodes[move.node].weight) + 1e-3) / state.target
            if labels[move.from] == label { delta += goals.leastChange * weight }
            if labels[move.to] == label { delta -= goals.leastChange * weight }
        }
        return delta
    }

    /// Hard limits besides workload: never crossed, and never crossed further.
    @inline(__always)
    private func fits(_ move: ZoneState.Move) -> Bool {
        if move.newTo.area > state.rules.maximumArea { return false }
        if state.rules.partsBanks, state.banksJoined(by: move) > 0 { return false }
        return diameters?.fits(move, state) ?? true
    }

    /// Tries to answer a move that costs balance with one in the other direction.
    private mutating func exchange(_ move: ZoneState.Move, price: Double, limit: Double) {
        guard move.newFrom.size > 0, fits(move), let back = partner(of: move) else { return }
        guard state.canLeave(move.node) else { return }
        apply(move, price: price)
        let answer = state.move(of: back, to: move.from)
        let backPrice = self.price(of: answer)
        if price + backPrice <= limit, fits(answer), state.canLeave(back) {
            apply(answer, price: backPrice)
        } else {
            // Undone: the measures are taken afresh, so nothing drifts.
            let undo = state.move(of: move.node, to: move.from)
            apply(undo, price: self.price(of: undo))
        }
    }

    /// A random node of the zone moved to that touches the zone moved from.
    private mutating func partner(of move: ZoneState.Move) -> Int? {
        let graph = state.graph
        let start = graph.range(move.node)
        var node = Int(graph.neighbours[start.lowerBound + rng.index(below: start.count)])
        for _ in 0..<3 {
            if Int(state.zoneOf[node]) == move.to {
                for place in graph.range(node) {
                    let other = Int(graph.neighbours[place])
                    if other != move.node && Int(state.zoneOf[other]) == move.from {
                        return isHeld(node) ? nil : node
                    }
                }
            }
            let range = graph.range(node)
            guard !range.isEmpty else { return nil }
            node = Int(graph.neighbours[range.lowerBound + rng.index(below: range.count)])
            if node == move.node { return nil }
        }
        return nil
    }

    private mutating func remember() {
        guard state.debt == 0 else { return }
        guard !breaksShape else { return }
        let cost = totalCost
        if cost < bestCost {
            bestCost = cost
            best = state.zoneOf
        }
    }

    /// All terms of the goals for the present division.
    var totalCost: Double {
        var cost = state.cost
        let graph = state.graph
        if hiddenScale > 0 {
            for place in graph.neighbours.indices {
                let other = Int(graph.neighbours[place])
                let node = Int(graph.sources[place])
                if node < other && state.zoneOf[node] != state.zoneOf[other] {
                    cost += hiddenScale * (graph.lengths[place] - graph.visible[place])
                }
            }
        }
        if goals.leastChange > 0 {
            for node in 0..<graph.count where labels[Int(state.zoneOf[node])] != graph.previous[node] {
                cost += goals.leastChange * (Double(graph.nodes[node].weight) + 1e-3) / state.target
            }
        }
        return cost
    }
}

/// Which previous zone each present zone stands for.
enum PreviousZones {
    /// The previous zone with most workload in it, or −1; a previous zone is claimed by one zone only, the
    /// one that holds most of it.
    static func labels(of state: ZoneState) -> [Int32] {
        var votes: [Int64: Int] = [:]
        for node in 0..<state.graph.count where state.graph.previous[node] >= 0 {
            let key = Int64(state.zoneOf[node]) << 32 | Int64(state.graph.previous[node])
            votes[key, default: 0] += state.graph.nodes[node].weight + 1
        }
        var labels = [Int32](repeating: -1, count: state.zoneCount)
        var claimed = Set<Int32>()
        for (key, _) in votes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let zone = Int(key >> 32)
            let label = Int32(truncatingIfNeeded: key)
            if labels[zone] < 0 && claimed.insert(label).inserted { labels[zone] = label }
        }
        return labels
    }
}
