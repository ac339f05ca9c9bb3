internal import GeoModel

/// A rectangle cut into equal cells whose sides are powers of two.
///
/// Cell lines are multiples of a power of two, so that finding a position's cell and naming a cell's corner
/// are both exact: a cell holds precisely the positions from its west and south line up to, not including,
/// its east and north line. The outermost cells of a lattice may reach to infinity (`low…` 0, `high…` the
/// last index); otherwise positions beyond get the index −1 or the number of cells.
struct Lattice: BitwiseCopyable, Hashable, Sendable {
    /// Cells for each unit of x and of y, powers of two.
    var scaleX = 1.0
    var scaleY = 1.0
    /// The number, counted from 0 in the CRS, of the first column and row; integers.
    var baseX = 0.0
    var baseY = 0.0
    /// The least and greatest index that a position can get.
    var lowX = 0.0
    var highX = 0.0
    var lowY = 0.0
    var highY = 0.0

    /// The column of a position, in `lowX ... highX`.
    @inline(__always)
    func column(_ x: Double) -> Int { Self.index(x * scaleX, baseX, lowX, highX) }

    /// The row of a position, in `lowY ... highY`.
    @inline(__always)
    func row(_ y: Double) -> Int { Self.index(y * scaleY, baseY, lowY, highY) }

    /// `x` in cells from the west line of column 0, rounded.
    @inline(__always)
    func across(_ x: Double) -> Double { x * scaleX - baseX }

    /// `y` in cells from the south line of row 0, rounded.
    @inline(__always)
    func up(_ y: Double) -> Double { y * scaleY - baseY }

    /// The west line of a column; −∞ for a first column that reaches to infinity.
    @inline(__always)
    func west(ofColumn column: Int) -> Double {
        column == 0 && lowX == 0 ? -.infinity : (baseX + Double(column)) / scaleX
    }

    /// The south line of a row; −∞ for a first row that reaches to infinity.
    @inline(__always)
    func south(ofRow row: Int) -> Double {
        row == 0 && lowY == 0 ? -.infinity : (baseY + Double(row)) / scaleY
    }

    /// The east line of a column; ∞ for a last column that reaches to infinity.
    func east(ofColumn column: Int) -> Double {
        Double(column) == highX ? .infinity : (baseX + Double(column + 1)) / scaleX
    }

    /// The north line of a row; ∞ for a last row that reaches to infinity.
    func north(ofRow row: Int) -> Double {
        Double(row) == highY ? .infinity : (baseY + Double(row + 1)) / scaleY
    }

    @inline(__always)
    private static func index(_ scaled: Double, _ base: Double, _ low: Double, _ high: Double) -> Int {
        // The limits are integers, so that clamping before rounding down changes nothing.
        let limited = Swift.min(Swift.max(scaled, base + low), base + high)
        let truncated = Int(limited)
        return truncated - (Double(truncated) > limited ? 1 : 0) - Int(base)
    }

    /// One cell of this lattice cut into `2^shift` columns and rows; it reaches to infinity where the cell
    /// does.
    @inline(__always)
    func subdivision(column: Int, row: Int, shift: Int) -> Lattice {
        let parts = Double(1 << shift)
        return Lattice(
            scaleX: scaleX * parts, scaleY: scaleY * parts,
            baseX: (baseX + Double(column)) * parts, baseY: (baseY + Double(row)) * parts,
            lowX: lowX == 0 && column == 0 ? 0 : -1,
            highX: Double(column) == highX ? parts - 1 : parts,
            lowY: lowY == 0 && row == 0 ? 0 : -1,
            highY: Double(row) == highY ? parts - 1 : parts)
    }
}
