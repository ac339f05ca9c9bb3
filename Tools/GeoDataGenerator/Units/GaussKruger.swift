internal import GeoModel
internal import Glibc

/// The Gauss–Krüger projection of CGCS2000 (Krüger's series to n⁴, below a micrometre in a zone).
struct GaussKruger {
    let centralMeridian: Double
    let falseEasting: Double

    /// Easting as x and northing as y, in metres.
    func project(_ place: Position) -> Position {
        let f = Ellipsoid.cgcs2000.flattening
        let n = f / (2 - f)
        let radius = Ellipsoid.cgcs2000.equatorialRadius / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64)
        let phi = place.y * .pi / 180
        let lambda = (place.x - centralMeridian) * .pi / 180
        let e = 2 * n.squareRoot() / (1 + n)
        let t = sinh(atanh(sin(phi)) - e * atanh(e * sin(phi)))
        let xi = atan2(t, cos(lambda))
        let eta = atanh(sin(lambda) / (1 + t * t).squareRoot())
        var north = xi
        var east = eta
        for (index, alpha) in Self.coefficients(n).enumerated() {
            let order = Double(2 * (index + 1))
            north += alpha * sin(order * xi) * cosh(order * eta)
            east += alpha * cos(order * xi) * sinh(order * eta)
        }
        return Position(falseEasting + radius * east, radius * north)
    }

    private static func coefficients(_ n: Double) -> [Double] {
        let n2 = n * n
        let n3 = n2 * n
        let n4 = n3 * n
        return [
            n / 2 - n2 * 2 / 3 + n3 * 5 / 16 + n4 * 41 / 180,
            n2 * 13 / 48 - n3 * 3 / 5 + n4 * 557 / 1_440,
            n3 * 61 / 240 - n4 * 103 / 140,
            n4 * 49_561 / 161_280,
        ]
    }
}
