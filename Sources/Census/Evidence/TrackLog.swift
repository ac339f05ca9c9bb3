public import GeoModel

/// A point of a track.
public struct TrackPoint: Hashable, Sendable {
    /// When.
    public let moment: Moment
    /// Where, in longitude and latitude.
    public let position: Position

    /// Makes a point.
    public init(_ moment: Moment, _ position: Position) {
        self.moment = moment
        self.position = position
    }
}

/// Where a track was at a moment.
public enum TrackFix: Hashable, Sendable {
    /// Between two points near in time.
    case at(Position)
    /// The receiver was silent for so many seconds around the moment.
    case gap(seconds: Double)
    /// Before the first or after the last point.
    case outside
}

/// A track in order of time, frozen for look-up.
public struct TrackLog: Sendable {
    /// The points in order of time; of points at one moment the first is kept.
    public let points: [TrackPoint]
    /// Between points farther apart in time nothing is interpolated.
    public let longestGapSeconds: Double

    /// Sorts the points of a track, or of several of one team.
    public init(_ points: [TrackPoint], longestGapSeconds: Double = 120) {
        var sorted: [TrackPoint] = []
        let indexed = points.enumerated().sorted {
            ($0.element.moment.seconds, $0.offset) < ($1.element.moment.seconds, $1.offset)
        }
        for (_, point) in indexed where point.moment != sorted.last?.moment { sorted.append(point) }
        self.points = sorted
        self.longestGapSeconds = longestGapSeconds
    }

    /// Where the track was at a moment, going straight between neighbouring points.
    ///
    /// - Complexity: O(log n).
    public func fix(at moment: Moment) -> TrackFix {
        guard let first = points.first, let last = points.last, moment >= first.moment, moment <= last.moment
        else {
            return .outside
        }
        var low = 0
        var high = points.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if points[middle].moment <= moment { low = middle } else { high = middle }
        }
        let a = points[low]
        let b = points[high]
        if a.moment == moment { return .at(a.position) }
        if b.moment == moment { return .at(b.position) }
        let span = b.moment.seconds - a.moment.seconds
        guard span <= longestGapSeconds else { return .gap(seconds: span) }
        let share = (moment.seconds - a.moment.seconds) / span
        return .at(
            Position(
                a.position.x + share * (b.position.x - a.position.x),
                a.position.y + share * (b.position.y - a.position.y)))
    }
}
