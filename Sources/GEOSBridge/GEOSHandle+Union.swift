internal import CGEOS
public import GeoModel

extension GEOSHandle {
    /// The union of all parts (`GEOSUnaryUnion_r`): parts that overlap or touch become one.
    ///
    /// - Parameter gridSize: The grid to round to, or `nil` for full precision.
    /// - Returns: The union; a collection without members gives an empty collection.
    /// - Throws: `GEOSError`.
    public borrowing func unaryUnion(gridSize: Double? = nil) throws(GEOSError) -> GEOSHandle {
        guard let gridSize else {
            return unsafe try context.own(
                GEOSUnaryUnion_r(context.pointer, pointer), "GEOSUnaryUnion_r")
        }
        return unsafe try context.own(
            GEOSUnaryUnionPrec_r(context.pointer, pointer, gridSize), "GEOSUnaryUnionPrec_r")
    }

    /// The union of polygons that form a valid coverage (`GEOSCoverageUnion_r`).
    ///
    /// Much faster than `unaryUnion`, for it only drops the edges that two polygons share vertex by vertex.
    /// On polygons that overlap or are not edge-matched the result is wrong, not an error.
    public borrowing func coverageUnion() throws(GEOSError) -> GEOSHandle {
        unsafe try context.own(GEOSCoverageUnion_r(context.pointer, pointer), "GEOSCoverageUnion_r")
    }
}

extension GEOSContext {
    /// The union of many geometries.
    ///
    /// - Returns: Their union; for no geometry, an empty collection.
    /// - Throws: `GEOSError`.
    public func union(of geometries: [Geometry], gridSize: Double? = nil) throws(GEOSError) -> GEOSHandle {
        try collection(of: geometries).unaryUnion(gridSize: gridSize)
    }
}
