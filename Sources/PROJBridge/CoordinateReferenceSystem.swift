internal import CPROJ
public import GeoModel

/// What is known of a coordinate reference system.
public struct CoordinateReferenceSystem: Hashable, Sendable {
    /// How it was asked for.
    public let definition: CRSDefinition
    /// Its name, such as `China Geodetic Coordinate System 2000`.
    public let name: String
    /// What its coordinates are.
    public let kind: Kind
    /// The axes in the order of the authority, which for China's systems is north first.
    public let axes: [Axis]
    /// Where it is meant to be used; `nil` when the authority does not say.
    public let areaOfUse: AreaOfUse?
    /// The ellipsoid.
    public let ellipsoid: Ellipsoid
    /// The name of the ellipsoid.
    public let ellipsoidName: String
    /// The meridian that longitudes count from.
    public let primeMeridian: PrimeMeridian
    /// The datum of China before CGCS2000 that it rests on, if it does and brings no parameters.
    public let oldDatum: OldDatum?
    /// WKT 1 as GDAL writes it, for `gpkg_spatial_ref_sys.definition`; `nil` when WKT 1 cannot say it.
    public let wkt1: String?
    /// WKT 2 (ISO 19162:2019).
    public let wkt2: String

    /// What coordinates are.
    public enum Kind: Hashable, Sendable {
        /// Longitude and latitude.
        case geographic
        /// Metres or another length on a map.
        case projected
        /// Something else, such as geocentric, vertical or compound coordinates: Bourn does not use it.
        case unsupported
    }

    /// The unit of the first axis.
    public var unit: Unit? { axes.first?.unit }

    /// The authority puts north or latitude first, so that its x is Bourn's y.
    public var isNorthFirst: Bool { axes.first?.direction == "north" }

    /// Looks a system up or reads its definition.
    ///
    /// - Throws: `PROJError` that names the definition, such as for an unknown code.
    public init(_ definition: CRSDefinition) throws(PROJError) {
        let context = PROJContext()
        let given = try context.crs(definition)
        oldDatum = try context.oldDatum(of: given)
        wkt2 = try context.wkt(of: given, as: PJ_WKT2_2019, about: definition.description)
        wkt1 = context.wktIfSayable(of: given, as: PJ_WKT1_GDAL)
        let crs = try context.unbound(given, about: definition.description)
        self.definition = definition
        name = crs.name
        kind = Kind(unsafe proj_get_type(crs.pointer))
        axes = try context.axes(of: crs)
        areaOfUse = context.areaOfUse(of: crs)
        (ellipsoid, ellipsoidName) = try context.ellipsoid(of: crs)
        primeMeridian = try context.primeMeridian(of: crs)
    }
}

extension CoordinateReferenceSystem {
    /// A unit of an axis.
    public struct Unit: Hashable, Sendable {
        /// The name, such as `degree` or `metre`.
        public let name: String
        /// Radians or metres for each unit.
        public let factor: Double
    }

    /// An axis as the authority defines it.
    public struct Axis: Hashable, Sendable {
        /// The name, such as `Geodetic latitude`.
        public let name: String
        /// The short name; Chinese projected systems call their northing X.
        public let abbreviation: String
        /// Where it points, such as `north`.
        public let direction: String
        /// Its unit.
        public let unit: Unit
    }

    /// A rectangle of longitudes and latitudes in degrees; `west` exceeds `east` across the date line.
    public struct AreaOfUse: Hashable, Sendable {
        /// The authority's words.
        public let name: String
        /// The western longitude.
        public let west: Double
        /// The southern latitude.
        public let south: Double
        /// The eastern longitude.
        public let east: Double
        /// The northern latitude.
        public let north: Double
    }

    /// The meridian that longitudes count from.
    public struct PrimeMeridian: Hashable, Sendable {
        /// The name, such as `Greenwich`.
        public let name: String
        /// Its longitude in degrees east of Greenwich.
        public let longitude: Double
    }
}

extension CoordinateReferenceSystem.Kind {
    fileprivate init(_ type: PJ_TYPE) {
        switch type {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: self = .geographic
        case PJ_TYPE_PROJECTED_CRS: self = .projected
        default: self = .unsupported
        }
    }
}

extension PROJContext {
    /// The system itself where it comes bound to another by parameters.
    fileprivate func unbound(
        _ crs: consuming PROJObject, about subject: String
    ) throws(PROJError) -> PROJObject {
        guard unsafe proj_get_type(crs.pointer) == PJ_TYPE_BOUND_CRS else { return crs }
        return unsafe try check(
            proj_get_source_crs(pointer, crs.pointer), "proj_get_source_crs", about: subject)
    }
}
