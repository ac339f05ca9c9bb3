internal import CGEOS

extension GEOSHandle {
    /// The lines of the geometry cut where they cross or touch, equal pieces once (`GEOSNode_r`).
    public borrowing func noded() throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(GEOSNode_r(context.pointer, pointer), "GEOSNode_r")
    }

    /// All faces that noded lines enclose, as a collection of polygons (`GEOSPolygonize_r`).
    ///
    /// Dangles and edges with the same face on both sides are left out. Lines that cross without a common
    /// vertex must be noded first.
    public borrowing func polygonized() throws(GEOSError) -> GEOSHandle {
        var sources: [OpaquePointer?] = unsafe [pointer]
        let context = context
        let faces = unsafe sources.withUnsafeMutableBufferPointer { buffer in
            unsafe GEOSPolygonize_r(context.pointer, UnsafePointer(buffer.baseAddress), 1)
        }
        return unsafe try context.own(faces, "GEOSPolygonize_r")
    }

    /// The border: rings of areas, ends of lines (`GEOSBoundary_r`).
    ///
    /// - Throws: `GEOSError` for a collection of mixed kinds.
    public borrowing func boundary() throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(GEOSBoundary_r(context.pointer, pointer), "GEOSBoundary_r")
    }

    /// Lines joined at vertices where exactly two meet (`GEOSLineMerge_r`).
    public borrowing func linesMerged() throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(GEOSLineMerge_r(context.pointer, pointer), "GEOSLineMerge_r")
    }
}
