/// A row of `gpkg_spatial_ref_sys`: a coordinate reference system and its definition in WKT 1.
public struct SpatialReferenceDefinition: Hashable, Sendable {
    /// The number that layers and geometry blobs carry.
    public let srsID: Int
    /// The system's name.
    public let name: String
    /// Who defines it: `EPSG` or `NONE`.
    public let organization: String
    /// The number the organization gives it.
    public let organizationID: Int
    /// Well-known text (OGC 01-009), or `undefined`.
    public let definition: String

    /// Makes a definition.
    public init(srsID: Int, name: String, organization: String, organizationID: Int, definition: String) {
        self.srsID = srsID
        self.name = name
        self.organization = organization
        self.organizationID = organizationID
        self.definition = definition
    }
}

extension SpatialReferenceDefinition {
    /// The rows that GeoPackage 1.3 requires of every file (requirement 11).
    static let required = [
        SpatialReferenceDefinition(
            srsID: -1, name: "Undefined Cartesian SRS", organization: "NONE", organizationID: -1,
            definition: "undefined"),
        SpatialReferenceDefinition(
            srsID: 0, name: "Undefined geographic SRS", organization: "NONE", organizationID: 0,
            definition: "undefined"),
        wgs84,
    ]

    /// WGS 84, longitude and latitude.
    public static let wgs84 = geographic(
        4326, name: "WGS 84", datum: "WGS_1984", datumCode: 6326, spheroid: "WGS 84",
        inverseFlattening: "298.257223563", spheroidCode: 7030)

    /// CGCS2000, longitude and latitude: the system of a workspace unless another is chosen.
    public static let cgcs2000 = geographic(
        4490, name: "China Geodetic Coordinate System 2000", datum: "China_2000", datumCode: 1043,
        spheroid: "CGCS2000", inverseFlattening: "298.257222101", spheroidCode: 1024)

    private static func geographic(
        _ code: Int, name: String, datum: String, datumCode: Int, spheroid: String,
        inverseFlattening: String, spheroidCode: Int
    ) -> SpatialReferenceDefinition {
        let ellipsoid =
            #"SPHEROID["\#(spheroid)",6378137,\#(inverseFlattening),AUTHORITY["EPSG","\#(spheroidCode)"]]"#
        let datum = #"DATUM["\#(datum)",\#(ellipsoid),AUTHORITY["EPSG","\#(datumCode)"]]"#
        let meridian = #"PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]]"#
        let unit = #"UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]"#
        return SpatialReferenceDefinition(
            srsID: code, name: name, organization: "EPSG", organizationID: code,
            definition: #"GEOGCS["\#(name)",\#(datum),\#(meridian),\#(unit),AUTHORITY["EPSG","\#(code)"]]"#)
    }
}
