internal import GeoKernels
public import GeoModel

/// A photo's own position and the time of its camera's clock.
public struct ClockWitness: Hashable, Sendable {
    /// The time by the camera.
    public let cameraTime: Moment
    /// The position by the photo's metadata, or that of the outfall it shows.
    public let position: Position

    /// Makes a witness.
    public init(_ cameraTime: Moment, _ position: Position) {
        self.cameraTime = cameraTime
        self.position = position
    }
}

/// What the track says about the camera's clock.
public enum ClockOffset: Hashable, Sendable {
    /// Adding so many seconds to the camera's time puts the photos on the track.
    case solved(seconds: Double, agreeing: Int, of: Int, withinMetres: Double)
    /// Two offsets fit about equally well.
    case ambiguous(seconds: Double, other: Double)
    /// Too few photos lie on the track under any offset.
    case notEnough(agreeing: Int, needed: Int)

    /// The answer in both languages.
    public var text: LocalizedText {
        switch self {
        case .solved(let seconds, let agreeing, let count, let metres):
            LocalizedText(
                zh:
                    "相机时钟应加 \(decimalText(seconds, places: 1)) 秒：\(count) 张中 \(agreeing) 张与轨迹相符（均方差 \(decimalText(metres, places: 1)) 米）",
                en:
                    "add \(decimalText(seconds, places: 1)) s to the camera's clock: \(agreeing) of \(count) photos lie on "
                    + "the track (root mean square \(decimalText(metres, places: 1)) m)")
        case .ambiguous(let seconds, let other):
            LocalizedText(
                zh: "时钟差无法确定：\(decimalText(seconds, places: 0)) 秒与 \(decimalText(other, places: 0)) 秒都说得通",
                en: "the clock offset is ambiguous: \(decimalText(seconds, places: 0)) s and "
                    + "\(decimalText(other, places: 0)) s both fit")
        case .notEnough(let agreeing, let needed):
            LocalizedText(
                zh: "与轨迹相符的照片只有 \(agreeing) 张，至少需要 \(needed) 张",
                en: "\(agreeing) photos lie on the track, \(needed) are needed")
        }
    }
}

/// Solves a camera's clock offset from positions and a track.
///
/// Each pass of the track by a photo proposes the offset at which they meet; the offset under which the sum of
/// squared distances, each capped at the radius, is least wins and is refined to a hundredth of a second. Photos
/// that were never on the track cost a constant and do not pull.
public struct ClockOffsetSolver: Sendable {
    /// The largest offset looked for; a wrong time zone is at most 14 hours.
    public var windowSeconds = 14 * 3600.0
    /// Photo and track agree within this.
    public var radius = Metres(25)
    /// So many photos must agree.
    public var least = 3
    /// Offsets this near to each other are one answer.
    public var distinctSeconds = 60.0
    /// Photos looked at; more are thinned out evenly.
    public var mostWitnesses = 60

    /// The default settings.
    public init() {}

    /// Finds the offset that must be added to the camera's time.
    ///
    /// - Parameters:
    ///   - witnesses: Photos with positions of their own, in longitude and latitude.
    ///   - track: The track of who took them.
    /// - Returns: The offset, or why there is none.
    /// - Complexity: O(w·n + c·w·log n) for w witnesses, n track points and c passes.
    public func solve(_ witnesses: [ClockWitness], along track: TrackLog) -> ClockOffset {
        let step = max(1, (witnesses.count + mostWitnesses - 1) / mostWitnesses)
        let chosen = stride(from: 0, to: witnesses.count, by: step).map { witnesses[$0] }
        guard let middle = chosen.first else { return .notEnough(agreeing: 0, needed: least) }
        let metric = LocalMetric(atLatitude: middle.position.y, ellipsoid: .cgcs2000)
        let scored = proposals(chosen, track, metric).map { ($0, cost(of: $0, chosen, track, metric)) }
        guard let best = scored.min(by: { ($0.1, $0.0.magnitude, $0.0) < ($1.1, $1.0.magnitude, $1.0) })
        else {
            return .notEnough(agreeing: 0, needed: least)
        }
        let refined = refine(best.0, chosen, track, metric)
        let agreement = agreement(at: refined, chosen, track, metric)
        guard agreement.count >= least else {
            return .notEnough(agreeing: agreement.count, needed: least)
        }
        let other = scored.filter { ($0.0 - refined).magnitude > distinctSeconds }
            .min { ($0.1, $0.0.magnitude, $0.0) < ($1.1, $1.0.magnitude, $1.0) }
        let gain = Double(chosen.count) - cost(of: refined, chosen, track, metric)
        if let other, Double(chosen.count) - other.1 > 0.9 * gain {
            return .ambiguous(seconds: refined, other: other.0)
        }
        return .solved(
            seconds: refined, agreeing: agreement.count, of: chosen.count, withinMetres: agreement.rms)
    }

