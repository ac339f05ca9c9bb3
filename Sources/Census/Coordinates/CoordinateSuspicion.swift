public import GeoModel
internal import Glibc

/// Something about a position that a person should look at; nothing is ever changed because of it.
public enum CoordinateSuspicion: Hashable, Sendable {
    /// Longitude and latitude look exchanged. Inside China this is certain: latitudes end below 54 degrees and
    /// longitudes start above 73.
    case swappedAxes(longitude: Double, latitude: Double)
    /// The position lies outside the bounds of the country.
    case outsideChina(longitude: Double, latitude: Double)
    /// Longitude or latitude is zero.
    case zero(longitude: Double, latitude: Double)
    /// The text has so few digits that the position is only known to some metres.
    case fewDigits(uncertainty: Metres)
    /// The decimals could be minutes and seconds: 118.45305 for 118°45′30.5″. One position in eight looks so by
    /// chance; `metres` is how far away the other reading lies.
    case sexagesimalTypedAsDecimal(reading: Position, metres: Metres)
    /// The same coordinates were given for several units.
    case repeated(count: Int)
    /// The projected metres lie far from the declared zone's meridian.
    case zone(GaussKrugerComplaint)
    /// Seconds of exactly 60 were carried.
    case carriedSixtySeconds
    /// The digits were typed full-width; they were read as what they mean.
    case fullWidthDigits
    /// The position was shifted back from a web map's reference; it is not better than the formula is known.
    case shiftedBack(from: CRSIdentifier, uncertainty: Metres)
}

extension CoordinateSuspicion {
    /// The suspicion in words.
    public var text: LocalizedText {
        switch self {
        case .swappedAxes:
            LocalizedText(zh: "经度与纬度疑似颠倒", en: "longitude and latitude look exchanged")
        case .outsideChina:
            LocalizedText(zh: "坐标不在中国范围内", en: "the position is outside China")
        case .zero: LocalizedText(zh: "经度或纬度为零", en: "longitude or latitude is zero")
        case .fewDigits(let uncertainty):
            LocalizedText(
                zh: "位数太少，位置只精确到约 \(whole(uncertainty)) 米",
                en: "too few digits: the position is only known to about \(whole(uncertainty)) m")
        case .sexagesimalTypedAsDecimal(_, let metres):
            LocalizedText(
                zh: "小数可能是分和秒；若是，位置相差 \(whole(metres)) 米",
                en: "the decimals may be minutes and seconds; if so the position is \(whole(metres)) m away")
        case .repeated(let count):
            LocalizedText(zh: "有 \(count) 个单位坐标完全相同", en: "\(count) units have the very same coordinates")
        case .zone(let complaint): complaint.text
        case .carriedSixtySeconds: LocalizedText(zh: "60 秒已进位", en: "60 seconds were carried")
        case .fullWidthDigits: LocalizedText(zh: "数字为全角", en: "the digits are full-width")
        case .shiftedBack(let reference, let uncertainty):
            LocalizedText(
                zh: "由 \(reference) 反算，公式误差约 \(whole(uncertainty)) 米",
                en: "shifted back from \(reference); the formula is known to about \(whole(uncertainty)) m")
        }
    }

    private func whole(_ metres: Metres) -> String {
        metres.value < 1e15 ? String(Int(metres.value.rounded(.up))) : "\(metres.value)"
    }
}

/// The limits of the tests on single positions, which an office may change.
public struct CoordinateExpectations: Hashable, Sendable {
    /// Where positions should lie, degrees.
    public var bounds: Envelope
    /// A position known worse than this is suspected; 3 decimals of degrees are known to 56 m.
    public var worstUncertainty: Metres
    /// How well the public formulas of GCJ-02 and BD-09 agree with the real services.
    public var shiftUncertainty: Metres

    /// Makes limits; the defaults are the mainland's bounds, 50 m, and 4 m.
    public init(
        bounds: Envelope = Envelope(minX: 73, minY: 3, maxX: 136, maxY: 54),
        worstUncertainty: Metres = Metres(50), shiftUncertainty: Metres = Metres(4)
    ) {
        self.bounds = bounds
        self.worstUncertainty = worstUncertainty
        self.shiftUncertainty = shiftUncertainty
    }

    /// Tests where a geographic position lies.
    ///
    /// - Parameter position: longitude and latitude in degrees.
    /// - Returns: what looks wrong; at most one, the most telling.
    public func suspicion(about position: Position) -> CoordinateSuspicion? {
        let (longitude, latitude) = (position.x, position.y)
        if longitude == 0 || latitude == 0 { return .zero(longitude: longitude, latitude: latitude) }
        if bounds.contains(position) { return nil }
        if bounds.contains(Position(x: latitude, y: longitude)) {
            return .swappedAxes(longitude: longitude, latitude: latitude)
        }
        return .outsideChina(longitude: longitude, latitude: latitude)
    }
}
