internal import GeoModel

/// Which vertices are the same place.
///
/// `first[v]` is the least vertex number at the place of `v`; `twin[v]` is the next vertex at that place, in a
/// circle. The vertex that closes a ring is in no circle and shares the `first` of the ring's start.
/// `-0.0` and `0.0` are one place.
///
/// The plane is cut into cells of some thousand vertices, each joined by a hash table that stays in cache. What
/// a cell reads and writes lies in runs, because borders are stored in order: memory is gone through forwards.
///
/// Complexity: O(v) expected. Memory: 8 bytes a vertex kept, and 12 bytes while building for each stretch of
/// vertices that stays in one cell.
final class VertexIndex: Sendable {
    let first: [Int32]
    let twin: [Int32]

    /// Vertices in a cell, about: their table of twelve bytes a slot fits a core's own cache.
    private static let cellSize = 4096

    init(_ table: EdgeTable) {
        let positions = table.positions
        let runs = CellRuns(positions, PlaneCells(positions, size: Self.cellSize))
        var twin: [Int32] = []
        first = filled(count: positions.count, with: Int32(-1)) { firstSlots in
            twin = filled(count: positions.count, with: Int32(-1)) { twinSlots in
                inPieces(of: runs.cellCount, pieces: 128, least: 1) { cells, _ in
                    var joiner = PlaceJoiner(table)
                    for cell in cells { joiner.join(runs.runs(ofCell: cell), firstSlots, twinSlots) }
                }
            }
            // A closing vertex stands for the start of its ring.
            inPieces(of: table.ringCount, least: 256) { rings, _ in
                for ring in rings {
                    let range = table.vertices(ofRing: ring)
                    firstSlots[range.upperBound - 1] = firstSlots[range.lowerBound]
                }
            }
        }
        self.twin = twin
    }
}

/// Joins the vertices of one cell after another; its table is used again.
private struct PlaceJoiner {
    private struct Slot {
        /// Part of the hash; two places with the same are told apart by their coordinates.
        var tag: UInt32 = 0
        /// The least and the latest vertex of the place; −1 marks a free slot.
        var least: Int32 = -1
        var latest: Int32 = -1
    }

    private let table: EdgeTable
    private var slots: [Slot] = []

    init(_ table: EdgeTable) { self.table = table }

    mutating func join(
        _ runs: ArraySlice<Range<Int32>>, _ first: SharedSlots<Int32>, _ twin: SharedSlots<Int32>
    ) {
        let count = runs.reduce(0) { $0 + $1.count }
        var size = 64
        while size < count + count / 2 { size *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(Slot(), count: size))
        let table = table
        var places = slots.mutableSpan
        for run in runs { Self.join(run, table, &places, first, twin) }
    }

    private static func join(
        _ run: Range<Int32>, _ table: EdgeTable, _ slots: inout MutableSpan<Slot>,
        _ first: SharedSlots<Int32>,
        _ twin: SharedSlots<Int32>
    ) {
        let (positionArray, startArray) = (table.positions, table.ringStarts)
        let positions = positionArray.span
        let starts = startArray.span
        let mask = slots.count - 1
        var ring = Int(table.ringOfVertex[Int(run.lowerBound)])
        var closing = starts[ring + 1] - 1
        for vertex in run {
            if vertex == closing {
                ring += 1
                closing = ring + 1 < starts.count ? starts[ring + 1] - 1 : -1
                continue
            }
            let position = positions[Int(vertex)]
            let hash = hash(position)
            let tag = UInt32(truncatingIfNeeded: hash >> 32)
            var place = Int(truncatingIfNeeded: hash) & mask
            while slots[place].least >= 0 {
                if slots[place].tag == tag, positions[Int(slots[place].least)] == position { break }
                place = (place + 1) & mask
            }
            let slot = slots[place]
            let least = slot.least < 0 ? vertex : slot.least
            if slot.latest >= 0 { twin[Int(slot.latest)] = vertex }
            slots[place] = Slot(tag: tag, least: least, latest: vertex)
            first[Int(vertex)] = least
            twin[Int(vertex)] = least
        }
    }

    @inline(__always)
    private static func hash(_ position: Position) -> UInt64 {
        // Adding zero turns −0.0 into 0.0 and changes nothing else.
        var bits = (position.x + 0.0).bitPattern &* 0x9E37_79B9_7F4A_7C15
        bits ^= bits >> 29
        bits = (bits ^ (position.y + 0.0).bitPattern) &* 0xBF58_476D_1CE4_E5B9
        bits ^= bits >> 32
        bits = bits &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 29)
    }
}
