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
                    EdgeCells(
                        a: a, b: b, fromColumn: column, fromRow: row, toColumn: nextColumn, toRow: nextRow),
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
        var entry = slope.columnsAtBottom
        for row in max(slope.leastRow, 0)...min(slope.greatestRow, rows - 1) {
            // Below the lattice nothing is reported, so its first row is entered at the line, not the end.
            if row > slope.leastRow, row == 0 { entry = slope.columns(atLine: 0) }
            let exit = row < slope.greatestRow ? slope.columns(atLine: row + 1) : slope.columnsAtTop
            let first = max(min(entry.least, exit.least), 0)
            let last = min(max(entry.greatest, exit.greatest), columns - 1)
            for column in stride(from: first, through: last, by: 1) where !edge.endsIn(column, row) {
                sink.run(column: column, row: row, first: index, count: 1)
            }
            if row > slope.leastRow {
                sink.crossing(row: row, eastFrom: slope.firstColumnEast(ofCrossing: row, within: entry))
            }
            entry = exit
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
