internal import GeoKernels
internal import GeoModel

/// Whether two edges meet anywhere but at an end they share.
func meet(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Bool {
    guard max(a.x, b.x) >= min(c.x, d.x), max(c.x, d.x) >= min(a.x, b.x), max(a.y, b.y) >= min(c.y, d.y),
        max(c.y, d.y) >= min(a.y, b.y)
    else { return false }
    if a == c || a == d || b == c || b == d { return false }
    return orientation(a, b, c) != orientation(a, b, d) && orientation(c, d, a) != orientation(c, d, b)
}

/// Whether no two edges of a closed ring meet but neighbours at their shared vertex.
func isSimple(_ ring: [Position]) -> Bool {
    let edges = Array(zip(ring, ring.dropFirst()))
    for (index, edge) in edges.enumerated() {
        for other in edges[(index + 1)...] where meet(edge.0, edge.1, other.0, other.1) { return false }
    }
    return true
}

/// Whether an edge meets any edge of a ring but at shared vertices.
func meets(_ a: Position, _ b: Position, _ ring: [Position]) -> Bool {
    zip(ring, ring.dropFirst()).contains { meet(a, b, $0, $1) }
}

/// Where the lines through two pairs of positions cross, to the nearest double.
func crossing(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Position {
    let turn = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
    let share = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / turn
    return between(a, b, share)
}
