extension WKB {
    /// The rectangle around a geometry that fills what the reader has left.
    static func envelope(_ reader: inout ByteReader) throws(WKBError) -> Envelope? {
        var extent = Extent()
        let header = try reader.header()
        try add(header, srid: header.srid, &reader, to: &extent, depth: 0)
        try reader.finish()
        return extent.envelope
    }

    private static func add(
        _ header: WKBHeader, srid: Int32?, _ reader: inout ByteReader, to extent: inout Extent, depth: Int
    ) throws(WKBError) {
        switch header.kind {
        case .point:
            if let position = try reader.point(header) { extent.add(position) }
        case .lineString:
            try extent.add(try reader.count(header.order, ofSize: header.stride), header, &reader)
        case .polygon:
            for _ in 0..<(try reader.count(header.order, ofSize: leastRing)) {
                try extent.add(try reader.ringCount(header), header, &reader)
            }
        case .multiPoint, .multiLineString, .multiPolygon, .geometryCollection:
            guard depth <= nestingLimit else { throw .nestingTooDeep(at: header.offset) }
            for _ in 0..<(try reader.count(header.order, ofSize: leastMember)) {
                let member = try reader.memberHeader(of: header, srid: srid)
                try add(member, srid: srid, &reader, to: &extent, depth: depth + 1)
            }
        }
    }
}

/// The least and greatest ordinates seen; nothing seen gives no envelope.
private struct Extent {
    private var minX = Double.infinity
    private var minY = Double.infinity
    private var maxX = -Double.infinity
    private var maxY = -Double.infinity

    var envelope: Envelope? {
        minX <= maxX ? Envelope(minX: minX, minY: minY, maxX: maxX, maxY: maxY) : nil
    }

    @inline(__always)
    mutating func add(_ position: Position) {
        minX = min(minX, position.x)
        minY = min(minY, position.y)
        maxX = max(maxX, position.x)
        maxY = max(maxY, position.y)
    }

    /// Reads over `count` positions, which the count's reader has checked to be there.
    mutating func add(_ count: Int, _ header: WKBHeader, _ reader: inout ByteReader) throws(WKBError) {
        let start = reader.offset
        for index in 0..<count {
            let at = start + index * header.stride
            let x = reader.peekDouble(at: at, header.order)
            let y = reader.peekDouble(at: at + 8, header.order)
            guard x.isFinite && y.isFinite else { throw .notFinite(at: x.isFinite ? at + 8 : at) }
            add(Position(x, y))
        }
        _ = unsafe reader.take(count * header.stride)
    }
}
