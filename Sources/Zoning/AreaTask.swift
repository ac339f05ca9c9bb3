internal import GeoKernels
internal import GeoModel

/// What areas are divided by, besides the areas.
struct AreaTask {
    let limits: ZoneLimits
    let goals: ZoneGoals
    let measure: GroundMeasure
    let rules: BlockRules
    let previous: [Int?]?
    let seed: UInt64
    let deadline: ContinuousClock.Instant?
    let goesOn: @Sendable () -> Bool
    let progress: (@Sendable (ZoneProgress) -> Bool)?

    /// Divides pieces; connected parts that were divided before are taken over.
    func divide(_ pieces: BlockPieces, known: ZoneDesigner.Outcomes = [:]) -> AreaDivision {
        let table = PolygonTable(pieces.areas)
        let graph = BlockGraph(
            blocks: table, weights: pieces.weights, measure: measure, rules: pieces.rules(from: rules))
        let (plan, outcomes) = ZoneDesigner.solve(
            graph, limits: limits, goals: goals, seed: seed,
            previous: previous.map { labels in pieces.blockOf.map { labels[$0] } }, deadline: deadline,
            goesOn: goesOn, progress: progress, known: known, isPiece: pieces.isPiece)
        return AreaDivision(pieces: pieces, table: table, graph: graph, plan: plan, outcomes: outcomes)
    }

    /// Where no division was found beside a block that was cut, cuts it finer, so that pieces of it may complete its
    /// neighbours: a block of 280 between two of 60 becomes 40, 100, 100 and 40.
    func recut(_ first: AreaDivision, guides: [LineString]) -> AreaDivision {
        var best = first
        for share in [3.0, 6.0] {
            let blocks = best.cutBlocksInTrouble(limits.workload)
            guard !blocks.isEmpty, goesOn(), !best.plan.wasStopped else { break }
            var finer = best.pieces
            finer.refine(blocks, maximum: limits.workload.maximum / share, guides: guides)
            guard finer.areas.count > best.pieces.areas.count else { break }
            let next = divide(finer, known: best.outcomes)
            if next.faults(limits) < best.faults(limits) { best = next }
        }
        return best.pieces.areas.count == first.pieces.areas.count ? first : joined(best)
    }

    /// Joins the pieces of one block in one zone.
    private func joined(_ division: AreaDivision) -> AreaDivision {
        var pieces = division.pieces
        let newOf = pieces.join(zoneOf: division.plan.zoneOfBlock)
        var zoneOf = [Int](repeating: 0, count: pieces.areas.count)
        for (piece, number) in newOf.enumerated() { zoneOf[number] = division.plan.zoneOfBlock[piece] }
        let old = division.plan
        let plan = ZonePlan(
            zoneOfBlock: zoneOf, zoneCount: old.zoneCount,
            infeasibilities: old.infeasibilities.map { $0.renumbered(newOf) },
            variationBound: old.variationBound,
            wasStopped: old.wasStopped)
        let table = PolygonTable(pieces.areas)
        let graph = BlockGraph(
            blocks: table, weights: pieces.weights, measure: measure, rules: pieces.rules(from: rules))
        return AreaDivision(pieces: pieces, table: table, graph: graph, plan: plan, outcomes: [:])
    }
}

/// A division of pieces.
struct AreaDivision {
    let pieces: BlockPieces
    let table: PolygonTable
    let graph: BlockGraph
    let plan: ZonePlan
    let outcomes: ZoneDesigner.Outcomes

    /// How much is wrong with it: what cannot be explained away, then zones out of limits.
    func faults(_ limits: ZoneLimits) -> (Int, Int) {
        let metrics = PlanMetrics(zoneOfBlock: plan.zoneOfBlock, in: graph, limits: limits)
        return (plan.infeasibilities.count, metrics.outOfRange + metrics.outOfArea + metrics.outOfDiameter)
    }

    private var cutBlocks: Set<Int> { pieces.cutBlocks }

    /// The cut blocks in or beside zones out of limits, where finer pieces may help; the first twenty.
    func cutBlocksInTrouble(_ limits: WorkloadLimits) -> Set<Int> {
        let cut = cutBlocks
        guard !cut.isEmpty else { return [] }
        var loads = [Double](repeating: 0, count: plan.zoneCount)
        for (piece, zone) in plan.zoneOfBlock.enumerated() { loads[zone] += pieces.weights[piece] }
        let isBroken = loads.map { $0 < limits.minimum - 1e-9 || $0 > limits.maximum + 1e-9 }
        var found: Set<Int> = []
        for reason in plan.infeasibilities where reason.reason.dependsOnCuts {
            for piece in reason.blocks where cut.contains(pieces.blockOf[piece]) {
                let around = [piece] + graph.neighbours(of: piece)
                if around.contains(where: { isBroken[plan.zoneOfBlock[$0]] }) {
                    found.insert(pieces.blockOf[piece])
                }
            }
        }
        return Set(found.sorted().prefix(20))
    }

