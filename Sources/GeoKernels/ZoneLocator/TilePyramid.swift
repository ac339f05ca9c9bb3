/// Which tiles have edges, and which squares of 2, 4, 8 … tiles have such a tile.
///
/// Level 0 are the tiles themselves, the last level is one square. Memory: 4/3 byte for each tile.
struct TilePyramid: Sendable {
    /// The squares of all levels, level by level, each row by row.
    let occupied: [Bool]
    /// Where each level's squares start.
    let levelStarts: [Int]

    init(tiles: FrozenArray<LocatorTile>, columns: Int) {
        var occupied = unsafe tiles.withUnsafeBufferPointer { unsafe $0.map { $0.shift >= 0 } }
        var starts = [0]
        var width = columns
        var height = tiles.count / columns
        while width > 1 || height > 1 {
            let below = starts[starts.count - 1]
            let (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2)
            var level = [Bool](repeating: false, count: halfWidth * halfHeight)
            for row in 0..<height {
                for column in 0..<width where occupied[below + row * width + column] {
                    level[row / 2 * halfWidth + column / 2] = true
                }
            }
            starts.append(occupied.count)
            occupied += level
            (width, height) = (halfWidth, halfHeight)
        }
        self.occupied = occupied
        levelStarts = starts
    }
}
