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
    /// The zone that most units inside the face already belong to, so that the fewest change hands; where no unit
    /// decides, the zone with the longest border.
    case fewestUnitsMoved([PlacedUnit])
    /// A gap is divided among all zones along it by lines midway between them; an overlap, and a gap that cannot
    /// be divided, goes to the zone with the longest border.
    case splitAmongNeighbours
}

/// A unit of a directory: where it is and which zone it is recorded under.
public struct PlacedUnit: Hashable, Sendable {
    /// Its place, in the reference of the zones.
    public var position: Position
    /// The zone it is recorded under, by its place in the input; `nil` for none.
    public var zone: Int?

    /// Places a unit.
    public init(position: Position, zone: Int?) {
        self.position = position
        self.zone = zone
    }
}

/// How a repair goes about its work.
public struct RepairOptions: Sendable {
    /// Who gets a face.
    public var owner: OwnerRule
    /// Zones that may not change in any way, by their place in the input.
    public var locked: Set<Int>
    /// What counts as a fault.
    public var check: CoverageOptions
    /// Faults that were accepted as they are: they stay, also when what is mended beside them adds vertices to them.
    public var accepted: Set<FaultID>
    /// Gaps that look like a missing zone are left to a person who knows whether one belongs there.
    public var leavesMissingZones: Bool

    /// Makes options.
    public init(
        owner: OwnerRule = .longestBorder, locked: Set<Int> = [], check: CoverageOptions = CoverageOptions(),
        accepted: Set<FaultID> = [], leavesMissingZones: Bool = false
    ) {
        self.owner = owner
        self.locked = locked
        self.check = check
        self.accepted = accepted
        self.leavesMissingZones = leavesMissingZones
    }
}

/// Why a fault was left as it is.
public enum RepairRefusal: Hashable, Sendable {
    /// The fault was accepted as it is.
    case accepted
    /// Zones or parents take part whose own rings leave open what they cover; a person must draw them first.
    case invalidZones([Int], parents: [Int])
    /// The gap looks like a missing zone, and such gaps were to be left.
    case looksLikeMissingZone
    /// No unlocked zone lies beside the face.
    case noUnlockedNeighbour
    /// A locked zone lies outside its parent.
    case lockedZoneStrays(zone: Int)
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
    /// What was tried did not mend it.
    case stillThere
}

/// One face that changes hands, one border that gets vertices, or one invalid zone that is redrawn.
public struct RepairAction: Sendable {
    /// The fault that is mended.
    public var fault: FaultID
    /// Its kind.
    public var kind: FaultKind
    /// The place.
    public var geometry: Geometry
    /// The area that changes hands.
    public var area: SquareMetres
    /// The zone that gains the face, keeps it alone or is redrawn; `nil` when no zone is to cover the face, and
    /// when several share it.
    public internal(set) var owner: Int?
    /// The zones that lose the face.
    public internal(set) var losers: [Int]
    /// The zones among which a gap is divided.
    public var heirs: [Int] { division?.shares.map(\.zone) ?? [] }

    /// The face in the analysis; `nil` for a mismatch along a line and for a zone that is redrawn.
    var face: Int?
    /// Who may own the face, the best first.
    var ranked: [Int] = []
    /// Who covers the face before.
    var covering: [Int] = []
    /// How a gap is shared out; `nil` when it has one owner.
    var division: GapDivision?

    /// Gives the face to another of the candidates.
    mutating func give(to zone: Int) {
        owner = zone
        losers = covering.filter { $0 != zone }
    }
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
    /// A place in each face that was accepted: the face may get vertices and with them another id.
    var acceptedPlaces: [Position] = []
}
