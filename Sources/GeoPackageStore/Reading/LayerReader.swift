internal import GRDB
internal import GRDBSQLite

/// Reads the rows of one layer in key order, a row at a time, in constant memory.
public struct LayerReader {
    private let file: GeoPackageFile
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
        for name in fields where !layer.fieldNames.contains(name) {
            throw StoreError.noField(
                path: file.path, layer: layer.name, name: name, fields: layer.fieldNames)
        }
        let columns = ([layer.keyColumn, layer.geometry.name] + fields).map { "\(SQLIdentifier($0))" }
        let sql = "SELECT \(columns.joined(separator: ", ")) FROM \(SQLIdentifier(layer.name)) ORDER BY 1"
        try GeoPackageFile.reportingDamage(of: file.path) {
            try file.queue.read { db in
                let statement = try db.makeStatement(sql: sql)
                let handle = unsafe statement.sqliteStatement
                defer { unsafe sqlite3_reset(handle) }
                while true {
                    let code = unsafe sqlite3_step(handle)
                    if code == SQLITE_DONE { break }
                    guard code == SQLITE_ROW else {
                        let message = unsafe String(cString: sqlite3_errmsg(db.sqliteConnection))
                        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
                    }
                    try body(unsafe LayerRow(statement: handle, fieldCount: fields.count))
                }
            }
        }
    }
}

/// One row of a layer while it is being read; valid only during the call that shows it.
@safe
public struct LayerRow {
    private let statement: OpaquePointer
    /// The number of fields asked for.
    public let fieldCount: Int

    init(statement: OpaquePointer, fieldCount: Int) {
        unsafe self.statement = statement
        self.fieldCount = fieldCount
    }

    /// The integer key.
    public var key: Int64 { unsafe sqlite3_column_int64(statement, 0) }

    /// The geometry's bytes during the call; `nil` when there is none.
    public func withGeometry<R, E: Error>(_ body: (UnsafeRawBufferPointer?) throws(E) -> R) throws(E) -> R {
        guard unsafe sqlite3_column_type(statement, 1) != SQLITE_NULL else { return try unsafe body(nil) }
        let start = unsafe sqlite3_column_blob(statement, 1)
        let count = unsafe sqlite3_column_bytes(statement, 1)
        return try unsafe body(UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    /// A field's value by its place among the fields asked for.
    public func value(_ index: Int) -> FieldValue {
        let column = Int32(index + 2)
        switch unsafe sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return unsafe .real(sqlite3_column_double(statement, column))
        case SQLITE_BLOB:
            let bytes = unsafe UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
            return unsafe .blob(Array(bytes))
        default: return .text(text(index) ?? "")
        }
    }

    /// A field's value as text, numbers as SQLite prints them; `nil` when there is none.
    public func text(_ index: Int) -> String? {
        let column = Int32(index + 2)
        guard let start = unsafe sqlite3_column_text(statement, column) else { return nil }
        let bytes = unsafe UnsafeBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(statement, column)))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}

@available(*, unavailable)
extension LayerRow: Sendable {}
