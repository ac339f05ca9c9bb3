internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// The points of a source, a batch at a time, each with its whole row.
struct PointSource {
    /// Where the rows come from.
    let opened: OpenSource
    /// The columns besides the geometry, with their types.
    let fields: [FieldDefinition]
    /// The reference of the coordinates.
    let reference: CRSIdentifier
    private let reader: Reader

    private enum Reader {
        case csv(CSVRowSource, CoordinatePair)
        case layer(LayerReader, CoordinatePair?)
    }

    /// A batch of rows.
    struct Batch {
        /// The points, NaN where a row has none that can be read.
        var positions: [Position] = []
        /// The rows' values in the order of the fields.
        var rows: [[FieldValue]] = []
        /// The rows' geometry as it stands in the source; empty for a text.
        var geometries: [[UInt8]?] = []
    }

    /// Opens the points of a source.
    ///
    /// - Parameters:
    ///   - path: The source.
    ///   - options: The columns, layer and reference that the user named.
    /// - Returns: The points, opened.
    /// - Throws: Any error of opening a source, and `CSVColumnError` when the coordinates have no columns.
    static func open(_ path: String, options: PointOptions) async throws -> PointSource {
        let opened = try await OpenSource.open(path, layer: options.pointsLayer, encoding: options.encoding)
        switch opened.form {
        case .csv(let rows):
            let pair = try CoordinatePair(options, columns: rows.columns)
            guard let pair else {
                throw CSVColumnError.missing(name: options.x ?? "longitude", available: rows.columns)
            }
            return PointSource(
                opened: opened, fields: rows.columns.map { FieldDefinition($0, .text) },
                reference: options.pointsCrs ?? .cgcs2000, reader: .csv(rows, pair))
        case .geoPackage(let file):
            let layer = try file.layer(named: options.pointsLayer)
            let pair =
                layer.geometry == nil || options.x != nil
                ? try CoordinatePair(options, columns: layer.fieldNames) : nil
            let declared = pair == nil ? layer.reference : CRSIdentifier.cgcs2000
            guard let reference = options.pointsCrs ?? declared else {
                throw SourceError.noReference(path: path)
            }
            return PointSource(
                opened: opened, fields: layer.fields, reference: reference,
                reader: .layer(LayerReader(layer, of: file), pair))
        }
    }

    /// The number of rows, where it is known before reading.
    func rowCount() throws -> Int? {
        if case .layer(let reader, _) = reader { try reader.count() } else { nil }
    }

    /// Calls `body` with every batch of rows in order.
    func forEachBatch(of size: Int, _ body: (Batch) throws -> Void) throws {
        var batch = Batch()
        func take(_ position: Position, _ row: [FieldValue], _ geometry: [UInt8]?) throws {
            batch.positions.append(position)
            batch.rows.append(row)
            batch.geometries.append(geometry)
            if batch.rows.count == size {
                try body(batch)
                batch = Batch()
            }
        }
        switch reader {
        case .csv(let rows, let pair):
            try rows.forEachRow { row in
                let position = pair.position(row.values[pair.x], row.values[pair.y])
                try take(position, row.values.map(FieldValue.optional), nil)
            }
        case .layer(let reader, let pair):
            try reader.forEachRow(fields: fields.map(\.name)) { row in
                let position =
                    pair.map { $0.position(row.text($0.x), row.text($0.y)) } ?? row.position
                    ?? Position(.nan, .nan)
                try take(position, (0..<row.fieldCount).map(row.value), row.geometryBytes)
            }
        }
        if !batch.rows.isEmpty { try body(batch) }
    }
}
