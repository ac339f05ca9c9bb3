extension WKB {
    /// Reads a geometry that fills what the reader has left.
    static func decode(_ reader: inout ByteReader) throws(WKBError) -> DecodedGeometry {
        let header = try reader.header()
        var decoder = WKBDecoder(srid: header.srid)
        let geometry = try decoder.geometry(header, &reader, depth: 0)
        try reader.finish()
        return DecodedGeometry(geometry: geometry, srid: header.srid, droppedOrdinates: decoder.dropped)
    }
}

/// Builds geometries from WKB and notes what it leaves out.
private struct WKBDecoder {
    let srid: Int32?
    var dropped: DroppedOrdinates = []

    init(srid: Int32?) { self.srid = srid }

    mutating func geometry(
        _ header: WKBHeader, _ reader: inout ByteReader, depth: Int
    ) throws(WKBError) -> Geometry {
        dropped.formUnion(header.dropped)
        return switch header.kind {
        case .point: .point(try reader.point(header))
        case .lineString: .lineString(try line(header, &reader))
        case .polygon: .polygon(try polygon(header, &reader))
        case .multiPoint: .multiPoint(try points(header, &reader))
        case .multiLineString: .multiLineString(try members(header, &reader, Self.line))
        case .multiPolygon: .multiPolygon(MultiPolygon(try members(header, &reader, Self.polygon)))
        case .geometryCollection: .geometryCollection(try collection(header, &reader, depth: depth))
        }
    }

    private func line(_ header: WKBHeader, _ reader: inout ByteReader) throws(WKBError) -> LineString {
        let start = reader.offset
        let count = try reader.count(header.order, ofSize: header.stride)
        guard count != 1 else { throw .lineTooShort(count: 1, at: start) }
        return LineString(unchecked: try reader.positions(count, header))
    }

    private func polygon(_ header: WKBHeader, _ reader: inout ByteReader) throws(WKBError) -> Polygon {
        let count = try reader.count(header.order, ofSize: WKB.leastRing)
        var rings: [LinearRing] = []
        for _ in 0..<count { rings.append(try ring(header, &reader)) }
        return Polygon(rings: rings)
    }

    private func ring(_ header: WKBHeader, _ reader: inout ByteReader) throws(WKBError) -> LinearRing {
        let count = try reader.ringCount(header)
        let positions = try reader.positions(count, header)
        guard positions[0] == positions[count - 1] else {
            throw .ringNotClosed(at: reader.offset - header.stride)
        }
        return LinearRing(unchecked: positions)
    }

    private mutating func points(
        _ header: WKBHeader, _ reader: inout ByteReader
    ) throws(WKBError) -> [Position] {
        let count = try reader.count(header.order, ofSize: WKB.leastMember)
        var positions: [Position] = []
        for _ in 0..<count {
            let member = try reader.memberHeader(of: header, srid: srid)
            dropped.formUnion(member.dropped)
            if let position = try reader.point(member) { positions.append(position) }
        }
        return positions
    }

    private mutating func members<Member>(
        _ header: WKBHeader, _ reader: inout ByteReader,
        _ read: (Self) -> (WKBHeader, inout ByteReader) throws(WKBError) -> Member
    ) throws(WKBError) -> [Member] {
        let count = try reader.count(header.order, ofSize: WKB.leastMember)
        var result: [Member] = []
        for _ in 0..<count {
            let member = try reader.memberHeader(of: header, srid: srid)
            dropped.formUnion(member.dropped)
            result.append(try read(self)(member, &reader))
        }
        return result
    }

    private mutating func collection(
        _ header: WKBHeader, _ reader: inout ByteReader, depth: Int
    ) throws(WKBError) -> [Geometry] {
        guard depth <= WKB.nestingLimit else { throw .nestingTooDeep(at: header.offset) }
        let count = try reader.count(header.order, ofSize: WKB.leastMember)
        var result: [Geometry] = []
        for _ in 0..<count {
            let member = try reader.memberHeader(of: header, srid: srid)
            result.append(try geometry(member, &reader, depth: depth + 1))
        }
        return result
    }
}

extension ByteReader {
    /// Reads the body of a point; two NaNs make it empty.
    mutating func point(_ header: WKBHeader) throws(WKBError) -> Position? {
        let start = offset
        guard remaining >= header.stride else { throw .truncated(at: start) }
        let position = Position(peekDouble(at: start, header.order), peekDouble(at: start + 8, header.order))
        _ = unsafe take(header.stride)
        if position.x.isNaN && position.y.isNaN { return nil }
        guard position.isFinite else { throw .notFinite(at: position.x.isFinite ? start + 8 : start) }
        return position
    }
}
