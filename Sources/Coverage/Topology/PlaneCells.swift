internal import GeoModel

/// Rectangles that tile the plane, each with about as many vertices as any other.
///
/// Boundaries come from a sample: columns of equal number, each cut into rows of equal number. Every position
/// lies in exactly one cell, equal positions in the same one; how even the cells are bears on speed alone.
struct PlaneCells: Sendable {
    /// The least x of each column but the first.
    private let columnStarts: [Double]
    /// For each column the least y of each of its cells but the first.
    private let rowStarts: [Double]
    private let rows: Int

    /// A cell and its bounds: least ones belong to it, greatest ones do not.
    struct Cell {
        var number = -1
        var minX = Double.infinity
        var maxX = -Double.infinity
        var minY = Double.infinity
        var maxY = -Double.infinity

        @inline(__always)
        func holds(_ p: Position) -> Bool { minX <= p.x && p.x < maxX && minY <= p.y && p.y < maxY }
    }

    var count: Int { (columnStarts.count + 1) * rows }

    private static let sampleOfCell = 16

    /// - Complexity: O(n / size · log n) for n positions and cells of about `size`.
    init(_ positions: [Position], size: Int) {
        let cells = max(1, positions.count / size)
        let side = max(1, Int(Double(cells).squareRoot()))
        rows = side
        let step = max(1, positions.count / (side * side * Self.sampleOfCell))
        let sample = stride(from: 0, to: positions.count, by: step).map { positions[$0] }.sorted()
        let share = { (of: Int, part: Int) in of * part / side }
        columnStarts = (1..<max(1, side)).map { sample[share(sample.count, $0)].x }
        rowStarts = (0..<side).flatMap { column in
            let ys = sample[share(sample.count, column)..<share(sample.count, column + 1)].map(\.y).sorted()
            return (1..<max(1, side)).map { ys.isEmpty ? 0 : ys[share(ys.count, $0)] }
        }
    }

    /// The cell of a position.
    func cell(of p: Position) -> Cell {
        let column = Self.place(p.x, in: columnStarts, 0, columnStarts.count)
        let first = column * (rows - 1)
        let row = Self.place(p.y, in: rowStarts, first, rows - 1)
        return Cell(
            number: column * rows + row,
            minX: column == 0 ? -.infinity : columnStarts[column - 1],
            maxX: column == columnStarts.count ? .infinity : columnStarts[column],
            minY: row == 0 ? -.infinity : rowStarts[first + row - 1],
            maxY: row == rows - 1 ? .infinity : rowStarts[first + row])
    }

    /// How many of some ascending starts are not greater than a value.
    private static func place(_ value: Double, in starts: [Double], _ first: Int, _ count: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if starts[first + middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The vertices of each cell as runs in storage order.
///
/// Neighbours in storage are mostly neighbours in the plane, so there are far fewer runs than vertices, and a
/// reader of a cell goes through memory in order.
struct CellRuns: Sendable {
    /// Where each cell's runs start, and the number of runs at the end.
    private let starts: [Int]
    private let runs: [Range<Int32>]

    var cellCount: Int { starts.count - 1 }

    private struct Part: Sendable {
        var cells: [Int32] = []
        var runs: [Range<Int32>] = []
    }

    /// - Complexity: O(n) for n positions, and O(log n) for each run.
    init(_ positions: [Position], _ cells: PlaneCells) {
        let parts = mapPieces(of: positions.count) { Self.cut(positions, $0, cells) }
        var starts = [Int](repeating: 0, count: cells.count + 1)
        for part in parts {
            for cell in part.cells { starts[Int(cell) + 1] += 1 }
        }
        for cell in 0..<cells.count { starts[cell + 1] += starts[cell] }
        self.starts = starts
        var runs = [Range<Int32>](repeating: 0..<0, count: starts[cells.count])
        for part in parts {
            for (place, cell) in part.cells.enumerated() {
                runs[starts[Int(cell)]] = part.runs[place]
                starts[Int(cell)] += 1
            }
        }
        self.runs = runs
    }

    private static func cut(_ positions: [Position], _ range: Range<Int>, _ cells: PlaneCells) -> Part {
        var part = Part()
        guard !range.isEmpty else { return part }
        let span = positions.span
        var cell = cells.cell(of: span[range.lowerBound])
        var start = range.lowerBound
        for vertex in range {
            let position = span[vertex]
            if cell.holds(position) { continue }
            part.cells.append(Int32(cell.number))
            part.runs.append(Int32(start)..<Int32(vertex))
            cell = cells.cell(of: position)
            start = vertex
        }
        part.cells.append(Int32(cell.number))
        part.runs.append(Int32(start)..<Int32(range.upperBound))
        return part
    }

    /// The runs of a cell, ascending.
    func runs(ofCell cell: Int) -> ArraySlice<Range<Int32>> { runs[starts[cell]..<starts[cell + 1]] }
}
