internal import GeoKernels
internal import GeoModel

/// The flat frame the county is drawn in: metres east and north of an origin, and its degrees.
///
/// Both scales are those of the origin's latitude. The county is made up, so nothing is lost by that; areas
/// in the answer files are measured on the ellipsoid from the degrees that are written.
struct Frame {
    let origin: Position
    private let metric: LocalMetric

    init(origin: Position) {
        self.origin = origin
        metric = LocalMetric(atLatitude: origin.y, ellipsoid: .cgcs2000)
    }

    /// Longitude and latitude, rounded to the eight decimals that are written, so that what is computed is
    /// what a reader gets back.
    func degrees(_ place: Position) -> Position {
        rounded(
            Position(
                origin.x + place.x / metric.metresPerUnitX, origin.y + place.y / metric.metresPerUnitY))
    }

    /// Metres from the origin.
    func metres(_ place: Position) -> Position {
        Position((place.x - origin.x) * metric.metresPerUnitX, (place.y - origin.y) * metric.metresPerUnitY)
    }
}

/// A position whose ordinates are the doubles nearest to eight decimals.
func rounded(_ place: Position) -> Position {
    Position((place.x * 1e8).rounded() / 1e8, (place.y * 1e8).rounded() / 1e8)
}

/// The straight distance in a plane of metres.
func distance(_ a: Position, _ b: Position) -> Double {
    let x = b.x - a.x
    let y = b.y - a.y
    return (x * x + y * y).squareRoot()
}

/// The position a share of the way from one to another.
func between(_ a: Position, _ b: Position, _ share: Double) -> Position {
    Position(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
}
