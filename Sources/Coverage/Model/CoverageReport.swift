public import GeoModel

/// Counts and areas over all faults of a report.
public struct CoverageSummary: Hashable, Sendable {
    /// How many faults there are of each kind; a kind without faults is absent.
    public var counts: [FaultKind: Int] = [:]
    /// The summed area of the faults of each kind.
    public var areas: [FaultKind: SquareMetres] = [:]
    /// Gaps left out because they are wider or larger than the options' limits.
    public var wideGaps = 0

    /// Makes a summary of no faults, with gaps that are none.
    public init(wideGaps: Int = 0) { self.wideGaps = wideGaps }

    /// The number of faults of a kind.
    public func count(_ kind: FaultKind) -> Int { counts[kind] ?? 0 }
    /// The summed area of the faults of a kind.
    public func area(_ kind: FaultKind) -> SquareMetres { areas[kind] ?? SquareMetres(0) }
}

/// Everything a check found out about a coverage.
public struct CoverageReport: Sendable {
    /// The number of zones.
    public var zones: Int
    /// The number of vertices of all zones, closing vertices included.
    public var vertices: Int
    /// Interiors are disjoint and neighbours edge-matched, and every zone is valid in itself.
    public var isValid: Bool
    /// There is no gap and, where parents are given, no spill and no shortfall.
    public var isComplete: Bool
    /// Counts and areas.
    public var summary: CoverageSummary
    /// Every fault, by kind and then by id.
    public var faults: [CoverageFault]
}
