public import GeoModel

/// A geodetic datum of Chinese survey data.
public enum ChineseDatum: String, CaseIterable, Sendable {
    /// 2000 国家大地坐标系.
    case cgcs2000
    /// 1980 西安坐标系.
    case xian1980
    /// 1954 北京坐标系.
    case beijing1954

    /// The ellipsoid of the datum.
    public var ellipsoid: Ellipsoid {
        switch self {
        case .cgcs2000: .cgcs2000
        case .xian1980: .iag1975
        case .beijing1954: .krassowsky1940
        }
    }

    /// The EPSG code of its geographic system.
    public var geographicEPSG: Int {
        switch self {
        case .cgcs2000: 4490
        case .xian1980: 4610
        case .beijing1954: 4214
        }
    }

    /// The datum's name.
    public var text: LocalizedText {
        switch self {
        case .cgcs2000: LocalizedText(zh: "2000 国家大地坐标系", en: "CGCS2000")
        case .xian1980: LocalizedText(zh: "1980 西安坐标系", en: "Xian 1980")
        case .beijing1954: LocalizedText(zh: "1954 北京坐标系", en: "Beijing 1954")
        }
    }
}

/// The width of a Gauss-Krüger zone.
public enum ZoneWidth: Int, CaseIterable, Sendable {
    /// Zone n around 3n degrees east.
    case three = 3
    /// Zone n around 6n − 3 degrees east.
    case six = 6

    /// The zone that a longitude in degrees is nearest to.
    public func zoneNumber(ofLongitude longitude: Double) -> Int {
        precondition(longitude.magnitude <= 360, "a longitude must be in degrees")
        return switch self {
        case .three: Int((longitude / 3).rounded())
        case .six: Int((longitude / 6).rounded(.down)) + 1
        }
    }

    /// The central meridian of a zone, degrees east.
    public func centralMeridian(ofZone number: Int) -> Int {
        switch self {
        case .three: 3 * number
        case .six: 6 * number - 3
        }
    }

    /// The zone numbers that China uses.
    public var chineseZones: ClosedRange<Int> { self == .three ? 25...45 : 13...23 }
}

/// One Gauss-Krüger projection of a Chinese datum.
public struct GaussKrugerZone: Hashable, Sendable {
    /// The code in the EPSG registry.
    public let epsg: Int
    /// The datum.
    public let datum: ChineseDatum
    /// How many degrees wide the zone is.
    public let width: ZoneWidth
    /// The zone's number in its division of the world.
    public let number: Int
    /// Eastings carry the zone's number in front, as in 40 382741.
    public let isPrefixed: Bool

    /// Finds the zone of a code, or `nil` if the code is no Gauss-Krüger zone of a Chinese datum.
    public init?(epsg: Int) {
        guard let series = Series.all.first(where: { $0.codes.contains(epsg) }) else { return nil }
        self.init(series, number: epsg - series.firstCode + series.width.chineseZones.lowerBound)
    }

    /// Finds a zone by what it is, or `nil` if China has no such zone.
    public init?(datum: ChineseDatum, width: ZoneWidth, number: Int, isPrefixed: Bool) {
        let series = Series.all.first {
            $0.datum == datum && $0.width == width && $0.isPrefixed == isPrefixed
        }
        guard let series, width.chineseZones.contains(number) else { return nil }
        self.init(series, number: number)
    }

    private init(_ series: Series, number: Int) {
        epsg = series.firstCode + number - series.width.chineseZones.lowerBound
        datum = series.datum
        width = series.width
        self.number = number
        isPrefixed = series.isPrefixed
    }

    /// The central meridian, degrees east.
    public var centralMeridian: Int { width.centralMeridian(ofZone: number) }

    /// The easting of the central meridian in metres.
    public var falseEasting: Double { 500_000 + (isPrefixed ? Double(number) * 1_000_000 : 0) }
}

/// One run of codes in the EPSG registry, a zone after another.
private struct Series: Sendable {
    let datum: ChineseDatum
    let width: ZoneWidth
    let isPrefixed: Bool
    let firstCode: Int

    var codes: Range<Int> { firstCode..<firstCode + width.chineseZones.count }

    /// Source: the EPSG registry; checked against PROJ's copy of it by the tests.
    static let all = [
        Series(datum: .cgcs2000, width: .three, isPrefixed: true, firstCode: 4513),
        Series(datum: .cgcs2000, width: .three, isPrefixed: false, firstCode: 4534),
        Series(datum: .cgcs2000, width: .six, isPrefixed: true, firstCode: 4491),
        Series(datum: .cgcs2000, width: .six, isPrefixed: false, firstCode: 4502),
        Series(datum: .xian1980, width: .three, isPrefixed: true, firstCode: 2349),
        Series(datum: .xian1980, width: .three, isPrefixed: false, firstCode: 2370),
        Series(datum: .xian1980, width: .six, isPrefixed: true, firstCode: 2327),
        Series(datum: .xian1980, width: .six, isPrefixed: false, firstCode: 2338),
        Series(datum: .beijing1954, width: .three, isPrefixed: true, firstCode: 2401),
        Series(datum: .beijing1954, width: .three, isPrefixed: false, firstCode: 2422),
        Series(datum: .beijing1954, width: .six, isPrefixed: true, firstCode: 21413),
        Series(datum: .beijing1954, width: .six, isPrefixed: false, firstCode: 21453),
    ]
}
