/// Builds a geometry from WKT.
struct WKTParser {
    private var scanner: WKTScanner
    private var dropped: DroppedOrdinates = []

    init(_ text: String) { scanner = WKTScanner(text) }

    /// Reads the optional `SRID=n;`, the geometry, and the end of the text.
    mutating func whole() throws(WKTError) -> DecodedGeometry {
        let srid = try srid()
        let geometry = try geometry(depth: 0)
        guard scanner.peek() == nil else { throw .trailingText(at: scanner.offset) }
        return DecodedGeometry(geometry: geometry, srid: srid, droppedOrdinates: dropped)
    }

    private mutating func srid() throws(WKTError) -> Int32? {
        guard scanner.take(oneOf: ["SRID"]) != nil else { return nil }
        try scanner.expect(UInt8(ascii: "="))
        let (text, start) = try scanner.numeral()
        guard let srid = Int32(text) else { throw .badSRID(text, at: start) }
        try scanner.expect(UInt8(ascii: ";"))
        return srid
    }

    private mutating func geometry(depth: Int) throws(WKTError) -> Geometry {
        _ = scanner.peek()
        let start = scanner.offset
        guard depth <= WKB.nestingLimit else { throw .nestingTooDeep(at: start) }
        let (kind, tag) = try kind()
        var ordinates = Ordinates(tag: tag)
        let geometry = try body(kind, &ordinates, depth: depth)
        dropped.formUnion(ordinates.dropped)
        return geometry
    }

    /// Reads the kind and the tag `Z`, `M` or `ZM`, joined to it or apart.
    private mutating func kind() throws(WKTError) -> (GeometryKind, String?) {
        let start = scanner.offset
        let word = scanner.word()
        guard !word.isEmpty else { throw scanner.fault() }
        for kind in GeometryKind.allCases {
            let name = kind.name.uppercased()
            if word == name { return (kind, scanner.take(oneOf: ["Z", "M", "ZM"])) }
            for tag in ["Z", "M", "ZM"] where word == name + tag { return (kind, tag) }
        }
        throw .unknownType(word, at: start)
    }

    private mutating func body(
        _ kind: GeometryKind, _ ordinates: inout Ordinates, depth: Int
    ) throws(WKTError) -> Geometry {
        switch kind {
        case .point: return .point(try point(&ordinates))
        case .lineString: return .lineString(try line(&ordinates))
        case .polygon: return .polygon(try polygon(&ordinates))
        case .multiPoint:
            var positions: [Position] = []
            try list { (parser) throws(WKTError) in
                if let position = try parser.memberPoint(&ordinates) { positions.append(position) }
            }
            return .multiPoint(positions)
        case .multiLineString:
            var lines: [LineString] = []
            try list { (parser) throws(WKTError) in lines.append(try parser.line(&ordinates)) }
            return .multiLineString(lines)
        case .multiPolygon:
            var polygons: [Polygon] = []
            try list { (parser) throws(WKTError) in polygons.append(try parser.polygon(&ordinates)) }
            return .multiPolygon(MultiPolygon(polygons))
        case .geometryCollection:
            var members: [Geometry] = []
            try list { (parser) throws(WKTError) in members.append(try parser.geometry(depth: depth + 1)) }
            return .geometryCollection(members)
        }
    }

    /// Reads `EMPTY`, or elements in brackets with commas; returns where the bracket or word starts.
    @discardableResult
    private mutating func list(_ read: (inout Self) throws(WKTError) -> Void) throws(WKTError) -> Int {
        _ = scanner.peek()
        let start = scanner.offset
        if scanner.take(oneOf: ["EMPTY"]) != nil { return start }
        try scanner.expect(UInt8(ascii: "("))
        repeat { try read(&self) } while scanner.take(UInt8(ascii: ","))
        try scanner.expect(UInt8(ascii: ")"))
        return start
    }

    private mutating func point(_ ordinates: inout Ordinates) throws(WKTError) -> Position? {
        if scanner.take(oneOf: ["EMPTY"]) != nil { return nil }
        try scanner.expect(UInt8(ascii: "("))
        let position = try position(&ordinates)
        try scanner.expect(UInt8(ascii: ")"))
        return position
    }

    private mutating func memberPoint(_ ordinates: inout Ordinates) throws(WKTError) -> Position? {
        scanner.numberFollows() ? try position(&ordinates) : try point(&ordinates)
    }

    private mutating func positions(
        _ ordinates: inout Ordinates
    ) throws(WKTError) -> (positions: [Position], start: Int) {
        var positions: [Position] = []
        let start = try list { (parser) throws(WKTError) in
            positions.append(try parser.position(&ordinates))
        }
        return (positions, start)
    }

    private mutating func line(_ ordinates: inout Ordinates) throws(WKTError) -> LineString {
        let (positions, start) = try positions(&ordinates)
        guard positions.count != 1 else { throw .lineTooShort(count: 1, at: start) }
        return LineString(unchecked: positions)
    }

    private mutating func polygon(_ ordinates: inout Ordinates) throws(WKTError) -> Polygon {
        var rings: [LinearRing] = []
        try list { (parser) throws(WKTError) in rings.append(try parser.ring(&ordinates)) }
        return Polygon(rings: rings)
    }

    private mutating func ring(_ ordinates: inout Ordinates) throws(WKTError) -> LinearRing {
        let (positions, start) = try positions(&ordinates)
        guard let first = positions.first, let last = positions.last, positions.count >= 4 else {
            throw .ringTooShort(count: positions.count, at: start)
        }
        guard first == last else { throw .ringNotClosed(at: start) }
        return LinearRing(unchecked: positions)
    }

    private mutating func position(_ ordinates: inout Ordinates) throws(WKTError) -> Position {
        _ = scanner.peek()
        let start = scanner.offset
        let x = try scanner.number()
        let y = try scanner.number()
        var count = 2
        while scanner.numberFollows() {
            _ = try scanner.number()
            count += 1
        }
        guard ordinates.accept(count) else { throw .wrongOrdinateCount(count, at: start) }
        return Position(x, y)
    }
}

/// How many ordinates the positions of one geometry have, by its tag or else by its first position.
private struct Ordinates {
    private var expected: Int?
    private(set) var dropped: DroppedOrdinates = []

    init(tag: String?) {
        guard let tag else { return }
        expected = 2 + tag.utf8.count
        if tag.contains("Z") { dropped.insert(.z) }
        if tag.contains("M") { dropped.insert(.m) }
    }

    /// Checks a position's count; without a tag, a third ordinate is a height and a fourth a measure.
    mutating func accept(_ count: Int) -> Bool {
        if let expected { return count == expected }
        guard count <= 4 else { return false }
        expected = count
        if count > 2 { dropped.insert(.z) }
        if count > 3 { dropped.insert(.m) }
        return true
    }
}
