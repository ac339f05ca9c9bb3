/// A feature of GeoJSON: a geometry with attributes.
public struct GeoJSONFeature: Hashable, Sendable {
    /// The identifier: a text or a number as written; `nil` if none.
    public var id: GeoJSONID?
    /// The geometry; `nil` where the text says `null`.
    public var geometry: Geometry?
    /// The attributes in order; none where the text says `null`.
    public var properties: [JSONMember]
    /// Which ordinates besides x and y were read over; GeoJSON knows heights only.
    public var droppedOrdinates: DroppedOrdinates

    /// Puts a feature together.
    public init(
        id: GeoJSONID? = nil, geometry: Geometry?, properties: [JSONMember] = [],
        droppedOrdinates: DroppedOrdinates = []
    ) {
        self.id = id
        self.geometry = geometry
        self.properties = properties
        self.droppedOrdinates = droppedOrdinates
    }

    /// The value of the first attribute of a name.
    public subscript(property name: String) -> JSONValue? {
        properties.first { $0.name == name }?.value
    }
}

/// The identifier of a feature.
public enum GeoJSONID: Hashable, Sendable {
    /// A text.
    case string(String)
    /// A number as written.
    case number(JSONNumber)
}

/// The reference system that GeoJSON older than RFC 7946 declares in its `crs` member.
public struct GeoJSONReference: Hashable, Sendable {
    /// The member's value as it stands.
    public let declared: JSONValue

    /// The name in a named reference, such as `urn:ogc:def:crs:EPSG::4490`; `nil` for links and other values.
    public var name: String? {
        guard case .object(let members) = declared,
            case .object(let properties) = members.first(where: { $0.name == "properties" })?.value,
            case .string(let name) = properties.first(where: { $0.name == "name" })?.value
        else { return nil }
        return name
    }

    /// The EPSG code the name says, as `EPSG:n` or `urn:ogc:def:crs:EPSG:version:n`; `nil` for any other.
    public var crs: CRSIdentifier? {
        guard let parts = name?.uppercased().split(separator: ":"),
            let code = parts.last.flatMap({ Int($0) }), code > 0, parts.dropLast().contains("EPSG")
        else { return nil }
        return .epsg(code)
    }
}
