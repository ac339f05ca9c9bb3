internal import GeoModel

/// Squares of tiles, so large that several positions are expected in each.
///
/// Few positions among many tiles are visited in coarser steps: sorting them by tile would cost as much as it saves, and
/// not sorting them would fetch every edge from memory anew.
struct TileBlocks {
    /// The number of blocks.
    let count: Int
    private let lattice: Lattice
    private let columns: Int
    private let shift: Int

    /// Chooses the size of the blocks.
    init(_ lattice: Lattice, columns: Int, tiles: Int, positions: Int) {
        let rows = tiles / columns
        var shift = 0
        func across(_ length: Int) -> Int { (length + 1 << shift - 1) >> shift }
        while shift < 31, 2 * across(columns) * across(rows) > positions { shift += 1 }
        self.lattice = lattice
        self.shift = shift
        self.columns = across(columns)
        count = across(columns) * across(rows)
    }

    /// The block of each position of a range, and how many positions each block has.
    func keys(
        of positions: UnsafeMutableBufferPointer<Position>, _ range: Range<Int>
    ) -> (keys: [Int32], counts: [Int32]) {
        var counts = [Int32](repeating: 0, count: count)
        var keys: [Int32] = []
        keys.reserveCapacity(range.count)
        for index in range {
            let position = unsafe positions[index]
            let block =
                position.isFinite
                ? lattice.row(position.y) >> shift * columns + lattice.column(position.x) >> shift : 0
            keys.append(Int32(truncatingIfNeeded: block))
            counts[block] += 1
        }
        return (keys, counts)
    }
}
