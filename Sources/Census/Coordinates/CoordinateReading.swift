public import GeoModel

/// A position as a row gives it, in the reference that its file declares.
public struct CoordinateReading: Hashable, Sendable {
    /// East or longitude, and north or latitude, in the declared reference.
    public let position: Position
    /// Half a unit of the last digit of each ordinate, in the unit of the declared reference.
    public let uncertainty: Position
    /// The cells as they came, east first.
    public let original: [String]
    /// The longitude and latitude that were read, where the reference is in degrees.
    public let angles: AnglePair?

    /// A longitude and a latitude as typed.
    public struct AnglePair: Hashable, Sendable {
        /// The longitude.
        public let longitude: AngleText
        /// The latitude.
        public let latitude: AngleText
    }

    init(_ longitude: AngleText, _ latitude: AngleText, original: [String]) {
        position = Position(x: longitude.degrees, y: latitude.degrees)
        uncertainty = Position(x: longitude.uncertaintyDegrees, y: latitude.uncertaintyDegrees)
        self.original = original
        angles = AnglePair(longitude: longitude, latitude: latitude)
    }

    init(_ easting: MetreText, _ northing: MetreText) {
        position = Position(x: easting.metres, y: northing.metres)
        uncertainty = Position(x: easting.uncertainty, y: northing.uncertainty)
        original = [easting.original, northing.original]
        angles = nil
    }
}

extension CoordinateColumns {
    /// Reads the position of one row.
    ///
    /// - Parameter cell: the text of a column in the row; empty if the row is too short.
    /// - Returns: the position in the declared reference, with the texts it came from.
    /// - Throws: `CoordinateRefusal`, the first ordinate's reason.
    public func reading(_ cell: (Column) -> String) throws(CoordinateRefusal) -> CoordinateReading {
        let original = columns.map(cell)
        if original.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { throw .empty }
        switch self {
        case .combined(let column, let order):
            return try combinedReading(cell(column), order: order)
        case .geographic(let longitude, let latitude):
            return try pair(
                { () throws(AngleRefusal) in try longitude.angle(.longitude, cell) },
                { () throws(AngleRefusal) in try latitude.angle(.latitude, cell) },
                original)
        case .projected(let easting, let northing):
            let x = try refusing(CoordinateRefusal.easting) { () throws(AngleRefusal) in
                try MetreText(cell(easting))
            }
            let y = try refusing(CoordinateRefusal.northing) { () throws(AngleRefusal) in
                try MetreText(cell(northing))
            }
            return CoordinateReading(x, y)
        }
    }

    private func combinedReading(_ text: String, order: PairOrder) throws(CoordinateRefusal)
        -> CoordinateReading
    {
        guard var (first, second) = splitPair(text) else { throw .notTwoCoordinates(text) }
        switch order {
        case .longitudeFirst: break
        case .latitudeFirst: swap(&first, &second)
        case .named:
            let name = try refusing(CoordinateRefusal.longitude) { () throws(AngleRefusal) in
                try AngleText(first).hemisphere
            }
            guard let name else { throw .axisNotNamed(text) }
            if name.axis == .latitude { swap(&first, &second) }
        }
        let (x, y) = (first, second)
        return try pair(
            { () throws(AngleRefusal) in try AngleText(x, axis: .longitude) },
            { () throws(AngleRefusal) in try AngleText(y, axis: .latitude) }, [text])
    }

    /// Reads both ordinates; a "latitude" beyond 90 degrees that would do as a longitude shows exchanged columns.
    private func pair(
        _ longitude: () throws(AngleRefusal) -> AngleText, _ latitude: () throws(AngleRefusal) -> AngleText,
        _ original: [String]
    ) throws(CoordinateRefusal) -> CoordinateReading {
        let x = try refusing(CoordinateRefusal.longitude, longitude)
        do throws(AngleRefusal) {
            return CoordinateReading(x, try latitude(), original: original)
        } catch {
            if case .outOfRange(let degrees, _) = error, x.degrees.magnitude <= 90, degrees.magnitude <= 180 {
                throw .looksSwapped(longitude: x.degrees, latitude: degrees)
            }
            throw .latitude(error)
        }
    }

    private func refusing<Value>(
        _ wrap: (AngleRefusal) -> CoordinateRefusal, _ body: () throws(AngleRefusal) -> Value
    ) throws(CoordinateRefusal) -> Value {
        do throws(AngleRefusal) { return try body() } catch { throw wrap(error) }
    }
}

/// Splits a text that holds two ordinates at its one comma, semicolon or slash, or else between its words.
private func splitPair(_ text: String) -> (String, String)? {
    let brackets: Set<Character> = ["(", ")", "（", "）", "[", "]"]
    let plain = text.filter { !brackets.contains($0) }
    let marks: Set<Character> = [",", "，", ";", "；", "、", "/", "|"]
    let parts = plain.split(omittingEmptySubsequences: false) { marks.contains($0) }.map(String.init)
    if parts.count == 2 { return (parts[0], parts[1]) }
    guard parts.count == 1 else { return nil }
    let words = plain.split(whereSeparator: \.isWhitespace)
    guard words.count.isMultiple(of: 2), !words.isEmpty else { return nil }
    let half = words.count / 2
    return (words[..<half].joined(separator: " "), words[half...].joined(separator: " "))
}
