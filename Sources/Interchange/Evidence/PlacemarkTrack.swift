internal import Census
internal import GeoModel

/// Reads the tracks of a KML, `gx:Track`: times and coordinates in two lists of one order.
///
/// GDAL draws such a track as a line and drops its times, so it is read here. A document type is refused, so no entity can
/// expand; the order of `when` and `gx:coord` within a track does not matter, as the format allows.
struct PlacemarkTrack {
    /// The points of all tracks, in the order of the file.
    private(set) var points: [TrackPoint] = []
    /// Times without a coordinate, and coordinates without a time.
    private(set) var unpaired = 0
    /// The last name before each track.
    private(set) var names: [String] = []
    /// The file has a track, if only an empty one.
    private(set) var isThere = false

    private var times: [String] = []
    private var places: [String] = []
    private var text: String?
    private var name = ""

    /// Goes through a file.
    ///
    /// - Throws: `XMLScanner.Failure` for what is no XML, and for a document type.
    init(_ bytes: [UInt8]) throws(XMLScanner.Failure) {
        var scanner = XMLScanner(bytes)
        var isInTrack = false
        while let event = try scanner.next() {
            switch event {
            case .start(let isEmpty):
                if scanner.isNamed("Track"), !isEmpty {
                    (isInTrack, isThere) = (true, true)
                    names.append(name)
                }
                text = isEmpty ? nil : ""
            case .text: text? += scanner.text
            case .end:
                if scanner.isNamed("Track"), isInTrack {
                    finishTrack()
                    isInTrack = false
                }
                take(scanner, isInTrack: isInTrack)
                text = nil
            }
        }
    }

    private mutating func take(_ scanner: XMLScanner, isInTrack: Bool) {
        guard let text else { return }
        let plain = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if scanner.isNamed("name") { name = plain }
        guard isInTrack else { return }
        if scanner.isNamed("when") { times.append(plain) }
        if scanner.isNamed("coord") { places.append(plain) }
    }

    private mutating func finishTrack() {
        unpaired += max(times.count, places.count) - min(times.count, places.count)
        for (time, place) in zip(times, places) {
            let numbers = place.split(separator: " ").prefix(2).compactMap { Double($0) }
            guard numbers.count == 2, TrackFile.isOnEarth(numbers[0], numbers[1]),
                let moment = Self.moment(time)
            else {
                unpaired += 1
                continue
            }
            points.append(TrackPoint(moment, Position(numbers[0], numbers[1])))
        }
        (times, places) = ([], [])
    }

    private static func moment(_ text: String) -> Moment? {
        // A time without an offset is in UTC, as in GPX.
        do throws(MomentError) { return try Moment(text, assumingOffset: 0) } catch { return nil }
    }
}
