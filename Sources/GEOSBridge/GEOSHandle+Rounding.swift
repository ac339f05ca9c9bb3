internal import CGEOS

/// How a geometry may be rounded to a grid.
public enum GEOSGridRounding: Sendable {
    /// The result is valid; parts without area left go.
    case valid
    /// The result is valid; parts without area left stay as lines or points.
    case keepingCollapsed
    /// Each vertex on its own; the result may be invalid.
    case pointwise
}

extension GEOSHandle {
    /// The geometry with all vertices at multiples of a grid size (`GEOSGeom_setPrecision_r`).
    ///
    /// - Parameters:
    ///   - gridSize: The grid in units of the coordinates; 0 keeps full precision.
    ///   - rounding: What to do with what the rounding breaks.
    /// - Returns: The rounded geometry; later overlays of it round to the same grid.
    /// - Throws: `GEOSError`, such as for an invalid geometry where a valid result is asked for.
    public borrowing func rounded(
        toGrid gridSize: Double, _ rounding: GEOSGridRounding = .valid
    ) throws(GEOSError) -> GEOSHandle {
        let flags =
            switch rounding {
            case .valid: GEOS_PREC_VALID_OUTPUT
            case .pointwise: GEOS_PREC_NO_TOPO
            case .keepingCollapsed: GEOS_PREC_KEEP_COLLAPSED
            }
        return unsafe try context.own(
            GEOSGeom_setPrecision_r(context.pointer, pointer, gridSize, Int32(flags.rawValue)),
            "GEOSGeom_setPrecision_r")
    }

    /// A canonical form: equal shapes get equal vertices, whatever their order and direction before.
    public borrowing func normalized() throws(GEOSError) -> GEOSHandle {
        let copy = try clone()
        try context.checkCode(
            unsafe GEOSNormalize_r(context.pointer, copy.pointer), failing: -1, "GEOSNormalize_r")
        return copy
    }

    /// Fewer vertices within a tolerance, each line on its own (Douglas–Peucker, `GEOSSimplify_r`).
    ///
    /// Rings may collapse or cross, and neighbours come apart.
    public borrowing func simplified(tolerance: Double) throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(GEOSSimplify_r(context.pointer, pointer, tolerance), "GEOSSimplify_r")
    }

    /// Fewer vertices without making this geometry invalid (`GEOSTopologyPreserveSimplify_r`).
    ///
    /// Neighbours, being other geometries, still come apart.
    public borrowing func simplifiedKeepingTopology(tolerance: Double) throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(
            GEOSTopologyPreserveSimplify_r(context.pointer, pointer, tolerance),
            "GEOSTopologyPreserveSimplify_r")
    }

    /// The points within a distance, arcs drawn by segments (`GEOSBuffer_r`).
    ///
    /// - Parameters:
    ///   - distance: In units of the coordinates; negative shrinks an area.
    ///   - quadrantSegments: How many segments draw a quarter of a circle.
    /// - Returns: An area, maybe empty.
    /// - Throws: `GEOSError`.
    public borrowing func buffered(
        by distance: Double, quadrantSegments: Int = 8
    ) throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(
            GEOSBuffer_r(context.pointer, pointer, distance, Int32(quadrantSegments)), "GEOSBuffer_r")
    }
}
