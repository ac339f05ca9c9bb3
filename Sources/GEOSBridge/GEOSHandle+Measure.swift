internal import CGEOS
public import GeoModel

// Measures in the plane of the coordinates: for degrees they are square degrees, of use only to compare.
// What people read is measured on the ellipsoid (GeoKernels, PROJBridge).
extension GEOSHandle {
    /// The area in squared units of the coordinates (`GEOSArea_r`); 0 for lines and points.
    public borrowing func area() throws(GEOSError) -> Double {
        var area = 0.0
        try context.checkCode(unsafe GEOSArea_r(context.pointer, pointer, &area), "GEOSArea_r")
        return area
    }

    /// The length of lines, or the perimeter of polygons, in units of the coordinates (`GEOSLength_r`).
    public borrowing func length() throws(GEOSError) -> Double {
        var length = 0.0
        try context.checkCode(unsafe GEOSLength_r(context.pointer, pointer, &length), "GEOSLength_r")
        return length
    }

    /// The least distance to another geometry in units of the coordinates (`GEOSDistance_r`).
    ///
    /// GEOS answers 0 when either is empty.
    public borrowing func distance(to other: borrowing GEOSHandle) throws(GEOSError) -> Double {
        requireSameContext(as: other)
        var distance = 0.0
        try context.checkCode(
            unsafe GEOSDistance_r(context.pointer, pointer, other.pointer, &distance), "GEOSDistance_r")
        return distance
    }

    /// The greatest distance of a vertex of either to the other (`GEOSHausdorffDistance_r`, discrete).
    public borrowing func hausdorffDistance(to other: borrowing GEOSHandle) throws(GEOSError) -> Double {
        requireSameContext(as: other)
        var distance = 0.0
        try context.checkCode(
            unsafe GEOSHausdorffDistance_r(context.pointer, pointer, other.pointer, &distance),
            "GEOSHausdorffDistance_r")
        return distance
    }

    /// The rectangle around the geometry; `nil` when it is empty.
    public borrowing func envelope() throws(GEOSError) -> Envelope? {
        if try isEmpty() { return nil }
        var (minX, minY, maxX, maxY) = (0.0, 0.0, 0.0, 0.0)
        try context.checkCode(
            unsafe GEOSGeom_getExtent_r(context.pointer, pointer, &minX, &minY, &maxX, &maxY),
            "GEOSGeom_getExtent_r")
        return Envelope(minX: minX, minY: minY, maxX: maxX, maxY: maxY)
    }

    /// The geometry has no position.
    public borrowing func isEmpty() throws(GEOSError) -> Bool {
        try context.checkPredicate(unsafe GEOSisEmpty_r(context.pointer, pointer), "GEOSisEmpty_r")
    }

    /// The position of a point; `nil` when it is empty.
    ///
    /// - Throws: `GEOSError` when the geometry is not a point.
    public borrowing func position() throws(GEOSError) -> Position? {
        if try isEmpty() { return nil }
        var (x, y) = (0.0, 0.0)
        try context.checkCode(
            unsafe GEOSGeomGetX_r(context.pointer, pointer, &x), "GEOSGeomGetX_r")
        try context.checkCode(
            unsafe GEOSGeomGetY_r(context.pointer, pointer, &y), "GEOSGeomGetY_r")
        return Position(x, y)
    }
}
