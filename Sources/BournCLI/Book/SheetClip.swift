internal import GeoModel

/// Cuts what is drawn to the sheet, so that a small map of a large county stays a small file.
struct SheetClip {
    private let low: Position
    private let high: Position

    /// A frame a little larger than the sheet, so that the cut itself is not seen.
    init(width: Double, height: Double) {
        low = Position(-30, -30)
        high = Position(width + 30, height + 30)
    }

    /// A ring cut at the four sides one after the other (Sutherland and Hodgman, 1974); what lies outside
    /// leaves edges along the frame, which is good enough to be filled.
    func ring(_ ring: [Position]) -> [Position] {
        var result = ring
        for side in Side.allCases { result = cut(result, at: side) }
        return result
    }

    private enum Side: CaseIterable { case left, right, top, bottom }

    private func isInside(_ place: Position, _ side: Side) -> Bool {
        switch side {
        case .left: place.x >= low.x
        case .right: place.x <= high.x
        case .top: place.y >= low.y
        case .bottom: place.y <= high.y
        }
    }

    private func cross(_ a: Position, _ b: Position, _ side: Side) -> Position {
        switch side {
        case .left: Position(low.x, a.y + (b.y - a.y) * ((low.x - a.x) / (b.x - a.x)))
        case .right: Position(high.x, a.y + (b.y - a.y) * ((high.x - a.x) / (b.x - a.x)))
        case .top: Position(a.x + (b.x - a.x) * ((low.y - a.y) / (b.y - a.y)), low.y)
        case .bottom: Position(a.x + (b.x - a.x) * ((high.y - a.y) / (b.y - a.y)), high.y)
        }
    }

    private func cut(_ ring: [Position], at side: Side) -> [Position] {
        guard var previous = ring.last else { return [] }
        var result: [Position] = []
        for place in ring {
            let (wasInside, isInside) = (isInside(previous, side), isInside(place, side))
            if wasInside != isInside { result.append(cross(previous, place, side)) }
            if isInside { result.append(place) }
            previous = place
        }
        return result
    }

    /// The runs of a line whose segments come near the sheet.
    func line(_ line: [Position]) -> [[Position]] {
        var runs: [[Position]] = []
        var run: [Position] = []
        for (a, b) in zip(line, line.dropFirst()) {
            if isFar(a, b) {
                if !run.isEmpty { runs.append(run) }
                run = []
            } else {
                if run.isEmpty { run = [a] }
                run.append(b)
            }
        }
        if !run.isEmpty { runs.append(run) }
        return runs
    }

    private func isFar(_ a: Position, _ b: Position) -> Bool {
        max(a.x, b.x) < low.x || min(a.x, b.x) > high.x || max(a.y, b.y) < low.y || min(a.y, b.y) > high.y
    }
}
