/// An ellipsoid of revolution, by its equatorial radius and flattening.
public struct Ellipsoid: Hashable, Sendable {
    /// The equatorial radius in metres.
    public let equatorialRadius: Double
    /// The flattening, (a − b) / a.
    public let flattening: Double

    /// Makes an ellipsoid from its equatorial radius in metres and its inverse flattening.
    public init(equatorialRadius: Double, inverseFlattening: Double) {
        self.equatorialRadius = equatorialRadius
        flattening = 1 / inverseFlattening
    }

    /// The squared first eccentricity, f (2 − f).
    public var squaredEccentricity: Double { flattening * (2 - flattening) }

    /// The ellipsoid of CGCS2000 (GB 22021-2008; the same figures as GRS 1980).
    public static let cgcs2000 = Ellipsoid(equatorialRadius: 6_378_137, inverseFlattening: 298.257222101)
    /// The ellipsoid of WGS 84.
    public static let wgs84 = Ellipsoid(equatorialRadius: 6_378_137, inverseFlattening: 298.257223563)
    /// The ellipsoid of Xian 1980 (IAG 1975).
    public static let iag1975 = Ellipsoid(equatorialRadius: 6_378_140, inverseFlattening: 298.257)
    /// The ellipsoid of Beijing 1954 (Krassowsky 1940).
    public static let krassowsky1940 = Ellipsoid(equatorialRadius: 6_378_245, inverseFlattening: 298.3)
}
