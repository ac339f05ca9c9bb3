import Census
import GeoKernels
import GeoModel

/// A made county: villages as squares of 0.01 degrees (about 950 m by 1100 m), twelve by twelve.
struct GridOfZones {
    static let side = 0.01
    static let count = 12
    static let corner = Position(116.6, 31.0)

    static func code(column: Int, row: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "9901211\(two(column))2\(two(row))"
    }

    static let zones: LocatedZones = {
        var areas: [MultiPolygon] = []
        var codes: [String] = []
        for row in 0..<count {
            for column in 0..<count {
                let x = corner.x + Double(column) * side
                let y = corner.y + Double(row) * side
                areas.append(square(x, y, side))
                codes.append(code(column: column, row: row))
            }
        }
        return LocatedZones(PolygonTable(areas), codes: codes, measure: .geographic())
    }()

    static func square(_ x: Double, _ y: Double, _ side: Double) -> MultiPolygon {
        let ring = [
            Position(x, y), Position(x + side, y), Position(x + side, y + side), Position(x, y + side),
            Position(x, y),
        ]
        return MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring), holes: [])])
    }

    /// A place within a village, `across` and `up` in 0…1.
    static func place(column: Int, row: Int, across: Double = 0.5, up: Double = 0.5) -> Position {
        Position(
            corner.x + (Double(column) + across) * side, corner.y + (Double(row) + up) * side)
    }

    static let good = PositionUncertainty(rounding: Metres(0.1), source: Metres(10))

    static func point(
        _ id: String, _ position: Position?, declared: String?, batch: String = "b",
        uncertainty: PositionUncertainty = good, grid: GridReading? = nil
    ) -> UnitPoint {
        UnitPoint(
            id: id, batch: batch, position: position, grid: grid, declaredZone: declared,
            uncertainty: uncertainty)
    }

    /// Units at random places of the inner villages, declared rightly, whose coordinates `spoil` turns into what
    /// the file says.
    static func batch(
        _ name: String, units: Int, seed: UInt64, spoil: (Position) -> Position
    ) -> [UnitPoint] {
        var random = SplitMix64(seed: seed)
        return (0..<units).map { index in
            let (column, row) = (2 + random.index(below: 8), 2 + random.index(below: 8))
            let place = place(column: column, row: row, across: random.unit(), up: random.unit())
            return point(
                "\(name)\(index)", spoil(place), declared: code(column: column, row: row), batch: name)
        }
    }
}
