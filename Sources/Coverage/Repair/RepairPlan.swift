public import GeoModel

/// Who gets a face that no zone, or more than one, covers.
public enum OwnerRule: Hashable, Sendable {
    /// The zone with the longest border along the face.
    case longestBorder
    /// The zone with the largest area.
    case largestArea
    /// The zone with the greatest weight, one for each zone: units inside, for instance, so that the fewest move.
    case greatestWeight([Double])
    /// One zone wherever it is a candidate; elsewhere the zone with the longest border.
    case named(zone: Int)
}

/// How a repair goes about its work.
public struct RepairOptions: Sendable {
    /// Who gets a face.
    public var owner: OwnerRule
    /// Zones that may not change in any way, by their place in the input.
    public var locked: Set<Int>
    /// What counts as a fault.
    public var check: CoverageOptions

    /// Makes options.
    public init(
        owner: OwnerRule = .longestBorder, locked: Set<Int> = [], check: CoverageOptions = CoverageOptions()
    ) {
        self.owner = owner
        self.locked = locked
        self.check = check
    }
}

/// Why a fault was left as it is.
public enum RepairRefusal: Hashable, Sendable {
    /// An invalid zone takes part; its own rings must be mended by a person first.
    case invalidZone
    /// No unlocked zone lies beside the face.
    case noUnlockedNeighbour
    /// Two or more locked zones overlap.
    case lockedZonesOverlap(zones: [Int])
    /// A locked zone would need a new vertex on its border.
    case lockedZoneNeedsVertex(zone: Int)
    /// Nothing would be left of a zone.
    case wouldErase(zone: Int)
    /// A zone would fall into more parts than it has.
    case wouldSplit(zone: Int)
    /// The changed rings of a zone would not be valid.
    case wouldInvalidate(zone: Int)
}

/// One face that changes hands, or one border that gets vertices.
public struct RepairAction: Sendable {
    /// The fault that is mended.
    public var fault: FaultID
    /// Its kind.
    public var kind: FaultKind
    /// The place.
    public var geometry: Geometry
    /// The area that changes hands.
    public var area: SquareMetres
    /// The zone that gains the face or keeps it alone; `nil` when no zone is to cover it.
    public var owner: Int?
    /// The zones that lose the face.
    public var losers: [Int]
}

/// What a repair would do, before anything is done.
public struct RepairPlan: Sendable {
    /// The check that the plan rests on.
    public let report: CoverageReport
    /// What would be mended, in the order of the report.
    public internal(set) var actions: [RepairAction]
    /// What would be left, and why.
    public internal(set) var refused: [(fault: FaultID, reason: RepairRefusal)]

    let analysis: CoverageAnalysis
    let options: RepairOptions
    /// The face of each action in the analysis; `nil` for a mismatch.
    var faces: [Int?]
}
