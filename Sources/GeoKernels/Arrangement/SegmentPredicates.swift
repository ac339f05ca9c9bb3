public import GeoModel

/// A straight segment between two positions, with the exact questions an arrangement asks of it.
@frozen
public struct Segment: Sendable {
    /// Where the segment starts.
    public var a: Position
    /// Where the segment ends.
    public var b: Position

    /// Makes the segment from one position to another.
    @inlinable
    public init(_ a: Position, _ b: Position) {
        self.a = a
        self.b = b
    }

    /// The same segment run the other way.
    @inlinable
    public var reversed: Segment { Segment(b, a) }

    /// Twice the signed area of a, b and a position, without rounding.
    func determinant(_ c: Position) -> Expansion {
        var sum = Expansion()
        sum.add(product: a.x, b.y)
        sum.add(product: -a.y, b.x)
        sum.add(product: b.x, c.y)
        sum.add(product: -b.y, c.x)
        sum.add(product: c.x, a.y)
        sum.add(product: -c.y, a.x)
        return sum
    }

    /// The same determinant in floating point and a bound of its error.
    @inlinable
    func approximateDeterminant(_ c: Position) -> (value: Double, error: Double) {
        let left = (a.x - c.x) * (b.y - c.y)
        let right = (a.y - c.y) * (b.x - c.x)
        return (left - right, 3.330_669_073_875_471_6e-16 * (left.magnitude + right.magnitude))
    }
}

/// The sign of the cross product of two segments' directions, exactly.
///
/// - Returns: 1 when `second` points left of `first`, −1 when right, 0 when they are parallel.
/// - Complexity: O(1); the exact path is taken for nearly parallel segments only.
@inlinable
public func directionTurn(from first: Segment, to second: Segment) -> Int {
    let left = (first.b.x - first.a.x) * (second.b.y - second.a.y)
    let right = (first.b.y - first.a.y) * (second.b.x - second.a.x)
    let cross = left - right
    // Each difference and product rounds once: (4 + O(ε))ε of the sum of magnitudes is enough; 8ε is taken.
    let bound = 8.9e-16 * (left.magnitude + right.magnitude)
    if cross > bound { return 1 }
    if -cross > bound { return -1 }
    return exactDirectionTurn(from: first, to: second)
}

@usableFromInline
func exactDirectionTurn(from first: Segment, to second: Segment) -> Int {
    var sum = Expansion()
    for (x, sx) in [(first.b.x, 1.0), (first.a.x, -1.0)] {
        for (y, sy) in [(second.b.y, 1.0), (second.a.y, -1.0)] { sum.add(product: sx * x, sy * y) }
    }
    for (y, sy) in [(first.b.y, 1.0), (first.a.y, -1.0)] {
        for (x, sx) in [(second.b.x, 1.0), (second.a.x, -1.0)] { sum.add(product: -sy * y, sx * x) }
    }
    return sum.sign
}

/// Which of two segments that both cross `base` properly does so nearer to the start of `base`, exactly.
///
/// With N the signed distance of the start of `base` from a crossing line and M that of its end, the
/// crossing lies at |N| / (|N| + |M|); fractions are compared by their cross products.
///
/// - Returns: −1 when `first` crosses nearer, 1 when `second` does, 0 when all three meet in one point.
/// - Complexity: O(1); exact arithmetic only when the two crossings are nearly in one place.
public func compareCrossings(along base: Segment, _ first: Segment, _ second: Segment) -> Int {
    let n1 = first.approximateDeterminant(base.a)
    let m1 = first.approximateDeterminant(base.b)
    let n2 = second.approximateDeterminant(base.a)
    let m2 = second.approximateDeterminant(base.b)
    let left = abs(n1.value) * abs(m2.value)
    let right = abs(n2.value) * abs(m1.value)
    let bound =
        abs(n1.value) * m2.error + abs(m2.value) * n1.error + abs(n2.value) * m1.error
        + abs(m1.value) * n2.error + n1.error * m2.error + n2.error * m1.error
        + 4e-16 * (left + right)
    if left - right > bound { return 1 }
    if right - left > bound { return -1 }
    return exactCompareCrossings(along: base, first, second)
}

private func exactCompareCrossings(along base: Segment, _ first: Segment, _ second: Segment) -> Int {
    let n1 = first.determinant(base.a)
    let n2 = second.determinant(base.a)
    let left = n1 * second.determinant(base.b)
    let right = n2 * first.determinant(base.b)
    // N and M of one line differ in sign, so |N1||M2| < |N2||M1| reads N1·M2 · s1·s2 > N2·M1 · s1·s2
    // with si the sign of Ni: both products carry the factor −s1·s2.
    let sign = (left - right).sign
    return n1.sign * n2.sign * -sign
}

/// The point where two segments cross properly, rounded to doubles.
///
/// The error is about one unit in the last place even for nearly parallel segments: the determinants are
/// taken in double-double arithmetic, or without rounding where that is not enough.
///
/// - Precondition: the segments cross in one point interior to both.
public func crossingPoint(of base: Segment, with other: Segment) -> Position {
    let n = reliableDeterminant(other, base.a)
    let m = reliableDeterminant(other, base.b)
    let t = n / (n - m)
    let x = DoubleDouble(base.a.x) + t * DoubleDouble(base.b.x, minus: base.a.x)
    let y = DoubleDouble(base.a.y) + t * DoubleDouble(base.b.y, minus: base.a.y)
    return Position(x.high, y.high)
}

private func reliableDeterminant(_ line: Segment, _ c: Position) -> DoubleDouble {
    let left = DoubleDouble(line.a.x, minus: c.x) * DoubleDouble(line.b.y, minus: c.y)
    let right = DoubleDouble(line.a.y, minus: c.y) * DoubleDouble(line.b.x, minus: c.x)
    let difference = left - right
    // Below this size cancellation has eaten more than thirty of the 104 bits.
    let floor = (left.high.magnitude + right.high.magnitude) * 0x1p-30
    return difference.high.magnitude > floor ? difference : line.determinant(c).estimate
}
