internal import GRDB

extension Workspace {
    /// Layers of areas in the order in which they know the zones that units declare.
    ///
    /// Units declare the village codes of their list, while zones that were drawn from several villages bear the code of
    /// one: compared with those, most declarations would seem wrong.
    ///
    /// - Parameter layers: The layers, the one to prefer among equals first.
    /// - Returns: The layers, the one with most units whose declared code it has, or a code within it, first.
    /// - Throws: `StoreError`.
    /// - Complexity: O(n log m) in the units and the areas.
    public func layersByDeclaredZones(_ layers: [String]) throws -> [String] {
        let known = try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                try layers.map { layer in
                    try Int.fetchOne(
                        db,
                        sql: """
                            SELECT count(*) FROM unit u WHERE EXISTS (
                                SELECT 1 FROM \(SQLIdentifier(layer)) a
                                WHERE a.code >= u.declared_zone AND a.code < u.declared_zone || ':')
                            OR EXISTS (
                                SELECT 1 FROM \(SQLIdentifier(layer)) a WHERE a.code = substr(u.declared_zone, 1, 12))
                            """) ?? 0
                }
            }
        }
        return layers.indices.sorted { known[$0] != known[$1] ? known[$0] > known[$1] : $0 < $1 }
            .map { layers[$0] }
    }
}
