internal import GeoModel
internal import Glibc

/// The second step of building a locator: the fine cells of one tile after another.
///
/// A tile's corners that lie in a zone and the cells that its edges touch are rows of 64 bits, so that
/// labelling all cells wholly inside a zone is a few operations on words: no flood fill, no search.
/// The scratch memory is reused from tile to tile and stays in the first-level cache.
@safe
struct TileBuilder {
    let positions: UnsafeBufferPointer<Position>
    private(set) var cells: [LocatorCell] = []
    private(set) var entries: [LocatorEntry] = []
    private var sink = TileBuilderSink()
    private var counts: [Int32] = []

    init(positions: UnsafeBufferPointer<Position>) {
        unsafe self.positions = positions
    }

    /// Adds a tile's cells and entries.
    mutating func append(tile index: Int, of survey: TileSurvey) -> LocatorTile {
        let runs = Int(survey.runStarts[index])..<Int(survey.runStarts[index + 1])
        let covers = Int(survey.coverStarts[index])..<Int(survey.coverStarts[index + 1])
        if runs.isEmpty, covers.count < 2 {
            let content = covers.first.map { LocatorCell(zone: Int(survey.covers[$0].zone)) } ?? .outside
            return LocatorTile(firstCell: content.bits)
        }
        let edges = survey.runs[runs].reduce(0) { $0 + Int($1.edgeCount) }
        var shift = Self.shift(forEdges: edges, runs: runs.count)
        rasterise(tile: index, of: survey, runs: runs, covers: covers, shift: shift)
        // Zones piled on one another: fewer cells instead of the same list in each.
        while shift > 0, listLength > 16 * (edges + 1 << (2 * shift)) {
            shift -= 1
            rasterise(tile: index, of: survey, runs: runs, covers: covers, shift: shift)
        }
        let tile = LocatorTile(
            firstCell: UInt32(cells.count), firstEntry: UInt32(entries.count), shift: Int32(shift))
        emit(shift: shift)
        return tile
    }

    /// At most as many cells as edges, and 64 × 64; fewer when many short runs would be cut into more entries
    /// than edges.
    private static func shift(forEdges edges: Int, runs: Int) -> Int {
        guard edges > 1 else { return 0 }
        let side = min(Double(edges).squareRoot(), Double(edges) / (5 * Double(runs).squareRoot()))
        return min(6, max(0, Int(log2(side).rounded())))
    }

    /// Walks the tile's zones in order and notes their runs and the cells they cover.
    private mutating func rasterise(
        tile: Int, of survey: TileSurvey, runs: Range<Int>, covers: Range<Int>, shift: Int
    ) {
        let side = 1 << shift
        let lattice = survey.lattice.subdivision(
            column: tile % survey.columns, row: tile / survey.columns, shift: shift)
        let walk = unsafe EdgeWalk(positions: positions, lattice: lattice, columns: side, rows: side)
        sink.startTile(side: side)
        var run = runs.lowerBound
        var cover = covers.lowerBound
        while run < runs.upperBound || cover < covers.upperBound {
            let runZone = run < runs.upperBound ? survey.runs[run].zone : .max
            let coverZone = cover < covers.upperBound ? survey.covers[cover].zone : .max
            let zone = min(runZone, coverZone)
            sink.startZone(Int(zone))
            while run < runs.upperBound, survey.runs[run].zone == zone {
                let edges = survey.runs[run]
                walk.walk(first: Int(edges.firstEdge), count: Int(edges.edgeCount), into: &sink)
                run += 1
            }
            sink.finishZone(holdsCorner: coverZone == zone)
            if coverZone == zone { cover += 1 }
        }
    }

    /// The number of entries that the tile needs.
    private var listLength: Int {
        sink.covers.reduce(sink.runs.count) {
            $0 + ($1.cells & sink.unions.lists(inRow: Int($1.row))).nonzeroBitCount
        }
    }

    /// Writes the cells, and the lists of those that need one, ordered by zone.
    private mutating func emit(shift: Int) {
        let cellCount = 1 << (2 * shift)
        let firstCell = cells.count
        let firstEntry = entries.count
        cells.append(contentsOf: repeatElement(.outside, count: cellCount))
        entries.append(contentsOf: repeatElement(.blank, count: listLength))
        counts.removeAll(keepingCapacity: true)
        counts.append(contentsOf: repeatElement(0, count: cellCount))
        unsafe cells.withUnsafeMutableBufferPointer { cells in
            unsafe entries.withUnsafeMutableBufferPointer { entries in
                unsafe counts.withUnsafeMutableBufferPointer { counts in
                    let lists = unsafe CellLists(
                        cells: UnsafeMutableBufferPointer(rebasing: cells[firstCell...]),
                        entries: UnsafeMutableBufferPointer(rebasing: entries[firstEntry...]),
                        next: counts, shift: shift)
                    unsafe lists.fill(sink.runs, sink.covers, sink.unions)
                }
            }
        }
    }
}

/// The cells and entries of one tile while they are filled by a counting sort.
@unsafe
private struct CellLists {
    let cells: UnsafeMutableBufferPointer<LocatorCell>
    let entries: UnsafeMutableBufferPointer<LocatorEntry>
    /// First the length of each cell's list, then where its next entry goes.
    let next: UnsafeMutableBufferPointer<Int32>
    let shift: Int

    func fill(_ runs: [TileBuilderSink.Run], _ covers: [CoveredRow], _ unions: CellUnions) {
        unsafe count(runs, covers, unions)
        var cover = 0
        for run in runs {
            while cover < covers.count, Int(covers[cover].zone) < run.entry.zone {
                unsafe place(covers[cover], unions)
                cover += 1
            }
            unsafe place(run.entry, inCell: Int(run.cell))
        }
        while cover < covers.count {
            unsafe place(covers[cover], unions)
            cover += 1
        }
        for cell in unsafe cells.indices where unsafe cells[cell].isList {
            unsafe entries[Int(next[cell]) - 1].isLast = true
        }
    }

    private func count(_ runs: [TileBuilderSink.Run], _ covers: [CoveredRow], _ unions: CellUnions) {
        for run in runs { unsafe next[Int(run.cell)] += 1 }
        for cover in covers {
            forEachBit(cover.cells & unions.lists(inRow: Int(cover.row))) { column in
                unsafe next[Int(cover.row) << shift + column] += 1
            }
        }
        var start: Int32 = 0
        for cell in unsafe cells.indices {
            let length = unsafe next[cell]
            unsafe next[cell] = start
            if length > 0 { unsafe cells[cell] = LocatorCell(entry: Int(start)) }
            start += length
        }
    }

    @inline(__always)
    private func place(_ entry: LocatorEntry, inCell cell: Int) {
        unsafe entries[Int(next[cell])] = entry
        unsafe next[cell] += 1
    }

    private func place(_ cover: CoveredRow, _ unions: CellUnions) {
        let row = unsafe Int(cover.row) << shift
        let lists = unions.lists(inRow: Int(cover.row))
        let whole = LocatorCell(zone: Int(cover.zone))
        forEachBit(cover.cells & ~lists) { unsafe cells[row + $0] = whole }
        let entry = LocatorEntry(zone: Int(cover.zone), startsInside: true, firstEdge: 0, edgeCount: 0)
        forEachBit(cover.cells & lists) { unsafe place(entry, inCell: row + $0) }
    }
}

/// Calls a body with the number of each bit that is set, from the least.
@inline(__always)
private func forEachBit(_ bits: UInt64, _ body: (Int) -> Void) {
    var rest = bits
    while rest != 0 {
        body(rest.trailingZeroBitCount)
        rest &= rest - 1
    }
}
