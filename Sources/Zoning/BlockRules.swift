public import GeoModel

/// Two blocks, by their index in the input, in either order.
public struct BlockPair: Hashable, Sendable {
    /// The block with the smaller index.
    public let first: Int
    /// The block with the greater index.
    public let second: Int

    /// Makes a pair of two different blocks.
    public init(_ a: Int, _ b: Int) {
        precondition(a != b, "a pair of blocks needs two different blocks")
        first = min(a, b)
        second = max(a, b)
    }
}

/// What is known of blocks besides shape and workload.
public struct BlockRules: Sendable {
    /// The distinct codes of the blocks.
    ///
    /// They fix the order of work, so that a plan does not depend on the order of input; without codes the
    /// input order is that order.
    public var codes: [String]?
    /// The parent of each block, which no zone crosses; without it all blocks have one parent.
    public var parents: [Int]?
    /// Pairs joined by a ferry or bridge although they share no border.
    public var links: [BlockPair]
    /// Pairs whose shared border a zone may not cross.
    public var barriers: [BlockPair]
    /// Lines a zone may not cross, where they run along shared borders.
    ///
    /// Two blocks are parted when no more than twice the tolerance of their shared border is left open. What runs
    /// through the inside of a block parts nothing; `StrayBarrier` finds it.
    public var barrierLines: [LineString]
    /// Roads, rivers and ridges; a shared border is visible where one of them runs along it.
    public var visibleLines: [LineString]
    /// How far from a border a line may run and still count as running along it.
    public var lineTolerance: Metres
    /// Zones that must stay exactly as they are.
    public var lockedZones: [[Int]]

    /// Makes rules; by default there are none.
    public init(
        codes: [String]? = nil, parents: [Int]? = nil, links: [BlockPair] = [], barriers: [BlockPair] = [],
        barrierLines: [LineString] = [], visibleLines: [LineString] = [], lineTolerance: Metres = Metres(0.1),
        lockedZones: [[Int]] = []
    ) {
        self.codes = codes
        self.parents = parents
        self.links = links
        self.barriers = barriers
        self.barrierLines = barrierLines
        self.visibleLines = visibleLines
        self.lineTolerance = lineTolerance
        self.lockedZones = lockedZones
    }
}
