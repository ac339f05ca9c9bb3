import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("Tracks and clocks")
struct ClockOffsetTests {
    private let start = Moment(secondsSince1970: 1_530_000_000)

    /// A walk with turns at about 1.2 m/s, one point every ten seconds.
    private func walk(_ random: inout SplitMix64, points: Int = 300) -> TrackLog {
        var position = Position(108.2, 29.3)
        var track: [TrackPoint] = []
        for index in 0..<points {
            track.append(TrackPoint(start.adding(seconds: Double(index) * 10), position))
            let east = index % 40 < 25 ? 0.00012 : 0.00003
            position.x += east * random.number(in: 0.7...1.3)
            position.y += random.number(in: -0.00006...0.00008)
        }
        return TrackLog(track)
    }

    private func witness(
        _ track: TrackLog, at seconds: Double, cameraBehindBy offset: Double, off metres: Double = 0
    ) -> ClockWitness? {
        guard case .at(var position) = track.fix(at: start.adding(seconds: seconds)) else { return nil }
        position.y += metres / 110_850
        return ClockWitness(start.adding(seconds: seconds - offset), position)
    }

    @Test("between points the track is interpolated, in gaps and outside it is silent")
    func fixes() {
        let track = TrackLog([
            TrackPoint(start.adding(seconds: 600), Position(3, 0)), TrackPoint(start, Position(0, 0)),
            TrackPoint(start.adding(seconds: 60), Position(1, 2)), TrackPoint(start, Position(9, 9)),
        ])
        #expect(track.points.count == 3)
        #expect(track.fix(at: start.adding(seconds: 30)) == .at(Position(0.5, 1)))
        #expect(track.fix(at: start) == .at(Position(0, 0)))
        #expect(track.fix(at: start.adding(seconds: 600)) == .at(Position(3, 0)))
        #expect(track.fix(at: start.adding(seconds: 100)) == .gap(seconds: 540))
        #expect(track.fix(at: start.adding(seconds: -1)) == .outside)
        #expect(track.fix(at: start.adding(seconds: 601)) == .outside)
        #expect(TrackLog([]).fix(at: start) == .outside)
    }

    @Test("a clock that is wrong by seconds or by a time zone is solved to a second", arguments: seeds(8))
    func solved(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let track = walk(&random)
        let offset = [37.0, -754, 8 * 3600, -3600][random.index(below: 4)] + random.number(in: -5...5)
        var witnesses = (0..<12).compactMap { index in
            witness(
                track, at: 100 + Double(index) * 220, cameraBehindBy: offset, off: random.number(in: -3...3))
        }
        // One photo from somewhere else must not pull.
        witnesses.append(ClockWitness(start.adding(seconds: 500), Position(108.9, 29.9)))
        let found = ClockOffsetSolver().solve(witnesses, along: track)
        guard case .solved(let seconds, let agreeing, let count, let rms) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(abs(seconds - offset) < 1.5)
        #expect(agreeing == 12 && count == 13 && rms < 3)
    }

    @Test("photos of one place that the walker passed twice leave two answers")
    func ambiguous() {
        let out = (0...50).map {
            TrackPoint(start.adding(seconds: Double($0) * 10), Position(108.2 + Double($0) * 0.0001, 29.3))
        }
        let back = (51...100).map {
            TrackPoint(
                start.adding(seconds: Double($0) * 10), Position(108.2 + Double(100 - $0) * 0.0001, 29.3))
        }
        let track = TrackLog(out + back)
        let here = Position(108.201, 29.3)
        let witnesses = (0..<4).map { ClockWitness(start.adding(seconds: 100 + Double($0) / 10), here) }
        guard case .ambiguous(let a, let b) = ClockOffsetSolver().solve(witnesses, along: track) else {
            Issue.record("two passes are two answers")
            return
        }
        #expect(abs(min(a, b)) < 1 && abs(max(a, b) - 800) < 2)
    }

    @Test("too few photos on the track give no offset")
    func notEnough() throws {
        var random = SplitMix64(seed: 1)
        let track = walk(&random)
        let two = [witness(track, at: 100, cameraBehindBy: 0), witness(track, at: 900, cameraBehindBy: 0)]
            .compactMap { $0 }
        #expect(ClockOffsetSolver().solve(two, along: track) == .notEnough(agreeing: 2, needed: 3))
        #expect(ClockOffsetSolver().solve([], along: track) == .notEnough(agreeing: 0, needed: 3))
        let elsewhere = (0..<5).map {
            ClockWitness(start.adding(seconds: Double($0) * 60), Position(100, 20))
        }
        #expect(ClockOffsetSolver().solve(elsewhere, along: track) == .notEnough(agreeing: 0, needed: 3))
    }

    @Test("averaging skips a fix of 3,000 m and a jump, and says so")
    func averaging() throws {
        let good = (0..<6).map {
            ReceiverFix(Position(108.2 + Double($0 % 3) * 0.00001, 29.3), accuracy: Metres(4))
        }
        let bad = [
            ReceiverFix(Position(108.3, 29.3), accuracy: Metres(3000)),
            ReceiverFix(Position(108.2, 29.3), accuracy: nil),
            ReceiverFix(Position(108.21, 29.3), accuracy: Metres(3)),
        ]
        let average = try averageFix(good + bad)
        #expect(average.used == 6 && average.inaccurate == 2 && average.jumps == 1)
        #expect(abs(average.position.x - 108.20001) < 1e-9)
        #expect(average.scatter.value < 1)
        #expect(throws: FixShortage(good: 4, needed: 5)) {
            try averageFix(Array(good.prefix(4)) + bad.prefix(2))
        }
    }
}
