public import GeoModel

/// A shape that was accepted although it breaks the rules of Simple Features (OGC 06-103r4, 6.1.11).
///
/// Such an area is not refused: it is real work with a mistake in it, and a coverage check or a repair needs it in the
/// workspace. Its area cannot be trusted until it is mended.
public struct ShapeFault: Hashable, Sendable {
    /// The row in the source.
    public let row: Int
    /// The row's code.
    public let code: String
    /// What is wrong first; other faults may hide behind it.
    public let kind: ShapeFaultKind
    /// Where, in the workspace's reference; `nil` when no place can be named.
    public let location: Position?

    /// Makes a fault.
    public init(row: Int, code: String, kind: ShapeFaultKind, location: Position?) {
        self.row = row
        self.code = code
        self.kind = kind
        self.location = location
    }
}

/// What is wrong with a shape; the raw values are the words of the JSON results.
public enum ShapeFaultKind: String, CaseIterable, Sendable {
    /// Two parts of the border cross, or share a stretch.
    case selfIntersection = "self_intersection"
    /// A ring touches or crosses itself.
    case ringSelfIntersection = "ring_self_intersection"
    /// A hole lies outside the ring it should lie in.
    case holeOutside = "hole_outside_shell"
    /// A hole lies inside another.
    case nestedHoles = "nested_holes"
    /// Holes cut the inside into separate pieces.
    case disconnectedInterior = "disconnected_interior"
    /// One part lies inside another.
    case nestedParts = "nested_shells"
    /// The same ring stands twice.
    case duplicateRings = "duplicate_rings"
    /// A ring or line has too few different points.
    case tooFewPoints = "too_few_points"
    /// It could not be checked.
    case unchecked
}

extension ShapeFaultKind {
    /// The fault for people.
    public var text: LocalizedText {
        switch self {
        case .selfIntersection: LocalizedText(zh: "边界自相交", en: "the border crosses itself")
        case .ringSelfIntersection: LocalizedText(zh: "环自相接或自相交", en: "a ring touches or crosses itself")
        case .holeOutside: LocalizedText(zh: "洞在外环之外", en: "a hole lies outside its area")
        case .nestedHoles: LocalizedText(zh: "洞套洞", en: "a hole lies inside another hole")
        case .disconnectedInterior:
            LocalizedText(zh: "内部被洞隔断", en: "holes cut the inside into pieces")
        case .nestedParts: LocalizedText(zh: "部件相套", en: "a part lies inside another part")
        case .duplicateRings: LocalizedText(zh: "环重复", en: "a ring stands twice")
        case .tooFewPoints: LocalizedText(zh: "不同的点太少", en: "there are too few different points")
        case .unchecked: LocalizedText(zh: "无法检查", en: "the shape could not be checked")
        }
    }
}

/// Finds out which accepted shapes are faulty: the port to a geometry library.
///
/// It may work on other threads while the import goes on; `finish` waits for the rest.
public protocol ShapeChecking: AnyObject {
    /// Takes a record that was accepted.
    func submit(_ record: ImportRecord)

    /// Everything that is wrong, in the order of the rows.
    func finish() -> [ShapeFault]
}
