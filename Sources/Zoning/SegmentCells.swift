internal import GeoKernels
internal import GeoModel

/// Segments found by place: a grid whose cells list the segments that come within a reach of them.
///
/// A segment longer than a cell is entered piece by piece, so that it fills the cells along it and not its box.
struct SegmentCells {
    private let width: Double
    private let height: Double
    private var cells: [UInt64: [Int32]] = [:]
    /// The most cells that a segment is entered to either side of it.
    private static let mostCells = 16.0

    /// Enters segments.
    ///
    /// - Parameters:
    ///   - segments: The segments, at least one, all finite.
    ///   - reach: How far from a segment it must be found, in metres.
    ///   - measure: How many metres a unit is.
    init(_ segments: [(Position, Position)], reach: Double, measure: GroundMeasure) {
        let box = Envelope(segments.flatMap { [$0.0, $0.1] })
        let centre = box?.centre ?? Position(0, 0)
        let metric = measure.metric(at: centre)
        let total = segments.reduce(0.0) { $0 + metric.distance(from: $1.0, to: $1.1).value }
        let side = max(4 * reach, total / Double(segments.count), total / 1_000_000, 1e-6)
        // Beyond the poles a degree has no positive length.
        width = side / max(metric.metresPerUnitX.magnitude, 1e-6)
        height = side / max(metric.metresPerUnitY.magnitude, 1e-6)
        // A degree of longitude is shortest where the data lie farthest from the equator.
        let ends = [box?.minY, box?.maxY].compactMap(\.self).map {
            measure.metric(at: Position(centre.x, $0))
        }
        let least = ends.map(\.metresPerUnitX).filter { $0 > 0 }.min() ?? metric.metresPerUnitX
        // At a pole the reach would be all round the earth.
        let margin = Position(
            min(1.01 * reach / least, Self.mostCells * width),
            min(1.02 * reach / max(metric.metresPerUnitY.magnitude, 1e-6), Self.mostCells * height))
        for (number, segment) in segments.enumerated() {
            for cell in cellsAlong(segment.0, segment.1, margin: margin) {
                cells[cell, default: []].append(Int32(number))
            }
        }
    }

    /// The segments that may come within reach of another, in order.
    func near(_ a: Position, _ b: Position) -> [Int32] {
        let keys = cellsAlong(a, b, margin: Position(0, 0))
        if keys.count == 1 { return cells[keys[0]] ?? [] }
        var found: Set<Int32> = []
        for key in keys { found.formUnion(cells[key] ?? []) }
        return found.sorted()
    }

    private func cellsAlong(_ a: Position, _ b: Position, margin: Position) -> [UInt64] {
        let steps = max(abs(b.x - a.x) / width, abs(b.y - a.y) / height).rounded(.up)
        let count = max(1, Int(min(steps, 1e7)))
        var keys: [UInt64] = []
        for step in 0..<count {
            let from = at(Double(step) / Double(count), a, b)
            let to = at(Double(step + 1) / Double(count), a, b)
            let columns =
                index(min(from.x, to.x) - margin.x, width)...index(max(from.x, to.x) + margin.x, width)
            let rows =
                index(min(from.y, to.y) - margin.y, height)...index(max(from.y, to.y) + margin.y, height)
            for column in columns {
                for row in rows {
                    keys.append(UInt64(UInt32(bitPattern: column)) << 32 | UInt64(UInt32(bitPattern: row)))
                }
            }
        }
        return count == 1 ? keys : Array(Set(keys))
    }

    private func at(_ share: Double, _ a: Position, _ b: Position) -> Position {
        Position(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
    }

    private func index(_ value: Double, _ size: Double) -> Int32 {
        Int32(min(max((value / size).rounded(.down), -2e9), 2e9))
    }
}
