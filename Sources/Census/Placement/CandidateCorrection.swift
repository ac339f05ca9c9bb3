public import GeoModel

/// What may have happened to the coordinates of a whole batch, and so how to undo it.
public enum CandidateCorrection: Hashable, Sendable {
    /// Nothing: the coordinates are as declared.
    case identity
    /// They are GCJ-02 and were taken for CGCS2000.
    case fromGCJ02
    /// They are BD-09 and were taken for CGCS2000.
    case fromBD09
    /// Longitude and latitude are exchanged.
    case swappedAxes
    /// Degrees, minutes and seconds were typed as if they were decimals: 118.45305 for 118°45′30.5″.
    case minutesTypedAsDecimals
    /// The metres belong to another meridian, `degrees` further east.
    case meridianShift(degrees: Int)
    /// Northing and easting are exchanged.
    case exchangedNorthingEasting

    /// All that is tried unless the caller chooses: meridians up to two zones of three degrees away.
    public static let usual: [CandidateCorrection] =
        [.fromGCJ02, .fromBD09, .swappedAxes, .minutesTypedAsDecimals]
        + [-6, -3, 3, 6].map { .meridianShift(degrees: $0) } + [.exchangedNorthingEasting]

    /// The correction in words.
    public var text: LocalizedText {
        switch self {
        case .identity: LocalizedText(zh: "不改正", en: "no correction")
        case .fromGCJ02: LocalizedText(zh: "按 GCJ-02 反算", en: "read as GCJ-02")
        case .fromBD09: LocalizedText(zh: "按 BD-09 反算", en: "read as BD-09")
        case .swappedAxes: LocalizedText(zh: "经纬度互换", en: "exchange longitude and latitude")
        case .minutesTypedAsDecimals:
            LocalizedText(zh: "小数按分秒解读", en: "read the decimals as minutes and seconds")
        case .meridianShift(let degrees):
            LocalizedText(
                zh: "中央经线改正 \(degrees)°", en: "move the central meridian by \(degrees)°")
        case .exchangedNorthingEasting:
            LocalizedText(zh: "纵横坐标互换", en: "exchange northing and easting")
        }
    }
}

/// How a correction finds the other reading of a unit's coordinate.
public struct CorrectionReader: Sendable {
    /// Turns easting (500 km in it, no prefix) and northing around a central meridian into degrees: the port to
    /// projections.
    public typealias Unprojecting =
        @Sendable (_ metres: Position, _ centralMeridian: Double) -> Position?

    private let unproject: Unprojecting

    /// Makes a reader; without a projection, exchanged northings and eastings cannot be tried.
    public init(unproject: @escaping Unprojecting = { _, _ in nil }) {
        self.unproject = unproject
    }

    /// The position as the correction reads it.
    ///
    /// - Parameters:
    ///   - point: The unit's point.
    ///   - correction: How to read it.
    /// - Returns: The position in degrees; `nil` when the correction does not fit the unit's coordinate.
    public func position(of point: UnitPoint, reading correction: CandidateCorrection) -> Position? {
        switch correction {
        case .identity: point.position
        case .fromGCJ02: degrees(point).map(GCJ02.uniform.inverse)
        case .fromBD09: degrees(point).map(BD09.uniform.inverse)
        case .swappedAxes: degrees(point).map { Position($0.y, $0.x) }
        case .minutesTypedAsDecimals: degrees(point).flatMap(minutesAndSeconds)
        case .meridianShift(let degrees): shifted(point, by: Double(degrees))
        case .exchangedNorthingEasting: exchanged(point)
        }
    }

    /// The position, if it was given in degrees.
    private func degrees(_ point: UnitPoint) -> Position? { point.grid == nil ? point.position : nil }

    /// A meridian taken wrongly moves a point by exactly the difference in longitude, whatever its place.
    private func shifted(_ point: UnitPoint, by degrees: Double) -> Position? {
        guard let grid = point.grid else { return nil }
        if let position = point.position { return Position(position.x + degrees, position.y) }
        let metres = Position(GridReading.withoutPrefix(grid.easting), grid.northing)
        return unproject(metres, grid.centralMeridian + degrees)
    }

    private func exchanged(_ point: UnitPoint) -> Position? {
        guard let grid = point.grid else { return nil }
        let metres = Position(GridReading.withoutPrefix(grid.northing), grid.easting)
        return unproject(metres, grid.centralMeridian)
    }
}

/// Reads the decimals of both ordinates as minutes and seconds; `nil` when either cannot be read so.
func minutesAndSeconds(_ position: Position) -> Position? {
    guard let x = minutesAndSeconds(position.x), let y = minutesAndSeconds(position.y) else { return nil }
    return Position(x, y)
}

/// Reads D.MMSSs as degrees, minutes and seconds.
///
/// The decimals are rounded to 1e-8 (a ten-thousandth of a second) first, so that 0.45 is 45 minutes however the
/// double falls.
private func minutesAndSeconds(_ value: Double) -> Double? {
    guard value.magnitude < 360 else { return nil }
    let units = Int((value.magnitude * 1e8).rounded())
    let (degrees, rest) = units.quotientAndRemainder(dividingBy: 100_000_000)
    let (minutes, seconds) = rest.quotientAndRemainder(dividingBy: 1_000_000)
    guard minutes < 60, seconds < 600_000 else { return nil }
    let angle = Double(degrees) + Double(minutes) / 60 + Double(seconds) / 1e4 / 3600
    return value < 0 ? -angle : angle
}
