internal import Census
internal import GRDB

/// The layer of roads, which workspaces made before there were zone books lack.
enum RoadLayer {
    static func create(srsID: Int, in db: Database) throws {
        let layer = WorkspaceLayer(kind: .roads, srsID: srsID)
        // A workspace made today has it from its first migration, which makes a layer for every kind.
        guard try !db.tableExists(layer.kind.layerName) else { return }
        try LayerSchema(layer.definition).create(in: db)
        try SpatialIndex(layer: layer.kind.layerName, column: "geom").create(in: db)
        try db.execute(
            sql: "CREATE INDEX \(layer.kind.layerName)_key ON \(layer.kind.layerName) (\(layer.keyColumn))")
    }
}
