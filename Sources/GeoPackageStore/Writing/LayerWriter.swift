internal import GRDB
public import GeoModel

/// Writes the rows of one layer inside a transaction and keeps what the layer's metadata need.
public struct LayerWriter {
    /// The layer written.
    public let layer: LayerDefinition
    private let db: Database
    private let insertion: RowStatement
    private var extent: Envelope?

    /// Creates the layer's table and metadata in an open transaction.
    init(creating layer: LayerDefinition, in db: Database) throws {
        try LayerSchema(layer).create(in: db)
        try self.init(appendingTo: layer, in: db)
    }

    /// Prepares to add rows to a layer there is.
    init(appendingTo layer: LayerDefinition, in db: Database) throws {
        self.layer = layer
        self.db = db
        let columns = (layer.geometry.map { [$0.name] } ?? []) + layer.fields.map(\.name)
        let names = columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        insertion = try RowStatement(
            "INSERT INTO \(SQLIdentifier(layer.name)) (\(names)) VALUES (\(marks))", in: db)
    }

    /// Adds a row; a layer with geometry takes its blob first.
    ///
    /// - Parameters:
    ///   - geometry: The geometry as a GeoPackage blob, `nil` for none.
    ///   - envelope: The geometry's envelope; it widens the layer's extent.
    ///   - values: The fields in the layer's order.
    /// - Throws: SQLite's error when the row cannot be stored.
    public mutating func append(geometry: [UInt8]?, envelope: Envelope?, values: [FieldValue]) throws {
        precondition(values.count == layer.fields.count, "a row needs a value for each field of its layer")
        if let envelope {
            if extent == nil { extent = envelope } else { extent?.formUnion(envelope) }
        }
        try insertion.run((layer.geometry == nil ? [] : [geometry.map(FieldValue.blob) ?? .null]) + values)
    }

    /// Records extent and time of change, and builds the spatial index of a layer just created.
    func finish(buildingIndex: Bool, passingDamaged: Bool = false) throws {
        if let geometry = layer.geometry, buildingIndex {
            try SpatialIndex(layer: layer.name, column: geometry.name)
                .create(in: db, passingDamaged: passingDamaged)
        }
        try LayerSchema(layer).recordChange(extent: extent, in: db)
    }
}

/// A new GeoPackage with one layer or more, written in one transaction: as a whole or not at all.
public enum GeoPackageWriter {
    /// Writes a file.
    ///
    /// The file is written beside its place under a temporary name and moved there at the end, so that a killed
    /// process never leaves half a file; the journal mode is DELETE, so it opens from read-only media.
    ///
    /// - Parameters:
    ///   - path: Where the file goes; a file already there is replaced.
    ///   - references: The reference systems of the layers besides WGS 84.
    ///   - layer: The layer to write.
    ///   - passingDamaged: Blobs that are no geometry are written as they are, outside the spatial index, instead of
    ///     failing: for copies of files that hold such.
    ///   - body: Adds the rows.
    /// - Returns: What `body` returns.
    /// - Throws: `StoreError.writeFailed`, and what `body` throws; then there is no new file.
    public static func write<R>(
        to path: String, references: [SpatialReferenceDefinition], layer: LayerDefinition,
        passingDamaged: Bool = false, _ body: (inout LayerWriter) throws -> R
    ) throws -> R {
        try ReplacementFile(path).write { temporary in
            try GeoPackageFile.reportingDamage(of: path) {
                let queue = try DatabaseQueue(path: temporary, configuration: .geoPackage)
                let result = try queue.inTransactionReturning { db in
                    try GeoPackageSchema.create(in: db)
                    for reference in references { try GeoPackageSchema.add(reference, in: db) }
                    var writer = try LayerWriter(creating: layer, in: db)
                    let result = try body(&writer)
                    try writer.finish(buildingIndex: true, passingDamaged: passingDamaged)
                    return result
                }
                try queue.close()
                return result
            }
        }
    }
}

extension DatabaseQueue {
    /// Runs a transaction that gives a value.
    func inTransactionReturning<R>(_ body: (Database) throws -> R) throws -> R {
        var result: R?
        try inTransaction(.immediate) { db in
            result = try body(db)
            return .commit
        }
        guard let result else { preconditionFailure("a committed transaction has run its body") }
        return result
    }
}

extension Configuration {
    /// How every connection that writes a GeoPackage is prepared.
    static var geoPackage: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        // Another program that looks at the file for a moment must not end a change that took minutes.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try SpatialFunctions.register(in: db)
            try db.execute(sql: "PRAGMA cache_size = -65536")
        }
        return configuration
    }
}
