/// What a decoder found: the geometry, and what stood beside it in the bytes.
public struct DecodedGeometry: Hashable, Sendable {
    /// The geometry in the plane.
    public let geometry: Geometry
    /// The spatial reference number given with the geometry, whose meaning is the writer's; `nil` if none.
    public let srid: Int32?
    /// Which ordinates besides x and y were read over and are not in `geometry`.
    public let droppedOrdinates: DroppedOrdinates

    /// Puts a decoded geometry together.
    public init(geometry: Geometry, srid: Int32? = nil, droppedOrdinates: DroppedOrdinates = []) {
        self.geometry = geometry
        self.srid = srid
        self.droppedOrdinates = droppedOrdinates
    }
}

/// Which ordinates a decoder read over, since geometries here are planar.
public struct DroppedOrdinates: OptionSet, Hashable, Sendable {
    /// Bit 0 for heights, bit 1 for measures.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Heights.
    public static let z = DroppedOrdinates(rawValue: 1)
    /// Measures along a line.
    public static let m = DroppedOrdinates(rawValue: 2)
}
