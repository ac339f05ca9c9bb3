internal import GeoKernels
internal import GeoModel

/// Places points among zones and words the answer.
struct PointPlacer {
    private let zones: AreaSource
    private let locator: ZoneLocator
    private let conversion: ReferenceConversion

    /// How far from a border a distance still tells something; looking farther would cost more than locating.
    private static let farthest = Metres(50_000)

    /// Builds the index over the zones.
    ///
    /// Where zones overlap, the one whose code comes first in the order of its characters is chosen, so that the answer
    /// does not depend on the order of the file.
    init(zones: AreaSource, conversion: ReferenceConversion) {
        self.zones = zones
        self.conversion = conversion
        let order = zones.codes.indices.sorted { zones.codes[$0] < zones.codes[$1] }
        var rank = [Int32](repeating: 0, count: order.count)
        for (place, zone) in order.enumerated() { rank[zone] = Int32(place) }
        locator = ZoneLocator(zones.table, rank: rank)
    }

    /// Places a run of points.
    ///
    /// - Parameters:
    ///   - positions: The points in their own reference; a point that could not be read is NaN.
    ///   - counts: Grows by the points placed.
    /// - Returns: A placement for each.
    func place(_ positions: [Position], counting counts: inout PlacementCounts) -> [PlacedPoint] {
        var converted = positions
        for index in conversion.convert(&converted) { converted[index] = Position(.nan, .nan) }
        let located = locator.locate(converted)
        let distances = locator.borderDistances(
            from: converted, measure: zones.measure, within: Self.farthest)
        return positions.indices.map { index in
            let kind = located.kinds[index]
            counts.count(kind)
            let zone = Int(located.zones[index])
            let distance = kind == .border ? 0 : distances[index].value
            return PlacedPoint(
                zoneCode: zone < 0 ? "" : zones.codes[zone], placement: kind.word,
                borderDistance: distance.isFinite ? distance : nil)
        }
    }
}

extension PlacementKind {
    /// The word that the output uses; a point in several zones is inside one of them.
    fileprivate var word: String {
        switch self {
        case .inside, .overlap: "inside"
        case .border: "border"
        case .outside: "outside"
        case .unlocatable: "unlocatable"
        }
    }
}
