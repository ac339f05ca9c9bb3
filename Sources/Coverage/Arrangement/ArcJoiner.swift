/// Joins pieces between the same nodes into arcs.
///
/// Pieces are listed by the lesser of their nodes; those with the same other node are one group.
///
/// - Complexity: O(p log p) for p pieces, linear where few meet in one node.
struct ArcJoiner {
    let arcOfPiece: [Int32]
    let firstPiece: [Int32]
    let nextPiece: [Int32]
    let edgeOfPiece: [Int32]

    init(_ pieces: EdgePieces, _ sources: ArcSources) {
        let count = pieces.from.count
        let edges = Self.edges(pieces)
        let leaders = PieceGroups(pieces).leaders
        var next = [Int32](repeating: -1, count: count)
        for piece in 0..<count where Int(leaders[piece]) != piece {
            next[piece] = next[Int(leaders[piece])]
            next[Int(leaders[piece])] = Int32(piece)
        }
        let chains = next
        let bounds = filled(count: count, with: false) { slots in
            inPieces(of: count, pieces: 32) { range, _ in
                for piece in range where Int(leaders[piece]) == piece {
                    slots[piece] = sources.bounds(firstPiece: Int32(piece), next: chains, edges: edges)
                }
            }
        }
        var arcs = [Int32](repeating: -1, count: count)
        var first: [Int32] = []
        first.reserveCapacity(count)
        for piece in 0..<count {
            if bounds[piece] {
                arcs[piece] = Int32(first.count)
                first.append(Int32(piece))
            } else if Int(leaders[piece]) != piece {
                // The first of a group has the least number.
                arcs[piece] = arcs[Int(leaders[piece])]
            }
        }
        (edgeOfPiece, nextPiece, arcOfPiece, firstPiece) = (edges, chains, arcs, first)
    }

    private static func edges(_ pieces: EdgePieces) -> [Int32] {
        filled(count: pieces.from.count, with: 0) { slots in
            inPieces(of: pieces.edges.count) { range, _ in
                for slot in range {
                    for piece in pieces.starts[slot]..<pieces.starts[slot + 1] {
                        slots[Int(piece)] = pieces.edges[slot]
                    }
                }
            }
        }
    }
}

/// Finds for each piece the first that joins the same two nodes.
private struct PieceGroups {
    let leaders: [Int32]

    /// Pieces at a node above which they are sorted rather than compared each with each.
    private static let few = 16

    init(_ pieces: EdgePieces) {
        let count = pieces.from.count
        let (from, to) = (pieces.from, pieces.to)
        let far = filled(count: count, with: Int32(0)) { slots in
            inPieces(of: count) { range, _ in
                for piece in range { slots[piece] = max(from[piece], to[piece]) }
            }
        }
        var starts = [Int32](repeating: 0, count: pieces.nodeVertices.count + 1)
        for piece in 0..<count { starts[Int(min(from[piece], to[piece])) + 1] += 1 }
        for node in pieces.nodeVertices.indices { starts[node + 1] += starts[node] }
        var cursor = starts
        var listed = [Int32](repeating: 0, count: count)
        for piece in 0..<count {
            let node = Int(min(from[piece], to[piece]))
            listed[Int(cursor[node])] = Int32(piece)
            cursor[node] += 1
        }
        let (ranges, members) = (starts, listed)
        leaders = filled(count: count, with: 0) { slots in
            inPieces(of: ranges.count - 1, pieces: 32) { nodes, _ in
                for node in nodes {
                    Self.lead(Int(ranges[node])..<Int(ranges[node + 1]), of: members, far, slots)
                }
            }
        }
    }

    /// Finds the leaders of the pieces listed for one node.
    private static func lead(
        _ places: Range<Int>, of members: [Int32], _ far: [Int32], _ leaders: SharedSlots<Int32>
    ) {
        if places.count <= few {
            for place in places {
                var leader = members[place]
                for earlier in places.lowerBound..<place where far[Int(members[earlier])] == far[Int(leader)]
                {
                    leader = members[earlier]
                    break
                }
                leaders[Int(members[place])] = leader
            }
            return
        }
        let sorted = members[places].sorted { (far[Int($0)], $0) < (far[Int($1)], $1) }
        var leader = sorted[0]
        for piece in sorted {
            if far[Int(piece)] != far[Int(leader)] { leader = piece }
            leaders[Int(piece)] = leader
        }
    }
}
