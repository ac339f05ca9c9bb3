/// Why a zone's own rings do not bound an area as the Simple Features specification (OGC 06-103r4) asks.
public enum InvalidReason: Hashable, Sendable {
    /// Two edges of the zone cross.
    case selfCrossing
    /// A ring comes back to a place it has visited, other than its start.
    case selfTouch
    /// Two rings of the zone, or two stretches of one, run along the same line.
    case repeatedEdge
    /// A ring has fewer than three different vertices.
    case collapsedRing
    /// A ring encloses nothing, or a spike hides which way it runs.
    case spike
    /// A hole lies outside the outer ring of its polygon.
    case holeOutsideShell
    /// A hole lies inside another hole of the same polygon.
    case nestedHoles
    /// A part lies inside another part of the same zone.
    case nestedShells
    /// Rings that touch in several places cut the inside of a polygon into pieces.
    case disconnectedInterior
    /// The feature has no geometry.
    case empty
    /// The feature could not be decoded; the caller says why.
    case undecodable(String)
}
