public import GeoModel

/// The name of a fault: the same for the same place, kind and zones, whatever the order of the input.
public struct FaultID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The first 64 bits of the digest.
    public let value: UInt64

    /// Makes a name from the first 64 bits of a digest.
    public init(_ value: UInt64) { self.value = value }

    /// Reads a name back from its sixteen hexadecimal digits; otherwise `nil`.
    public init?(_ digits: String) {
        guard digits.utf8.count == 16, let value = UInt64(digits, radix: 16) else { return nil }
        self.value = value
    }

    /// Sixteen hexadecimal digits.
    public var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Orders by digits.
    public static func < (a: FaultID, b: FaultID) -> Bool { a.value < b.value }
}

/// A zone beside a fault, and how much border they share.
public struct FaultNeighbour: Hashable, Sendable {
    /// The zone, by its place in the input.
    public var zone: Int
    /// The length of border on the ground.
    public var border: Metres
}

/// What most likely led to a fault, with what speaks for it.
public enum FaultCause: Hashable, Sendable {
    /// Two zones are the same area, or one is a near copy of the other.
    case duplicatedZone
    /// The gap has the size of a zone: `relativeSize` is its area over the mean area of its neighbours.
    case missingZone(relativeSize: Double)
    /// One zone lacks a vertex that its neighbour has on their common border.
    case missingVertex
    /// A thin face between borders that were drawn twice and never snapped together.
    case unsnappedBorder
    /// A zone was moved as a whole, by about this much in the unit of the reference system.
    case displacedCopy(dx: Double, dy: Double)
    /// Most zones of the layer lie off their parents by about the same vector, in the unit of the CRS.
    case datumShift(dx: Double, dy: Double)
    /// A zone whose own rings are not valid takes part.
    case invalidZone
    /// The parts of a single zone leave the face open.
    case partsOfOneZone
    /// A zone lies as a whole in areas that are not its parent.
    case wrongParent
}

/// One place that breaks a coverage.
public struct CoverageFault: Sendable {
    /// A name that does not depend on the order of the input.
    public var id: FaultID
    /// What is wrong.
    public var kind: FaultKind
    /// The place: an area; lines for a mismatch; a point, or nothing, for an invalid zone.
    public var geometry: Geometry
    /// The true area; 0 for lines and points.
    public var area: SquareMetres
    /// The diameter of the largest circle inside; 0 for lines and points.
    public var width: Metres
    /// The zones at fault by their place in the input, ascending: the owners of an overlap, the zones that
    /// spill, the neighbours of a gap or shortfall, the two sides of a mismatch, an invalid zone.
    public var zones: [Int]
    /// The parents that the face belongs to, by their place in the input; empty when none are given.
    public var parents: [Int]
    /// Who lies around the face, the longest border first.
    public var neighbours: [FaultNeighbour]
    /// The most likely cause; `nil` when nothing speaks for any.
    public var cause: FaultCause?
    /// Why a zone is invalid; `nil` for other kinds.
    public var reason: InvalidReason?
}
