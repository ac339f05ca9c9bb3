internal import CGEOS
public import GeoModel

extension GEOSHandle {
    /// The geometry as a value.
    ///
    /// Z is dropped. A ring on its own becomes a line, and an empty point inside a multipoint, which the
    /// value cannot hold, is left out.
    ///
    /// - Returns: One of the seven kinds, empty or not.
    /// - Throws: `GEOSError` when GEOS cannot read its own geometry, or it is of another kind (a curve).
    /// - Complexity: O(n) in the number of positions; one call for each line or ring.
    public borrowing func geometry() throws(GEOSError) -> Geometry {
        let reader = GEOSValueReader(context: context)
        return unsafe try reader.geometry(pointer)
    }

    /// The polygons of a polygon, multipolygon or collection, in order; lines and points are left out.
    ///
    /// This is what an overlay of areas leaves as area.
    ///
    /// - Complexity: O(n) in the number of positions.
    public borrowing func polygons() throws(GEOSError) -> MultiPolygon {
        MultiPolygon(Self.polygons(of: try geometry()))
    }

    private static func polygons(of geometry: Geometry) -> [Polygon] {
        switch geometry {
        case .polygon(let polygon): polygon.rings.isEmpty ? [] : [polygon]
        case .multiPolygon(let area): area.polygons.filter { !$0.rings.isEmpty }
        case .geometryCollection(let members): members.flatMap { polygons(of: $0) }
        case .point, .lineString, .multiPoint, .multiLineString: []
        }
    }
}

/// Copies GEOS geometries out as values.
@safe
private struct GEOSValueReader {
    let context: GEOSContext

    func geometry(_ source: OpaquePointer) throws(GEOSError) -> Geometry {
        let type = try context.checkCode(
            unsafe GEOSGeomTypeId_r(context.pointer, source), failing: -1, "GEOSGeomTypeId_r")
        switch GEOSGeomTypes(UInt32(type)) {
        case GEOS_POINT: return .point(unsafe try positions(source).first)
        case GEOS_LINESTRING, GEOS_LINEARRING: return .lineString(unsafe try line(source))
        case GEOS_POLYGON: return .polygon(unsafe try polygon(source))
        case GEOS_MULTIPOINT:
            let points = unsafe try members(source) { part throws(GEOSError) in
                unsafe try positions(part).first
            }
            return .multiPoint(points.compactMap { $0 })
        case GEOS_MULTILINESTRING:
            return .multiLineString(
                unsafe try members(source) { part throws(GEOSError) in unsafe try line(part) })
        case GEOS_MULTIPOLYGON:
            return .multiPolygon(
                MultiPolygon(
                    unsafe try members(source) { part throws(GEOSError) in unsafe try polygon(part) }))
        case GEOS_GEOMETRYCOLLECTION:
            return .geometryCollection(
                unsafe try members(source) { part throws(GEOSError) in unsafe try geometry(part) })
        default:
            throw GEOSError(function: "GEOSGeomTypeId_r", message: "geometry type \(type) is not supported")
        }
    }

    private func members<Value>(
        _ source: OpaquePointer, _ read: (OpaquePointer) throws(GEOSError) -> Value
    ) throws(GEOSError) -> [Value] {
        let count = try context.checkCode(
            unsafe GEOSGetNumGeometries_r(context.pointer, source), failing: -1, "GEOSGetNumGeometries_r")
        var values: [Value] = []
        values.reserveCapacity(Int(count))
        for index in 0..<count {
            let part = unsafe try context.checkPointer(
                GEOSGetGeometryN_r(context.pointer, source, index), "GEOSGetGeometryN_r")
            values.append(unsafe try read(part))
        }
        return values
    }

    private func line(_ source: OpaquePointer) throws(GEOSError) -> LineString {
        // GEOS holds no line of one position.
        LineString(unchecked: unsafe try positions(source))
    }

    private func polygon(_ source: OpaquePointer) throws(GEOSError) -> Polygon {
        let shell = unsafe try context.checkPointer(
            GEOSGetExteriorRing_r(context.pointer, source), "GEOSGetExteriorRing_r")
        let outer = unsafe try positions(shell)
        guard !outer.isEmpty else { return Polygon(rings: []) }
        let count = try context.checkCode(
            unsafe GEOSGetNumInteriorRings_r(context.pointer, source), failing: -1,
            "GEOSGetNumInteriorRings_r")
        var rings = [LinearRing(unchecked: outer)]
        for index in 0..<count {
            let hole = unsafe try context.checkPointer(
                GEOSGetInteriorRingN_r(context.pointer, source, index), "GEOSGetInteriorRingN_r")
            rings.append(LinearRing(unchecked: unsafe try positions(hole)))
        }
        return Polygon(rings: rings)
    }

    private func positions(_ source: OpaquePointer) throws(GEOSError) -> [Position] {
        let sequence = unsafe try context.checkPointer(
            GEOSGeom_getCoordSeq_r(context.pointer, source), "GEOSGeom_getCoordSeq_r")
        return unsafe try GEOSHandle.positions(ofSequence: sequence, in: context)
    }
}

extension GEOSHandle {
    /// All coordinates of a sequence in one call.
    static func positions(
        ofSequence sequence: OpaquePointer, in context: GEOSContext
    ) throws(GEOSError) -> [Position] {
        var size: UInt32 = 0
        try context.checkCode(
            unsafe GEOSCoordSeq_getSize_r(context.pointer, sequence, &size), "GEOSCoordSeq_getSize_r")
        guard size > 0 else { return [] }
        var code: Int32 = 0
        let positions = unsafe [Position](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            let doubles = unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: Double.self)
            code = unsafe GEOSCoordSeq_copyToBuffer_r(context.pointer, sequence, doubles, 0, 0)
            count = code == 0 ? 0 : Int(size)
        }
        try context.checkCode(code, "GEOSCoordSeq_copyToBuffer_r")
        return positions
    }
}
