internal import GeoModel

/// A search for the nearest edge: first the position's own tile, which nearly always is enough; then the few tiles
/// that the circle of what was found reaches, or, where that is far, the pyramid of tiles from its top, nearer
/// squares first, leaving out all that is farther than what was found.
@unsafe
struct BorderSearch {
    let view: LocatorView
    let rows: Int
    let occupied: UnsafeBufferPointer<Bool>
    let levelStarts: UnsafeBufferPointer<Int>
    private(set) var nearest: NearestEdge
    private let ownTile: Int

    init(
        _ view: LocatorView, occupied: UnsafeBufferPointer<Bool>, levelStarts: UnsafeBufferPointer<Int>,
        nearest: NearestEdge
    ) {
        unsafe self.view = unsafe view
        unsafe self.occupied = unsafe occupied
        unsafe self.levelStarts = unsafe levelStarts
        unsafe self.nearest = nearest
        unsafe rows = view.tiles.count / view.columns
        let place = nearest.position
        unsafe ownTile = view.lattice.row(place.y) * view.columns + view.lattice.column(place.x)
    }

    mutating func run() {
        unsafe searchTile(ownTile)
        guard let around = unsafe tilesInReach() else {
            return unsafe descend(level: levelStarts.count - 1, column: 0, row: 0)
        }
        for row in around.rows {
            for column in around.columns {
                let tile = unsafe row * view.columns + column
                if unsafe tile != ownTile { unsafe searchTile(tile) }
            }
        }
    }

    /// The tiles that the circle of the nearest edge so far touches; `nil` if they are more than nine.
    private func tilesInReach() -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
        let search = unsafe nearest
        // A little more than the radius, so that rounding leaves out no tile with an edge as near.
        let radius = search.squaredDistance.squareRoot() * (1 + 0x1p-40)
        let place = search.position
        // Beyond the poles a degree of longitude would have a negative length.
        let reachX = radius / search.metric.metresPerUnitX.magnitude + place.x.magnitude * 0x1p-50
        let reachY = radius / search.metric.metresPerUnitY + place.y.magnitude * 0x1p-50
        guard reachX.isFinite, reachY.isFinite, reachX >= 0, reachY >= 0 else { return nil }
        let lattice = unsafe view.lattice
        let columns = lattice.column(place.x - reachX)...lattice.column(place.x + reachX)
        let rows = lattice.row(place.y - reachY)...lattice.row(place.y + reachY)
        return columns.count * rows.count <= 9 ? (columns, rows) : nil
    }

    /// Searches the tiles of a square.
    private mutating func descend(level: Int, column: Int, row: Int) {
        guard level > 0 else {
            let tile = unsafe row * view.columns + column
            if unsafe tile != ownTile { unsafe searchTile(tile) }
            return
        }
        // The four quarters, the nearest first; those that do not exist or hold nothing are left out.
        var quarters = InlineArray<4, (distance: Double, column: Int, row: Int)>(repeating: (.infinity, 0, 0))
        var count = 0
        for quarter in 0..<4 {
            let (x, y) = (2 * column + quarter & 1, 2 * row + quarter >> 1)
            guard let distance = unsafe distance(level: level - 1, column: x, row: y) else { continue }
            var place = count
            while place > 0, quarters[place - 1].distance > distance {
                quarters[place] = quarters[place - 1]
                place -= 1
            }
            quarters[place] = (distance, x, y)
            count += 1
        }
        for index in 0..<count where unsafe quarters[index].distance <= nearest.squaredDistance {
            unsafe descend(level: level - 1, column: quarters[index].column, row: quarters[index].row)
        }
    }

    /// The squared distance to a square with edges; `nil` if there is none.
    @inline(__always)
    private func distance(level: Int, column: Int, row: Int) -> Double? {
        let west = column << level
        let south = row << level
        guard unsafe west < view.columns, unsafe south < rows else { return nil }
        let width = unsafe (view.columns + 1 << level - 1) >> level
        guard unsafe occupied[levelStarts[level] + row * width + column] else { return nil }
        let lattice = unsafe view.lattice
        return unsafe nearest.squaredDistance(
            west: lattice.west(ofColumn: west), south: lattice.south(ofRow: south),
            east: lattice.east(ofColumn: min(west + 1 << level, view.columns) - 1),
            north: lattice.north(ofRow: min(south + 1 << level, rows) - 1))
    }

    /// Searches the rows of a tile, alternately south and north of the position, until both are too far.
    private mutating func searchTile(_ index: Int) {
        let tile = unsafe view.tiles[index]
        guard tile.shift >= 0 else { return }
        let fine = unsafe view.lattice.subdivision(
            column: index % view.columns, row: index / view.columns, shift: Int(tile.shift))
        let last = 1 << Int(tile.shift) - 1
        var south = unsafe min(last, max(0, fine.row(nearest.position.y)))
        var north = south + 1
        while south >= 0 || north <= last {
            if south >= 0 { south = unsafe searchRow(south, of: tile, fine) ? south - 1 : -1 }
            if north <= last { north = unsafe searchRow(north, of: tile, fine) ? north + 1 : last + 1 }
        }
    }

    /// Searches a row of cells from the position's column east and west; `false` if all of it is too far.
    private mutating func searchRow(_ row: Int, of tile: LocatorTile, _ fine: Lattice) -> Bool {
        let place = unsafe nearest.position
        let last = 1 << Int(tile.shift) - 1
        let gapY = max(0, max(fine.south(ofRow: row) - place.y, place.y - fine.north(ofRow: row)))
        guard unsafe nearest.reaches(0, gapY) else { return false }
        let middle = min(last, max(0, fine.column(place.x)))
        let cells = Int(tile.firstCell) + row << Int(tile.shift)
        var column = middle
        while column <= last, unsafe nearest.reaches(max(0, fine.west(ofColumn: column) - place.x), gapY) {
            unsafe searchCell(cells + column, of: tile)
            column += 1
        }
        column = middle - 1
        while column >= 0, unsafe nearest.reaches(max(0, place.x - fine.east(ofColumn: column)), gapY) {
            unsafe searchCell(cells + column, of: tile)
            column -= 1
        }
        return true
    }

    @inline(__always)
    private mutating func searchCell(_ index: Int, of tile: LocatorTile) {
        let cell = unsafe view.cells[index]
        guard cell.isList else { return }
        var search = unsafe nearest
        unsafe view.forEachEdge(from: Int(tile.firstEntry) + cell.entry) { zone, a, b in
            search.consider(a, b, zone: zone)
        }
        unsafe nearest = search
    }
}
