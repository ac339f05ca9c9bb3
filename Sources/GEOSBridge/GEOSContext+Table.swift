internal import CGEOS
public import GeoModel

extension GEOSContext {
    /// Brings one feature of a table into GEOS as a multipolygon, without making geometry values first.
    ///
    /// - Complexity: O(v) in the feature's vertices; one call for each ring.
    public func make(feature: Int, of table: PolygonTable) throws(GEOSError) -> GEOSHandle {
        unsafe try GEOSHandle(owning: pointer(toFeature: feature, of: table), in: self)
    }

    /// Brings all features of a table into GEOS as one collection whose part `f` is feature `f`.
    ///
    /// - Complexity: O(v) in the number of vertices; GEOS takes about three times the table's memory.
    public func collection(ofFeatures table: PolygonTable) throws(GEOSError) -> GEOSHandle {
        var parts = GEOSPointerList(context: self)
        for feature in 0..<table.count {
            unsafe parts.append(try pointer(toFeature: feature, of: table))
        }
        return unsafe try GEOSHandle(
            owning: parts.finishCollection(GEOS_GEOMETRYCOLLECTION), in: self)
    }

    private func pointer(
        toFeature feature: Int, of table: PolygonTable
    ) throws(GEOSError) -> OpaquePointer {
        var polygons = GEOSPointerList(context: self)
        for polygon in table.polygons(ofFeature: feature) {
            var rings = GEOSPointerList(context: self)
            for ring in table.rings(ofPolygon: polygon) {
                unsafe rings.append(try pointer(toRing: table.positions[table.vertices(ofRing: ring)]))
            }
            unsafe polygons.append(try rings.finishPolygon())
        }
        return unsafe try polygons.finishCollection(GEOS_MULTIPOLYGON)
    }
}
