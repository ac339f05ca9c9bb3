/// Joins pieces between the same nodes into arcs.
struct ArcJoiner {
    private(set) var arcOfPiece: [Int32]
    private(set) var firstPiece: [Int32] = []
    private(set) var nextPiece: [Int32]
    let edgeOfPiece: [Int32]

    init(_ pieces: EdgePieces, _ sources: ArcSources) {
        let count = pieces.from.count
        var edges: [Int32] = []
        edges.reserveCapacity(count)
        for slot in pieces.edges.indices {
            for _ in pieces.starts[slot]..<pieces.starts[slot + 1] { edges.append(pieces.edges[slot]) }
        }
        edgeOfPiece = edges
        nextPiece = Array(repeating: -1, count: count)
        arcOfPiece = Array(repeating: -1, count: count)
        var table = PairTable(capacity: count)
        var groups: [Int32] = []
        for piece in 0..<count {
            let (group, isNew) = table.number(pieces.from[piece], pieces.to[piece], next: Int32(groups.count))
            if isNew {
                groups.append(Int32(piece))
            } else {
                nextPiece[piece] = nextPiece[Int(groups[Int(group)])]
                nextPiece[Int(groups[Int(group)])] = Int32(piece)
            }
        }
        firstPiece.reserveCapacity(groups.count)
        for first in groups where sources.bounds(firstPiece: first, next: nextPiece, edges: edgeOfPiece) {
            var piece = first
            while piece >= 0 {
                arcOfPiece[Int(piece)] = Int32(firstPiece.count)
                piece = nextPiece[Int(piece)]
            }
            firstPiece.append(first)
        }
    }
}

/// Numbers unordered pairs of nodes as they come.
private struct PairTable {
    private var keys: [UInt64]
    private var numbers: [Int32]

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: .max, count: size)
        numbers = Array(repeating: 0, count: size)
    }

    mutating func number(_ a: Int32, _ b: Int32, next: Int32) -> (number: Int32, isNew: Bool) {
        let key = UInt64(UInt32(min(a, b))) << 32 | UInt64(UInt32(max(a, b)))
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & (keys.count - 1)
        while keys[slot] != .max {
            if keys[slot] == key { return (numbers[slot], false) }
            slot = (slot + 1) & (keys.count - 1)
        }
        keys[slot] = key
        numbers[slot] = next
        return (next, true)
    }
}