    /// Offsets, rounded to whole seconds, at which the track passes a photo nearest.
    private func proposals(
        _ witnesses: [ClockWitness], _ track: TrackLog, _ metric: LocalMetric
    ) -> [Double] {
        var seconds: Set<Int> = []
        for witness in witnesses {
            for (a, b) in zip(track.points, track.points.dropFirst())
            where b.moment.seconds - a.moment.seconds <= track.longestGapSeconds {
                let share = nearestShare(to: witness.position, a.position, b.position, metric)
                let foot = Position(
                    a.position.x + share * (b.position.x - a.position.x),
                    a.position.y + share * (b.position.y - a.position.y))
                guard metric.distance(from: foot, to: witness.position) <= radius else { continue }
                let moment = a.moment.seconds + share * (b.moment.seconds - a.moment.seconds)
                let offset = moment - witness.cameraTime.seconds
                if offset.magnitude <= windowSeconds { seconds.insert(Int(offset.rounded())) }
            }
        }
        return seconds.sorted().map(Double.init)
    }

    private func nearestShare(
        to p: Position, _ a: Position, _ b: Position, _ metric: LocalMetric
    ) -> Double {
        let dx = (b.x - a.x) * metric.metresPerUnitX
        let dy = (b.y - a.y) * metric.metresPerUnitY
        let squared = dx * dx + dy * dy
        guard squared > 0 else { return 0 }
        let along = (p.x - a.x) * metric.metresPerUnitX * dx + (p.y - a.y) * metric.metresPerUnitY * dy
        return min(max(along / squared, 0), 1)
    }

    /// The sum over photos of squared distance in units of the radius, at most 1 each.
    private func cost(
        of offset: Double, _ witnesses: [ClockWitness], _ track: TrackLog, _ metric: LocalMetric
    ) -> Double {
        witnesses.reduce(0) { sum, witness in
            guard case .at(let position) = track.fix(at: witness.cameraTime.adding(seconds: offset)) else {
                return sum + 1
            }
            let share = metric.distance(from: position, to: witness.position).value / radius.value
            return sum + min(share * share, 1)
        }
    }

    /// Steps to the cheaper side, halving the step, down to a hundredth of a second.
    private func refine(
        _ start: Double, _ witnesses: [ClockWitness], _ track: TrackLog, _ metric: LocalMetric
    ) -> Double {
        var offset = start
        var best = cost(of: start, witnesses, track, metric)
        var step = 8.0
        while step > 0.005 {
            let sides = [offset - step, offset + step].map { ($0, cost(of: $0, witnesses, track, metric)) }
            if let side = sides.min(by: { $0.1 < $1.1 }), side.1 < best {
                (offset, best) = side
            } else {
                step /= 2
            }
        }
        return offset
    }

    private func agreement(
        at offset: Double, _ witnesses: [ClockWitness], _ track: TrackLog, _ metric: LocalMetric
    ) -> (count: Int, rms: Double) {
        let squares = witnesses.compactMap { witness -> Double? in
            guard case .at(let position) = track.fix(at: witness.cameraTime.adding(seconds: offset)) else {
                return nil
            }
            let metres = metric.distance(from: position, to: witness.position)
            return metres <= radius ? metres.value * metres.value : nil
        }
        guard !squares.isEmpty else { return (0, 0) }
        return (squares.count, (squares.reduce(0, +) / Double(squares.count)).squareRoot())
    }
}
