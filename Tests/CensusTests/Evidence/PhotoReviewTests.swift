import Census
import Foundation
import GeoModel
import Testing

@Suite("Photos as evidence")
struct PhotoReviewTests {
    private let here = Position(108.2, 29.3)

    private func photo(at position: Position? = Position(108.2, 29.3)) -> PhotoMetadata {
        var photo = PhotoMetadata(fileName: "DJI_0042.JPG", digest: "00ff")
        photo.latitude = position?.y
        photo.latitudeReference = position.map { _ in "N" }
        photo.longitude = position?.x
        photo.longitudeReference = position.map { _ in "E" }
        photo.takenAt = "2018:07:05 09:30:00"
        photo.takenAtOffset = "+08:00"
        return photo
    }

    /// GCJ-02 as public code has it (googollee/eviltransform); test vectors: Beijing in the test below.
    private static func gcj02(_ p: Position) -> Position {
        let x = p.x - 105
        let y = p.y - 35
        let common = 20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)
        var dLat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * x.magnitude.squareRoot()
        dLat += (common + 20 * sin(y * .pi) + 40 * sin(y / 3 * .pi)) * 2 / 3
        dLat += (160 * sin(y / 12 * .pi) + 320 * sin(y / 30 * .pi)) * 2 / 3
        var dLon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * x.magnitude.squareRoot()
        dLon += (common + 20 * sin(x * .pi) + 40 * sin(x / 3 * .pi)) * 2 / 3
        dLon += (150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)) * 2 / 3
        let a = 6_378_245.0
        let ee = 0.00669342162296594323
        let m = 1 - ee * pow(sin(p.y * .pi / 180), 2)
        let lat = p.y + dLat * 180 / ((a * (1 - ee)) / (m * m.squareRoot()) * .pi)
        let lon = p.x + dLon * 180 / (a / m.squareRoot() * cos(p.y * .pi / 180) * .pi)
        return Position(lon, lat)
    }

    @Test("a photo on which everything agrees is sound")
    func sound() throws {
        var context = PhotoContext()
        context.typedPosition = Position(108.2002, 29.3)
        context.survey = DateSpan(
            from: try CalendarDate(iso: "2018-07-01"), through: try CalendarDate(iso: "2018-07-31"))
        let moment = try Moment("2018-07-05T09:30:00+08:00")
        context.track = TrackLog([
            TrackPoint(moment.adding(seconds: -30), Position(108.1999, 29.3)),
            TrackPoint(moment.adding(seconds: 30), Position(108.2001, 29.3)),
        ])
        let findings = PhotoReview(datum: DatumTest(toGCJ02: Self.gcj02)).findings(for: photo(), in: context)
        #expect(findings.isEmpty)
        #expect(PhotoVerdict(findings) == .sound)
    }

    @Test("degrees without N and E are read as north and east, and said so")
    func hemisphere() {
        var bare = photo()
        bare.latitudeReference = nil
        #expect(PhotoPosition(of: bare) == .hemisphereMissing(assumed: here))
        #expect(PhotoReview().findings(for: bare) == [.hemisphereMissing])
        #expect(PhotoVerdict(PhotoReview().findings(for: bare)) == .usableWithCare)
        var south = photo()
        south.latitudeReference = "South"
        #expect(PhotoPosition(of: south) == .stated(Position(108.2, -29.3)))
    }

    @Test("a stripped position is doubtful, an impossible one worthless")
    func positions() {
        #expect(PhotoReview().findings(for: photo(at: nil)) == [.positionAbsent])
        #expect(PhotoVerdict([.positionAbsent]) == .doubtful)
        let zero = PhotoReview().findings(for: photo(at: Position(0, 0)))
        #expect(zero == [.positionImpossible(latitude: 0, longitude: 0)])
        #expect(PhotoVerdict(zero) == .worthless)
        #expect(PhotoPosition(of: photo(at: Position(200, 10))) == .impossible(latitude: 10, longitude: 200))
    }

    @Test("a receiver's error beyond the office's rule, and heights without reference, are said")
    func accuracyAndHeight() {
        var rough = photo()
        rough.horizontalError = 3000
        rough.altitude = 212
        rough.imageDirection = 90
        rough.imageDirectionReference = "M"
        #expect(
            PhotoReview().findings(for: rough) == [
                .imprecise(error: Metres(3000), allowed: Metres(20)), .altitudeReferenceMissing,
                .magneticDirection,
            ])
        var drone = photo()
        drone.djiRelativeAltitude = 80
        #expect(PhotoReview().findings(for: drone) == [.onlyRelativeAltitude(Metres(80))])
        drone.djiAbsoluteAltitude = 292
        #expect(PhotoReview().findings(for: drone).isEmpty)
    }

    @Test(
        "a gimbal that looked another way than its picture says is a doubt, across north as well",
        arguments: [(10.0, 190.0, true), (350, -10, false), (5, 340, false), (5, 300, true), (-170, 190, false)])
    func directions(gimbal: Double, image: Double, isDoubt: Bool) {
        var drone = photo()
        (drone.gimbalYaw, drone.imageDirection) = (gimbal, image)
        let findings = PhotoReview().findings(for: drone)
        #expect(findings == (isDoubt ? [.directionsDisagree(gimbal: gimbal, image: image)] : []))
        #expect(PhotoVerdict(findings) == (isDoubt ? .doubtful : .sound))
        // Straight down there is no direction to speak of.
        drone.gimbalPitch = -90
        #expect(PhotoReview().findings(for: drone).isEmpty)
        var strict = PhotoReview()
        strict.directionDegrees = 180
        drone.gimbalPitch = -30
        #expect(strict.findings(for: drone).isEmpty)
    }

    @Test("a time without offset is read as Beijing time, and said so")
    func offsets() throws {
        var local = photo()
        local.takenAtOffset = nil
        #expect(PhotoReview().findings(for: local) == [.offsetAssumed(seconds: 28_800)])
        #expect(PhotoReview().cameraTime(of: local) == (try Moment("2018-07-05T01:30:00Z")))
        local.takenAt = "2018:13:05 09:30:00"
        #expect(PhotoReview().findings(for: local) == [.timeUnreadable("2018:13:05 09:30:00")])
        local.takenAt = nil
        #expect(PhotoReview().findings(for: local) == [.timeAbsent])
    }

    @Test("a camera an hour off the satellites is named, unless the solved offset explains it")
    func clocks() {
        var late = photo()
        late.gpsTime = "2018:07:05 02:30:00Z"
        #expect(PhotoReview().findings(for: late) == [.clocksDisagree(seconds: 3600)])
        var context = PhotoContext()
        context.clockOffsetSeconds = 3600
        #expect(PhotoReview().findings(for: late, in: context).isEmpty)
    }

    @Test("a photo of last year is no evidence of this survey")
    func outsideSurvey() throws {
        let survey = DateSpan(
            from: try CalendarDate(iso: "2018-08-01"), through: try CalendarDate(iso: "2018-09-30"))
        var context = PhotoContext()
        context.survey = survey
        let findings = PhotoReview().findings(for: photo(), in: context)
        #expect(findings == [.outsideSurvey(try CalendarDate(iso: "2018-07-05"), survey: survey)])
        #expect(PhotoVerdict(findings) == .worthless)
    }

    @Test("far from the typed position and from the track at that time")
    func distances() throws {
        var context = PhotoContext()
        context.typedPosition = Position(108.2, 29.302)
        let moment = try Moment("2018-07-05T09:30:00+08:00")
        context.track = TrackLog([
            TrackPoint(moment.adding(seconds: -30), Position(108.2, 29.301)),
            TrackPoint(moment.adding(seconds: 30), Position(108.2, 29.301)),
        ])
        let findings = PhotoReview().findings(for: photo(), in: context)
        guard findings.count == 2, case .farFromTyped(let typed, _) = findings[0],
            case .farFromTrack(let track, _) = findings[1]
        else {
            Issue.record("\(findings)")
            return
        }
        // 0.001° of latitude at 29.3° N is 110.85 m.
        #expect(abs(typed.value - 221.7) < 0.1 && abs(track.value - 110.85) < 0.05)
        context.track = TrackLog([])
        context.typedPosition = nil
        #expect(PhotoReview().findings(for: photo(), in: context) == [.trackSilent])
    }

    @Test("a typed position taken from a Chinese map is suspected by its vector, not only by its distance")
    func datum() {
        let beijing = Position(116.377817, 39.911954)
        // DOMAIN.md e.2: GCJ-02 of Beijing, shifted by 553 m.
        let published = Position(116.38404722455657, 39.91334545536069)
        #expect(
            abs(Self.gcj02(beijing).x - published.x) < 1e-12
                && abs(Self.gcj02(beijing).y - published.y) < 1e-12)
        var context = PhotoContext()
        context.typedPosition = published
        let review = PhotoReview(datum: DatumTest(toGCJ02: Self.gcj02))
        let findings = review.findings(for: photo(at: beijing), in: context)
        guard case .datum(.claimedIsShifted(let residual, let shift))? = findings.first else {
            Issue.record("\(findings)")
            return
        }
        #expect(residual.value < 0.01 && abs(shift.value - 553) < 2)
        #expect(findings.count == 1 && PhotoVerdict(findings) == .doubtful)
        // As far away, but in another direction: only far.
        context.typedPosition = Position(beijing.x, beijing.y - 0.005)
        guard case .farFromTyped? = review.findings(for: photo(at: beijing), in: context).first else {
            Issue.record("southwards is not GCJ-02's vector in Beijing")
            return
        }
    }

    @Test("a photo whose own position is shifted is told from a shifted typed position")
    func shiftedReference() {
        let test = DatumTest(toGCJ02: Self.gcj02)
        let there = Self.gcj02(here)
        guard case .referenceIsShifted? = test.suspicion(claimed: here, reference: there) else {
            Issue.record("the reference is the shifted one")
            return
        }
        #expect(test.suspicion(claimed: here, reference: here) == nil)
        let pairs = [(claimed: there, reference: here), (here, here), (Position(108.21, 29.3), here)]
        #expect(test.batch(pairs) == (shifted: 1, apart: 2))
    }

    @Test("the same file for two outfalls is worthless, a similar picture doubtful, and both can be read")
    func reused() {
        var context = PhotoContext()
        context.otherOutfalls = ["500243105"]
        context.lookalikes = [(photo: "00fe", bits: 3)]
        let findings = PhotoReview().findings(for: photo(), in: context)
        #expect(findings == [.sameFile(outfalls: ["500243105"]), .looksLike(photo: "00fe", bits: 3)])
        #expect(PhotoVerdict(findings) == .worthless)
        #expect(findings.allSatisfy { !$0.text[.chinese].isEmpty && !$0.text[.english].isEmpty })
    }

    @Test("a cone of 90° looking north-east is a counterclockwise wedge of the range asked")
    func cone() throws {
        let cone = ViewCone(apex: here, direction: 45, angle: 90, range: Metres(100))
        let ring = try #require(cone.polygon(arcEdges: 2).exterior).positions
        #expect(ring.count == 5 && ring.first == ring.last && ring.first == here)
        // Due east first, then north-east, then due north: 100 m are 0.0010296° of longitude, 0.0009021° of latitude.
        #expect(abs(ring[1].x - 108.2010296) < 1e-6 && abs(ring[1].y - 29.3) < 1e-9)
        #expect(abs(ring[3].x - 108.2) < 1e-9 && abs(ring[3].y - 29.3009021) < 1e-6)
        #expect(abs(ViewCone.angle(ofFocalLength35mm: 24) - 73.7398) < 1e-4)
    }

    @Test("a camera looking straight down, or without a direction, has no cone")
    func noCone() {
        var drone = photo()
        #expect(ViewCone(of: drone) == nil)
        drone.gimbalYaw = -120
        drone.focalLength35mm = 24
        #expect(ViewCone(of: drone)?.direction == -120)
        drone.gimbalPitch = -90
        #expect(ViewCone(of: drone) == nil)
    }
}
