internal import GeoKernels

/// Looks for a good division of a region within the limits, by effort that does not depend on the clock.
struct RegionSearch {
    /// The best division so far.
    private(set) var zoneOf: [Int32]
    private(set) var wasStopped = false
    private let graph: RegionGraph
    private let rules: RegionRules
    private let seed: UInt64
    private let goesOn: @Sendable () -> Bool
    /// Told the workloads of the zones whenever a better division is found.
    private let tell: @Sendable ([Int]) -> Void
    private var leastDebt = Int.max
    /// The best division breaks a limit of area or diameter.
    private var breaksShape = true
    private var bestCost = Double.infinity
    /// The debt that single nodes heavier than the maximum force.
    private let forcedDebt: Int
    /// Every division was ruled out.
    private(set) var isProvenImpossible = false
    private var columns: ZoneColumns?

    init(
        _ graph: RegionGraph, rules: RegionRules, seed: UInt64, goesOn: @escaping @Sendable () -> Bool,
        tell: @escaping @Sendable ([Int]) -> Void = { _ in }
    ) {
        self.graph = graph
        self.rules = rules
        self.seed = seed
        self.goesOn = goesOn
        self.tell = tell
        zoneOf = Array(repeating: 0, count: graph.count)
        forcedDebt = graph.nodes.reduce(0) { $0 + max(0, $1.weight - rules.maximum) }
    }

    /// Searches; what it found is then in `zoneOf`.
    ///
    /// - Parameter isHopeless: It is known that no division holds the limits; a little effort is spent on
    ///   breaking them least.
    mutating func run(isHopeless: Bool) {
        let counts = attempts()
        for (attempt, count) in counts.enumerated() {
            attemptDivision(zones: count, turn: attempt)
            if wasStopped || isDone || isProvenImpossible { break }
            if isHopeless && (attempt >= 1 || keepsPrevious) { break }
        }
    }

    private var isDone: Bool { leastDebt <= forcedDebt && !breaksShape && bestCost < .infinity }

    /// The numbers of zones to try, the wanted first, each again in turn.
    private func attempts() -> [Int] {
        let total = graph.totalWeight
        var counts = rules.candidateCounts(total: total, nodes: graph.count)
        if counts.isEmpty {
            let wanted = Int(rules.wantedCount(total: total).rounded())
            counts = [min(max(wanted, 1), graph.count)]
        }
        if case .fewest = rules.goals.count { counts.sort() }
        if rules.limitsShape { return ladder(counts) }
        // The number wanted leaves most play; its neighbours get every third turn.
        return (0..<15).map { turn in
            let other = turn % 3 == 2 ? 1 + turn / 3 % 3 : 0
            return counts[min(other, counts.count - 1)]
        }
    }

    /// Ever more zones, up to the most there can be: how many the limits of area and diameter need is not known.
    private func ladder(_ counts: [Int]) -> [Int] {
        guard let first = counts.first, let most = counts.max() else { return [] }
        let growth = Double(max(most, first)) / Double(first)
        return (0..<15).map { turn in
            let share = Double(max(turn - 1, 0)) / 13
            let wanted = Double(first) * (1 + (growth - 1) * share * share)
            return counts.min { (abs(Double($0) - wanted), $0) < (abs(Double($1) - wanted), $1) } ?? first
        }
    }

    private mutating func attemptDivision(zones count: Int, turn: Int) {
        let start = start(zones: count, turn: turn)
        if !goesOn() {
            wasStopped = true
            keep(start)
            return
        }
        let attemptSeed = seed &+ UInt64(turn) &* 0x9E37_79B9_7F4A_7C15
        var broken = start
        let effort = graph.count * rules.goals.effort
        if turn == 0 && keepsPrevious {
            // Mended first: annealing would spread the change over all zones.
            var mending = LastZoneRepair(graph, rules: rules, zoneOf: start, seed: attemptSeed)
            mending.run(goal: forcedDebt, goesOn: goesOn)
            broken = mending.zoneOf
        } else if turn == 0 || rules.limitsShape {
            guard let remains = anneal(start, seed: attemptSeed, proposals: effort, hot: 0.4), !wasStopped
            else { return }
            broken = remains
        } else {
            broken = settleDebts(start, seed: attemptSeed, turn: turn)
        }
        var repair = TreeRepair(graph, rules: rules, zoneOf: broken, seed: attemptSeed)
        repair.run(rounds: 100 + 100 * turn, goal: forcedDebt, goesOn: goesOn)
        var found = repair.zoneOf
        if repair.debt > forcedDebt && forcedDebt == 0 {
            var pairs = PairBalance(graph, rules: rules, zoneOf: found, seed: attemptSeed &+ 2)
            pairs.run(rounds: 20_000 * (turn + 1), trees: 12, goesOn: goesOn)
            if pairs.debt < repair.debt { found = pairs.zoneOf }
            if pairs.debt > 0, let settled = decideBorders(from: found, turn: turn) { found = settled }
        }
        keep(found)
        guard leastDebt <= forcedDebt else { return }
        anneal(found, seed: attemptSeed &+ 1, proposals: effort / 2, hot: 0.01)
    }

