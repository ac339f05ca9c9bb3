internal import GeoModel

/// Writes coordinates in the ways that field staff write them.
enum CoordinateText {
    static func decimal(_ place: Position, _ count: Int) -> (x: String, y: String) {
        (decimals(place.x, count), decimals(place.y, count))
    }

    /// `116°42′30.52″`.
    static func symbols(_ degrees: Double) -> String {
        let parts = split(degrees)
        return "\(parts.degrees)°\(padded(parts.minutes, 2))′\(parts.hundredths < 1_000 ? "0" : "")"
            + decimals(Double(parts.hundredths) / 100, 2) + "″"
    }

    /// `116.423052` for 116°42′30.52″: the mistake of typing minutes and seconds as decimals.
    static func asDecimals(_ degrees: Double) -> String {
        let parts = split(degrees)
        return "\(parts.degrees).\(padded(parts.minutes, 2))\(padded(parts.hundredths, 4))"
    }

    private static func split(_ degrees: Double) -> (degrees: Int, minutes: Int, hundredths: Int) {
        let total = Int((degrees * 360_000).rounded())
        return (total / 360_000, total / 6_000 % 60, total % 6_000)
    }

    /// The digits and point of a text in their full-width forms.
    static func fullWidth(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.compactMap { scalar in
                    (0x2E...0x39).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) : scalar
                }))
    }
}

extension Unit {
    /// The coordinates as the row has them.
    var coordinates: (x: String, y: String) {
        if let typed { return typed }
        switch batch.manner {
        case .decimal: return CoordinateText.decimal(place, batch.places)
        case .gcj02: return CoordinateText.decimal(Datums.gcj02(place), batch.places)
        case .bd09: return CoordinateText.decimal(Datums.bd09(place), batch.places)
        case .degreesMinutesSeconds: return (CoordinateText.symbols(place.x), CoordinateText.symbols(place.y))
        case .minutesAsDecimals:
            return (CoordinateText.asDecimals(place.x), CoordinateText.asDecimals(place.y))
        }
    }
}
