internal import GeoKernels
internal import GeoModel

/// Tells how much of an edge runs along given lines: barriers or visible features.
///
/// A place of an edge is covered when a line passes within the tolerance. So lines need not have the vertices of the
/// edges: a straight river covers ten edges, and edges that a cut parted stay covered. A line that only crosses an edge
/// covers nothing of it: edge and segment must run the same way within 30°, unless one of them is so short, less than
/// twice the tolerance, that its direction says nothing.
struct LineCover {
    /// A segment of a line.
    struct Segment {
        let line: Int
        let a: Position
        let b: Position
    }

    let segments: [Segment]
    let tolerance: Double
    private let measure: GroundMeasure
    private let cells: SegmentCells
    private static let leastCosine = 0.866

    /// `nil` without lines.
    ///
    /// - Complexity: O(s) for s segments, besides long ones, which count once for each mean length.
    init?(_ lines: [LineString], tolerance: Metres, measure: GroundMeasure) {
        var segments: [Segment] = []
        for (number, line) in lines.enumerated() {
            for (a, b) in zip(line.positions, line.positions.dropFirst())
            where a != b && [a.x, a.y, b.x, b.y].allSatisfy(\.isFinite) {
                segments.append(Segment(line: number, a: a, b: b))
            }
        }
        guard !segments.isEmpty else { return nil }
        self.segments = segments
        self.tolerance = tolerance.value
        self.measure = measure
        cells = SegmentCells(segments.map { ($0.a, $0.b) }, reach: tolerance.value, measure: measure)
    }

    /// The share of an edge, 0 to 1, that runs along the lines.
    func share(along a: Position, _ b: Position) -> Double {
        let near = cells.near(a, b)
        guard !near.isEmpty else { return 0 }
        let plane = LocalPlane(around: Self.middle(a, b), measure: measure)
        let edge = FlatSegment(plane, a, b)
        let covered = near.compactMap { number -> ClosedRange<Double>? in
            let other = FlatSegment(plane, segments[Int(number)].a, segments[Int(number)].b)
            guard runsAlong(edge, other) else { return nil }
            return edge.share(within: tolerance, of: other)
        }
        return Self.merged(covered).reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }

    /// The shares of segments that lie within the tolerance of an edge, whichever way it runs.
    func touched(by a: Position, _ b: Position) -> [(segment: Int, share: ClosedRange<Double>)] {
        let near = cells.near(a, b)
        guard !near.isEmpty else { return [] }
        let plane = LocalPlane(around: Self.middle(a, b), measure: measure)
        let edge = FlatSegment(plane, a, b)
        return near.compactMap { number in
            let own = FlatSegment(plane, segments[Int(number)].a, segments[Int(number)].b)
            return own.share(within: tolerance, of: edge).map { (Int(number), $0) }
        }
    }

    private func runsAlong(_ edge: FlatSegment, _ other: FlatSegment) -> Bool {
        if edge.length <= 2 * tolerance || other.length <= 2 * tolerance { return true }
        return abs(edge.cosine(with: other)) >= Self.leastCosine
    }

    private static func middle(_ a: Position, _ b: Position) -> Position {
        Position(a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2)
    }

    /// The union of ranges, in order.
    static func merged(_ ranges: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
        var merged: [ClosedRange<Double>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

/// A segment in a plane in metres.
struct FlatSegment {
    private let start: (x: Double, y: Double)
    private let way: (x: Double, y: Double)
    let length: Double

    init(_ plane: LocalPlane, _ a: Position, _ b: Position) {
        start = plane.metres(a)
        let end = plane.metres(b)
        let reach = (x: end.x - start.x, y: end.y - start.y)
        length = (reach.x * reach.x + reach.y * reach.y).squareRoot()
        way = length > 0 ? (reach.x / length, reach.y / length) : (0, 0)
    }

    func cosine(with other: FlatSegment) -> Double { way.x * other.way.x + way.y * other.way.y }

    /// The share of this segment, 0 to 1, that lies within a distance of another.
    ///
    /// What lies within a distance of a segment is two discs and a strip, and convex; so is what a line has of it.
    func share(within distance: Double, of other: FlatSegment) -> ClosedRange<Double>? {
        guard length > 0 else { return nil }
        let end = (
            x: other.start.x + other.way.x * other.length, y: other.start.y + other.way.y * other.length
        )
        let parts = [disc(other.start, distance), disc(end, distance), strip(other, distance)].compactMap(
            \.self)
        guard let low = parts.map(\.lowerBound).min(), let high = parts.map(\.upperBound).max() else {
            return nil
        }
        let (from, to) = (max(low, 0), min(high, length))
        return from <= to ? (from / length)...(to / length) : nil
    }

    private func disc(_ centre: (x: Double, y: Double), _ radius: Double) -> ClosedRange<Double>? {
        let (x, y) = (centre.x - start.x, centre.y - start.y)
        let along = x * way.x + y * way.y
        let across = x * way.y - y * way.x
        guard abs(across) <= radius else { return nil }
        let half = (radius * radius - across * across).squareRoot()
        return (along - half)...(along + half)
    }

    private func strip(_ other: FlatSegment, _ radius: Double) -> ClosedRange<Double>? {
        let (x, y) = (start.x - other.start.x, start.y - other.start.y)
        let across = Self.range(
            from: x * other.way.y - y * other.way.x, slope: way.x * other.way.y - way.y * other.way.x,
            within: -radius...radius)
        let along = Self.range(
            from: x * other.way.x + y * other.way.y, slope: cosine(with: other), within: 0...other.length)
        guard let across, let along else { return nil }
        let low = max(across.lowerBound, along.lowerBound)
        let high = min(across.upperBound, along.upperBound)
        return low <= high ? low...high : nil
    }

    /// Where `from + slope t` lies within a range.
    private static func range(
        from: Double, slope: Double, within range: ClosedRange<Double>
    ) -> ClosedRange<Double>? {
        guard abs(slope) > 1e-12 else { return range.contains(from) ? -Double.infinity ... .infinity : nil }
        let ends = ((range.lowerBound - from) / slope, (range.upperBound - from) / slope)
        return min(ends.0, ends.1)...max(ends.0, ends.1)
    }
}
