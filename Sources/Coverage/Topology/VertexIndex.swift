internal import GeoModel

/// Which vertices are the same place, found by hashing their bit patterns.
///
/// `first[v]` is the least vertex number at the place of `v`; `twin[v]` is the next vertex at that place, in a
/// circle. The vertex that closes a ring is in no circle and shares the `first` of the ring's start.
/// `-0.0` and `0.0` are one place.
///
/// Vertices are radix-partitioned by hash so that each partition's table stays in cache. Tables compare
/// 64-bit hashes only; every match is then checked against the coordinates in storage order, and in the
/// improbable case of a collision the work is repeated with another seed, so the answer is exact.
///
/// Complexity: O(v) expected. Memory: 8 bytes a vertex kept, 12 more while building.
final class VertexIndex: Sendable {
    let first: [Int32]
    let twin: [Int32]

    init(_ table: EdgeTable) {
        var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        while true {
            let (first, twin) = VertexPartition(table, seed: seed).join(table)
            if Self.agrees(first, with: table) {
                self.first = first
                self.twin = twin
                return
            }
            seed = seed &* 0xD129_0D3A_1F4B_6E35 &+ 1
        }
    }

    private static func agrees(_ first: [Int32], with table: EdgeTable) -> Bool {
        let positions = table.positions
        return !mapPieces(of: first.count) { range in
            range.contains { positions[$0] != positions[Int(first[$0])] }
        }.contains(true)
    }
}

/// The vertices of a table sorted by the upper bits of their hash, in vertex order within a partition.
private struct VertexPartition {
    private static let pieces = 16
    private let seed: UInt64
    private let shift: UInt64
    private let starts: [Int]
    private let hashes: [UInt64]
    private let vertices: [Int32]

    init(_ table: EdgeTable, seed: UInt64) {
        self.seed = seed
        var bits: UInt64 = 1
        while bits < 11 && table.positions.count >> bits > 8192 { bits += 1 }
        let shift = 64 - bits
        self.shift = shift
        let partitions = 1 << Int(bits)
        let counts = mapPieces(of: table.positions.count, pieces: Self.pieces) { range in
            var counts = [Int](repeating: 0, count: partitions)
            Self.forEachVertex(of: table, in: range, seed: seed) { hash, _ in counts[Int(hash >> shift)] += 1
            }
            return counts
        }
        var starts: [Int] = []
        var cursors = counts
        var total = 0
        for partition in 0..<partitions {
            starts.append(total)
            for piece in counts.indices {
                cursors[piece][partition] = total
                total += counts[piece][partition]
            }
        }
        starts.append(total)
        self.starts = starts
        var vertices: [Int32] = []
        let startOfPiece = cursors
        hashes = filled(count: total, with: 0) { hashSlots in
            vertices = filled(count: total, with: 0) { vertexSlots in
                inPieces(of: table.positions.count, pieces: Self.pieces) { range, piece in
                    var cursor = startOfPiece[piece]
                    Self.forEachVertex(of: table, in: range, seed: seed) { hash, vertex in
                        let slot = cursor[Int(hash >> shift)]
                        cursor[Int(hash >> shift)] = slot + 1
                        hashSlots[slot] = hash
                        vertexSlots[slot] = Int32(vertex)
                    }
                }
            }
        }
        self.vertices = vertices
    }

    @inline(__always)
    private static func forEachVertex(
        of table: EdgeTable, in range: Range<Int>, seed: UInt64, _ body: (UInt64, Int) -> Void
    ) {
        guard let start = range.first else { return }
        let positions = table.positions
        let starts = table.ringStarts
        var ring = Int(table.ringOfVertex[start])
        for vertex in range {
            if vertex == Int(starts[ring + 1]) - 1 {
                ring += 1
                continue
            }
            body(hash(positions[vertex], seed), vertex)
        }
    }

    @inline(__always)
    private static func hash(_ position: Position, _ seed: UInt64) -> UInt64 {
        // Adding zero turns −0.0 into 0.0 and changes nothing else.
        var bits = (position.x + 0.0).bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ seed
        bits ^= bits >> 29
        bits = (bits ^ (position.y + 0.0).bitPattern) &* 0xBF58_476D_1CE4_E5B9
        bits ^= bits >> 32
        bits = bits &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 29)
    }

    func join(_ table: EdgeTable) -> (first: [Int32], twin: [Int32]) {
        var twin: [Int32] = []
        let first = filled(count: table.positions.count, with: Int32(-1)) { firstSlots in
            twin = filled(count: table.positions.count, with: Int32(-1)) { twinSlots in
                inPieces(of: starts.count - 1, pieces: 64, least: 1) { partitions, _ in
                    for partition in partitions { link(partition, firstSlots, twinSlots) }
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
        return (first, twin)
    }

    private func link(_ partition: Int, _ first: SharedSlots<Int32>, _ twin: SharedSlots<Int32>) {
        let range = starts[partition]..<starts[partition + 1]
        var size = 16
        while size < range.count * 2 { size *= 2 }
        var keys = [UInt64](repeating: 0, count: size)
        // The least and the latest vertex of each key; −1 in the first marks a free slot.
        var least = [Int32](repeating: -1, count: size)
        var latest = [Int32](repeating: -1, count: size)
        for item in range {
            let hash = hashes[item]
            let vertex = vertices[item]
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while least[slot] >= 0 && keys[slot] != hash { slot = (slot + 1) & (size - 1) }
            if least[slot] < 0 {
                keys[slot] = hash
                least[slot] = vertex
            } else {
                twin[Int(latest[slot])] = vertex
            }
            latest[slot] = vertex
            first[Int(vertex)] = least[slot]
            twin[Int(vertex)] = least[slot]
        }
    }
}
