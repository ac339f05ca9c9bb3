internal import GRDBSQLite

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

    /// Gives `body` the geometry's bytes; `nil` when there is none.
    public func withGeometry<R, E: Error>(_ body: (RawSpan?) throws(E) -> R) throws(E) -> R {
        guard unsafe sqlite3_column_type(statement, 1) == SQLITE_BLOB else { return try body(nil) }
        let start = unsafe sqlite3_column_blob(statement, 1)
        let count = unsafe Int(sqlite3_column_bytes(statement, 1))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return try body(unsafe bytes.bytes)
    }

    /// A field's value by its place among the fields asked for.
    public func value(_ index: Int) -> FieldValue {
        let column = Int32(index + 2)
        switch unsafe sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return unsafe .real(sqlite3_column_double(statement, column))
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(statement, column)
            let count = unsafe Int(sqlite3_column_bytes(statement, column))
            return unsafe .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
        default: return .text(text(index) ?? "")
        }
    }

    /// A field's value as text, numbers as SQLite prints them; `nil` when there is none.
    public func text(_ index: Int) -> String? {
        let column = Int32(index + 2)
        guard let start = unsafe sqlite3_column_text(statement, column) else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(statement, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}

@available(*, unavailable)
extension LayerRow: Sendable {}
