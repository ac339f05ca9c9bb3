/// A layer found in a GeoPackage.
public struct LayerDescription: Hashable, Sendable {
    /// The table's name.
    public let name: String
    /// The column of the integer key.
    public let keyColumn: String
    /// The geometry column with its type and reference; `nil` for a table without geometry.
    public let geometry: GeometryColumn?
    /// The other columns with their declared types, in order.
    public let fields: [FieldDefinition]
    /// The organization's number of the reference system, `nil` when undefined.
    public let organizationID: Int?
    /// The organization that defines the reference system, such as `EPSG`.
    public let organization: String

    /// The names of the fields in order.
    public var fieldNames: [String] { fields.map(\.name) }
}
