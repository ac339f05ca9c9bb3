public import GeoModel

/// What every zone must hold, without exception.
///
/// Contiguity, parents, barriers and locked zones belong to the graph; here are the measures.
public struct ZoneLimits: Hashable, Sendable {
    /// The least and greatest workload.
    public var workload: WorkloadLimits
    /// The greatest area, or `nil` for any.
    public var maximumArea: SquareMetres?
    /// The greatest distance between two points of a zone, or `nil` for any.
    ///
    /// It is held against an upper bound from the zone's widths in sixteen directions, at most 0.5 % above
    /// the true diameter: a zone just below the limit may be refused, one above never passes.
    public var maximumDiameter: Metres?

    /// Makes limits.
    public init(
        workload: WorkloadLimits, maximumArea: SquareMetres? = nil, maximumDiameter: Metres? = nil
    ) {
        self.workload = workload
        self.maximumArea = maximumArea
        self.maximumDiameter = maximumDiameter
    }
}
