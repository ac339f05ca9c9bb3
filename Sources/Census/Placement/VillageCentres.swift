public import GeoModel
internal import Glibc

/// The public points of villages, such as a committee's office, that people copy for want of a better coordinate.
///
/// A lookup visits at most nine cells of a grid whose cells are twice the radius wide.
public struct VillageCentres: Sendable {
    private let cells: [Int64: [Int]]
    private let centres: [(code: String, position: Position)]
    private let cellSize: Double
    private let radius: Metres

    /// Prepares the points, in degrees; those not finite are left out.
    public init(_ centres: [(code: String, position: Position)], radius: Metres) {
        self.centres = centres.filter { $0.position.isFinite }.sorted { $0.code < $1.code }
        self.radius = radius
        // Below 60 degrees of latitude a degree is at least 55 km wide, so twice the radius fits into a cell.
        cellSize = max(1e-7, radius.value * 2 / 55_000)
        var cells: [Int64: [Int]] = [:]
        for (index, centre) in self.centres.enumerated() {
            cells[GridCell(centre.position, size: cellSize).key, default: []].append(index)
        }
        self.cells = cells
    }

    /// The village whose point lies within the radius of a position, the nearest of several.
    public func village(at position: Position, in zones: some ZonePlacing) -> String? {
        guard position.isFinite else { return nil }
        var best: (distance: Metres, code: String)?
        for cell in GridCell(position, size: cellSize).neighbourhood {
            for index in cells[cell.key] ?? [] {
                let distance = zones.distance(from: position, to: centres[index].position)
                guard distance <= radius, distance < best?.distance ?? Metres(.infinity) else { continue }
                best = (distance, centres[index].code)
            }
        }
        return best?.code
    }
}

/// A cell of a square grid over the plane.
struct GridCell: Hashable {
    let column: Int32
    let row: Int32

    /// The cell of a finite position.
    init(_ position: Position, size: Double) {
        func clamped(_ value: Double) -> Int32 {
            Int32(max(-2_000_000_000, min(2_000_000_000, (value / size).rounded(.down))))
        }
        column = clamped(position.x)
        row = clamped(position.y)
    }

    init(column: Int32, row: Int32) {
        self.column = column
        self.row = row
    }

    /// One number for the cell.
    var key: Int64 { Int64(column) << 32 | Int64(UInt32(bitPattern: row)) }

    /// The cell and its eight neighbours.
    var neighbourhood: [GridCell] {
        (-1...1).flatMap { (x: Int32) in (-1...1).map { GridCell(column: column + x, row: row + $0) } }
    }
}
