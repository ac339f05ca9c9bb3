/// What a layer of a GeoPackage is made of.
public struct LayerDefinition: Hashable, Sendable {
    /// The table's name.
    public let name: String
    /// A name for people.
    public let identifier: String
    /// The kind of geometry and its reference; `nil` for a table without geometry.
    public let geometry: GeometryColumn?
    /// The fields besides the key and the geometry, in order.
    public let fields: [FieldDefinition]

    /// Makes a definition.
    public init(
        name: String, identifier: String, geometry: GeometryColumn?, fields: [FieldDefinition]
    ) {
        self.name = name
        self.identifier = identifier
        self.geometry = geometry
        self.fields = fields
    }
}

/// The geometry column of a layer.
public struct GeometryColumn: Hashable, Sendable {
    /// The column's name; `geom` unless a file says otherwise.
    public let name: String
    /// The type as GeoPackage spells it, such as `POINT` or `MULTIPOLYGON`.
    public let type: String
    /// The reference of all the layer's coordinates.
    public let srsID: Int

    /// Makes a geometry column.
    public init(name: String = "geom", type: String, srsID: Int) {
        self.name = name
        self.type = type
        self.srsID = srsID
    }
}

/// A field of a layer.
public struct FieldDefinition: Hashable, Sendable {
    /// The kinds of value that Bourn writes.
    public enum Kind: String, Hashable, Sendable {
        /// Text; codes are always text.
        case text = "TEXT"
        /// A whole number.
        case integer = "INTEGER"
        /// A floating-point number.
        case real = "REAL"
    }

    /// The column's name.
    public let name: String
    /// The type as declared in SQL.
    public let type: String

    /// Makes a field.
    public init(_ name: String, _ kind: Kind) {
        self.name = name
        type = kind.rawValue
    }

    /// Makes a field with a type copied from another file.
    public init(name: String, declaredType: String) {
        self.name = name
        type = declaredType
    }
}
