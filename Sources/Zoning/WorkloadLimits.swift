/// The least and greatest workload a zone may hold, ends included.
public struct WorkloadLimits: Hashable, Sendable {
    /// The least workload.
    public let minimum: Double
    /// The greatest workload.
    public let maximum: Double

    /// Makes limits.
    ///
    /// - Precondition: `0 <= minimum <= maximum`, both finite.
    public init(minimum: Double, maximum: Double) {
        precondition(
            minimum >= 0 && minimum <= maximum && maximum.isFinite,
            "workload limits need 0 <= minimum <= maximum")
        self.minimum = minimum
        self.maximum = maximum
    }
}
