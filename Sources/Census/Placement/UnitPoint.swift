public import GeoModel

/// What placement needs to know of a unit.
public struct UnitPoint: Hashable, Sendable {
    /// What names the unit in the worklist, such as its row number or key.
    public let id: String
    /// The group of units that share an origin, and so perhaps a mistake.
    public let batch: String
    /// Where the unit is said to be, longitude and latitude in degrees; `nil` when it has no usable coordinate.
    public let position: Position?
    /// Projected metres as the file gave them, easting first, where it gave metres.
    public let grid: GridReading?
    /// The zone or village that the unit is declared to be in.
    public let declaredZone: String?
    /// How far the position may be off.
    public let uncertainty: PositionUncertainty
    /// What is doubtful about what its row says of its reference.
    public let referenceDoubt: ReferenceDoubt?

    /// Makes a unit's point.
    public init(
        id: String, batch: String, position: Position?, grid: GridReading? = nil, declaredZone: String?,
        uncertainty: PositionUncertainty, referenceDoubt: ReferenceDoubt? = nil
    ) {
        self.id = id
        self.batch = batch
        self.position = position
        self.grid = grid
        self.declaredZone = declaredZone
        self.uncertainty = uncertainty
        self.referenceDoubt = referenceDoubt
    }
}

/// Gauss-Krüger metres as a file gives them.
public struct GridReading: Hashable, Sendable {
    /// What was given as easting, the zone's number in front if it was given so.
    public let easting: Double
    /// What was given as northing.
    public let northing: Double
    /// The central meridian of the zone the file was declared to be in, degrees east.
    public let centralMeridian: Double

    /// Makes a reading.
    public init(easting: Double, northing: Double, centralMeridian: Double) {
        self.easting = easting
        self.northing = northing
        self.centralMeridian = centralMeridian
    }

    /// The easting without a zone's number in front, the false easting of 500 km still in it.
    ///
    /// - Parameter easting: An easting of either form.
    /// - Returns: The easting within its zone.
    public static func withoutPrefix(_ easting: Double) -> Double {
        easting.magnitude < 10_000_000 ? easting : easting - (easting / 1_000_000).rounded(.down) * 1_000_000
    }
}
