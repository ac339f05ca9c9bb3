internal import Census
internal import GeoModel

/// Finds geometry that cannot be where its reference says, before it is stored.
///
/// In China latitudes (3 to 54) and longitudes (73 to 136) never share a value, so exchanged axes are certain; elsewhere
/// only what no latitude can be is refused.
struct RangeCheck {
    private let reference: CRSIdentifier
    private let isGeographic: Bool

    init(_ reference: CRSIdentifier) {
        self.reference = reference
        switch reference {
        case .gcj02, .bd09: isGeographic = true
        // The geographic systems of China and WGS 84; any other code is checked by its conversion.
        case .epsg(let code): isGeographic = [4326, 4490, 4610, 4214].contains(code)
        }
    }

    /// What is wrong with a geometry's place, if anything.
    func complaint(about geometry: Geometry) -> RefusalReason? {
        guard isGeographic, let extent = geometry.envelope else { return nil }
        if extent.minX >= 3, extent.maxX <= 54, extent.minY >= 73, extent.maxY <= 136 {
            return .exchangedAxes(extent.centre)
        }
        let isPossible = extent.minX >= -180 && extent.maxX <= 180 && extent.minY >= -90 && extent.maxY <= 90
        return isPossible ? nil : .outOfRange(extent.centre, reference: reference)
    }
}
