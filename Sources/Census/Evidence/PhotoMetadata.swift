/// What the metadata of a photo says, as `exiftool -json -n -G1` gives it, before anything is concluded.
///
/// Magnitudes and references are kept apart as in the file: a latitude without its N or S is a fact that the
/// review reports. Reading the program's output happens elsewhere.
public struct PhotoMetadata: Hashable, Sendable {
    /// The name of the file when it was imported.
    public var fileName: String
    /// The SHA-256 of the file, as lower-case hexadecimal digits.
    public var digest: String
    /// GPSLatitude in degrees, without sign as EXIF stores it.
    public var latitude: Double?
    /// GPSLatitudeRef, `N` or `S`.
    public var latitudeReference: String?
    /// GPSLongitude in degrees, without sign.
    public var longitude: Double?
    /// GPSLongitudeRef, `E` or `W`.
    public var longitudeReference: String?
    /// GPSAltitude in metres.
    public var altitude: Double?
    /// GPSAltitudeRef: 0 above and 1 below sea level.
    public var altitudeReference: Int?
    /// GPSImgDirection in degrees clockwise from north.
    public var imageDirection: Double?
    /// GPSImgDirectionRef: `T` for true and `M` for magnetic north.
    public var imageDirectionReference: String?
    /// GPSHPositioningError in metres.
    public var horizontalError: Double?
    /// DateTimeOriginal, local time of the camera.
    public var takenAt: String?
    /// OffsetTimeOriginal, such as `+08:00`.
    public var takenAtOffset: String?
    /// GPSDateTime, in UTC.
    public var gpsTime: String?
    /// Make and model of the camera.
    public var camera: String?
    /// FocalLengthIn35mmFormat in millimetres.
    public var focalLength35mm: Double?
    /// DJI's AbsoluteAltitude in metres.
    public var djiAbsoluteAltitude: Double?
    /// DJI's RelativeAltitude in metres above the take-off point.
    public var djiRelativeAltitude: Double?
    /// DJI's GimbalYawDegree, clockwise from north.
    public var gimbalYaw: Double?
    /// DJI's GimbalPitchDegree: 0 level, −90 straight down.
    public var gimbalPitch: Double?

    /// Starts with a file of which nothing is known.
    public init(fileName: String, digest: String) {
        self.fileName = fileName
        self.digest = digest
    }
}
