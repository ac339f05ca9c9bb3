internal import GeoModel

/// The path from a position west or east to its cell's west line and along it to the cell's corner.
///
/// The position stands for itself moved by (ε, ε²), the bend for (west − δ, y + ε²) and the corner for
/// (west − δ, south − δ²), with δ the greatest of the infinitesimals; so no vertex ever lies on the path.
struct CornerPath {
    let x: Double
    let y: Double
    let west: Double
    let south: Double

    @inline(__always)
    init(from position: Position, to corner: Position) {
        x = position.x
        y = position.y
        west = corner.x
        south = corner.y
    }

    /// How many times consecutive edges cross the path, or −1 as soon as one touches the position itself.
    @inline(__always)
    func crossings(_ positions: UnsafeBufferPointer<Position>, first: Int, count: Int) -> Int {
        guard count > 0 else { return 0 }
        var a = unsafe positions[first]
        if a.y == y, a.x == x { return -1 }
        var crossings = 0
        for index in first + 1...first + count {
            let b = unsafe positions[index]
            let straddles = (a.y > y) != (b.y > y)
            if (a.x >= west) != (b.x >= west) {
                if straddles, orientation(a, b, Position(x, y)) == .collinear { return -1 }
                if isCrossedOnWestLine(by: a, b) { crossings += 1 }
            } else if straddles, a.x >= west {
                // Both ends east of the bend: only the position's side matters.
                if a.x < x, b.x < x {
                    crossings += 1
                } else if a.x <= x || b.x <= x {
                    let (bottom, top) = a.y < b.y ? (a, b) : (b, a)
                    switch orientation(bottom, top, Position(x, y)) {
                    case .clockwise: crossings += 1
                    case .collinear: return -1
                    case .counterclockwise: break
                    }
                }
            }
            if b.y == y, b.x == x || (a.y == y && (a.x < x) != (b.x < x)) { return -1 }
            a = b
        }
        return crossings
    }

    /// Whether an edge crosses the path an odd number of times.
    func isCrossed(by a: Position, _ b: Position) -> Bool {
        if (a.x >= west) != (b.x >= west) { return isCrossedOnWestLine(by: a, b) }
        guard (a.y > y) != (b.y > y), a.x >= west else { return false }
        return !isLeft(ofUpward: a, b)
    }

    /// The position lies west of an edge that passes its height.
    @inline(__always)
    private func isLeft(ofUpward a: Position, _ b: Position) -> Bool {
        let (bottom, top) = a.y < b.y ? (a, b) : (b, a)
        return orientation(bottom, top, Position(x, y)) == .counterclockwise
    }

    /// The same for an edge with its ends on different sides of the west line.
    private func isCrossedOnWestLine(by a: Position, _ b: Position) -> Bool {
        let (left, right) = a.x < b.x ? (a, b) : (b, a)
        let bendAbove = isAbove(left, right, y, whenLevel: true)
        let cornerAbove = south > -.infinity && isAbove(left, right, south, whenLevel: false)
        let crossesWestLine = bendAbove != cornerAbove
        guard (a.y > y) != (b.y > y) else { return crossesWestLine }
        // West of a rising edge is above it, west of a falling one below.
        let bendLeft = left.y < right.y ? bendAbove : !bendAbove
        return crossesWestLine != (bendLeft != isLeft(ofUpward: a, b))
    }

    /// The place infinitesimally west of (west, height) lies above an edge from left to right.
    @inline(__always)
    private func isAbove(
        _ left: Position, _ right: Position, _ height: Double, whenLevel: Bool
    ) -> Bool {
        switch orientation(left, right, Position(west, height)) {
        case .counterclockwise: true
        case .clockwise: false
        case .collinear: left.y == right.y ? whenLevel : left.y < right.y
        }
    }
}
