internal import GeoModel

/// Builds the tiles in blocks on all cores and joins the blocks in order.
enum LocatorAssembly {
    /// Edges that a block of tiles aims at.
    private static let edgesPerBlock = 1 << 15

    private struct Block: Sendable {
        var tiles: [LocatorTile] = []
        var cells: [LocatorCell] = []
        var entries: [LocatorEntry] = []
    }

    static func build(
        _ zones: ZoneRings, _ survey: TileSurvey, isParallel: Bool
    ) -> (tiles: [LocatorTile], cells: [LocatorCell], entries: [LocatorEntry]) {
        let ranges = blocks(of: survey)
        let blocks = parallelMap(count: ranges.count, isParallel: isParallel) { index in
            unsafe zones.withUnsafe { unsafe build(ranges[index], survey, $0) }
        }
        let cellStarts = starts(blocks.map(\.cells.count))
        let entryStarts = starts(blocks.map(\.entries.count))
        return (
            joined(blocks, cellStarts: cellStarts, entryStarts: entryStarts),
            concatenated(blocks.map(\.cells), starts: cellStarts, isParallel: isParallel),
            concatenated(blocks.map(\.entries), starts: entryStarts, isParallel: isParallel)
        )
    }

    private static func build(_ tiles: Range<Int>, _ survey: TileSurvey, _ zones: UnsafeZoneTable) -> Block {
        var block = Block()
        var builder = unsafe TileBuilder(positions: zones.positions)
        block.tiles.reserveCapacity(tiles.count)
        for tile in tiles { block.tiles.append(builder.append(tile: tile, of: survey)) }
        block.cells = builder.cells
        block.entries = builder.entries
        return block
    }

    /// Consecutive tiles with about the same number of edges together.
    private static func blocks(of survey: TileSurvey) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var first = 0
        var edges = 0
        for tile in 0..<survey.tileCount {
            let runs = Int(survey.runStarts[tile])..<Int(survey.runStarts[tile + 1])
            edges += survey.runs[runs].reduce(8) { $0 + Int($1.edgeCount) }
            if edges >= edgesPerBlock || tile == survey.tileCount - 1 {
                blocks.append(first..<tile + 1)
                first = tile + 1
                edges = 0
            }
        }
        return blocks
    }

    private static func starts(_ counts: [Int]) -> [Int] {
        var starts = [0]
        for count in counts { starts.append(starts[starts.count - 1] + count) }
        precondition(
            starts[counts.count] < Int(UInt32.max), "a locator holds fewer than 2^32 cells and entries")
        return starts
    }

    private static func joined(_ blocks: [Block], cellStarts: [Int], entryStarts: [Int]) -> [LocatorTile] {
        var tiles: [LocatorTile] = []
        tiles.reserveCapacity(blocks.reduce(0) { $0 + $1.tiles.count })
        for (block, part) in blocks.enumerated() {
            for var tile in part.tiles {
                if tile.shift >= 0 {
                    tile.firstCell += UInt32(cellStarts[block])
                    tile.firstEntry += UInt32(entryStarts[block])
                }
                tiles.append(tile)
            }
        }
        return tiles
    }

    private static func concatenated<Element: BitwiseCopyable & Sendable>(
        _ parts: [[Element]], starts: [Int], isParallel: Bool
    ) -> [Element] {
        unsafe [Element](unsafeUninitializedCapacity: starts[parts.count]) { buffer, count in
            let memory = unsafe SharedMemory(buffer)
            parallelForEach(count: parts.count, isParallel: isParallel) { part in
                let target = unsafe UnsafeMutableBufferPointer(
                    rebasing: memory.buffer[starts[part]..<starts[part + 1]])
                _ = unsafe target.initialize(from: parts[part])
            }
            count = starts[parts.count]
        }
    }
}
