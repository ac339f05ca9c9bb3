internal import GRDB
internal import GRDBSQLite

/// One prepared statement bound and stepped row after row without intermediate values.
///
/// GRDB's statements box each argument; when a million rows go in, binding directly is several times faster.
/// Used only inside one database access.
struct RowStatement {
    private let statement: Statement
    private let db: Database

    init(_ sql: String, in db: Database) throws {
        statement = try db.makeStatement(sql: sql)
        self.db = db
    }

    /// Runs the statement once with these values; rows it might give are ignored.
    func run(_ values: [FieldValue]) throws {
        try unsafe run { _ in
            for (index, value) in values.enumerated() {
                try check(bind(value, at: Int32(index + 1)))
            }
        }
    }

    /// Runs the statement once with what `bind` binds to it.
    func run(_ bind: (SQLiteStatement) throws -> Void) throws {
        let handle = unsafe statement.sqliteStatement
        defer { unsafe sqlite3_reset(handle) }
        try unsafe bind(handle)
        let code = unsafe sqlite3_step(handle)
        if code != SQLITE_ROW { try check(code, expected: SQLITE_DONE) }
    }

    private func bind(_ value: FieldValue, at index: Int32) -> Int32 {
        let handle = unsafe statement.sqliteStatement
        // SQLITE_TRANSIENT: SQLite copies before this function returns.
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return unsafe sqlite3_bind_null(handle, index)
        case .integer(let number): return unsafe sqlite3_bind_int64(handle, index, number)
        case .real(let number): return unsafe sqlite3_bind_double(handle, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                // A null pointer would bind NULL, and an empty text is not NULL.
                guard let start = unsafe start else {
                    return unsafe sqlite3_bind_text(handle, index, "", 0, transient)
                }
                return unsafe sqlite3_bind_text(handle, index, start, Int32(bytes.count), transient)
            }
        case .blob(let bytes):
            return unsafe bytes.withUnsafeBytes {
                unsafe sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), transient)
            }
        }
    }

    private func check(_ code: Int32, expected: Int32 = SQLITE_OK) throws {
        guard code != expected else { return }
        let message = unsafe String(cString: sqlite3_errmsg(db.sqliteConnection))
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
