internal import GeoKernels
internal import GeoModel

/// How many units lie in areas.
enum UnitCount {
    /// How many of some positions lie in each of some areas, borders included.
    ///
    /// - Parameters:
    ///   - positions: The units, in the reference of the areas.
    ///   - areas: The areas; one without polygons holds none.
    /// - Returns: A number for each area.
    static func count(_ positions: [Position], in areas: [MultiPolygon]) -> [Int] {
        // The areas are located in as if they were zones.
        let placed = ZoneLocator(PolygonTable(areas)).locate(positions)
        var counts = [Int](repeating: 0, count: areas.count)
        for zone in placed.zones where zone >= 0 { counts[Int(zone)] += 1 }
        for (point, candidates) in placed.several {
            for zone in candidates where zone != Int(placed.zones[point]) { counts[zone] += 1 }
        }
        return counts
    }
}
