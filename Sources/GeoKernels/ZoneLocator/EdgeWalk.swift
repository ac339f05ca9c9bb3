internal import GeoModel

/// What a walk along edges tells about the cells of a lattice.
protocol EdgeWalkSink {
    /// Edges `first ..< first + count` (edge `e` runs from position `e` to `e + 1`) touch a cell.
    mutating func run(column: Int, row: Int, first: Int, count: Int)
    /// An edge crosses the south line of a row: the corners of that row from `column` on lie east of it.
    mutating func crossing(row: Int, eastFrom column: Int)
    /// An edge crosses the west line of column 0: the corners on it from `row` on lie north of the edge.
    mutating func crossing(westLineNorthFrom row: Int)
}

/// Follows edges through the cells of a lattice.
///
/// Every cell that an edge touches gets the edge exactly once; a cell that an edge merely comes within
/// rounding of may get it too. Crossings of cell lines are exact. A cell's corner stands for a place
/// infinitesimally west (first) and south (second) of it, so that whether two ends of an edge lie on
/// different sides of a line is the same as having different indices; see `ZoneLocator`.
///
/// The positions are read only within the indices that the caller gives.
///
/// - Complexity: O(edges + cells touched).
@safe
struct EdgeWalk {
    let positions: UnsafeBufferPointer<Position>
    let lattice: Lattice
    let columns: Int
    let rows: Int

    /// Walks the edges `first ..< first + count`.
    @inline(__always)
    func walk(first: Int, count: Int, into sink: inout some EdgeWalkSink) {
        var a = unsafe positions[first]
        var column = lattice.column(a.x)
        var row = lattice.row(a.y)
        var runStart = first
        for edge in first..<first + count {
            let b = unsafe positions[edge + 1]
            let nextColumn = lattice.column(b.x)
            let nextRow = lattice.row(b.y)
            if nextColumn != column || nextRow != row {
                if holds(column, row) {
                    sink.run(column: column, row: row, first: runStart, count: edge + 1 - runStart)
                }
                pass(
                    EdgeCells(a: a, b: b, fromColumn: column, fromRow: row, toColumn: nextColumn, toRow: nextRow),
                    edge, &sink)
                runStart = edge
                column = nextColumn
                row = nextRow
            }
            a = b
        }
        if holds(column, row), count > 0 {
            sink.run(column: column, row: row, first: runStart, count: first + count - runStart)
        }
    }

    @inline(__always)
    private func holds(_ column: Int, _ row: Int) -> Bool {
        column >= 0 && column < columns && row >= 0 && row < rows
    }

    /// An edge that changes cell: reports the cells between its ends and the lines it crosses.
    @inline(__always)
    private func pass(_ edge: EdgeCells, _ index: Int, _ sink: inout some EdgeWalkSink) {
        if edge.fromRow == edge.toRow {
            guard edge.fromRow >= 0, edge.fromRow < rows else { return }
            passAlongRow(edge, index, &sink)
        } else if edge.fromColumn == edge.toColumn {
            guard edge.fromColumn >= 0, edge.fromColumn < columns else { return }
            passAlongColumn(edge, index, &sink)
        } else {
            passAcross(edge, index, &sink)
        }
    }

    @inline(__always)
    private func passAlongRow(_ edge: EdgeCells, _ index: Int, _ sink: inout some EdgeWalkSink) {
        for column in edge.columnsBetween where column >= 0 && column < columns {
            sink.run(column: column, row: edge.fromRow, first: index, count: 1)
        }
        // Both ends are in this row, so the corner on its south line is below and the next one above.
        if edge.crossesWestLine { sink.crossing(westLineNorthFrom: edge.fromRow + 1) }
    }

    @inline(__always)
    private func passAlongColumn(_ edge: EdgeCells, _ index: Int, _ sink: inout some EdgeWalkSink) {
        for row in edge.rowsBetween where row >= 0 && row < rows {
            sink.run(column: edge.fromColumn, row: row, first: index, count: 1)
        }
        let (low, high) = (min(edge.fromRow, edge.toRow), max(edge.fromRow, edge.toRow))
        for line in stride(from: max(low + 1, 0), through: min(high, rows - 1), by: 1) {
            sink.crossing(row: line, eastFrom: edge.fromColumn + 1)
        }
    }

    /// The general edge, which changes both column and row.
    private func passAcross(_ edge: EdgeCells, _ index: Int, _ sink: inout some EdgeWalkSink) {
        let slope = EdgeSlope(edge, lattice)
        let (low, high) = (min(edge.fromRow, edge.toRow), max(edge.fromRow, edge.toRow))
        for row in stride(from: max(low, 0), through: min(high, rows - 1), by: 1) {
            let span = slope.columns(inRow: row, low: low, high: high)
            for column in stride(from: max(span.low, 0), through: min(span.high, columns - 1), by: 1)
            where !edge.endsIn(column, row) {
                sink.run(column: column, row: row, first: index, count: 1)
            }
            if row > low { sink.crossing(row: row, eastFrom: slope.firstColumnEast(ofCrossing: row)) }
        }
        if edge.crossesWestLine { sink.crossing(westLineNorthFrom: slope.firstRowNorthOnWestLine()) }
    }
}

/// An edge and the cells of its ends.
struct EdgeCells {
    let a: Position
    let b: Position
    let fromColumn: Int
    let fromRow: Int
    let toColumn: Int
    let toRow: Int

