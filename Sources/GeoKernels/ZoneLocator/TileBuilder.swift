internal import GeoModel

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
    private var covers: [CoveredRow] = []
    private var counts: [Int32] = []
    private var unions = CellUnions()

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
        var shift = runs.isEmpty ? 0 : Self.shift(forEdges: edges)
        rasterise(tile: index, of: survey, runs: runs, covers: covers, shift: shift)
        // Zones piled on one another: fewer cells instead of the same list in each.
        while shift > 0, listLength(cellsPerSide: 1 << shift) > 16 * (edges + 1 << (2 * shift)) {
            shift -= 1
            rasterise(tile: index, of: survey, runs: runs, covers: covers, shift: shift)
        }
        let tile = LocatorTile(
            firstCell: UInt32(cells.count), firstEntry: UInt32(entries.count), shift: Int32(shift))
        emit(shift: shift)
        return tile
    }

    /// About as many cells as edges, at most 64 × 64.
    private static func shift(forEdges edges: Int) -> Int {
        let bits = Int.bitWidth - (edges - 1).leadingZeroBitCount
        return min(6, max(0, (bits + 1) / 2))
    }

    /// Walks the tile's zones in order and notes their runs and the cells they cover.
    private mutating func rasterise(
        tile: Int, of survey: TileSurvey, runs: Range<Int>, covers coverRange: Range<Int>, shift: Int
    ) {
        let side = 1 << shift
        let lattice = survey.lattice.subdivision(
            column: tile % survey.columns, row: tile / survey.columns, shift: shift)
        let walk = unsafe EdgeWalk(positions: positions, lattice: lattice, columns: side, rows: side)
        sink.startTile(side: side)
        covers.removeAll(keepingCapacity: true)
        unions.clear(side)
        var run = runs.lowerBound
        var cover = coverRange.lowerBound
        while run < runs.upperBound || cover < coverRange.upperBound {
            let runZone = run < runs.upperBound ? survey.runs[run].zone : .max
            let coverZone = cover < coverRange.upperBound ? survey.covers[cover].zone : .max
            let zone = min(runZone, coverZone)
            sink.startZone(Int(zone))
            while run < runs.upperBound, survey.runs[run].zone == zone {
                let edges = survey.runs[run]
                walk.walk(first: Int(edges.firstEdge), count: Int(edges.edgeCount), into: &sink)
                run += 1
            }
            sink.finishZone(holdsCorner: coverZone == zone, covers: &covers, unions: &unions)
            if coverZone == zone { cover += 1 }
        }
    }

    /// The number of entries that the tile needs.
    private func listLength(cellsPerSide side: Int) -> Int {
        covers.reduce(sink.runs.count) {
            $0 + ($1.cells & unions.lists(inRow: Int($1.row))).nonzeroBitCount
        }
    }

    /// Writes the cells, and the lists of those that need one, ordered by zone.
    private mutating func emit(shift: Int) {
        let cellCount = 1 << (2 * shift)
        counts.removeAll(keepingCapacity: true)
        counts.append(contentsOf: repeatElement(0, count: cellCount + 1))
        for run in sink.runs { counts[Int(run.cell) + 1] += 1 }
        for cover in covers {
            forEachBit(cover.cells & unions.lists(inRow: Int(cover.row))) { column in
                counts[Int(cover.row) << shift + column + 1] += 1
            }
        }
        let firstCell = cells.count
        for cell in 0..<cellCount {
            cells.append(counts[cell + 1] == 0 ? .outside : LocatorCell(entry: Int(counts[cell])))
            counts[cell + 1] += counts[cell]
        }
        fill(firstCell: firstCell, firstEntry: entries.count, shift: shift)
    }

    private mutating func fill(firstCell: Int, firstEntry: Int, shift: Int) {
        let total = Int(counts[counts.count - 1])
        entries.append(
            contentsOf: repeatElement(
                LocatorEntry(zone: 0, startsInside: false, firstEdge: 0, edgeCount: 0), count: total))
        var cover = 0
        func place(_ entry: LocatorEntry, _ cell: Int, _ builder: inout TileBuilder) {
            builder.entries[firstEntry + Int(builder.counts[cell])] = entry
            builder.counts[cell] += 1
        }
        for run in sink.runs {
            while cover < covers.count, Int(covers[cover].zone) < run.entry.zone {
                fill(covers[cover], firstCell: firstCell, shift: shift, place)
                cover += 1
            }
            place(run.entry, Int(run.cell), &self)
        }
        while cover < covers.count {
            fill(covers[cover], firstCell: firstCell, shift: shift, place)
            cover += 1
        }
        // Each count has now moved to where the next cell's list starts.
        for cell in 0..<(1 << (2 * shift)) where cells[firstCell + cell].isList {
            entries[firstEntry + Int(counts[cell]) - 1].isLast = true
        }
    }

    private mutating func fill(
        _ cover: CoveredRow, firstCell: Int, shift: Int,
        _ place: (LocatorEntry, Int, inout TileBuilder) -> Void
    ) {
        let row = Int(cover.row) << shift
        let lists = unions.lists(inRow: Int(cover.row))
        let whole = LocatorCell(zone: Int(cover.zone))
        forEachBit(cover.cells & ~lists) { cells[firstCell + row + $0] = whole }
        let entry = LocatorEntry(zone: Int(cover.zone), startsInside: true, firstEdge: 0, edgeCount: 0)
        var rest = cover.cells & lists
        while rest != 0 {
            place(entry, row + rest.trailingZeroBitCount, &self)
            rest &= rest - 1
        }
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
