internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// The points of a source with their whole rows, in pieces that several threads can read at once.
struct PointSource: Sendable {
    /// Where the rows come from; kept open while they are read.
    let opened: OpenSource
    /// The columns besides the geometry, with their types.
    let fields: [FieldDefinition]
    /// The reference of the coordinates.
    let reference: CRSIdentifier
    /// How rows are read.
    let reader: Reader
    /// How the words are read by which rows name their references.
    let references: RowReferences

    /// How rows are read.
    enum Reader: Sendable {
        case csv(CSVRowSource, PointColumns)
        case layer(LayerReader, PointColumns?)
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
            // The names as they stand in the file, a column of geometry among them: every column is kept.
            let names = try rows.batches(ofBytes: 1 << 16).header.names
            let columns = try PointColumns(options, names: names)
            return try PointSource(
                opened: opened, fields: names.map { FieldDefinition($0, .text) }, options, columns,
                reader: .csv(rows, columns))
        case .geoPackage(let file):
            let layer = try file.layer(named: options.pointsLayer)
            guard layer.geometry != nil, options.x == nil else {
                let columns = try PointColumns(options, names: layer.fieldNames)
                return try PointSource(
                    opened: opened, fields: layer.fields, options, columns,
                    reader: .layer(LayerReader(layer, of: file), columns))
            }
            guard let reference = options.pointsCrs ?? layer.reference else {
                throw SourceError.noReference(path: path)
            }
            return PointSource(
                opened: opened, fields: layer.fields, reference: reference,
                reader: .layer(LayerReader(layer, of: file), nil),
                references: try RowReferences(
                    declared: reference, usual: nil, wanted: reference, areMetres: false, datumShift: nil))
        }
    }

    /// A table declares no reference: degrees are CGCS2000 unless the user or the row says otherwise, metres must be
    /// declared by the one or the other.
    private init(
        opened: OpenSource, fields: [FieldDefinition], _ options: PointOptions, _ columns: PointColumns,
        reader: Reader
    ) throws {
        guard options.pointsCrs != nil || !columns.areMetres || columns.nameReferences else {
            throw SourceError.metresWithoutReference(path: opened.path)
        }
        let reference = options.pointsCrs ?? .cgcs2000
        self.init(
            opened: opened, fields: fields, reference: reference, reader: reader,
            references: try RowReferences(
                declared: options.pointsCrs, usual: columns.areMetres ? nil : .cgcs2000, wanted: reference,
                areMetres: columns.areMetres, datumShift: options.datumShift?.shift))
    }

    private init(
        opened: OpenSource, fields: [FieldDefinition], reference: CRSIdentifier, reader: Reader,
        references: RowReferences
    ) {
        self.opened = opened
        self.fields = fields
        self.reference = reference
        self.reader = reader
        self.references = references
    }

    /// The points are geometries of the source, and stand in no column that a text would keep.
    var holdsGeometry: Bool {
        if case .layer(_, nil) = reader { true } else { false }
    }

    /// What separates the fields, where rows can be copied as they stand.
    var delimiter: CSVDelimiter? {
        if case .csv(let rows, _) = reader { rows.delimiter } else { nil }
    }
}

extension PointSource {
    /// A piece of the source of which nothing has been read yet.
    enum Piece: Sendable {
        case text(TextFeed, TextFeed.Turn)
        case rows(RowRange)
    }

    /// Rows of a layer in a piece: so many that visiting the zones in their order pays.
    private static let rowsOfPiece = 1 << 17

    /// Lends a function that gives the pieces in order, `nil` after the last.
    ///
    /// - Parameters:
    ///   - bytes: The text in a piece; by default so much that visiting the zones in their order pays.
    ///   - body: What to do with the pieces.
    /// - Throws: Any error of reading, and what `body` throws.
    func withPieces(
        ofBytes bytes: Int = 1 << 24, _ body: (_ next: () throws -> Piece?) throws -> Void
    ) throws {
        switch reader {
        case .csv(let rows, _):
            let feed = TextFeed(try rows.batches(ofBytes: bytes))
            var last: TextFeed.Turn?
            try body {
                guard !feed.hasEnded else { return nil }
                let turn = TextFeed.Turn(after: last)
                last = turn
                return .text(feed, turn)
            }
        case .layer(let reader, _):
            var ranges = try reader.ranges(rows: Self.rowsOfPiece)
            try body { try ranges.next().map(Piece.rows) }
            try ranges.checkUnchanged()
        }
    }

    /// The rows of a piece, none behind the last; any thread may read it.
    func batch(of piece: Piece) throws -> PointBatch {
        switch (piece, reader) {
        case (.text(let feed, let turn), .csv(_, let columns)):
            return try feed.batch(at: turn).map { PointBatch($0, columns, references) } ?? PointBatch()
        case (.rows(let range), .layer(let reader, let columns)):
            var batch = PointBatch()
            let word = fields.firstIndex { ReferenceWord.columns.contains($0.name) }
            try reader.forEachRow(in: range, fields: fields.map(\.name)) { row in
                let values = (0..<row.fieldCount).map(row.value)
                if let columns {
                    batch.append(values, columns, references, row.text)
                } else {
                    batch.append(
                        row.position ?? Position(.nan, .nan), values, saying: word.flatMap(row.text),
                        references)
                }
            }
            return batch
        default: preconditionFailure("a piece goes back to the source it came from")
        }
    }

    /// Lends the rows in order, on the caller's thread, for readers that one thread suffices for.
    ///
    /// A row that the file's format breaks comes along without a position, as in every batch.
    ///
    /// - Throws: Any error of reading, and what `body` throws.
    func forEachBatch(_ body: (PointBatch) throws -> Void) throws {
        try withPieces { next in
            while let piece = try next() { try body(try batch(of: piece)) }
        }
    }

    /// About how many rows there are, where that is known before reading.
    func rowEstimate() throws -> Int? {
        if case .layer(let reader, _) = reader { try reader.ranges(rows: 1).rowEstimate } else { nil }
    }
}
