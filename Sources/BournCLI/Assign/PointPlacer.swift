internal import GeoKernels
internal import GeoModel

/// Places points among zones; any thread may ask it.
struct PointPlacer: Sendable {
    /// The zones' codes.
    let codes: [String]
    private let measure: GroundMeasure
    private let locator: ZoneLocator
    private let conversion: ReferenceConversion

    /// How far from a border a distance still tells something; looking farther would cost more than locating.
    private static let farthest = Metres(50_000)

    /// Builds the index over the zones.
    ///
    /// Where zones overlap, the one whose code comes first in the order of its characters is chosen, so that the answer
    /// does not depend on the order of the file.
    ///
    /// - Parameters:
    ///   - zones: The zones.
    ///   - rank: Their ranks by code.
    ///   - conversion: From the points' reference to the zones'.
    init(zones: AreaSource, rank: [Int32]?, conversion: ReferenceConversion) {
        codes = zones.codes
        measure = zones.measure
        self.conversion = conversion
        locator = ZoneLocator(zones.table, rank: rank)
    }

    /// Places a run of points on this thread.
    ///
    /// - Parameter positions: The points in their own reference; a point that could not be read is NaN.
    /// - Returns: Their placements.
    func place(_ positions: [Position]) -> PlacedPoints {
        var converted = positions
        for index in conversion.convert(&converted) { converted[index] = Position(.nan, .nan) }
        let (located, distances) = locator.locateMeasuring(
            converted, measure: measure, within: Self.farthest, isParallel: false)
        var counts = PlacementCounts()
        for kind in located.kinds { counts.count(kind) }
        // On a border several zones meet without any quarrel; it is one where they overlap beside it.
        let contested = located.several.filter { point, candidates in
            located.kinds[point] == .overlap || candidates.count > 1 && locator.isOverlapped(converted[point])
        }.map { (row: $0.point, zones: $0.candidates) }
        counts.contested = contested.count
        return PlacedPoints(
            located: located, borderDistances: distances, counts: counts, contested: contested)
    }
}
