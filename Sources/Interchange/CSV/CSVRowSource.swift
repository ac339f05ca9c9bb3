public import Census
public import GeoModel

/// The rows of a CSV file as an import takes them.
///
/// A column named `wkt` (in any case) is read as each row's geometry. Rows that are ragged, or whose bytes are
/// not text, come as rows with a fault: none is passed over.
public struct CSVRowSource: RowSource, Sendable {
    /// The file.
    public let path: String
    /// The columns besides the geometry.
    public let columns: [String]
    /// A CSV declares no reference.
    public let declaredReference: CRSIdentifier? = nil
    /// The encoding the text is read in, found or given.
    public let encoding: TextEncoding

    private let options: CSVReader.Options
    private let wktColumn: Int?
    private let keptColumns: [Int]

    /// Opens a file and reads its header.
    ///
    /// - Throws: `CSVError` when there is no file, no header, or no known encoding.
    public init(path: String, options: CSVReader.Options = CSVReader.Options()) throws(CSVError) {
        let reader = try CSVReader(path: path, options: options)
        self.path = path
        // The encoding found is fixed, so that reading the rows cannot find another.
        var options = options
        options.encoding = reader.encoding
        options.delimiter = reader.delimiter
        self.options = options
        encoding = reader.encoding
        let names = reader.header.names
        wktColumn = names.firstIndex { $0.lowercased() == "wkt" }
        keptColumns = names.indices.filter { [wktColumn] in $0 != wktColumn }
        columns = keptColumns.map { names[$0] }
    }

    /// What separates the fields, found or given.
    public var delimiter: CSVDelimiter { options.delimiter ?? .comma }

    /// The file's own batches from its first row on, for whoever needs more than a row at a time.
    ///
    /// - Parameter batchBytes: About how many bytes a batch has.
    /// - Returns: A reader behind the header.
    /// - Throws: `CSVError` when the file cannot be read any more.
    public func batches(ofBytes batchBytes: Int) throws(CSVError) -> CSVReader {
        var options = options
        options.batchBytes = batchBytes
        return try CSVReader(path: path, options: options)
    }

    /// Why a row of a batch cannot be used, if so.
    public static func fault(ofRow row: Int, in batch: CSVBatch) -> RefusalReason? {
        batch.faults(ofRow: row).first.map { RefusalReason($0.kind) }
    }

    /// The number of rows is not known before reading.
    public func rowCount() -> Int? { nil }

    /// Calls `body` with every row in order.
    public func forEachRow(_ body: (SourceRow) throws -> Void) throws {
        var reader = try CSVReader(path: path, options: options)
        while let batch = try reader.nextBatch() {
            for row in 0..<batch.rowCount { try body(sourceRow(row, of: batch)) }
        }
    }

    private func sourceRow(_ row: Int, of batch: CSVBatch) -> SourceRow {
        SourceRow(
            number: batch.rowNumber(row), line: batch.line(row),
            values: values(of: row, in: batch), geometry: geometry(of: row, in: batch),
            fault: Self.fault(ofRow: row, in: batch))
    }

    /// The cells of a row; what a ragged row has beyond the header is joined to its last cell, so that nothing is lost.
    private func values(of row: Int, in batch: CSVBatch) -> [String?] {
        var values = keptColumns.map { batch.text(row, $0) }
        let width = keptColumns.count + (wktColumn == nil ? 0 : 1)
        guard batch.fieldCount(row) > width, let last = values.indices.last else { return values }
        let surplus = (width..<batch.fieldCount(row)).compactMap { batch.text(row, $0) }
        values[last] = ([values[last] ?? ""] + surplus).joined(separator: ",")
        return values
    }

    private func geometry(of row: Int, in batch: CSVBatch) -> SourceGeometry {
        guard let wktColumn, let text = batch.text(row, wktColumn), !text.isEmpty else { return .absent }
        do throws(WKTError) {
            let found = try WKT.decode(text)
            return .value(found.geometry, droppedOrdinates: !found.droppedOrdinates.isEmpty)
        } catch {
            return .damaged(.wkt(error))
        }
    }
}

extension RefusalReason {
    fileprivate init(_ fault: CSVFault.Kind) {
        switch fault {
        case .ragged(let expected, let got): self = .ragged(expected: expected, found: got)
        case .unterminatedQuote: self = .unterminatedQuote
        case .textAfterQuote(let column): self = .textAfterQuote(column: column)
        case .nulByte: self = .nulByte
        case .invalidText(_, let offset): self = .notText(offset: offset)
        case .otherEncoding(let found, let encoding, let offset):
            self = .mixedEncoding(found.rawValue, in: encoding.rawValue, offset: offset)
        }
    }
}
