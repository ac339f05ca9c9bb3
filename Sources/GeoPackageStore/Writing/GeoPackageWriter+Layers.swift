internal import GRDB

/// A GeoPackage while its layers are being written.
public struct PackageBuilder {
    private let db: Database

    fileprivate init(_ db: Database) { self.db = db }

    /// Writes a layer with its metadata and, where it has geometry, its spatial index.
    ///
    /// - Parameters:
    ///   - layer: The layer, not there yet.
    ///   - body: Adds the rows.
    /// - Returns: What `body` returns.
    /// - Throws: SQLite's error when a row cannot be stored, and what `body` throws.
    public func add<R>(_ layer: LayerDefinition, _ body: (inout LayerWriter) throws -> R) throws -> R {
        var writer = try LayerWriter(creating: layer, in: db)
        let result = try body(&writer)
        try writer.finish(buildingIndex: true)
        return result
    }
}

extension GeoPackageWriter {
    /// Writes a file of several layers in one transaction: as a whole or not at all, journal mode DELETE.
    ///
    /// - Parameters:
    ///   - path: Where the file goes; a file already there is replaced.
    ///   - references: The reference systems of the layers besides WGS 84.
    ///   - body: Adds the layers.
    /// - Returns: What `body` returns.
    /// - Throws: `StoreError.writeFailed`, and what `body` throws; then there is no new file.
    public static func write<R>(
        to path: String, references: [SpatialReferenceDefinition], layers body: (PackageBuilder) throws -> R
    ) throws -> R {
        try ReplacementFile(path).write { temporary in
            try GeoPackageFile.reportingDamage(of: path) {
                let queue = try DatabaseQueue(path: temporary, configuration: .geoPackage)
                let result = try queue.inTransactionReturning { db in
                    try GeoPackageSchema.create(in: db)
                    for reference in references { try GeoPackageSchema.add(reference, in: db) }
                    return try body(PackageBuilder(db))
                }
                try queue.close()
                return result
            }
        }
    }
}
