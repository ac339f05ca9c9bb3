/// A division of blocks into zones.
///
/// Every block has a zone. Zones that break a limit are explained in `infeasibilities`; without any, all
/// limits hold.
public struct ZonePlan: Sendable {
    /// The zone of each block; zones are numbered from 0 in the order of parents and of their first block.
    public let zoneOfBlock: [Int]
    /// The number of zones.
    public let zoneCount: Int
    /// Why some zones break a limit.
    public let infeasibilities: [Infeasibility]
    /// No division into as many zones in each connected part has a smaller coefficient of variation.
    public let variationBound: Double
    /// The search was stopped by its deadline or caller before its effort was spent.
    public let wasStopped: Bool

    /// The blocks of each zone, in the order of input.
    public var blocksOfZones: [[Int]] {
        var blocks = [[Int]](repeating: [], count: zoneCount)
        for (block, zone) in zoneOfBlock.enumerated() { blocks[zone].append(block) }
        return blocks
    }
}

/// How far a search has come.
public struct ZoneProgress: Sendable {
    /// Connected parts finished.
    public let finishedComponents: Int
    /// Connected parts in all.
    public let components: Int
    /// Blocks in finished parts.
    public let finishedBlocks: Int
    /// Blocks in all.
    public let blocks: Int
    /// Zones of the best division so far, of all parts that have one.
    public let zones: Int
    /// How many of these break the workload limits.
    public let zonesOutOfLimits: Int
    /// The coefficient of variation of their workloads.
    public let variation: Double
}