    func areaPlan(_ task: AreaTask) -> AreaPlan {
        let cut = cutBlocks
        let reasons = plan.infeasibilities.map { reason -> Infeasibility in
            if case .blockTooHeavy(let block, let workload) = reason.reason,
                let failure = pieces.failures[pieces.blockOf[block]]
            {
                return pieces.explained(
                    reason, block: block, workload: workload, failure, limits: task.limits.workload)
            }
            let isCut = reason.blocks.contains { cut.contains(pieces.blockOf[$0]) }
            return isCut
                ? reason.withoutProof(zonesOutOfLimits: brokenZones(of: reason, task.limits)) : reason
        }
        let honest = ZonePlan(
            zoneOfBlock: plan.zoneOfBlock, zoneCount: plan.zoneCount, infeasibilities: reasons,
            variationBound: plan.variationBound, wasStopped: plan.wasStopped)
        return AreaPlan(
            pieces: table, blockOfPiece: pieces.blockOf, plan: honest, graph: graph,
            zones: ZoneOutlines.dissolve(table, zoneOfBlock: plan.zoneOfBlock),
            zoneOfUnit: pieces.pieceOfUnit.map { $0.map { plan.zoneOfBlock[$0] } }, uncut: pieces.failures,
            insertedVertices: pieces.inserted,
            strayBarriers: StrayBarrier.find(
                task.rules.barrierLines, in: table, tolerance: task.rules.lineTolerance, measure: task.measure
            ))
    }

    private func brokenZones(of reason: Infeasibility, _ limits: ZoneLimits) -> Int {
        let zones = Set(reason.blocks.map { plan.zoneOfBlock[$0] })
        var loads: [Int: Double] = [:]
        for (piece, zone) in plan.zoneOfBlock.enumerated() where zones.contains(zone) {
            loads[zone, default: 0] += pieces.weights[piece]
        }
        let broken = loads.values.count {
            $0 < limits.workload.minimum - 1e-9 || $0 > limits.workload.maximum + 1e-9
        }
        return max(broken, 1)
    }
}

extension Infeasibility.Reason {
    /// Other cuts of a block might make it untrue.
    var dependsOnCuts: Bool {
        switch self {
        case .noDivision, .notFound, .groupTooHeavy: true
        default: false
        }
    }
}

extension Infeasibility {
    /// What is left of a proof about pieces when the block might be cut in other ways: a search that found nothing.
    func withoutProof(zonesOutOfLimits: Int) -> Infeasibility {
        guard reason.dependsOnCuts else { return self }
        var known: Remedy?
        // What does for these pieces does; that nothing less would is not known, and necessity neither.
        if let remedy, remedy.certainty != .necessary {
            known = Remedy(
                minimum: remedy.maximum == nil ? remedy.minimum : nil, maximum: remedy.maximum,
                certainty: .sufficient, squareMetres: remedy.squareMetres, metres: remedy.metres)
            if remedy.certainty == .sufficient { known = remedy }
        }
        return Infeasibility(
            blocks: blocks, parent: parent, reason: .notFound(zonesOutOfLimits: zonesOutOfLimits),
            remedy: known)
    }

    /// The same with other numbers of blocks.
    func renumbered(_ newOf: [Int]) -> Infeasibility {
        var seen: Set<Int> = []
        let numbers = blocks.map { newOf[$0] }.filter { seen.insert($0).inserted }
        let reason: Reason =
            switch self.reason {
            case .blockTooHeavy(let block, let workload):
                .blockTooHeavy(block: newOf[block], workload: workload)
            case .blockTooLarge(let block, let area): .blockTooLarge(block: newOf[block], squareMetres: area)
            case .blockTooWide(let block, let metres): .blockTooWide(block: newOf[block], metres: metres)
            case .groupTooHeavy(let around, let group, let workload):
                .groupTooHeavy(
                    around: newOf[around], group: Set(group.map { newOf[$0] }).sorted(), workload: workload)
            default: self.reason
            }
        return Infeasibility(blocks: numbers, parent: parent, reason: reason, remedy: remedy)
    }
}

extension BlockPieces {
    /// Why a block heavier than the maximum stays whole, and what would help.
    func explained(
        _ reason: Infeasibility, block: Int, workload: Double, _ failure: BlockSplit.Failure,
        limits: WorkloadLimits
    ) -> Infeasibility {
        if case .placeTooHeavy(let position, let load) = failure {
            return Infeasibility(
                blocks: reason.blocks, parent: reason.parent,
                reason: .placeTooHeavy(block: block, position: position, workload: load),
                remedy: .init(minimum: nil, maximum: load, certainty: .necessary))
        }
        return Infeasibility(
            blocks: reason.blocks, parent: reason.parent,
            reason: .cutNotFound(block: block, workload: workload),
            remedy: .init(minimum: nil, maximum: doing(block, workload, limits), certainty: .sufficient))
    }

    /// A maximum under which the block can be cut or needs no cut.
    private func doing(_ block: Int, _ workload: Double, _ limits: WorkloadLimits) -> Double {
        let points = pieceOfUnit.indices.filter { pieceOfUnit[$0] == block }.map { units[$0] }
        for factor in [1.05, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4] where limits.maximum * factor < workload
        {
            let raised = WorkloadLimits(minimum: 0, maximum: (limits.maximum * factor).rounded(.up))
            if BlockSplitter.split(areas[block], units: points, limits: raised).failure == nil {
                return raised.maximum
            }
        }
        return workload
    }
}
