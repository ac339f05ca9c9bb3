public import GeoKernels
public import GeoModel

/// Areas divided into zones, with the geometry of both.
public struct AreaPlan: Sendable {
    /// The blocks that were divided: those given, the heavy ones cut into pieces, with the vertices that
    /// cuts put on shared borders.
    public let pieces: PolygonTable
    /// The block each piece comes from.
    public let blockOfPiece: [Int]
    /// The division of the pieces into zones.
    public let plan: ZonePlan
    /// The graph of the pieces.
    public let graph: BlockGraph
    /// The zones' areas.
    public let zones: PolygonTable
    /// The zone of each unit, or `nil` for a unit without block.
    public let zoneOfUnit: [Int?]
    /// Blocks that had to be cut but could not be, with the reason.
    public let uncut: [Int: BlockSplit.Failure]
    /// Vertices that cuts put on borders, in order; those in no block's neighbour lie on the outer border.
    public let insertedVertices: [InsertedVertex]
    /// Stretches of barriers that run through the inside of pieces, where no division can heed them.
    public let strayBarriers: [StrayBarrier]
}

/// Divides areas with units in them into zones, from whichever source there is.
///
/// - From blocks: villages with their units. A block heavier than the maximum is cut inside its own border.
/// - From units alone: give each parent, such as a town, as a block that is its own parent.
/// - From the last census's zones: give the zones as blocks, each its own previous zone, with a weight on
///   least change; over-full zones are cut, under-full ones merged, the others stay as they are.
public enum AreaDesigner {
    /// Divides areas into zones.
    ///
    /// - Parameters:
    ///   - blocks: The blocks, a valid coverage.
    ///   - units: The units; a block's workload is the sum of its units'.
    ///   - blockOfUnit: The block each unit lies in, or `nil` for one that counts nowhere.
    ///   - limits: What every zone must hold.
    ///   - goals: What makes a plan good.
    ///   - measure: Measures lengths and areas on the ground.
    ///   - rules: Codes, parents, links, barriers and locked zones of the blocks.
    ///   - previous: The previous zone of each block.
    ///   - seed: The seed of all random choices.
    ///   - deadline: When to stop and return the best so far.
    ///   - goesOn: Asked often, from several threads; false stops the search, which keeps the best so far.
    ///   - progress: Called after each connected part; returning false stops the search.
    ///   - areUnitsKnown: False when each block has one unit that only stands for its workload: then nothing is cut.
    /// - Returns: The plan with its geometry.
    public static func design(
        blocks: PolygonTable, units: [WeightedPoint], blockOfUnit: [Int?], limits: ZoneLimits,
        goals: ZoneGoals = ZoneGoals(), measure: GroundMeasure, rules: BlockRules = BlockRules(),
        previous: [Int?]? = nil, seed: UInt64 = 1, deadline: ContinuousClock.Instant? = nil,
        goesOn: @escaping @Sendable () -> Bool = { true },
        progress: (@Sendable (ZoneProgress) -> Bool)? = nil,
        areUnitsKnown: Bool = true
    ) -> AreaPlan {
        precondition(units.count == blockOfUnit.count, "there must be one block, or nil, for each unit")
        var pieces = BlockPieces(blocks, units: units, blockOfUnit: blockOfUnit)
        let guides =
            rules.barrierLines + rules.visibleLines + LineMerge.chains(of: rules.barrierLines)
            + LineMerge.chains(of: rules.visibleLines)
        if areUnitsKnown {
            pieces.cutHeavy(
                limits: limits.workload, guides: guides, except: Set(rules.lockedZones.joined()))
        }
        let task = AreaTask(
            limits: limits, goals: goals, measure: measure, rules: rules, previous: previous, seed: seed,
            deadline: deadline, goesOn: goesOn, progress: progress)
        var division = task.divide(pieces)
        if areUnitsKnown { division = task.recut(division, guides: guides) }
        return division.areaPlan(task)
    }
}
