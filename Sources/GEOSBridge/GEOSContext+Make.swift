internal import CGEOS
public import GeoModel

extension GEOSContext {
    /// Brings a geometry value into GEOS.
    ///
    /// Coordinates cross in bulk, one call for each line or ring. Empty geometries and empty members stay.
    ///
    /// - Parameter geometry: Any of the seven kinds.
    /// - Returns: The geometry in this context.
    /// - Throws: `GEOSError` when GEOS refuses it, such as a ring that is not closed.
    /// - Complexity: O(n) in the number of positions.
    public func make(_ geometry: Geometry) throws(GEOSError) -> GEOSHandle {
        unsafe try GEOSHandle(owning: pointer(to: geometry), in: self)
    }

    /// Brings a polygon into GEOS.
    public func make(_ polygon: Polygon) throws(GEOSError) -> GEOSHandle {
        unsafe try GEOSHandle(owning: pointer(to: polygon), in: self)
    }

    /// Brings an area into GEOS.
    public func make(_ area: MultiPolygon) throws(GEOSError) -> GEOSHandle {
        try make(.multiPolygon(area))
    }

    /// Brings a position into GEOS as a point.
    public func make(_ position: Position) throws(GEOSError) -> GEOSHandle {
        try make(.point(position))
    }

    /// Makes the rectangle of an envelope: a polygon, or a line or point where it has no extent.
    public func make(_ envelope: Envelope) throws(GEOSError) -> GEOSHandle {
        unsafe try own(
            GEOSGeom_createRectangle_r(
                pointer, envelope.minX, envelope.minY, envelope.maxX, envelope.maxY),
            "GEOSGeom_createRectangle_r")
    }

    /// Gathers geometries into one collection, such as for a union of many.
    public func collection(of members: [Geometry]) throws(GEOSError) -> GEOSHandle {
        try make(.geometryCollection(members))
    }

    func pointer(to geometry: Geometry) throws(GEOSError) -> OpaquePointer {
        switch geometry {
        case .point(let position): return unsafe try pointer(toPoint: position)
        case .lineString(let line): return unsafe try pointer(toLine: line.positions)
        case .polygon(let polygon): return unsafe try pointer(to: polygon)
        case .multiPoint(let members):
            return unsafe try collect(members, as: GEOS_MULTIPOINT) { position throws(GEOSError) in
                unsafe try pointer(toPoint: position)
            }
        case .multiLineString(let members):
            return unsafe try collect(members, as: GEOS_MULTILINESTRING) { line throws(GEOSError) in
                unsafe try pointer(toLine: line.positions)
            }
        case .multiPolygon(let area):
            return unsafe try collect(area.polygons, as: GEOS_MULTIPOLYGON) {
                polygon throws(GEOSError) in
                unsafe try pointer(to: polygon)
            }
        case .geometryCollection(let members):
            return unsafe try collect(members, as: GEOS_GEOMETRYCOLLECTION) { member throws(GEOSError) in
                unsafe try pointer(to: member)
            }
        }
    }

    private func pointer(toPoint position: Position?) throws(GEOSError) -> OpaquePointer {
        guard let position else {
            return unsafe try checkPointer(
                GEOSGeom_createEmptyPoint_r(pointer), "GEOSGeom_createEmptyPoint_r")
        }
        return unsafe try checkPointer(
            GEOSGeom_createPointFromXY_r(pointer, position.x, position.y), "GEOSGeom_createPointFromXY_r")
    }

    private func pointer(toLine positions: [Position]) throws(GEOSError) -> OpaquePointer {
        // GEOS frees the sequence even when it refuses the line.
        let sequence = unsafe try sequence(of: positions[...])
        return unsafe try checkPointer(
            GEOSGeom_createLineString_r(pointer, sequence), "GEOSGeom_createLineString_r")
    }

    func pointer(toRing positions: ArraySlice<Position>) throws(GEOSError) -> OpaquePointer {
        let sequence = unsafe try sequence(of: positions)
        return unsafe try checkPointer(
            GEOSGeom_createLinearRing_r(pointer, sequence), "GEOSGeom_createLinearRing_r")
    }

    private func pointer(to polygon: Polygon) throws(GEOSError) -> OpaquePointer {
        var rings = GEOSPointerList(context: self)
        for ring in polygon.rings { unsafe rings.append(try pointer(toRing: ring.positions[...])) }
        return unsafe try rings.finishPolygon()
    }

    private func collect<Member>(
        _ members: [Member], as type: GEOSGeomTypes,
        _ make: (Member) throws(GEOSError) -> OpaquePointer
    ) throws(GEOSError) -> OpaquePointer {
        var parts = GEOSPointerList(context: self)
        for member in members { unsafe parts.append(try make(member)) }
        return unsafe try parts.finishCollection(type)
    }

    /// All coordinates in one call: `Position` is two doubles, x first, which is GEOS's buffer layout.
    private func sequence(of positions: ArraySlice<Position>) throws(GEOSError) -> OpaquePointer {
        let sequence = unsafe positions.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            guard let base = buffer.baseAddress, !buffer.isEmpty else {
                return unsafe GEOSCoordSeq_create_r(pointer, 0, 2)
            }
            let doubles = unsafe UnsafeRawPointer(base).assumingMemoryBound(to: Double.self)
            return unsafe GEOSCoordSeq_copyFromBuffer_r(
                pointer, doubles, UInt32(buffer.count), 0, 0)
        }
        return unsafe try checkPointer(sequence, "GEOSCoordSeq_copyFromBuffer_r")
    }
}
