internal import Census
internal import GeoKernels
internal import GeoModel

extension AreaSource {
    /// The areas whose coordinates can be what their reference says.
    ///
    /// Degrees end at 180 and 90; a row that goes beyond becomes a damaged one.
    ///
    /// - Complexity: O(v) in the vertices; areas are copied only if there is such a row.
    func withinRange() -> AreaSource {
        guard measure.takesDegrees else { return self }
        let places = codes.indices.compactMap { row in
            table.firstBeyondDegrees(ofFeature: row).map { (row: row, place: $0) }
        }
        if places.isEmpty { return self }
        let beyond = Set(places.map(\.row))
        let areas = codes.indices.map { beyond.contains($0) ? MultiPolygon([]) : table.area(ofFeature: $0) }
        let rows = places.map { found in
            let reason = RefusalReason.outOfRange(found.place, reference: reference)
            return DamagedRow(feature: found.row, reason: reason.text)
        }
        return replacing(table: PolygonTable(areas), damaged: damaged + rows)
    }
}

extension PolygonTable {
    /// The first position of a feature that is no longitude and latitude; `nil` when all are.
    fileprivate func firstBeyondDegrees(ofFeature feature: Int) -> Position? {
        for ring in rings(ofFeature: feature) {
            for place in positions[vertices(ofRing: ring)]
            where !(place.x.magnitude <= 180 && place.y.magnitude <= 90) {
                return place
            }
        }
        return nil
    }
}
