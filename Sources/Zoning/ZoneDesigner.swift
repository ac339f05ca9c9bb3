internal import Dispatch
internal import Synchronization

/// Divides blocks into zones that hold every limit.
public enum ZoneDesigner {
    /// Divides blocks into zones.
    ///
    /// Each connected part of each parent is divided by itself, several at a time. Parts of up to 13 groups
    /// of blocks are solved exactly: best balance first, then within 2 % of it the other goals. Larger ones
    /// are cut by recursive halving and improved by threshold accepting; where limits are then still broken,
    /// neighbourhoods of zones are divided anew along spanning trees, then pairs of zones, and at last the
    /// whole part from scratch: by a search that learns from contradictions (`BorderSearch`), and zone by zone with many
    /// unfinished divisions side by side (`CoverBeam`). All that is begun anew nine times at most; a part without a
    /// division so far is then reported as not found, which is no proof that there is none. The result depends on the graph,
    /// limits, goals and seed alone, not on the order of input (given codes), the machine or the number of
    /// cores, unless it is stopped early. Connected parts do not influence each other. One of
    /// 48 zones or more is divided sector by sector where every sector can hold the limits (`SectorSearch`), so that a small
    /// change of a workload changes the zones around it; in smaller ones, and under limits of area or diameter, it may change
    /// all zones of the part. What is to stay is given as `previous`.
    ///
    /// - Parameters:
    ///   - graph: The blocks.
    ///   - limits: What every zone must hold.
    ///   - goals: What makes a plan good.
    ///   - seed: The seed of all random choices.
    ///   - previous: The zone each block had before, if any, from which the search starts.
    ///   - deadline: When to stop and return the best so far.
    ///   - goesOn: Asked often, from several threads; false stops the search, which keeps the best so far.
    ///   - progress: Called after each connected part and whenever a better division of one is found, one call at a
    ///     time; returning false stops the search.
    /// - Returns: A plan in which every block has a zone.
    /// - Complexity: O(effort · n) moves for n blocks, about 0.3 µs each; about 300 bytes a block.
    public static func solve(
        _ graph: BlockGraph, limits: ZoneLimits, goals: ZoneGoals = ZoneGoals(), seed: UInt64 = 1,
        previous: [Int?]? = nil, deadline: ContinuousClock.Instant? = nil,
        goesOn: @escaping @Sendable () -> Bool = { true }, progress: (@Sendable (ZoneProgress) -> Bool)? = nil
    ) -> ZonePlan {
        solve(
            graph, limits: limits, goals: goals, seed: seed, previous: previous, deadline: deadline,
            goesOn: goesOn, progress: progress, known: [:]
        ).plan
    }

    /// What was found for connected parts, by their blocks.
    typealias Outcomes = [[Int32]: RegionSolver.Outcome]

    /// Divides blocks, and takes over what is known of connected parts that stayed as they were.
    ///
    /// `isPiece` marks blocks that are pieces of others, which could have been cut in other ways.
    static func solve(
        _ graph: BlockGraph, limits: ZoneLimits, goals: ZoneGoals, seed: UInt64, previous: [Int?]?,
        deadline: ContinuousClock.Instant?, goesOn: @escaping @Sendable () -> Bool,
        progress: (@Sendable (ZoneProgress) -> Bool)?, known: Outcomes, isPiece: [Bool] = []
    ) -> (plan: ZonePlan, outcomes: Outcomes) {
        precondition(
            previous.map { $0.count == graph.count } ?? true, "there must be one previous zone for each block"
        )
        let weights = WholeWeights(graph.weights, limits: limits.workload)
        let regions = Regions(graph)
        let stop = StopSignal(deadline: deadline)
        let labels = previous.map { $0.map { Int32($0 ?? -1) } }
        let board = ProgressBoard(
            sizes: regions.parts.map(\.blocks.count), weights: weights, stop: stop, progress: progress)
        let solvers = regions.parts.enumerated().map { place, part in
            RegionSolver(
                blocks: part.blocks, parent: part.parent, graph: graph, weights: weights, limits: limits,
                goals: goals, seed: seed, previous: labels, goesOn: { stop.goesOn && goesOn() },
                tell: { board.found($0, part: place) })
        }
        let outcomes = solveAll(solvers, known: known, board: board)
        let plan = assemble(
            graph, solvers, outcomes, locked: LockedZones.faults(of: graph, weights: weights),
            weights: weights, isPiece: isPiece.isEmpty ? graph.weights.map { _ in false } : isPiece)
        return (plan, Outcomes(zip(solvers.map(\.blocks), outcomes)) { first, _ in first })
    }

