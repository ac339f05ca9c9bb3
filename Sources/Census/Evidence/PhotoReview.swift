internal import GeoKernels
public import GeoModel

/// What a photo is compared with.
public struct PhotoContext: Sendable {
    /// The position typed for the outfall that the photo shows.
    public var typedPosition: Position?
    /// The track of who took it.
    public var track: TrackLog?
    /// Seconds to add to the camera's clock, as solved from the track; 0 when unknown.
    public var clockOffsetSeconds = 0.0
    /// The days of the survey.
    public var survey: DateSpan?
    /// Other outfalls that the same file is evidence for.
    public var otherOutfalls: [String] = []
    /// Other photos whose picture is nearly the same, with the bits that differ.
    public var lookalikes: [(photo: String, bits: Int)] = []

    /// A photo with nothing to compare it with.
    public init() {}
}

/// Judges photos one by one.
public struct PhotoReview: Sendable {
    /// The largest error a receiver may report: the office's rule.
    public var accuracy = Metres(20)
    /// The farthest that a photo may be taken from the outfall it shows.
    public var nearTyped = Metres(100)
    /// The farthest from the track.
    public var nearTrack = Metres(30)
    /// Camera and satellites may differ by this.
    public var clockSeconds = 120.0
    /// The directions of the gimbal and of the picture may differ by this.
    public var directionDegrees = 30.0
    /// The offset from UTC of cameras that write none.
    public var assumedOffsetSeconds = Moment.beijingOffsetSeconds
    /// The test for GCJ-02; without one nothing is suspected.
    public var datum: DatumTest?

    /// A review with the default settings, which are ours.
    public init(datum: DatumTest? = nil) { self.datum = datum }

    /// By how many degrees two directions clockwise from north differ, from 0 to 180.
    static func turn(from a: Double, to b: Double) -> Double {
        (a - b).remainder(dividingBy: 360).magnitude
    }

    /// Everything that is to be said about a photo, in a fixed order.
    ///
    /// - Complexity: O(log n) in the number of track points.
    public func findings(for photo: PhotoMetadata, in context: PhotoContext = PhotoContext())
        -> [PhotoFinding]
    {
        let position = PhotoPosition(of: photo)
        let (moment, timeFindings) = time(of: photo)
        var findings =
            positionFindings(position, photo) + heightFindings(photo) + directionFindings(photo)
            + timeFindings
        if let moment {
            findings += clockFindings(moment, photo, context) + surveyFindings(moment, context)
        }
        if let here = position.usable {
            findings += typedFindings(here, context)
            if let moment { findings += trackFindings(here, moment, context) }
        }
        if !context.otherOutfalls.isEmpty { findings.append(.sameFile(outfalls: context.otherOutfalls)) }
        return findings + context.lookalikes.map { .looksLike(photo: $0.photo, bits: $0.bits) }
    }

    /// The moment a photo was taken by its camera's clock; `nil` when it says none.
    public func cameraTime(of photo: PhotoMetadata) -> Moment? { time(of: photo).moment }

    private func time(of photo: PhotoMetadata) -> (moment: Moment?, findings: [PhotoFinding]) {
        guard let text = photo.takenAt.map({ trimmed($0) }), !text.isEmpty else {
            return (nil, [.timeAbsent])
        }
        let whole = text + (photo.takenAtOffset.map { trimmed($0) } ?? "")
        do {
            return (try Moment(whole), [])
        } catch .missingOffset {
            do {
                let moment = try Moment(whole, assumingOffset: assumedOffsetSeconds)
                return (moment, [.offsetAssumed(seconds: assumedOffsetSeconds)])
            } catch {
                return (nil, [.timeUnreadable(text)])
            }
        } catch {
            return (nil, [.timeUnreadable(text)])
        }
    }

    private func positionFindings(_ position: PhotoPosition, _ photo: PhotoMetadata) -> [PhotoFinding] {
        var findings: [PhotoFinding] = []
        switch position {
        case .stated: break
        case .hemisphereMissing: findings.append(.hemisphereMissing)
        case .absent: findings.append(.positionAbsent)
        case .impossible(let latitude, let longitude):
            findings.append(.positionImpossible(latitude: latitude, longitude: longitude))
        }
        if position.usable != nil, let error = photo.horizontalError, error > accuracy.value {
            findings.append(.imprecise(error: Metres(error), allowed: accuracy))
        }
        return findings
    }

    private func heightFindings(_ photo: PhotoMetadata) -> [PhotoFinding] {
        var findings: [PhotoFinding] = []
        if photo.altitude != nil, photo.altitudeReference == nil {
            findings.append(.altitudeReferenceMissing)
        }
        if let height = photo.djiRelativeAltitude, photo.djiAbsoluteAltitude == nil, photo.altitude == nil {
            findings.append(.onlyRelativeAltitude(Metres(height)))
        }
        return findings
    }

    /// Of a picture of the ground under the camera no direction can be told.
    private func directionFindings(_ photo: PhotoMetadata) -> [PhotoFinding] {
        guard let image = photo.imageDirection else { return [] }
        guard let yaw = photo.gimbalYaw else {
            let isMagnetic = photo.imageDirectionReference.map { trimmed($0).uppercased().hasPrefix("M") }
            return isMagnetic ?? false ? [.magneticDirection] : []
        }
        guard !ViewCone.isSteep(photo), yaw.isFinite, image.isFinite else { return [] }
        let turn = Self.turn(from: yaw, to: image)
        return turn > directionDegrees ? [.directionsDisagree(gimbal: yaw, image: image)] : []
    }

    private func clockFindings(
        _ moment: Moment, _ photo: PhotoMetadata, _ context: PhotoContext
    ) -> [PhotoFinding] {
        guard let text = photo.gpsTime else { return [] }
        let satellite: Moment
        do { satellite = try Moment(text, assumingOffset: 0) } catch { return [.timeUnreadable(text)] }
        let difference = satellite.seconds - moment.seconds - context.clockOffsetSeconds
        return difference.magnitude > clockSeconds ? [.clocksDisagree(seconds: difference)] : []
    }

    private func surveyFindings(_ moment: Moment, _ context: PhotoContext) -> [PhotoFinding] {
        guard let survey = context.survey else { return [] }
        let corrected = moment.adding(seconds: context.clockOffsetSeconds)
        let day = corrected.day(offsetSeconds: assumedOffsetSeconds)
        return survey.contains(day) ? [] : [.outsideSurvey(day, survey: survey)]
    }

    private func typedFindings(_ here: Position, _ context: PhotoContext) -> [PhotoFinding] {
        guard let typed = context.typedPosition else { return [] }
        let distance = metres(here, typed)
        if let suspicion = datum?.suspicion(claimed: typed, reference: here) { return [.datum(suspicion)] }
        return distance > nearTyped ? [.farFromTyped(distance, allowed: nearTyped)] : []
    }

    private func trackFindings(
        _ here: Position, _ moment: Moment, _ context: PhotoContext
    ) -> [PhotoFinding] {
        guard let track = context.track else { return [] }
        switch track.fix(at: moment.adding(seconds: context.clockOffsetSeconds)) {
        case .at(let there):
            let distance = metres(here, there)
            return distance > nearTrack ? [.farFromTrack(distance, allowed: nearTrack)] : []
        case .gap, .outside: return [.trackSilent]
        }
    }

    private func metres(_ a: Position, _ b: Position) -> Metres {
        LocalMetric(atLatitude: a.y, ellipsoid: .cgcs2000).distance(from: a, to: b)
    }
}
