internal import GeoKernels
internal import GeoModel

/// The photos that `Tools/sample-photos` makes: what each shows, what its camera wrote, and what is wrong with it.
///
/// The tracked team photographs each outfall while it stands there, and once more some steps on; only those taken while
/// walking tell how fast its camera was.
struct PhotoPlan {
    private let frame: Frame
    private var random: SplitMix64
    private var table = CSVText([
        "file", "row_key", "camera_time", "satellite_time", "longitude", "latitude", "direction", "planted",
        "related",
        "outfall", "verdict",
    ])

    /// What is planted in the photo that a row of the field survey names; the others are not made, or are sound.
    private static let planted = [
        1: Plan("same-file", "worthless", related: 2), 2: Plan("same-file", "worthless", related: 1),
        3: Plan("far-from-outfall", "doubtful"), 4: Plan("position-stripped", "doubtful"),
        5: Plan("hemisphere-missing", "usableWithCare"), 7: Plan("other-year", "worthless"),
        8: Plan("saved-again", "doubtful", related: 10), 10: Plan("saved-again", "doubtful", related: 8),
        12: Plan("", "sound"), 15: Plan("position-stripped", "doubtful"),
        22: Plan("clock-hour-slow", "doubtful"),
        32: Plan("damaged", "refused"),
    ]

    private struct Plan {
        let word: String
        let verdict: String
        let related: Int?

        init(_ word: String, _ verdict: String, related: Int? = nil) {
            (self.word, self.verdict, self.related) = (word, verdict, related)
        }
    }

    init(_ drone: DroneSurvey, _ field: FieldSurvey, frame: Frame, streams: Streams) {
        self.frame = frame
        random = streams.stream("photos")
        for (index, observation) in field.observations.enumerated() {
            guard let outfall = observation.outfall else { continue }
            let stop = field.stops.firstIndex {
                $0.outfall.number == outfall.number && observation.time.hasPrefix(FieldSurvey.trackDay)
            }
            let plan = Self.planted[index + 1] ?? stop.map { _ in Plan("", "sound") }
            guard let plan else { continue }
            stand(observation, outfall, plan, number: index + 1, second: stop.map { field.stops[$0].second })
            if let stop, stop + 1 < field.stops.count {
                walk(from: field.stops[stop], to: field.stops[stop + 1], observation, number: index + 1)
            }
        }
        if let first = drone.observations.first, let outfall = first.outfall { fly(first, outfall) }
    }

    var text: String { table.text }

    /// The photo that the row names first, half a minute after the row was written.
    private mutating func stand(
        _ observation: Observation, _ outfall: Outfall, _ plan: Plan, number: Int, second: Int?
    ) {
        var time = observation.fields[FieldSurvey.photoTimeField]
        var satellite = ""
        if plan.word == "other-year" { time = "2016" + time.dropFirst(4) }
        if plan.word == "clock-hour-slow", let second {
            let taken = second + FieldSurvey.noteSeconds + 30
            satellite = Clock.universal(FieldSurvey.trackDay, taken)
            time = Clock.local(FieldSurvey.trackDay, taken + FieldSurvey.cameraOffset - 3_600)
        }
        let place = near(outfall.site.place, 2.5, east: plan.word == "far-from-outfall" ? 900 : 0)
        add(
            FieldSurvey.photo(number), observation.key, time, satellite,
            plan.word == "position-stripped" ? nil : place, plan, outfall)
    }

    /// Forty seconds after the team has left, towards the next stop.
    private mutating func walk(
        from stop: (outfall: Outfall, second: Int), to next: (outfall: Outfall, second: Int),
        _ observation: Observation, number: Int
    ) {
        let share = 40 / Double(next.second - stop.second - FieldSurvey.staySeconds)
        let place = between(stop.outfall.site.place, next.outfall.site.place, share)
        add(
            FieldSurvey.photo(number, isWalking: true), observation.key,
            Clock.local(
                FieldSurvey.trackDay, stop.second + FieldSurvey.staySeconds + 40 + FieldSurvey.cameraOffset),
            "", near(place, 2.5, east: 0), Plan("walking", "sound"), stop.outfall)
    }

    private mutating func fly(_ observation: Observation, _ outfall: Outfall) {
        add(
            observation.fields[DroneSurvey.pictureField], observation.key, observation.time, "",
            near(observation.place, 2.5, east: 0), Plan("drone", "sound"), outfall)
    }

    private mutating func near(_ truth: Position, _ spread: Double, east: Double) -> Position {
        let flat = frame.metres(truth)
        let x = flat.x + east + random.bell() * spread
        return frame.degrees(Position(x, flat.y + random.bell() * spread))
    }

    private mutating func add(
        _ file: String, _ key: String, _ time: String, _ satellite: String, _ place: Position?, _ plan: Plan,
        _ outfall: Outfall
    ) {
        table.add([
            file, key, time, satellite, place.map { decimals($0.x, 7) } ?? "",
            place.map { decimals($0.y, 7) } ?? "", String(random.integer(0, 359)), plan.word,
            plan.related.map { FieldSurvey.photo($0) } ?? "", outfall.key, plan.verdict,
        ])
    }
}