    private static func solveAll(
        _ solvers: [RegionSolver], known: Outcomes, board: ProgressBoard
    ) -> [RegionSolver.Outcome] {
        let shared = Mutex([RegionSolver.Outcome?](repeating: nil, count: solvers.count))
        // The largest first, so that no core waits for a large part begun last.
        let order = solvers.indices.sorted { (solvers[$1].blocks.count, $0) < (solvers[$0].blocks.count, $1) }
        DispatchQueue.concurrentPerform(iterations: order.count) { turn in
            let place = order[turn]
            let outcome = known[solvers[place].blocks] ?? solvers[place].solve()
            shared.withLock { $0[place] = outcome }
            board.finish(solvers[place].loads(of: outcome), part: place)
        }
        return shared.withLock { $0.compactMap { $0 } }
    }

    /// Numbers the zones by parent and first block.
    private static func assemble(
        _ graph: BlockGraph, _ solvers: [RegionSolver], _ outcomes: [RegionSolver.Outcome],
        locked: [Infeasibility], weights: WholeWeights, isPiece: [Bool]
    ) -> ZonePlan {
        var raw = [Int](repeating: -1, count: graph.count)
        var next = 0
        var bound = BalanceBound()
        for (solver, outcome) in zip(solvers, outcomes) {
            for (place, block) in solver.blocks.enumerated() {
                raw[Int(block)] = next + Int(outcome.zoneOf[place])
            }
            let count = Int((outcome.zoneOf.max() ?? -1) + 1)
            let whole = solver.blocks.filter { !isPiece[Int($0)] }.map { weights.values[Int($0)] }
            let pieces = solver.blocks.reduce(0) { isPiece[Int($1)] ? $0 + weights.values[Int($1)] : $0 }
            bound.add(weights: whole, divisible: pieces, zones: count)
            next += count
        }
        for zone in graph.lockedZones {
            for block in zone { raw[block] = next }
            bound.add(fixed: zone.reduce(0) { $0 + weights.values[$1] })
            next += 1
        }
        let (zoneOfBlock, count) = renumber(raw, graph)
        return ZonePlan(
            zoneOfBlock: zoneOfBlock, zoneCount: count,
            infeasibilities: outcomes.flatMap(\.reasons) + locked
                + BarrierHolding.faults(of: graph, zoneOf: zoneOfBlock), variationBound: bound.variation,
            wasStopped: outcomes.contains(where: \.wasStopped))
    }

    private static func renumber(_ raw: [Int], _ graph: BlockGraph) -> (zones: [Int], count: Int) {
        var numbers: [Int: Int] = [:]
        let order = graph.canonicalOrder.enumerated().sorted {
            (graph.parents[Int($0.element)], $0.offset) < (graph.parents[Int($1.element)], $1.offset)
        }
        for (_, block) in order where numbers[raw[Int(block)]] == nil {
            numbers[raw[Int(block)]] = numbers.count
        }
        return (raw.map { numbers[$0, default: 0] }, numbers.count)
    }
}

/// Tells the searches when to stop.
final class StopSignal: Sendable {
    private let deadline: ContinuousClock.Instant?
    private let isStopped = Atomic(false)

    init(deadline: ContinuousClock.Instant?) { self.deadline = deadline }

    var goesOn: Bool {
        if isStopped.load(ordering: .relaxed) { return false }
        guard let deadline else { return true }
        return ContinuousClock.now < deadline
    }

    func stop() { isStopped.store(true, ordering: .relaxed) }
}
