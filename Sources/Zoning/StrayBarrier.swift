public import GeoKernels
public import GeoModel

/// A stretch of a barrier that runs through the inside of a block, along no border.
///
/// No division of whole blocks can heed it: whatever zone the block is in lies on both its sides.
public struct StrayBarrier: Hashable, Sendable {
    /// The block it runs through; of a cut block, the piece.
    public let block: Int
    /// A place on it.
    public let position: Position
    /// Its length.
    public let length: Metres

    /// Finds the stretches that run inside blocks, farther than the tolerance from every border.
    ///
    /// Stretches no longer than the tolerance do not count; nor does what runs outside all blocks, or along the
    /// border of one.
    ///
    /// - Parameters:
    ///   - lines: The barriers.
    ///   - blocks: The blocks.
    ///   - tolerance: How far from a border a barrier may run and still be held by it.
    ///   - measure: Measures lengths on the ground.
    /// - Returns: The stretches, in the order of the lines.
    /// - Complexity: O(v + s) for v vertices and s segments that lie evenly.
    public static func find(
        _ lines: [LineString], in blocks: PolygonTable, tolerance: Metres, measure: GroundMeasure
    ) -> [StrayBarrier] {
        guard let cover = LineCover(lines, tolerance: tolerance, measure: measure) else { return [] }
        let stretches = stretches(cover, blocks: blocks, measure: measure).filter {
            $0.length > tolerance.value
        }
        guard !stretches.isEmpty else { return [] }
        let locator = ZoneLocator(blocks)
        return stretches.compactMap { stretch in
            locator.locate(stretch.position).zone.map {
                StrayBarrier(block: $0, position: stretch.position, length: Metres(coarse(stretch.length)))
            }
        }
    }

    private struct Stretch {
        var position: Position
        var length: Double
        /// The segment it ends with, where it reaches that segment's end.
        var last: Int?
    }

    private static func stretches(
        _ cover: LineCover, blocks: PolygonTable, measure: GroundMeasure
    ) -> [Stretch] {
        var near = [[ClosedRange<Double>]](repeating: [], count: cover.segments.count)
        for ring in 0..<blocks.ringCount {
            let vertices = blocks.vertices(ofRing: ring)
            for place in vertices.dropFirst() {
                for touch in cover.touched(by: blocks.positions[place - 1], blocks.positions[place]) {
                    near[touch.segment].append(touch.share)
                }
            }
        }
        var found: [Stretch] = []
        for (number, segment) in cover.segments.enumerated() {
            for gap in gaps(LineCover.merged(near[number])) {
                let (from, to) = (place(on: segment, gap.lowerBound), place(on: segment, gap.upperBound))
                let length = measure.length(from: from, to: to).value
                let end = gap.upperBound == 1 ? number : nil
                if gap.lowerBound == 0, number > 0, found.last?.last == number - 1,
                    cover.segments[number - 1].line == segment.line, cover.segments[number - 1].b == segment.a
                {
                    found[found.count - 1].length += length
                    found[found.count - 1].last = end
                } else {
                    let middle = (gap.lowerBound + gap.upperBound) / 2
                    found.append(Stretch(position: place(on: segment, middle), length: length, last: end))
                }
            }
        }
        return found
    }

    /// What ranges leave of 0 to 1.
    private static func gaps(_ ranges: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
        var gaps: [ClosedRange<Double>] = []
        var from = 0.0
        for range in ranges {
            if range.lowerBound > from { gaps.append(from...range.lowerBound) }
            from = max(from, range.upperBound)
        }
        if from < 1 { gaps.append(from...1) }
        return gaps
    }

    private static func place(on segment: LineCover.Segment, _ share: Double) -> Position {
        Position(
            segment.a.x + (segment.b.x - segment.a.x) * share,
            segment.a.y + (segment.b.y - segment.a.y) * share)
    }
}
