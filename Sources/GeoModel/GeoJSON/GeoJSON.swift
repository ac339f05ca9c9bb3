/// GeoJSON (RFC 7946): geometries and features as JSON text.
///
/// Positions are taken as x, y, as the standard asks. Empty coordinates make empty geometries. A collection
/// too large to hold is read with `GeoJSONReader` and written with `GeoJSONWriter`.
public enum GeoJSON {
    /// Reads a geometry object that fills all the bytes.
    ///
    /// - Throws: `GeoJSONError`, with the offset of the first fault.
    /// - Complexity: O(n) in the number of bytes.
    public static func decodeGeometry(_ bytes: [UInt8]) throws(GeoJSONError) -> DecodedGeometry {
        var parser = GeoJSONParser(bytes)
        let geometry = try parser.geometry()
        try parser.scan { (scanner) throws(JSONError) in try scanner.finish() }
        return DecodedGeometry(geometry: geometry, droppedOrdinates: parser.dropped)
    }

    /// Reads a feature object that fills all the bytes.
    ///
    /// - Throws: `GeoJSONError`, with the offset of the first fault.
    public static func decodeFeature(_ bytes: [UInt8]) throws(GeoJSONError) -> GeoJSONFeature {
        var parser = GeoJSONParser(bytes)
        let feature = try parser.feature()
        try parser.scan { (scanner) throws(JSONError) in try scanner.finish() }
        return feature
    }

    /// Writes a geometry object.
    public static func encode(_ geometry: Geometry, style: GeoJSONStyle = GeoJSONStyle()) -> [UInt8] {
        var writer = JSONWriter()
        writer.geometry(geometry, style)
        return writer.bytes
    }

    /// Writes a feature object.
    public static func encode(_ feature: GeoJSONFeature, style: GeoJSONStyle = GeoJSONStyle()) -> [UInt8] {
        var writer = JSONWriter()
        writer.feature(feature, style)
        return writer.bytes
    }
}

/// How coordinates are written.
public struct GeoJSONStyle: Hashable, Sendable {
    /// Decimals to round to, from 0 to 15; `nil` writes the fewest digits that read back as the same number.
    public var decimals: Int?
    /// Turn rings as RFC 7946 section 3.1.6 asks: outer rings counterclockwise, holes clockwise.
    public var followsRightHandRule: Bool

    /// Chooses a style; the default writes coordinates and rings as they are.
    ///
    /// Rounding can make positions of a ring equal; the ring stays closed and none is left out.
    public init(decimals: Int? = nil, followsRightHandRule: Bool = false) {
        precondition(decimals.map { (0...15).contains($0) } ?? true, "round to between 0 and 15 decimals")
        self.decimals = decimals
        self.followsRightHandRule = followsRightHandRule
    }
}
