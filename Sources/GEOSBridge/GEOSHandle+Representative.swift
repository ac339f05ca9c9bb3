internal import CGEOS
public import GeoModel

/// The largest circle inside an area.
public struct GEOSInscribedCircle: Hashable, Sendable {
    /// Its centre, the place of the area farthest from its border: good for a label.
    public let centre: Position
    /// Its radius in units of the coordinates.
    public let radius: Double
}

extension GEOSHandle {
    /// A position inside the geometry (`GEOSPointOnSurface_r`); `nil` when it is empty.
    ///
    /// Inside the area for polygons, a vertex for lines.
    public borrowing func pointOnSurface() throws(GEOSError) -> Position? {
        unsafe try context.own(
            GEOSPointOnSurface_r(context.pointer, pointer), "GEOSPointOnSurface_r"
        ).position()
    }

    /// The centre of mass (`GEOSGetCentroid_r`), which may lie outside; `nil` when the geometry is empty.
    public borrowing func centroid() throws(GEOSError) -> Position? {
        unsafe try context.own(
            GEOSGetCentroid_r(context.pointer, pointer), "GEOSGetCentroid_r"
        ).position()
    }

    /// The largest circle inside a polygon or multipolygon (`GEOSMaximumInscribedCircle_r`).
    ///
    /// GEOS searches every place that may be the best, so the time grows with (length / tolerance) where many
    /// places are nearly as good: 30 s for a rectangle of 10 × 2 at a tolerance of 1e-6 on a busy machine. A
    /// hundredth of the width is usually enough.
    ///
    /// - Parameter tolerance: How far the radius may fall short, in units of the coordinates; positive.
    /// - Returns: The circle, or `nil` for an empty area.
    /// - Throws: `GEOSError` when the geometry is not an area.
    public borrowing func maximumInscribedCircle(
        tolerance: Double
    ) throws(GEOSError) -> GEOSInscribedCircle? {
        precondition(tolerance > 0, "an inscribed circle needs a positive tolerance")
        if try isEmpty() { return nil }
        // GEOS answers with the radius as a line from the centre to the border.
        let line = unsafe try context.own(
            GEOSMaximumInscribedCircle_r(context.pointer, pointer, tolerance),
            "GEOSMaximumInscribedCircle_r")
        guard case .lineString(let radius) = try line.geometry(), let centre = radius.positions.first
        else { return nil }
        return GEOSInscribedCircle(centre: centre, radius: try line.length())
    }
}
