/// Finds every place that breaks a coverage.
///
/// Edges that two neighbours share cancel first. What is left is cut where it meets other edges and arranged
/// into faces; the number of zones that cover each face follows from an exact point location for each connected
/// part and a sum across its edges. All decisions are made on the coordinates given by exact predicates: no
/// snapping, no tolerance. Coordinates of crossings are rounded in the output only.
///
/// - Complexity: O(v log v) for v vertices, most of it linear, plus O(k log k) for k edges in trouble.
/// - Memory: about 40 bytes a vertex and 200 an edge in trouble, besides the input.
public struct CoverageChecker: Sendable {
    /// What counts as a fault.
    public let options: CoverageOptions

    /// Makes a checker.
    public init(options: CoverageOptions = CoverageOptions()) {
        self.options = options
    }

    /// Checks zones against each other and, where given, against their parents.
    ///
    /// An invalid zone is reported and takes part all the same: it covers what its edges enclose an odd number
    /// of times. Zones without area take no part beyond the report.
    ///
    /// - Parameter input: The zones, their parents and how to measure.
    /// - Returns: All faults at once, in an order and with ids that depend on places and codes only.
    public func check(_ input: CoverageInput) -> CoverageReport {
        CoverageAnalysis(input, options).report
    }
}
