/// The cells of a row of a tile that lie wholly inside a zone.
struct CoveredRow {
    var zone: Int32
    var row: Int32
    var cells: UInt64
}

/// Which cells of a tile any edge touches, and which more than one zone covers.
struct CellUnions {
    private var border: [UInt64] = []
    private var once: [UInt64] = []
    private var twice: [UInt64] = []

    mutating func clear(_ rows: Int) {
        border = [UInt64](repeating: 0, count: rows)
        once = border
        twice = border
    }

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
    private var side = 1
    private var zone = 0
    private var firstRun = 0
    private var touched: [UInt64] = []
    private var inside: [UInt64] = []
    /// Bit 0 of row `r` is set when the corners from row `r` north change side along the west line.
    private var westLine: UInt64 = 0

    mutating func startTile(side: Int) {
        self.side = side
        runs.removeAll(keepingCapacity: true)
        touched = [UInt64](repeating: 0, count: side)
        inside = touched
    }

    mutating func startZone(_ zone: Int) {
        self.zone = zone
        firstRun = runs.count
        westLine = 0
    }

    @inline(__always)
    mutating func run(column: Int, row: Int, first: Int, count: Int) {
        touched[row] |= 1 << UInt64(truncatingIfNeeded: column)
        runs.append(
            Run(
                cell: Int32(truncatingIfNeeded: row * side + column),
                entry: LocatorEntry(zone: zone, startsInside: false, firstEdge: first, edgeCount: count)))
    }

    @inline(__always)
    mutating func crossing(row: Int, eastFrom column: Int) {
        // A crossing west of the tile changes no corner against that of column 0.
        guard column > 0, column < side, row >= 0, row < side else { return }
        inside[row] ^= ~0 << UInt64(truncatingIfNeeded: column)
    }

    @inline(__always)
    mutating func crossing(westLineNorthFrom row: Int) {
        // A crossing south of the tile changes no corner against that of row 0.
        guard row > 0, row < side else { return }
        westLine ^= 1 << UInt64(truncatingIfNeeded: row)
    }

    /// Settles which corners the zone holds, and with that its runs and the cells that it covers.
    mutating func finishZone(
        holdsCorner: Bool, covers: inout [CoveredRow], unions: inout CellUnions
    ) {
        let all: UInt64 = side == 64 ? ~0 : (1 << UInt64(side)) - 1
        var onWestLine: UInt64 = holdsCorner ? ~0 : 0
        for row in 0..<side {
            if westLine >> UInt64(row) & 1 != 0 { onWestLine = ~onWestLine }
            inside[row] = (inside[row] ^ onWestLine) & all
            let covered = inside[row] & ~touched[row]
            if covered != 0 { covers.append(CoveredRow(zone: Int32(zone), row: Int32(row), cells: covered)) }
            unions.add(row: row, border: touched[row], covered: covered)
        }
        settleRuns()
        for row in 0..<side {
            touched[row] = 0
            inside[row] = 0
        }
    }

    /// Marks the first run in each cell whose corner is in the zone.
    private mutating func settleRuns() {
        let shift = side.trailingZeroBitCount
        for index in firstRun..<runs.count {
            let cell = Int(runs[index].cell)
            let bit: UInt64 = 1 << UInt64(cell & (side - 1))
            if inside[cell >> shift] & bit != 0 {
                runs[index].entry.bits |= 1
                inside[cell >> shift] &= ~bit
            }
        }
    }
}
