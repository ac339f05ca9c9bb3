internal import CGEOS

/// Geometries on their way into a parent that will own them.
///
/// If making a later one fails, those already made are freed with the list. GEOS takes ownership when the
/// parent is made, and frees them itself when it refuses.
@safe
struct GEOSPointerList: ~Copyable {
    private let context: GEOSContext
    private var pointers: [OpaquePointer?]

    init(context: GEOSContext) {
        self.context = context
        unsafe pointers = []
    }

    deinit {
        unsafe pointers.forEach { unsafe GEOSGeom_destroy_r(context.pointer, $0) }
    }

    mutating func append(_ pointer: OpaquePointer) { unsafe pointers.append(pointer) }

    /// A polygon of the rings listed, the outer ring first; without rings, the empty polygon.
    consuming func finishPolygon() throws(GEOSError) -> OpaquePointer {
        var rings = unsafe take()
        let context = context
        guard let shell = unsafe rings.first else {
            return unsafe try context.checkPointer(
                GEOSGeom_createEmptyPolygon_r(context.pointer), "GEOSGeom_createEmptyPolygon_r")
        }
        unsafe rings.removeFirst()
        let count = unsafe UInt32(rings.count)
        let polygon = unsafe rings.withUnsafeMutableBufferPointer { holes in
            unsafe GEOSGeom_createPolygon_r(context.pointer, shell, holes.baseAddress, count)
        }
        return unsafe try context.checkPointer(polygon, "GEOSGeom_createPolygon_r")
    }

    /// A collection of the geometries listed; without any, the empty collection of that type.
    consuming func finishCollection(_ type: GEOSGeomTypes) throws(GEOSError) -> OpaquePointer {
        var members = unsafe take()
        let context = context
        let count = unsafe UInt32(members.count)
        let collection = unsafe members.withUnsafeMutableBufferPointer { members in
            unsafe GEOSGeom_createCollection_r(
                context.pointer, Int32(type.rawValue), members.baseAddress, count)
        }
        return unsafe try context.checkPointer(collection, "GEOSGeom_createCollection_r")
    }

    private mutating func take() -> [OpaquePointer?] {
        let all = unsafe pointers
        unsafe pointers = []
        return unsafe all
    }
}
