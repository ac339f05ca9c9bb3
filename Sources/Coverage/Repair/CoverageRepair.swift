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
/// Nothing is snapped: a face has one owner afterwards and every zone along it has the same vertices. The outer
/// border does not move, except where a parent says where it belongs; locked zones do not change at all. A zone
/// that would vanish, fall apart or become invalid keeps its faults, which are refused with that reason.
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
    /// place; what a second check finds is therefore mended again, three times at most.
    ///
    /// - Complexity: O(k log k) for k vertices of changed zones, besides the checks.
    public func apply(_ plan: RepairPlan) -> RepairResult {
        var step = RepairStep(plan)
        var changes = step.changes
        var before = step.before
        let refused = plan.refused + step.refused
        let refusedFaults = Set(refused.map(\.fault))
        var zones = step.zones
        var report = CoverageChecker(options: plan.options.check).check(step.input)
        var rounds = 0
        while rounds < 3,
            report.faults.contains(where: { !refusedFaults.contains($0.id) && $0.kind != .invalid })
        {
            rounds += 1
            let next = RepairPlanner.plan(step.input, plan.options)
            step = RepairStep(next)
            if step.before.isEmpty { break }
            changes += step.changes
            for (zone, area) in step.before where before[zone] == nil { before[zone] = area }
            zones = step.zones
            report = CoverageChecker(options: plan.options.check).check(step.input)
        }
        return RepairResult(zones: zones, changes: changes, refused: refused, before: before, report: report)
    }
}
