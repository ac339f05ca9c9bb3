extension PolygonTable.Builder {
    /// Adds the polygon or multipolygon of a GeoPackage blob as a feature, straight from its bytes.
    ///
    /// Empty polygons are left out, so an empty geometry becomes a feature without polygons. Heights and
    /// measures are dropped. On an error the builder stands as before the call.
    ///
    /// - Parameter bytes: The whole blob.
    /// - Returns: What was found beside the area: the blob's `srs_id` and the ordinates dropped.
    /// - Throws: `GeoPackageBlobError` with the offset of the fault; `.wkb(.notAnArea)` when the geometry is
    ///   of another kind.
    /// - Precondition: No feature is in progress.
    /// - Complexity: O(n) in the number of bytes; one block copy a ring when little endian and planar.
    @discardableResult
    public mutating func append(
        geoPackageBlob bytes: RawSpan
    ) throws(GeoPackageBlobError) -> AppendedArea {
        unsafe try bytes.withUnsafeBytes { (buffer) throws(GeoPackageBlobError) in
            var reader = unsafe ByteReader(buffer)
            let header = try GeoPackageBlobHeader(&reader)
            do throws(WKBError) {
                return AppendedArea(srid: header.srsID, droppedOrdinates: try appendFeature(&reader).dropped)
            } catch {
                throw .wkb(error)
            }
        }
    }

    /// Adds the polygon or multipolygon of a GeoPackage blob as a feature, straight from its bytes.
    ///
    /// - Parameter bytes: The whole blob.
    /// - Returns: What was found beside the area.
    /// - Throws: `GeoPackageBlobError`; the builder then stands as before the call.
    @discardableResult
    public mutating func append(
        geoPackageBlob bytes: [UInt8]
    ) throws(GeoPackageBlobError) -> AppendedArea {
        unsafe try append(geoPackageBlob: bytes.span.bytes)
    }

    /// Adds a polygon or multipolygon in WKB as a feature, straight from its bytes.
    ///
    /// - Parameter bytes: The whole WKB, in either byte order, ISO or EWKB.
    /// - Returns: What was found beside the area.
    /// - Throws: `WKBError` with the offset of the fault, `.notAnArea` when the geometry is of another kind;
    ///   the builder then stands as before the call.
    /// - Precondition: No feature is in progress.
    /// - Complexity: O(n) in the number of bytes.
    @discardableResult
    public mutating func append(wkb bytes: RawSpan) throws(WKBError) -> AppendedArea {
        unsafe try bytes.withUnsafeBytes { (buffer) throws(WKBError) in
            var reader = unsafe ByteReader(buffer)
            let found = try appendFeature(&reader)
            return AppendedArea(srid: found.srid, droppedOrdinates: found.dropped)
        }
    }

    /// Adds a polygon or multipolygon in WKB as a feature, straight from its bytes.
    ///
    /// - Parameter bytes: The whole WKB.
    /// - Returns: What was found beside the area.
    /// - Throws: `WKBError`; the builder then stands as before the call.
    @discardableResult
    public mutating func append(wkb bytes: [UInt8]) throws(WKBError) -> AppendedArea {
        unsafe try append(wkb: bytes.span.bytes)
    }
}

/// What stood beside an area that went straight into a table.
public struct AppendedArea: Hashable, Sendable {
    /// The spatial reference number given with the area; `nil` if none.
    public let srid: Int32?
    /// Which ordinates besides x and y were read over.
    public let droppedOrdinates: DroppedOrdinates
}

extension PolygonTable.Builder {
    /// Reads one area to the end of the bytes, or leaves the builder as it was.
    private mutating func appendFeature(
        _ reader: inout ByteReader
    ) throws(WKBError) -> (srid: Int32?, dropped: DroppedOrdinates) {
        do throws(WKBError) {
            let header = try reader.header()
            var dropped = header.dropped
            switch header.kind {
            case .polygon: try appendPolygon(header, &reader)
            case .multiPolygon:
                for _ in 0..<(try reader.count(header.order, ofSize: WKB.leastMember)) {
                    let member = try reader.memberHeader(of: header, srid: header.srid)
                    dropped.formUnion(member.dropped)
                    try appendPolygon(member, &reader)
                }
            default: throw .notAnArea(header.kind, at: header.offset)
            }
            try reader.finish()
            endFeature()
            return (header.srid, dropped)
        } catch {
            discardFeature()
            throw error
        }
    }

    private mutating func appendPolygon(
        _ header: WKBHeader, _ reader: inout ByteReader
    ) throws(WKBError) {
        let rings = try reader.count(header.order, ofSize: WKB.leastRing)
        for _ in 0..<rings { try appendRing(header, &reader) }
        if rings > 0 { endPolygon() }
    }

    private mutating func appendRing(_ header: WKBHeader, _ reader: inout ByteReader) throws(WKBError) {
        let count = try reader.ringCount(header)
        let start = positions.count
        makeRoom(for: count)
        var fault: WKBError?
        positions.append(addingCapacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { room, initialised in
                do throws(WKBError) {
                    let run = unsafe room[initialised..<(initialised + count)]
                    unsafe try reader.positions(into: UnsafeMutableBufferPointer(rebasing: run), header)
                } catch {
                    fault = error
                }
                initialised += count
            }
        }
        if let fault { throw fault }
        guard positions[start] == positions[start + count - 1] else {
            throw .ringNotClosed(at: reader.offset - header.stride)
        }
        endRing()
    }

    /// Doubles the capacity when it is used up, so that many small rings cost no more than few large ones.
    private mutating func makeRoom(for count: Int) {
        guard positions.capacity - positions.count < count else { return }
        positions.reserveCapacity(max(positions.count + count, 2 * positions.capacity))
    }
}
