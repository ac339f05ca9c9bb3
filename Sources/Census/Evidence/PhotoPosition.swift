public import GeoModel

/// Where the metadata of a photo puts it.
public enum PhotoPosition: Hashable, Sendable {
    /// Position and hemispheres are complete.
    case stated(Position)
    /// Degrees without N/S or E/W; read as north and east because the survey is in China.
    case hemisphereMissing(assumed: Position)
    /// No degrees at all: never recorded, or removed on the way.
    case absent
    /// Degrees that no receiver gives: 0, 0, or out of range.
    case impossible(latitude: Double, longitude: Double)

    /// The position to work with; `nil` when there is none.
    public var usable: Position? {
        switch self {
        case .stated(let position), .hemisphereMissing(let position): position
        case .absent, .impossible: nil
        }
    }

    /// Reads the position of a photo.
    ///
    /// A negative magnitude, as some programs write, counts as its own reference.
    public init(of photo: PhotoMetadata) {
        guard let latitude = photo.latitude, let longitude = photo.longitude else {
            self = .absent
            return
        }
        let inRange = latitude.magnitude <= 90 && longitude.magnitude <= 180
        guard inRange, latitude != 0 || longitude != 0 else {
            self = .impossible(latitude: latitude, longitude: longitude)
            return
        }
        let north = Self.sign(photo.latitudeReference, latitude, negative: "S", positive: "N")
        let east = Self.sign(photo.longitudeReference, longitude, negative: "W", positive: "E")
        let position = Position(longitude.magnitude * (east ?? 1), latitude.magnitude * (north ?? 1))
        self = north == nil || east == nil ? .hemisphereMissing(assumed: position) : .stated(position)
    }

    private static func sign(
        _ reference: String?, _ value: Double, negative: Character, positive: Character
    ) -> Double? {
        switch reference.flatMap({ trimmed($0).uppercased().first }) {
        case negative: -1
        case positive: 1
        default: value < 0 ? -1 : nil
        }
    }
}
