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
    /// The zones, in the order of the input; those not in `changed` are unchanged bit for bit.
    public let zones: PolygonTable
    /// What was done.
    public let changes: [RepairChange]
    /// Every fault that is left, and why.
    public let refused: [(fault: FaultID, reason: RepairRefusal)]
    /// The zones that were drawn anew, by their place in the input, ascending.
    public let changed: [Int]
    /// The check of the mended zones.
    public let report: CoverageReport

    /// The input's zones, whose storage is shared with it.
    let original: PolygonTable

    /// The changed zones as they were.
    ///
    /// - Complexity: O(v) in the vertices of the changed zones, each time.
    public var before: [Int: MultiPolygon] {
        Dictionary(uniqueKeysWithValues: changed.map { ($0, original.area(ofFeature: $0)) })
    }

    /// The zones as they were before the repair.
    public func undone() -> PolygonTable { original }
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
        var changed: Set<Int> = []
        var current = plan
        for _ in 0..<Self.mostRounds {
            let step = RepairStep(current)
            refused += current.refused + step.refused
            if step.changed.isEmpty { break }
            changes += step.changes
            changed.formUnion(step.changed)
            current = RepairPlanner.plan(step.input, plan.options, accepted: plan.acceptedPlaces)
            if current.actions.isEmpty { break }
        }
        refused += current.refused
        // A refusal stands while its fault does; the last reason given for a fault is the one that counts.
        let left = Set(current.report.faults.map(\.id))
        var reasons = Dictionary(uniqueKeysWithValues: left.map { ($0, RepairRefusal.stillThere) })
        for refusal in refused where left.contains(refusal.fault) { reasons[refusal.fault] = refusal.reason }
        return RepairResult(
            zones: current.analysis.input.zones,
            changes: changes.filter { changed.contains($0.zone) && !left.contains($0.fault) },
            refused: reasons.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            changed: changed.sorted(), report: current.report, original: plan.analysis.input.zones)
    }

    /// Rounds of mending: the second settles what rounding and redrawn zones leave, more are seldom needed.
    private static let mostRounds = 6
}
