internal import GeoModel
internal import Glibc

/// The encrypted map datums, by the leaked formula (googollee/eviltransform); x is longitude in degrees.
enum Datums {
    /// CGCS2000 to GCJ-02.
    static func gcj02(_ place: Position) -> Position {
        let x = place.x - 105
        let y = place.y - 35
        let phi = place.y * .pi / 180
        let m = 1 - ee * sin(phi) * sin(phi)
        let root = m.squareRoot()
        let east = shiftEast(x, y) * 180 / (a / root * cos(phi) * .pi)
        let north = shiftNorth(x, y) * 180 / (a * (1 - ee) / (m * root) * .pi)
        return Position(place.x + east, place.y + north)
    }

    /// CGCS2000 to BD-09, by way of GCJ-02.
    static func bd09(_ place: Position) -> Position {
        let g = gcj02(place)
        let turn = Double.pi * 3_000 / 180
        let z = (g.x * g.x + g.y * g.y).squareRoot() + 2e-5 * sin(g.y * turn)
        let angle = atan2(g.y, g.x) + 3e-6 * cos(g.x * turn)
        return Position(z * cos(angle) + 0.0065, z * sin(angle) + 0.006)
    }

    private static let a = 6_378_245.0
    private static let ee = 0.006_693_421_622_965_943_23

    private static func shiftEast(_ x: Double, _ y: Double) -> Double {
        let root = x.magnitude.squareRoot()
        let waves =
            20 * sin(.pi * x) + 40 * sin(.pi * x / 3) + 150 * sin(.pi * x / 12) + 300 * sin(.pi * x / 30)
        return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (shared(x) + waves) * 2 / 3
    }

    private static func shiftNorth(_ x: Double, _ y: Double) -> Double {
        let root = x.magnitude.squareRoot()
        let waves =
            20 * sin(.pi * y) + 40 * sin(.pi * y / 3) + 160 * sin(.pi * y / 12) + 320 * sin(.pi * y / 30)
        return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (shared(x) + waves) * 2 / 3
    }

    private static func shared(_ x: Double) -> Double { 20 * sin(6 * .pi * x) + 20 * sin(2 * .pi * x) }
}
