public import GeoKernels
public import GeoModel

/// A bank, looking downstream.
public enum BankSide: String, CaseIterable, Sendable {
    /// The left bank.
    case left
    /// The right bank.
    case right
    /// Exactly on the river's line, or straight beyond one of its ends.
    case midstream

    /// The side in both languages.
    public var text: LocalizedText {
        switch self {
        case .left: LocalizedText(zh: "左岸", en: "left bank")
        case .right: LocalizedText(zh: "右岸", en: "right bank")
        case .midstream: LocalizedText(zh: "河道中线", en: "midstream")
        }
    }
}

/// Where a position lies along a river.
public struct RiverPlace: Hashable, Sendable {
    /// The distance along the river from its mouth to the nearest point of its line.
    public let chainage: Metres
    /// The distance from the line.
    public let distance: Metres
    /// The bank.
    public let side: BankSide
    /// The nearest point of the line.
    public let foot: Position
    /// The nearest point is an end of the line, so the place may lie on another reach.
    public let isAtEnd: Bool
}

/// A river as one line from source to mouth, for chainage and bank sides.
///
/// The side is decided by exact orientation, also where the nearest point is a bend: there the position lies
/// outside the turn, so the turn itself decides. Distances treat the surface near each segment as flat, which
/// is good to about 1e-6 within a few kilometres.
public struct RiverLine: Sendable {
    /// Which end of the line as given is the mouth.
    public enum Mouth: Sendable {
        /// The first position.
        case first
        /// The last position.
        case last
    }

    /// The code of the water body, an opaque text.
    public let code: String
    /// Positions from source to mouth, without repetitions.
    public let positions: [Position]
    /// For each position, the metres along the line to the mouth.
    private let toMouth: [Double]
    private let measure: GroundMeasure

    /// The length from source to mouth.
    public var length: Metres { Metres(toMouth.first ?? 0) }

    /// Makes a river; `nil` when the line has fewer than two distinct positions.
    ///
    /// - Parameters:
    ///   - code: The code of the water body.
    ///   - line: The line of the river.
    ///   - mouth: Which end is the mouth.
    ///   - measure: How the coordinates measure; degrees on CGCS2000 unless said otherwise.
    public init?(
        code: String, line: LineString, mouth: Mouth, measure: GroundMeasure = .geographic()
    ) {
        var downstream: [Position] = []
        for position in mouth == .last ? line.positions : line.positions.reversed()
        where position != downstream.last {
            downstream.append(position)
        }
        guard downstream.count >= 2 else { return nil }
        var toMouth = Array(repeating: 0.0, count: downstream.count)
        for index in downstream.indices.dropLast().reversed() {
            toMouth[index] =
                toMouth[index + 1] + measure.length(from: downstream[index], to: downstream[index + 1]).value
        }
        self.code = code
        positions = downstream
        self.toMouth = toMouth
        self.measure = measure
    }

    /// Where a position lies along the river.
    ///
    /// Of several nearest points the one nearest to the source is taken.
    ///
    /// - Parameter position: In the coordinates of the line.
    /// - Returns: Chainage, distance and side.
    /// - Complexity: O(n) in the number of positions of the line.
    public func place(of position: Position) -> RiverPlace {
        let metric = measure.metric(at: position)
        var best = Foot(segment: 0, fraction: 0, squaredMetres: .infinity)
        for segment in 0..<(positions.count - 1) {
            let foot = nearest(to: position, on: segment, metric)
            if foot.squaredMetres < best.squaredMetres { best = foot }
        }
        let a = positions[best.segment]
        let b = positions[best.segment + 1]
        let length = toMouth[best.segment] - toMouth[best.segment + 1]
        let isAtEnd =
            (best.segment == 0 && best.fraction == 0)
            || (best.segment == positions.count - 2 && best.fraction == 1)
        return RiverPlace(
            chainage: Metres(toMouth[best.segment] - best.fraction * length),
            distance: Metres(best.squaredMetres.squareRoot()), side: side(of: position, at: best),
            foot: Position(a.x + best.fraction * (b.x - a.x), a.y + best.fraction * (b.y - a.y)),
            isAtEnd: isAtEnd)
    }

    private struct Foot {
        var segment: Int
        var fraction: Double
        var squaredMetres: Double
    }

    private func nearest(to position: Position, on segment: Int, _ metric: LocalMetric) -> Foot {
        let a = positions[segment]
        let b = positions[segment + 1]
        let dx = (b.x - a.x) * metric.metresPerUnitX
        let dy = (b.y - a.y) * metric.metresPerUnitY
        let px = (position.x - a.x) * metric.metresPerUnitX
        let py = (position.y - a.y) * metric.metresPerUnitY
        let along = (px * dx + py * dy) / (dx * dx + dy * dy)
        let fraction = min(max(along, 0), 1)
        let ex = px - fraction * dx
        let ey = py - fraction * dy
        return Foot(segment: segment, fraction: fraction, squaredMetres: ex * ex + ey * ey)
    }

    private func side(of position: Position, at foot: Foot) -> BankSide {
        // Rounding may give a shared vertex to either of its segments.
        let vertex = foot.fraction == 1 ? foot.segment + 1 : foot.fraction == 0 ? foot.segment : 0
        if vertex > 0, vertex < positions.count - 1 {
            switch orientation(positions[vertex - 1], positions[vertex], positions[vertex + 1]) {
            case .counterclockwise: return sideOutsideTurn(position, positions[vertex], .right)
            case .clockwise: return sideOutsideTurn(position, positions[vertex], .left)
            case .collinear: break
            }
        }
        return Self.side(orientation(positions[foot.segment], positions[foot.segment + 1], position))
    }

    private func sideOutsideTurn(_ position: Position, _ vertex: Position, _ outer: BankSide) -> BankSide {
        position == vertex ? .midstream : outer
    }

    private static func side(_ turn: Orientation) -> BankSide {
        switch turn {
        case .counterclockwise: .left
        case .clockwise: .right
        case .collinear: .midstream
        }
    }
}