    /// Looks for a division by deciding borders, among all sets that may be zones where they can be listed
    /// and otherwise among a sample, which grows with each turn.
    private mutating func decideBorders(from start: [Int32], turn: Int) -> [Int32]? {
        guard !isProvenImpossible, rules.maximumDiameter == .infinity else { return nil }
        if turn == 0 {
            columns = ColumnList.list(
                of: graph, rules: rules, mostColumns: 60_000, mostSteps: 1_000_000)
        }
        let sets =
            columns
            ?? ColumnSample.draw(
                graph, rules: rules, perNode: 100 << min(turn, 3), zoneOf: start, seed: seed &+ UInt64(turn))
        var search = BorderSearch(graph, columns: sets, start: start, steps: 4_000_000 << min(turn, 6))
        switch search.run(goesOn: goesOn) {
        case .division(let division): return division
        case .impossible:
            isProvenImpossible = columns != nil
            return nil
        case .undecided: return nil
        }
    }

    /// Anneals for the limits alone, harder each turn.
    private mutating func settleDebts(_ start: [Int32], seed: UInt64, turn: Int) -> [Int32] {
        var strict = rules
        strict.goals = ZoneGoals(balance: 0.2, compactness: 0, inertia: 0, count: rules.goals.count)
        var annealer = Annealer(
            ZoneState(graph, rules: strict, zoneOf: start), seed: seed, raisesPrice: false)
        let goesOn = goesOn
        annealer.run(proposals: graph.count * 2000 * (turn + 1), from: 2, to: 0.05, sweeps: 60) { state in
            state.best == nil && goesOn()
        }
        return annealer.best ?? annealer.state.zoneOf
    }

    private var keepsPrevious: Bool {
        rules.goals.leastChange > 0 && graph.previous.contains { $0 >= 0 }
    }

    private func start(zones count: Int, turn: Int) -> [Int32] {
        if turn == 0, let kept = PreviousZones.division(of: graph) { return kept }
        if graph.isTree, turn % 2 == 0,
            let division = Self.treeDivision(
                graph, minimum: rules.minimum, maximum: rules.maximum,
                target: Double(graph.totalWeight) / Double(count))
        {
            return division
        }
        return SeedDivision.zones(of: graph, count: count, turn: turn)
    }

    /// - Returns: `nil` when a division within the limits was found, otherwise where the search ended.
    @discardableResult
    private mutating func anneal(_ start: [Int32], seed: UInt64, proposals: Int, hot: Double) -> [Int32]? {
        let held = keepsPrevious ? HeldZones.nodes(of: graph, rules: rules, zoneOf: start) : []
        var annealer = Annealer(ZoneState(graph, rules: rules, zoneOf: start), seed: seed, held: held)
        let (goesOn, tell, graph) = (goesOn, tell, graph)
        var told = bestCost
        let ended = annealer.run(proposals: proposals, from: hot, to: hot / 100, sweeps: 40) { state in
            if let best = state.best, state.bestCost < told {
                told = state.bestCost
                tell(Self.loads(of: best, in: graph))
            }
            return goesOn()
        }
        if !ended { wasStopped = true }
        guard let best = annealer.best else {
            keep(annealer.state.zoneOf)
            return annealer.state.zoneOf
        }
        keep(best)
        return nil
    }

    /// Keeps a division if it is better: less debt first, then less cost.
    private mutating func keep(_ division: [Int32]) {
        let annealer = Annealer(ZoneState(graph, rules: rules, zoneOf: division), seed: 0)
        let isWithin = annealer.best != nil
        let debt = annealer.state.debt
        let breaks = annealer.breaksShape
        let cost = isWithin || debt <= forcedDebt ? annealer.totalCost : .infinity
        guard (debt, breaks ? 1 : 0, cost) < (leastDebt, breaksShape ? 1 : 0, bestCost) || leastDebt == .max
        else { return }
        (leastDebt, breaksShape, bestCost) = (debt, breaks, cost)
        zoneOf = division
        tell(annealer.state.sums.map(\.weight))
    }

    private static func loads(of division: [Int32], in graph: RegionGraph) -> [Int] {
        var loads = [Int](repeating: 0, count: Int((division.max() ?? -1) + 1))
        for (node, zone) in division.enumerated() { loads[Int(zone)] += graph.nodes[node].weight }
        return loads
    }

    /// The division of a tree that dynamic programming finds within the limits, nearest to the target.
    static func treeDivision(_ tree: RegionGraph, minimum: Int, maximum: Int, target: Double?) -> [Int32]? {
        var rng = SplitMix64(seed: 1)
        var placeOf = [Int32](repeating: -1, count: tree.count)
        let nodes = (0..<Int32(tree.count)).map { $0 }
        let spanning = SpanningTree(nodes, in: tree, placeOf: &placeOf, rng: &rng) { _, _ in false }
        let result = TreePartition.divide(
            parentOf: spanning.parentOf, order: spanning.order, weights: tree.nodes.map(\.weight),
            cap: maximum, buckets: min(maximum + 2, 8193),
            partCost: { weight in
                guard weight >= minimum, weight <= maximum else { return .infinity }
                guard let target else { return 0 }
                let deviation = (Double(weight) - target) / target
                return deviation * deviation
            })
        return result?.parts
    }
}

extension PreviousZones {
    /// The connected pieces of the previous zones, or `nil` when no node has one.
    ///
    /// Nodes that had no zone are pieces of their own; the search joins them where they fit.
    static func division(of graph: RegionGraph) -> [Int32]? {
        guard graph.previous.contains(where: { $0 >= 0 }) else { return nil }
        return SeedDivision.pieces(of: graph, zoneOf: graph.previous).of
    }
}
