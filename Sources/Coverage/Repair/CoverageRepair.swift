internal import GeoKernels
public import GeoModel

/// What a repair did to one zone on account of one fault.
public struct RepairChange: Hashable, Sendable {
    /// How a zone changed.
    public enum Action: String, Sendable {
        /// The zone gained the face.
        case gained
        /// The zone lost the face.
        case lost
        /// The zone got vertices that its neighbour has.
        case matched
        /// The zone's rings were drawn anew around what it covers.
        case redrawn
    }

    /// The fault that was mended.
    public var fault: FaultID
    /// The zone by its place in the input.
    public var zone: Int
    /// What happened to it.
    public var action: Action
    /// The area that changed hands.
    public var area: SquareMetres
}

/// A mended coverage with everything needed to check and to undo it.
public struct RepairResult: Sendable {
    /// The zones, in the order of the input; those not in `before` are unchanged bit for bit.
    public let zones: PolygonTable
    /// What was done.
    public let changes: [RepairChange]
    /// What was left as it was, and why.
    public let refused: [(fault: FaultID, reason: RepairRefusal)]
    /// The changed zones as they were.
    public let before: [Int: MultiPolygon]
    /// The check of the mended zones.
    public let report: CoverageReport

    /// The zones as they were before the repair.
    ///
    /// - Complexity: O(v) in the number of vertices.
    public func undone() -> PolygonTable {
        PolygonTable((0..<zones.count).map { before[$0] ?? zones.area(ofFeature: $0) })
    }
}

/// Mends gaps, overlaps, spills, shortfalls and unmatched borders by giving faces to zones.
///
/// Nothing is snapped: a face has one owner afterwards, or is divided, and every zone along it has the same
/// vertices. The outer border does not move, except where a parent says where it belongs; locked zones do not
/// change at all. A zone whose rings cross, touch or repeat themselves is first drawn anew around just what it
/// covers by the even-odd rule. A face whose owner by the rule would make another zone vanish or fall apart goes to
/// that zone instead; where any owner would, it is refused with that reason.
public struct CoverageRepair: Sendable {
    /// How to choose owners, and which zones are locked.
    public let options: RepairOptions

    /// Makes a repair.
    public init(options: RepairOptions = RepairOptions()) { self.options = options }

    /// Checks a coverage and plans what to do about each fault, without doing it.
    ///
    /// - Complexity: that of a check.
    public func plan(_ input: CoverageInput) -> RepairPlan { RepairPlanner.plan(input, options) }

    /// Carries a plan out and checks what came of it.
    ///
    /// Crossings are rounded to doubles when they become vertices, which may leave new slivers of the last
    /// place, and redrawn zones may lie differently; what a second check finds is therefore mended again, five
    /// times at most.
    ///
    /// - Complexity: O(k log k) for k vertices of changed zones, besides the checks.
    public func apply(_ plan: RepairPlan) -> RepairResult {
        var (changes, refused): ([RepairChange], [(fault: FaultID, reason: RepairRefusal)]) = ([], [])
        var before: [Int: MultiPolygon] = [:]
        var current = plan
        for _ in 0..<Self.mostRounds {
            let step = RepairStep(current)
            refused += current.refused + step.refused
            if step.before.isEmpty { break }
            changes += step.changes
            before.merge(step.before) { first, _ in first }
            current = RepairPlanner.plan(step.input, plan.options, accepted: plan.acceptedPlaces)
            if current.actions.isEmpty { break }
        }
        refused += current.refused
        // A refusal stands while its fault does; the last reason given for a fault is the one that counts.
        let left = Set(current.report.faults.map(\.id))
        var reasons: [FaultID: RepairRefusal] = [:]
        for refusal in refused where left.contains(refusal.fault) { reasons[refusal.fault] = refusal.reason }
        return RepairResult(
            zones: current.analysis.input.zones, changes: changes,
            refused: reasons.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, before: before,
            report: current.report)
    }

    /// Rounds of mending: the second settles what rounding and redrawn zones leave, more are seldom needed.
    private static let mostRounds = 6
}
