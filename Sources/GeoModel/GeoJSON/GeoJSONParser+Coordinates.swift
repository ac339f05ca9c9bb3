extension GeoJSONParser {
    /// Reads an array of whatever the body reads.
    mutating func list<Element>(
        _ read: (inout Self) throws(GeoJSONError) -> Element
    ) throws(GeoJSONError) -> [Element] {
        var result: [Element] = []
        try elements(of: .coordinates) { (parser) throws(GeoJSONError) in result.append(try read(&parser)) }
        return result
    }

    /// Reads an array of positions.
    mutating func positions() throws(GeoJSONError) -> [Position] {
        var result: [Position] = []
        try elements(of: .coordinates) { (parser) throws(GeoJSONError) in
            if let position = try parser.position(mayBeEmpty: false) { result.append(position) }
        }
        return result
    }

    /// Reads a line's positions.
    mutating func line() throws(GeoJSONError) -> LineString {
        let start = try lookAhead().offset
        let positions = try positions()
        guard positions.count != 1 else { throw .lineTooShort(count: 1, at: start) }
        return LineString(unchecked: positions)
    }

    /// Reads a polygon's rings.
    mutating func polygon() throws(GeoJSONError) -> Polygon {
        Polygon(rings: try list { (parser) throws(GeoJSONError) in try parser.ring() })
    }

    private mutating func ring() throws(GeoJSONError) -> LinearRing {
        let start = try lookAhead().offset
        let positions = try positions()
        guard let first = positions.first, let last = positions.last, positions.count >= 4 else {
            throw .ringTooShort(count: positions.count, at: start)
        }
        guard first == last else { throw .ringNotClosed(at: start) }
        return LinearRing(unchecked: positions)
    }

    /// Reads a position; the third and later ordinates are read over and noted.
    mutating func position(mayBeEmpty: Bool) throws(GeoJSONError) -> Position? {
        let start = try lookAhead().offset
        var ordinates = (x: 0.0, y: 0.0)
        var count = 0
        try elements(of: .coordinates) { (parser) throws(GeoJSONError) in
            let value = try parser.ordinate()
            if count == 0 { ordinates.x = value }
            if count == 1 { ordinates.y = value }
            count += 1
        }
        if count > 2 { dropped.insert(.z) }
        if count == 0 && mayBeEmpty { return nil }
        guard count >= 2 else { throw .positionTooShort(count: count, at: start) }
        return Position(ordinates.x, ordinates.y)
    }

    private mutating func ordinate() throws(GeoJSONError) -> Double {
        let next = try lookAhead()
        guard next.byte == UInt8(ascii: "-") || (0x30...0x39).contains(next.byte) else {
            throw .wrongValue(member: .coordinates, at: next.offset)
        }
        let value = try scan { (scanner) throws(JSONError) in try scanner.number() }
        guard value.isFinite else { throw .notFinite(at: next.offset) }
        return value
    }
}
