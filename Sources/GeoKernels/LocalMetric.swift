public import GeoModel
internal import Glibc

/// How many metres a unit of x and a unit of y is around one place.
public struct LocalMetric: Sendable {
    /// Metres for each unit of x (degree of longitude, or projected unit).
    public let metresPerUnitX: Double
    /// Metres for each unit of y (degree of latitude, or projected unit).
    public let metresPerUnitY: Double

    /// Makes a metric from its two scales.
    public init(metresPerUnitX: Double, metresPerUnitY: Double) {
        self.metresPerUnitX = metresPerUnitX
        self.metresPerUnitY = metresPerUnitY
    }

    /// Computes the metric of degrees from the radii of curvature at a latitude in degrees.
    public init(atLatitude latitude: Double, ellipsoid: Ellipsoid) {
        let phi = latitude * radiansPerDegree
        let e2 = ellipsoid.squaredEccentricity
        let w2 = 1 - e2 * sin(phi) * sin(phi)
        let normal = ellipsoid.equatorialRadius / w2.squareRoot()
        metresPerUnitX = normal * cos(phi) * radiansPerDegree
        metresPerUnitY = normal * (1 - e2) / w2 * radiansPerDegree
    }

    /// The metric of coordinates that are metres already.
    public static let planar = LocalMetric(metresPerUnitX: 1, metresPerUnitY: 1)

    /// The distance between two near positions, taking the surface as flat.
    public func distance(from a: Position, to b: Position) -> Metres {
        let dx = (b.x - a.x) * metresPerUnitX
        let dy = (b.y - a.y) * metresPerUnitY
        return Metres((dx * dx + dy * dy).squareRoot())
    }
}
