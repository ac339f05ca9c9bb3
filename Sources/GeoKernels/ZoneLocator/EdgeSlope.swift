internal import GeoModel

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
    let bottomColumn: Int
    let topColumn: Int
    let bottomAcross: Double
    let bottomUp: Double
    /// Columns east for each row north.
    let run: Double
    /// More than the error of a crossing, in columns.
    let slack: Double

    init(_ edge: EdgeCells, _ lattice: Lattice) {
        self.lattice = lattice
        let rising = edge.a.y < edge.b.y
        bottom = rising ? edge.a : edge.b
        top = rising ? edge.b : edge.a
        bottomColumn = rising ? edge.fromColumn : edge.toColumn
        topColumn = rising ? edge.toColumn : edge.fromColumn
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

    /// A range of columns that certainly holds a point of the edge.
    struct Columns {
        var least: Int
        var greatest: Int
    }

    /// The column of the lower end.
    @inline(__always)
    var columnsAtBottom: Columns { Columns(least: bottomColumn, greatest: bottomColumn) }

    /// The column of the upper end.
    @inline(__always)
    var columnsAtTop: Columns { Columns(least: topColumn, greatest: topColumn) }

    /// Where the edge crosses the south line of a row.
    @inline(__always)
    func columns(atLine line: Int) -> Columns {
        guard slack < 0.25 else { return Columns(least: leastColumn, greatest: greatestColumn) }
        let across = bottomAcross + (Double(line) - bottomUp) * run
        return Columns(least: limitedColumn(across - slack), greatest: limitedColumn(across + slack))
    }

    /// `floor` limited to the columns of the edge's ends.
    @inline(__always)
    private func limitedColumn(_ across: Double) -> Int {
        let limited = Swift.max(Double(leastColumn), Swift.min(Double(greatestColumn), across))
        let truncated = Int(limited)
        return truncated - (Double(truncated) > limited ? 1 : 0)
    }

    /// The first column whose corner on a line lies strictly east of the edge, which crosses the line within
    /// some columns.
    @inline(__always)
    func firstColumnEast(ofCrossing line: Int, within columns: Columns) -> Int {
        if columns.least == columns.greatest { return columns.least + 1 }
        return exactColumnEast(ofCrossing: line, within: columns)
    }

    private func exactColumnEast(ofCrossing line: Int, within columns: Columns) -> Int {
        let south = lattice.south(ofRow: line)
        // The corner of the least column is not east of the crossing, that after the greatest is.
        var low = columns.least + 1
        var high = columns.greatest + 1
        while low < high {
            let middle = low + (high - low) / 2
            let corner = Position(lattice.west(ofColumn: middle), south)
            if orientation(bottom, top, corner) == .clockwise { high = middle } else { low = middle + 1 }
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
