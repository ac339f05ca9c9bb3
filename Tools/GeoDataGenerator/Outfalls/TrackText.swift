internal import GeoKernels
internal import GeoModel

/// The walk of one team as GPX 1.1: along the river from stop to stop, a fix each twenty seconds.
struct TrackText {
    private var points: [(place: Position, second: Int)] = []
    private let day: String

    init(_ stops: [(outfall: Outfall, second: Int)], frame: Frame, day: String, streams: Streams) {
        self.day = day
        var random = streams.stream("track")
        for (index, stop) in stops.enumerated() {
            for second in stride(from: 0, to: FieldSurvey.staySeconds, by: 20) {
                add(stop.outfall.site.place, stop.second + second, 2, frame, &random)
            }
            guard index + 1 < stops.count else { continue }
            let next = stops[index + 1]
            let start = stop.second + FieldSurvey.staySeconds
            for second in stride(from: start, to: next.second, by: 20) {
                let share = Double(second - start) / Double(max(1, next.second - start))
                let place = between(stop.outfall.site.place, next.outfall.site.place, share)
                add(place, second, 3, frame, &random)
            }
        }
    }

    private mutating func add(
        _ truth: Position, _ second: Int, _ spread: Double, _ frame: Frame, _ random: inout SplitMix64
    ) {
        let flat = frame.metres(truth)
        let east = random.bell() * spread
        points.append((frame.degrees(Position(flat.x + east, flat.y + random.bell() * spread)), second))
    }

    var text: String {
        let fixes = points.map { point in
            "<trkpt lat=\"\(decimals(point.place.y, 7))\" lon=\"\(decimals(point.place.x, 7))\">"
                + "<time>\(Clock.universal(day, point.second))</time></trkpt>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <gpx version="1.1" creator="make-geodata" xmlns="http://www.topografix.com/GPX/1/1">
            <trk><name>T1 \(day)</name><trkseg>
            \(fixes.joined(separator: "\n"))
            </trkseg></trk>
            </gpx>

            """
    }
}
