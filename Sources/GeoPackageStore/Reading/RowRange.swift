internal import GRDB

/// Some rows of a layer that follow one another by key, so that several readers can share a layer.
public enum RowRange: Hashable, Sendable {
    /// All rows.
    case all
    /// The rows with keys above the first number, and not above the second if there is one.
    case keys(after: Int64?, through: Int64?)
    /// So many rows behind so many others: for views, whose rows have no keys.
    case page(offset: Int, count: Int)

    func condition(_ key: String) -> String {
        guard case .keys(let after, let through) = self else { return "" }
        let bounds = [after.map { "\(key) > \($0)" }, through.map { "\(key) <= \($0)" }].compactMap(\.self)
        return bounds.isEmpty ? "" : " WHERE " + bounds.joined(separator: " AND ")
    }

    var limit: String {
        guard case .page(let offset, let count) = self else { return "" }
        return " LIMIT \(count) OFFSET \(offset)"
    }
}

/// A layer's rows cut into ranges of limited length, one after another.
public struct RowRanges {
    private enum Way {
        /// Keys lie close together: a range of keys has at most as many rows.
        case dense(last: Int64)
        /// Keys lie far apart: the key that ends a range is looked up.
        case sparse
        /// There are no keys to go by.
        case pages
    }

    /// About how many rows there are; a guess of the file's writer where there is one.
    public let rowEstimate: Int
    private let reader: LayerReader
    private let size: Int
    private let way: Way
    private let version: Int
    private var after: Int64?
    private var offset = 0
    private var hasEnded = false

    init(of reader: LayerReader, rows size: Int) throws {
        self.reader = reader
        self.size = size
        version = try reader.file.version()
        let (table, key) = (SQLIdentifier(reader.layer.name), SQLIdentifier(reader.layer.keyColumn))
        let bounds = try reader.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT low, high, typeof(low) = 'integer' AND typeof(high) = 'integer' FROM
                    (SELECT (SELECT min(\(key)) FROM \(table)) AS low, (SELECT max(\(key)) FROM \(table)) AS high)
                    WHERE EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)
                    """, arguments: [reader.layer.name])
        }
        guard let bounds, bounds[2] == true, let low: Int64 = bounds[0], let high: Int64 = bounds[1] else {
            rowEstimate = try reader.count()
            way = .pages
            return
        }
        rowEstimate = try reader.estimatedCount()
        let (span, overflows) = high.subtractingReportingOverflow(low)
        let isDense = !overflows && low > .min && span / 4 <= Int64(rowEstimate)
        way = isDense ? .dense(last: high) : .sparse
        if isDense { after = low - 1 }
    }

    /// The next range; `nil` after the last.
    ///
    /// - Throws: `StoreError.changedWhileRead` when another program changed the file since the first range.
    public mutating func next() throws -> RowRange? {
        guard !hasEnded else { return nil }
        switch way {
        case .dense(let last):
            let start = after ?? 0
            let end = start.addingReportingOverflow(Int64(size))
            hasEnded = end.overflow || end.partialValue >= last
            after = end.partialValue
            return .keys(after: start, through: hasEnded ? nil : end.partialValue)
        case .sparse:
            let start = after
            let end = try reader.key(after: start, skipping: size - 1)
            hasEnded = end == nil
            after = end
            return .keys(after: start, through: end)
        case .pages:
            defer { offset += size }
            hasEnded = offset + size >= rowEstimate
            return .page(offset: offset, count: hasEnded ? .max : size)
        }
    }

    /// Makes sure that all ranges came from the same state of the file; call it after reading the last.
    ///
    /// - Throws: `StoreError.changedWhileRead`.
    public func checkUnchanged() throws {
        guard try reader.file.version() == version else {
            throw StoreError.changedWhileRead(path: reader.file.path)
        }
    }
}

extension LayerReader {
    /// Cuts the rows into ranges of at most so many rows, in key order.
    public func ranges(rows: Int) throws -> RowRanges { try RowRanges(of: self, rows: rows) }

    func read<R>(_ body: (Database) throws -> R) throws -> R {
        try GeoPackageFile.reportingDamage(of: file.path) { try file.queue.read(body) }
    }

    /// What the writer noted as the number of rows, or else a count, which has to read every page.
    fileprivate func estimatedCount() throws -> Int {
        let noted = try read { db in
            try db.tableExists("gpkg_ogr_contents")
                ? Int.fetchOne(
                    db, sql: "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?",
                    arguments: [layer.name]) : nil
        }
        return if let noted, noted > 0 { noted } else { try count() }
    }

    fileprivate func key(after: Int64?, skipping count: Int) throws -> Int64? {
        let (table, key) = (SQLIdentifier(layer.name), SQLIdentifier(layer.keyColumn))
        let condition = after.map { "WHERE \(key) > \($0)" } ?? ""
        return try read {
            try Int64.fetchOne(
                $0, sql: "SELECT \(key) FROM \(table) \(condition) ORDER BY 1 LIMIT 1 OFFSET \(count)")
        }
    }
}
