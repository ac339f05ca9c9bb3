internal import GRDB
internal import GRDBSQLite

/// Reads the rows of one layer in key order, a row at a time, in constant memory.
public struct LayerReader: Sendable {
    let file: GeoPackageFile
    /// The layer read.
    public let layer: LayerDescription

    /// Makes a reader of a layer.
    public init(_ layer: LayerDescription, of file: GeoPackageFile) {
        self.layer = layer
        self.file = file
    }

    /// The number of rows.
    public func count() throws -> Int {
        try GeoPackageFile.reportingDamage(of: file.path) {
            try file.queue.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM \(SQLIdentifier(layer.name))") ?? 0
            }
        }
    }

    /// Calls `body` with each row; the row is valid only during the call.
    ///
    /// - Parameters:
    ///   - fields: The fields to read, in the order in which the row shows them.
    ///   - body: What to do with a row; what it throws ends the reading and is thrown on.
    /// - Throws: `StoreError.noField`, `.damaged`, and what `body` throws.
    /// - Complexity: O(n) in the rows; memory is that of one row.
    public func forEachRow(fields: [String], _ body: (LayerRow) throws -> Void) throws {
        try checkFields(fields)
        try GeoPackageFile.reportingDamage(of: file.path) {
            try file.queue.read { try visit(.all, fields, in: $0, body) }
        }
    }

    /// Calls `body` with each row of a range; several threads may do so at once.
    ///
    /// - Parameters:
    ///   - range: The rows wanted.
    ///   - fields: The fields to read, in the order in which the row shows them.
    ///   - body: What to do with a row; what it throws ends the reading and is thrown on.
    /// - Throws: `StoreError.noField`, `.damaged`, and what `body` throws.
    /// - Complexity: O(log n + k) in the rows n of the layer and k of the range.
    public func forEachRow(
        in range: RowRange, fields: [String], _ body: (LayerRow) throws -> Void
    ) throws {
        try checkFields(fields)
        try GeoPackageFile.reportingDamage(of: file.path) {
            try file.readAside { try visit(range, fields, in: $0, body) }
        }
    }

    private func checkFields(_ fields: [String]) throws {
        for name in fields where !layer.fieldNames.contains(name) {
            throw StoreError.noField(
                path: file.path, layer: layer.name, name: name, fields: layer.fieldNames)
        }
    }

    private func visit(
        _ range: RowRange, _ fields: [String], in db: Database, _ body: (LayerRow) throws -> Void
    ) throws {
        let statement = try db.makeStatement(sql: query(fields, range))
        let handle = unsafe statement.sqliteStatement
        defer { unsafe sqlite3_reset(handle) }
        while try unsafe step(handle, in: db) {
            try body(unsafe LayerRow(statement: handle, fieldCount: fields.count))
        }
    }

    private func query(_ fields: [String], _ range: RowRange) -> String {
        let geometry = layer.geometry.map { "\(SQLIdentifier($0.name))" } ?? "NULL"
        let key = "\(SQLIdentifier(layer.keyColumn))"
        let columns = [key, geometry] + fields.map { "\(SQLIdentifier($0))" }
        let table = "\(SQLIdentifier(layer.name))"
        return "SELECT \(columns.joined(separator: ", ")) FROM \(table)\(range.condition(key)) ORDER BY 1"
            + range.limit
    }

    private func step(_ statement: OpaquePointer, in db: Database) throws -> Bool {
        switch unsafe sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = unsafe String(cString: sqlite3_errmsg(db.sqliteConnection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }
}
