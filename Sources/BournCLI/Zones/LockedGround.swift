internal import Census
internal import Coverage
internal import GeoKernels
internal import GeoModel

/// Whether ground put in place of a zone is the zone's own.
enum LockedGround {
    /// The share of a zone's area by which its borders may be drawn otherwise.
    private static let mostShare = 0.005

    /// How many square metres are outside a zone, or missing from it.
    ///
    /// - Parameters:
    ///   - parts: The ground in its place.
    ///   - zone: The zone.
    ///   - measure: Measures areas on the ground.
    /// - Returns: `nil` where the ground is the same but for another drawing of the same border.
    static func difference(
        _ parts: [MultiPolygon], from zone: MultiPolygon, _ measure: GroundMeasure
    ) -> Double? {
        let codes = parts.indices.map(String.init)
        let input = CoverageInput(
            zones: PolygonTable(parts), codes: codes,
            parents: ParentLayer(
                table: PolygonTable([zone]), codes: [""], parentOfZone: parts.map { _ in 0 }),
            measure: measure)
        let faults = CoverageChecker().check(input).faults.filter {
            $0.kind == .spill || $0.kind == .shortfall || $0.kind == .gap
        }
        let area = faults.reduce(0) { $0 + $1.area.value }
        return area > mostShare * measure.area(of: zone).value ? area : nil
    }
}