    /// One end is west of column 0 and the other is not.
    @inline(__always)
    var crossesWestLine: Bool { (fromColumn < 0) != (toColumn < 0) }

    @inline(__always)
    var columnsBetween: Range<Int> {
        let low = min(fromColumn, toColumn) + 1
        return low..<max(low, max(fromColumn, toColumn))
    }

    @inline(__always)
    var rowsBetween: Range<Int> {
        let low = min(fromRow, toRow) + 1
        return low..<max(low, max(fromRow, toRow))
    }

    @inline(__always)
    func endsIn(_ column: Int, _ row: Int) -> Bool {
        (column == fromColumn && row == fromRow) || (column == toColumn && row == toRow)
    }
}

/// Where a slanting edge meets the lines of a lattice.
///
/// A crossing is first estimated in floating point with a bound of its error; only when a corner lies within
/// the bound is the exact predicate asked.
struct EdgeSlope {
    let lattice: Lattice
    /// The ends, the lower first.
    let bottom: Position
    let top: Position
    let leastColumn: Int
    let greatestColumn: Int
    let leastRow: Int
    let greatestRow: Int
    let bottomAcross: Double
    let bottomUp: Double
    /// Columns east for each row north.
    let run: Double
    /// More than the error of `across(atLine:)`, in columns.
    let slack: Double

    init(_ edge: EdgeCells, _ lattice: Lattice) {
        self.lattice = lattice
        let rising = edge.a.y < edge.b.y
        bottom = rising ? edge.a : edge.b
        top = rising ? edge.b : edge.a
        leastColumn = min(edge.fromColumn, edge.toColumn)
        greatestColumn = max(edge.fromColumn, edge.toColumn)
        leastRow = min(edge.fromRow, edge.toRow)
        greatestRow = max(edge.fromRow, edge.toRow)
        bottomAcross = lattice.across(bottom.x)
        bottomUp = lattice.up(bottom.y)
        let topAcross = lattice.across(top.x)
        let topUp = lattice.up(top.y)
        run = (topAcross - bottomAcross) / (topUp - bottomUp)
        // Each of the five roundings involved is below 2⁻⁵³ of the magnitudes added here, times the slope.
        let magnitudeUp = bottomUp.magnitude + topUp.magnitude + Double(greatestRow.magnitude) + 1
        let magnitudeAcross = bottomAcross.magnitude + topAcross.magnitude + 1
        slack = 0x1p-48 * (run.magnitude * magnitudeUp + magnitudeAcross)
    }

    @inline(__always)
    private func across(atLine line: Int) -> Double { bottomAcross + (Double(line) - bottomUp) * run }

    /// `floor` limited to the columns of the edge's ends; a NaN gives the least.
    @inline(__always)
    private func limitedColumn(_ across: Double) -> Int {
        let limited = Swift.max(Double(leastColumn), Swift.min(Double(greatestColumn), across))
        let truncated = Int(limited)
        return truncated - (Double(truncated) > limited ? 1 : 0)
    }

    /// The columns that the edge may touch within a row, its ends' rows being given.
    @inline(__always)
    func columns(inRow row: Int, low: Int, high: Int) -> (low: Int, high: Int) {
        guard slack < 0.25 else { return (leastColumn, greatestColumn) }
        let entry = row == low ? bottomAcross : across(atLine: row)
        let exit = row == high ? bottomAcross + (lattice.up(top.y) - bottomUp) * run : across(atLine: row + 1)
        return (limitedColumn(min(entry, exit) - slack), limitedColumn(max(entry, exit) + slack))
    }

    /// The first column whose corner on a line lies strictly east of the edge.
    @inline(__always)
    func firstColumnEast(ofCrossing line: Int) -> Int {
        guard slack < 0.25 else { return exactColumnEast(ofCrossing: line, guess: leastColumn + 1) }
        let estimate = across(atLine: line)
        let column = limitedColumn(estimate - slack)
        if column == limitedColumn(estimate + slack) { return column + 1 }
        return exactColumnEast(ofCrossing: line, guess: column + 1)
    }

    private func exactColumnEast(ofCrossing line: Int, guess: Int) -> Int {
        var low = leastColumn + 1
        var high = greatestColumn + 1
        let south = lattice.south(ofRow: line)
        func isEast(_ column: Int) -> Bool {
            orientation(bottom, top, Position(lattice.west(ofColumn: column), south)) == .clockwise
        }
        if guess < high, !isEast(guess) { low = guess + 1 } else { high = min(high, guess) }
        while low < high {
            let middle = low + (high - low) / 2
            if isEast(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The first row whose corner on the west line of column 0 lies north of the edge.
    func firstRowNorthOnWestLine() -> Int {
        let (left, right) = bottom.x < top.x ? (bottom, top) : (top, bottom)
        let west = lattice.west(ofColumn: 0)
        var low = leastRow + 1
        var high = greatestRow + 1
        while low < high {
            let middle = low + (high - low) / 2
            switch orientation(left, right, Position(west, lattice.south(ofRow: middle))) {
            case .counterclockwise: high = middle
            case .clockwise: low = middle + 1
            case .collinear:
                // The corner stands for a place west of itself, where a rising edge is lower.
                if left.y < right.y { high = middle } else { low = middle + 1 }
            }
        }
        return low
    }
}
