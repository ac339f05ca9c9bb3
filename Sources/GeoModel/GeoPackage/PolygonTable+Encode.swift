extension PolygonTable {
    /// Writes a feature as a GeoPackage multipolygon with an XY envelope, its coordinates' bits unchanged.
    ///
    /// A feature without polygons becomes the empty multipolygon.
    ///
    /// - Parameters:
    ///   - feature: The feature.
    ///   - srsID: The number of its reference in the file.
    ///   - asPolygon: Writes a plain polygon where the feature is a single one.
    /// - Returns: The bytes.
    /// - Complexity: O(v) in the feature's vertices, in one block copy a ring.
    public func encodeGeoPackageBlob(feature: Int, srsID: Int32, asPolygon: Bool = false) -> [UInt8] {
        let rings = rings(ofFeature: feature)
        let run = Int(ringStarts[rings.lowerBound])..<Int(ringStarts[rings.upperBound])
        let polygons = polygons(ofFeature: feature)
        var writer = WKBWriter(
            capacity: 49 + 9 * polygons.count + 4 * rings.count + 16 * run.count)
        writer.geoPackageHeader(srsID: srsID, envelope: Envelope(positions[run]))
        if asPolygon, polygons.count == 1 {
            write(polygon: polygons.lowerBound, to: &writer)
        } else {
            write(polygons, to: &writer)
        }
        return writer.bytes
    }

    /// Writes a feature as a multipolygon in little-endian WKB, its coordinates' bits unchanged.
    ///
    /// - Complexity: O(v) in the feature's vertices, in one block copy a ring.
    public func encodeWKB(feature: Int) -> [UInt8] {
        let polygons = polygons(ofFeature: feature)
        var writer = WKBWriter()
        write(polygons, to: &writer)
        return writer.bytes
    }

    private func write(_ polygons: Range<Int>, to writer: inout WKBWriter) {
        writer.header(.multiPolygon)
        writer.count(polygons.count)
        for polygon in polygons { write(polygon: polygon, to: &writer) }
    }

    private func write(polygon: Int, to writer: inout WKBWriter) {
        let rings = rings(ofPolygon: polygon)
        writer.header(.polygon)
        writer.count(rings.count)
        for ring in rings { writer.run(positions[vertices(ofRing: ring)]) }
    }
}
