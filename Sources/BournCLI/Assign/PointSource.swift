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
        case csv(CSVRowSource, PointColumns)
        case layer(LayerReader, PointColumns?)
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
            let columns = try PointColumns(options, names: rows.columns)
            return PointSource(
                opened: opened, fields: rows.columns.map { FieldDefinition($0, .text) },
                reference: try reference(options, columns, path: path), reader: .csv(rows, columns))
        case .geoPackage(let file):
            let layer = try file.layer(named: options.pointsLayer)
            guard layer.geometry != nil, options.x == nil else {
                let columns = try PointColumns(options, names: layer.fieldNames)
                return PointSource(
                    opened: opened, fields: layer.fields,
                    reference: try reference(options, columns, path: path),
                    reader: .layer(LayerReader(layer, of: file), columns))
            }
            guard let reference = options.pointsCrs ?? layer.reference else {
                throw SourceError.noReference(path: path)
            }
            return PointSource(
                opened: opened, fields: layer.fields, reference: reference,
                reader: .layer(LayerReader(layer, of: file), nil))
        }
    }

    /// A table declares no reference: degrees are CGCS2000 unless the user says otherwise, metres must be declared.
    private static func reference(
        _ options: PointOptions, _ columns: PointColumns, path: String
    ) throws -> CRSIdentifier {
        if let named = options.pointsCrs { return named }
        guard !columns.areMetres else { throw SourceError.metresWithoutReference(path: path) }
        return .cgcs2000
    }

    /// The number of rows, where it is known before reading.
    func rowCount() throws -> Int? {
        if case .layer(let reader, _) = reader { try reader.count() } else { nil }
    }

    /// Calls `body` with every batch of rows in order.
    ///
    /// - Parameters:
    ///   - size: The rows of a batch.
    ///   - faulty: Told the line of each row that the file's format breaks; the row is kept, without a position.
    ///   - body: What to do with a batch.
    /// - Throws: Any error of reading, and what `body` throws.
    func forEachBatch(
        of size: Int, faulty: (_ line: Int, RefusalReason) -> Void, _ body: (Batch) throws -> Void
    ) throws {
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
        case .csv(let rows, let columns):
            try rows.forEachRow { row in
                let position = row.fault == nil ? columns.position { row.values[$0] } : Position(.nan, .nan)
                if let fault = row.fault { faulty(row.line ?? row.number, fault) }
                try take(position, row.values.map(FieldValue.optional), nil)
            }
        case .layer(let reader, let columns):
            try reader.forEachRow(fields: fields.map(\.name)) { row in
                let position = columns.map { $0.position(row.text) } ?? row.position ?? Position(.nan, .nan)
                try take(position, (0..<row.fieldCount).map(row.value), row.geometryBytes)
            }
        }
        if !batch.rows.isEmpty { try body(batch) }
    }
}
