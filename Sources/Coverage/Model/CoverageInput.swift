public import GeoKernels
public import GeoModel

/// The areas that zones must fill, one level up.
public struct ParentLayer: Sendable {
    /// The parents' areas.
    public var table: PolygonTable
    /// The parents' codes, one each.
    public var codes: [String]
    /// For each zone the place of its parent in the table, `nil` when its parent is not among them.
    public var parentOfZone: [Int?]

    /// Makes a parent layer.
    ///
    /// - Precondition: as many codes as parents.
    public init(table: PolygonTable, codes: [String], parentOfZone: [Int?]) {
        precondition(codes.count == table.count, "a parent layer needs one code for each parent")
        self.table = table
        self.codes = codes
        self.parentOfZone = parentOfZone
    }
}

/// A feature that its reader could not turn into an area; it becomes an invalid zone in the report.
public struct RefusedZone: Hashable, Sendable {
    /// The zone's place in the table, where it stands without polygons.
    public var zone: Int
    /// Why it could not be read.
    public var reason: String

    /// Names a refused zone.
    public init(zone: Int, reason: String) {
        self.zone = zone
        self.reason = reason
    }
}

/// What a coverage check is asked about.
public struct CoverageInput: Sendable {
    /// The zones' areas.
    public var zones: PolygonTable
    /// The zones' codes, one each.
    public var codes: [String]
    /// The level above, when there is one.
    public var parents: ParentLayer?
    /// How lengths and areas are measured.
    public var measure: GroundMeasure
    /// Zones that could not be decoded.
    public var refused: [RefusedZone]

    /// Joins what a check needs.
    ///
    /// - Precondition: as many codes as zones, and a parent (or `nil`) for each zone if parents are given.
    public init(
        zones: PolygonTable, codes: [String], parents: ParentLayer? = nil, measure: GroundMeasure,
        refused: [RefusedZone] = []
    ) {
        precondition(codes.count == zones.count, "a coverage needs one code for each zone")
        precondition(
            parents.map { $0.parentOfZone.count == zones.count } ?? true,
            "a parent layer must name a parent, or none, for each zone")
        self.zones = zones
        self.codes = codes
        self.parents = parents
        self.measure = measure
        self.refused = refused
    }
}

/// What counts as a fault.
public struct CoverageOptions: Sendable {
    /// Gaps wider than this are taken as intended (a lake, a field of another office) and only counted;
    /// `nil` takes every enclosed face that no zone covers as a fault.
    public var maxGapWidth: Metres?
    /// Gaps larger than this are taken as intended and only counted, as those that are too wide.
    public var maxGapArea: SquareMetres?

    /// Makes options.
    public init(maxGapWidth: Metres? = nil, maxGapArea: SquareMetres? = nil) {
        (self.maxGapWidth, self.maxGapArea) = (maxGapWidth, maxGapArea)
    }
}
