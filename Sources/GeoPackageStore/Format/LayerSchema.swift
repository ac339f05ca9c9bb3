internal import GRDB
internal import GeoModel

/// The table, contents row and geometry column row of one layer.
struct LayerSchema {
    private let layer: LayerDefinition

    init(_ layer: LayerDefinition) { self.layer = layer }

    /// Creates the table and registers it; the spatial index comes later, when there are rows.
    func create(in db: Database) throws {
        let geometry = layer.geometry.map { ["\(SQLIdentifier($0.name)) \($0.type)"] } ?? []
        let fields = layer.fields.map { "\(SQLIdentifier($0.name)) \($0.type)" }
        let columns = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"] + geometry + fields
        try db.execute(sql: "CREATE TABLE \(SQLIdentifier(layer.name)) (\(columns.joined(separator: ", ")))")
        try register(in: db)
    }

    private func register(in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, ?, ?, ?)",
            arguments: [
                layer.name, layer.geometry == nil ? "attributes" : "features", layer.identifier,
                layer.geometry?.srsID,
            ])
        guard let geometry = layer.geometry else { return }
        try db.execute(
            sql: "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
            arguments: [layer.name, geometry.name, geometry.type, geometry.srsID])
    }

    /// Widens the recorded extent by `extent` and records the time of change.
    func recordChange(extent: Envelope?, in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
                WHERE table_name = ?
                """,
            arguments: [layer.name])
        guard let extent else { return }
        try db.execute(
            sql: """
                UPDATE gpkg_contents SET
                    min_x = min(coalesce(min_x, :minX), :minX), min_y = min(coalesce(min_y, :minY), :minY),
                    max_x = max(coalesce(max_x, :maxX), :maxX), max_y = max(coalesce(max_y, :maxY), :maxY)
                WHERE table_name = :layer
                """,
            arguments: [
                "minX": extent.minX, "minY": extent.minY, "maxX": extent.maxX, "maxY": extent.maxY,
                "layer": layer.name,
            ])
    }

    /// Computes the extent from all rows, as after rows were changed or removed.
    func recordWholeExtent(in db: Database) throws {
        guard let geometry = layer.geometry else { return }
        let column = SQLIdentifier(geometry.name)
        try db.execute(
            sql: """
                UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (
                    SELECT min(ST_MinX(\(column))), min(ST_MinY(\(column))),
                           max(ST_MaxX(\(column))), max(ST_MaxY(\(column))) FROM \(SQLIdentifier(layer.name)))
                WHERE table_name = ?
                """,
            arguments: [layer.name])
    }
}
