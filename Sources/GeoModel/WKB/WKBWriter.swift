/// Appends little-endian planar ISO WKB to bytes.
struct WKBWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func word(_ value: UInt32) {
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value >> 16))
        bytes.append(UInt8(truncatingIfNeeded: value >> 24))
    }

    mutating func double(_ value: Double) {
        word(UInt32(truncatingIfNeeded: value.bitPattern))
        word(UInt32(truncatingIfNeeded: value.bitPattern >> 32))
    }

    mutating func header(_ kind: GeometryKind) {
        byte(ByteOrder.little.rawValue)
        word(kind.rawValue)
    }

    mutating func count(_ count: Int) {
        precondition(count <= UInt32.max, "WKB counts up to 4,294,967,295 members; split the geometry")
        word(UInt32(count))
    }

    /// Appends a count and so many positions, their bits unchanged.
    mutating func run(_ positions: ArraySlice<Position>) {
        count(positions.count)
        if UInt16(1).littleEndian == 1 {
            unsafe positions.withUnsafeBytes { raw in unsafe bytes.append(contentsOf: raw) }
        } else {
            for position in positions { self.position(position) }
        }
    }

    mutating func position(_ position: Position) {
        double(position.x)
        double(position.y)
    }
}

extension WKBWriter {
    mutating func write(_ geometry: Geometry) {
        header(geometry.kind)
        switch geometry {
        case .point(let point): position(point ?? Position(.nan, .nan))
        case .lineString(let line): run(line.positions[...])
        case .polygon(let polygon): body(polygon)
        case .multiPoint(let points):
            count(points.count)
            for point in points { write(.point(point)) }
        case .multiLineString(let lines):
            count(lines.count)
            for line in lines { write(.lineString(line)) }
        case .multiPolygon(let area):
            count(area.polygons.count)
            for polygon in area.polygons { write(.polygon(polygon)) }
        case .geometryCollection(let members):
            count(members.count)
            for member in members { write(member) }
        }
    }

    private mutating func body(_ polygon: Polygon) {
        count(polygon.rings.count)
        for ring in polygon.rings { run(ring.positions[...]) }
    }
}
