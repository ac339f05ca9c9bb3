public import GeoModel

extension ZoneLocator {
    /// The zones that share at least a point with a rectangle, exactly: those whose units may have to be
    /// placed again when something changed in it.
    ///
    /// A ring without area in the rectangle counts too.
    ///
    /// - Parameter envelope: A rectangle in the zones' CRS.
    /// - Returns: Indices in ascending order.
    /// - Complexity: O(cells and edges in the rectangle).
    public func zones(touching envelope: Envelope) -> [Int] {
        // A zone without an edge in the rectangle holds all of it or nothing.
        var found = Set(locate(Position(envelope.minX, envelope.minY)).candidates)
        unsafe withView { view in
            unsafe view.forEachList(in: envelope) { first in
                unsafe view.forEachEdge(from: first) { zone, a, b in
                    if envelope.meetsEdge(from: a, to: b) { found.insert(zone) }
                }
            }
        }
        return found.sorted()
    }
}

extension LocatorView {
    /// Visits the first entry of each cell with edges that meets a rectangle.
    func forEachList(in envelope: Envelope, _ body: (Int) -> Void) {
        let lattice = unsafe self.lattice
        for row in lattice.row(envelope.minY)...lattice.row(envelope.maxY) {
            for column in lattice.column(envelope.minX)...lattice.column(envelope.maxX) {
                let tile = unsafe tiles[row * columns + column]
                guard tile.shift >= 0 else { continue }
                let fine = lattice.subdivision(column: column, row: row, shift: Int(tile.shift))
                unsafe forEachList(of: tile, fine, in: envelope, body)
            }
        }
    }

    private func forEachList(
        of tile: LocatorTile, _ fine: Lattice, in envelope: Envelope, _ body: (Int) -> Void
    ) {
        let shift = Int(tile.shift)
        let last = 1 << shift - 1
        for row in max(0, fine.row(envelope.minY))...min(last, fine.row(envelope.maxY)) {
            for column in max(0, fine.column(envelope.minX))...min(last, fine.column(envelope.maxX)) {
                let cell = unsafe cells[Int(tile.firstCell) + row << shift + column]
                if cell.isList { body(Int(tile.firstEntry) + cell.entry) }
            }
        }
    }
}

extension Envelope {
    /// An edge shares a point with the rectangle, by exact predicates.
    func meetsEdge(from a: Position, to b: Position) -> Bool {
        guard max(a.x, b.x) >= minX, min(a.x, b.x) <= maxX, max(a.y, b.y) >= minY, min(a.y, b.y) <= maxY
        else { return false }
        if contains(a) || contains(b) { return true }
        let sides = [
            Position(minX, minY), Position(maxX, minY), Position(maxX, maxY), Position(minX, maxY),
        ].map { orientation(a, b, $0) }
        return sides.contains { $0 == .collinear } || sides.contains { $0 != sides[0] }
    }
}
