internal import GeoKernels
internal import GeoModel

/// Positions in square cells of the search radius, so that near pairs are found without comparing all.
struct ProximityGrid {
    private struct Cell: Hashable {
        let column: Int
        let row: Int
    }

    private let cells: [Cell: [Int]]
    private let order: [Cell]

    /// Sorts positions into cells at least as wide as the radius everywhere in their extent.
    init(_ positions: [Position], within radius: Metres, measure: GroundMeasure) {
        // A degree of longitude is shortest where the latitude is greatest: cells sized there are wide enough.
        let extremes = [positions.min { $0.y < $1.y }, positions.max { $0.y < $1.y }].compactMap { $0 }
        let metrics = extremes.map { measure.metric(at: $0) }
        // A hair of slack keeps a pair at exactly the radius in neighbouring cells despite rounding.
        let width = radius.value * 1.001 / (metrics.map(\.metresPerUnitX).min() ?? 1)
        let height = radius.value * 1.001 / (metrics.map(\.metresPerUnitY).min() ?? 1)
        var cells: [Cell: [Int]] = [:]
        var order: [Cell] = []
        for (index, position) in positions.enumerated() {
            let cell = Cell(
                column: Int((position.x / width).rounded(.down)),
                row: Int((position.y / height).rounded(.down)))
            if cells[cell] == nil { order.append(cell) }
            cells[cell, default: []].append(index)
        }
        self.cells = cells
        self.order = order
    }

    /// Visits each pair within a cell or between neighbouring cells once.
    func forEachPair(_ visit: (Int, Int) -> Void) {
        for cell in order {
            let own = cells[cell] ?? []
            for (offset, a) in own.enumerated() {
                for b in own[(offset + 1)...] { visit(a, b) }
            }
            for (dx, dy) in [(1, -1), (1, 0), (1, 1), (0, 1)] {
                for b in cells[Cell(column: cell.column + dx, row: cell.row + dy)] ?? [] {
                    for a in own { visit(a, b) }
                }
            }
        }
    }
}
