internal import GeoModel

/// A locator's arrays as unowned memory: what queries run on.
@unsafe
struct LocatorView {
    let zones: UnsafeZoneTable
    let lattice: Lattice
    let columns: Int
    let tiles: UnsafeBufferPointer<LocatorTile>
    let cells: UnsafeBufferPointer<LocatorCell>
    let entries: UnsafeBufferPointer<LocatorEntry>
    let rank: UnsafeBufferPointer<Int32>

    /// The cell of a position: its content, its tile's first entry and its corner.
    struct Hit {
        var content: LocatorCell
        var firstEntry: Int
        var corner: Position
    }

    /// Finds the cell of a finite position.
    @inline(__always)
    func cell(of position: Position) -> Hit {
        let column = unsafe lattice.column(position.x)
        let row = unsafe lattice.row(position.y)
        let tile = unsafe tiles[row * columns + column]
        if tile.shift < 0 {
            return Hit(content: LocatorCell(bits: tile.firstCell), firstEntry: 0, corner: position)
        }
        let shift = Int(tile.shift)
        let fine = unsafe lattice.subdivision(column: column, row: row, shift: shift)
        let fineColumn = fine.column(position.x)
        let fineRow = fine.row(position.y)
        return Hit(
            content: unsafe cells[Int(tile.firstCell) + fineRow << shift + fineColumn],
            firstEntry: Int(tile.firstEntry),
            corner: Position(fine.west(ofColumn: fineColumn), fine.south(ofRow: fineRow)))
    }

    /// The only zone of a finite position, −1 if there is none, or −2 if the position touches a border or is
    /// in several zones.
    @inline(__always)
    func quickZone(of position: Position) -> Int {
        let hit = unsafe cell(of: position)
        guard hit.content.isList else { return hit.content.zone }
        return unsafe quickZone(of: position, in: hit)
    }

    /// `quickZone(of:)` of any position; −2 also if it is not finite.
    @inline(__always)
    func quickCode(of position: Position) -> Int32 {
        position.isFinite ? unsafe Int32(truncatingIfNeeded: quickZone(of: position)) : -2
    }

    private func quickZone(of position: Position, in hit: Hit) -> Int {
        let path = CornerPath(from: position, to: hit.corner)
        var index = hit.firstEntry + hit.content.entry
        var zone = -1
        var found = -1
        var isInside = false
        while true {
            let entry = unsafe entries[index]
            if entry.zone != zone {
                if isInside {
                    if found >= 0 { return -2 }
                    found = zone
                }
                zone = entry.zone
                isInside = false
            }
            let crossings = unsafe path.crossings(
                zones.positions, first: Int(entry.firstEdge), count: Int(entry.edgeCount))
            if crossings < 0 { return -2 }
            isInside = isInside != (entry.startsInside != (crossings & 1 != 0))
            if entry.isLast { break }
            index += 1
        }
        guard isInside else { return found }
        return found >= 0 ? -2 : zone
    }

    /// Rank, or index, as the order of zones.
    @inline(__always)
    func precedes(_ a: Int, _ b: Int) -> Bool {
        guard unsafe !rank.isEmpty else { return a < b }
        return unsafe (rank[a], Int32(a)) < (rank[b], Int32(b))
    }

    /// Places any position in full.
    func placement(of position: Position) -> Placement {
        guard position.isFinite else { return .unlocatable }
        let zone = unsafe quickZone(of: position)
        if zone >= 0 { return .inside(zone: zone) }
        if zone == -1 { return .outside }
        let star = unsafe borderStar(of: position)
        return unsafe star.placement(ordered: precedes)
    }

    /// Several zones fill some direction from a position.
    func isOverlapped(_ position: Position) -> Bool {
        guard position.isFinite, unsafe quickZone(of: position) == -2 else { return false }
        return unsafe borderStar(of: position).isOverlapped
    }

    /// What surrounds a position in a cell with edges.
    private func borderStar(of position: Position) -> BorderStar {
        let hit = unsafe cell(of: position)
        let path = CornerPath(from: position, to: hit.corner)
        var star = BorderStar(centre: position)
        var index = hit.firstEntry + hit.content.entry
        while true {
            let entry = unsafe entries[index]
            let edges = Int(entry.firstEdge)..<Int(entry.firstEdge + entry.edgeCount)
            var isInside = entry.startsInside
            for edge in edges {
                let (a, b) = unsafe (zones.positions[edge], zones.positions[edge + 1])
                if path.isCrossed(by: a, b) { isInside.toggle() }
                star.addIfTouching(a, b, zone: entry.zone)
            }
            star.add(zone: entry.zone, togglesShifted: isInside)
            if entry.isLast { break }
            index += 1
        }
        return star
    }
}
