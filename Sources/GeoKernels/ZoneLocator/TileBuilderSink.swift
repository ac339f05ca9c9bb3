/// The cells of a row of a tile that lie wholly inside a zone.
struct CoveredRow {
    var zone: Int32
    var row: Int32
    var cells: UInt64
}

/// Which cells of a tile any edge touches, and which more than one zone covers; a bit for each cell.
struct CellUnions {
    private var border = InlineArray<64, UInt64>(repeating: 0)
    private var once = InlineArray<64, UInt64>(repeating: 0)
    private var twice = InlineArray<64, UInt64>(repeating: 0)

    @inline(__always)
    mutating func add(row: Int, border touched: UInt64, covered: UInt64) {
        border[row] |= touched
        twice[row] |= once[row] & covered
        once[row] |= covered
    }

    /// The cells of a row that need a list of entries.
    @inline(__always)
    func lists(inRow row: Int) -> UInt64 { border[row] | twice[row] }
}

/// Collects the runs of a tile, zone by zone, and which corners the zone holds.
struct TileBuilderSink: EdgeWalkSink {
    struct Run {
        var cell: Int32
        var entry: LocatorEntry
    }

    private(set) var runs: [Run] = []
    private(set) var covers: [CoveredRow] = []
    private(set) var unions = CellUnions()
    private var side = 1
    private var zone = 0
    private var firstRun = 0
    private var touched = InlineArray<64, UInt64>(repeating: 0)
    private var inside = InlineArray<64, UInt64>(repeating: 0)
    /// Rows outside of this range are untouched.
    private var leastRow = 64
    private var greatestRow = -1
    /// Bit `r` is set when the corners from row `r` north change side along the west line.
    private var westLine: UInt64 = 0

    mutating func startTile(side: Int) {
        self.side = side
        runs.removeAll(keepingCapacity: true)
        covers.removeAll(keepingCapacity: true)
        unions = CellUnions()
    }

    mutating func startZone(_ zone: Int) {
        self.zone = zone
        firstRun = runs.count
        westLine = 0
        leastRow = side
        greatestRow = -1
    }

    @inline(__always)
    mutating func run(column: Int, row: Int, first: Int, count: Int) {
        touched[row] |= 1 &<< UInt64(truncatingIfNeeded: column)
        leastRow = min(leastRow, row)
        greatestRow = max(greatestRow, row)
        runs.append(
            Run(
                cell: Int32(truncatingIfNeeded: row * side + column),
                entry: LocatorEntry(zone: zone, startsInside: false, firstEdge: first, edgeCount: count)))
    }

    @inline(__always)
    mutating func crossing(row: Int, eastFrom column: Int) {
        // A crossing west of the tile changes no corner against that of column 0.
        guard column > 0, column < side, row >= 0, row < side else { return }
        leastRow = min(leastRow, row)
        greatestRow = max(greatestRow, row)
        inside[row] ^= ~0 &<< UInt64(truncatingIfNeeded: column)
    }

    @inline(__always)
    mutating func crossing(westLineNorthFrom row: Int) {
        // A crossing south of the tile changes no corner against that of row 0.
        guard row > 0, row < side else { return }
        westLine ^= 1 &<< UInt64(truncatingIfNeeded: row)
    }

    /// Settles which corners the zone holds, and with that its runs and the cells that it covers.
    mutating func finishZone(holdsCorner: Bool) {
        if holdsCorner || westLine != 0 {
            leastRow = 0
            greatestRow = side - 1
        }
        guard leastRow <= greatestRow else { return }
        let all: UInt64 = ~0 &>> UInt64(truncatingIfNeeded: 64 - side)
        var onWestLine: UInt64 = holdsCorner ? ~0 : 0
        for row in leastRow...greatestRow {
            if westLine &>> UInt64(truncatingIfNeeded: row) & 1 != 0 { onWestLine = ~onWestLine }
            inside[row] = (inside[row] ^ onWestLine) & all
            let covered = inside[row] & ~touched[row]
            if covered != 0 { covers.append(CoveredRow(zone: Int32(zone), row: Int32(row), cells: covered)) }
            unions.add(row: row, border: touched[row], covered: covered)
            touched[row] = 0
        }
        settleRuns()
        for row in leastRow...greatestRow { inside[row] = 0 }
    }

    /// Marks the first run in each cell whose corner is in the zone.
    private mutating func settleRuns() {
        let shift = side.trailingZeroBitCount
        unsafe runs.withUnsafeMutableBufferPointer { runs in
            for index in firstRun..<runs.count {
                let cell = unsafe Int(runs[index].cell)
                let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: cell & (side - 1))
                if inside[cell &>> shift] & bit != 0 {
                    unsafe runs[index].entry.bits |= 1
                    inside[cell &>> shift] &= ~bit
                }
            }
        }
    }
}
