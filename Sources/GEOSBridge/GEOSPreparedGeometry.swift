internal import CGEOS
public import GeoModel

/// A geometry indexed once to be asked many times.
///
/// It belongs to one scope and one thread; GEOS builds its indexes at the first question. For a service that
/// lives longer use a frozen locator instead.
@safe
public struct GEOSPreparedGeometry: ~Copyable {
    private let geometry: GEOSHandle
    private let prepared: OpaquePointer
    private let envelope: Envelope?

    fileprivate init(_ geometry: consuming GEOSHandle) throws(GEOSError) {
        let envelope = try geometry.envelope()
        let prepared = unsafe try geometry.context.checkPointer(
            GEOSPrepare_r(geometry.context.pointer, geometry.pointer), "GEOSPrepare_r")
        self.geometry = geometry
        self.envelope = envelope
        unsafe self.prepared = prepared
    }

    deinit { unsafe GEOSPreparedGeom_destroy_r(geometry.context.pointer, prepared) }
}

@available(*, unavailable)
extension GEOSPreparedGeometry: Sendable {}

extension GEOSHandle {
    /// Indexes the geometry, which the result takes over.
    public consuming func prepared() throws(GEOSError) -> GEOSPreparedGeometry {
        try GEOSPreparedGeometry(self)
    }
}

extension GEOSPreparedGeometry {
    private typealias Test = (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> CChar

    /// The answer of `GEOSContains_r`, faster.
    public borrowing func contains(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        unsafe try ask(other, "GEOSPreparedContains_r") { unsafe GEOSPreparedContains_r($0, $1, $2) }
    }

    /// The answer of `GEOSCovers_r`, faster.
    public borrowing func covers(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        unsafe try ask(other, "GEOSPreparedCovers_r") { unsafe GEOSPreparedCovers_r($0, $1, $2) }
    }

    /// The answer of `GEOSIntersects_r`, faster.
    public borrowing func intersects(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        unsafe try ask(other, "GEOSPreparedIntersects_r") { unsafe GEOSPreparedIntersects_r($0, $1, $2) }
    }

    /// The answer of `GEOSTouches_r`; GEOS gains little here.
    public borrowing func touches(_ other: borrowing GEOSHandle) throws(GEOSError) -> Bool {
        unsafe try ask(other, "GEOSPreparedTouches_r") { unsafe GEOSPreparedTouches_r($0, $1, $2) }
    }

    // GEOS 3.11 has no predicate on bare ordinates (they come in 3.12), and a point once made caches its
    // envelope, so it cannot be moved. A position outside the envelope is answered without a point; any
    // other costs one small allocation.

    /// The position lies inside, not on the border.
    public borrowing func contains(_ position: Position) throws(GEOSError) -> Bool {
        guard envelope?.contains(position) == true else { return false }
        return try contains(try geometry.context.make(position))
    }

    /// The position lies inside or on the border.
    public borrowing func covers(_ position: Position) throws(GEOSError) -> Bool {
        guard envelope?.contains(position) == true else { return false }
        return try covers(try geometry.context.make(position))
    }

    /// The position is a point of the geometry: for areas the same as `covers`.
    public borrowing func intersects(_ position: Position) throws(GEOSError) -> Bool {
        guard envelope?.contains(position) == true else { return false }
        return try intersects(try geometry.context.make(position))
    }

    /// The least distance to another geometry (`GEOSPreparedDistance_r`), in units of the coordinates.
    ///
    /// GEOS answers infinity when either is empty.
    public borrowing func distance(to other: borrowing GEOSHandle) throws(GEOSError) -> Double {
        geometry.requireSameContext(as: other)
        var distance = 0.0
        try geometry.context.checkCode(
            unsafe GEOSPreparedDistance_r(geometry.context.pointer, prepared, other.pointer, &distance),
            "GEOSPreparedDistance_r")
        return distance
    }

    private borrowing func ask(
        _ other: borrowing GEOSHandle, _ function: StaticString, _ test: Test
    ) throws(GEOSError) -> Bool {
        geometry.requireSameContext(as: other)
        return try geometry.context.checkPredicate(
            unsafe test(geometry.context.pointer, prepared, other.pointer), function)
    }
}
