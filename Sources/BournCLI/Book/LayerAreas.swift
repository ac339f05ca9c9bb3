internal import Census
internal import GeoModel
internal import GeoPackageStore

/// The areas of a workspace's layer with their codes, as documents need them.
enum LayerAreas {
    /// A row that has a usable area.
    struct Row {
        let code: String
        let values: [String]
        let area: MultiPolygon
    }

    /// Reads the rows of a layer; rows whose area cannot be read are left to the workspace check.
    ///
    /// - Throws: `StoreError`.
    static func read(_ kind: ImportKind, of file: GeoPackageFile, fields: [String]) throws -> [Row] {
        let reader = LayerReader(try file.layer(named: kind.layerName), of: file)
        var rows: [Row] = []
        try reader.forEachRow(fields: ["code"] + fields) { row in
            guard let area = row.geometry?.area else { return }
            rows.append(
                Row(
                    code: row.text(0) ?? "", values: fields.indices.map { row.text($0 + 1) ?? "" }, area: area
                ))
        }
        return rows
    }
}
