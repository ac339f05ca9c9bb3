import GeoKernels
import GeoModel

/// A valid coverage of quadrilaterals in rows, its inner corners moved at random.
struct MadeGrid {
    let columns: Int
    let rows: Int
    let areas: [MultiPolygon]

    /// Cells of a hundred metres on a plane; `jitter` is the most a corner moves.
    init(columns: Int, rows: Int, jitter: Double = 0, seed: UInt64 = 1) {
        var random = SplitMix64(seed: seed)
        var corners: [Position] = []
        for row in 0...rows {
            for column in 0...columns {
                let isInner = column > 0 && row > 0 && column < columns && row < rows
                let reach = isInner ? jitter : 0
                corners.append(
                    Position(
                        Double(column) * 100 + random.number(in: -reach...reach),
                        Double(row) * 100 + random.number(in: -reach...reach)))
            }
        }
        self.columns = columns
        self.rows = rows
        areas = (0..<rows * columns).map { cell in
            let southWest = cell / columns * (columns + 1) + cell % columns
            let ring = [
                southWest, southWest + 1, southWest + columns + 2, southWest + columns + 1, southWest,
            ]
            return MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring.map { corners[$0] }))])
        }
    }

    var table: PolygonTable { PolygonTable(areas) }
}

/// The rectangle between two corners.
func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> LinearRing {
    LinearRing(unchecked: [
        Position(west, south), Position(east, south), Position(east, north), Position(west, north),
        Position(west, south),
    ])
}

/// A line through positions.
func line(_ positions: (Double, Double)...) -> Geometry {
    .lineString(LineString(unchecked: positions.map { Position($0.0, $0.1) }))
}
