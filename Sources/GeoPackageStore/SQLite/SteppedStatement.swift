internal import GRDB
internal import GRDBSQLite
internal import GeoModel

/// A prepared statement stepped row by row, without GRDB's row objects; used inside one database access.
struct SteppedStatement {
    private let statement: Statement
    private let db: Database

    init(_ sql: String, binding numbers: [Int64] = [], in db: Database) throws {
        statement = try db.makeStatement(sql: sql)
        self.db = db
        bind(numbers)
    }

    private func bind(_ numbers: [Int64]) {
        for (index, number) in numbers.enumerated() {
            unsafe sqlite3_bind_int64(handle, Int32(index + 1), number)
        }
    }

    /// Begins anew with other numbers.
    func restart(binding numbers: [Int64]) {
        unsafe sqlite3_reset(handle)
        bind(numbers)
    }

    private var handle: SQLiteStatement { unsafe statement.sqliteStatement }

    /// Goes to the next row; `false` at the end.
    func step() throws -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = unsafe String(cString: sqlite3_errmsg(db.sqliteConnection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// SQLite's word for the kind of a value.
    func kind(_ column: Int32) -> Int32 { unsafe sqlite3_column_type(handle, column) }

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    func real(_ column: Int32) -> Double { unsafe sqlite3_column_double(handle, column) }

    /// A text, `nil` for a value of another kind.
    func text(_ column: Int32) -> String? {
        withBytes(column) { kind, bytes in
            kind == SQLITE_TEXT
                ? unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) } : nil
        }
    }

    /// Gives a text's or blob's kind and bytes where they lie; of other kinds, no bytes.
    func withBytes<R>(_ column: Int32, _ body: (Int32, RawSpan) -> R) -> R {
        let kind = kind(column)
        // `sqlite3_column_blob` of a number would turn it into text.
        let start =
            kind == SQLITE_TEXT || kind == SQLITE_BLOB ? unsafe sqlite3_column_blob(handle, column) : nil
        let count = unsafe start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))
        return body(kind, unsafe UnsafeRawBufferPointer(start: start, count: count).bytes)
    }

    /// The rectangle around a geometry; `nil` for an empty one and for anything but bytes.
    ///
    /// - Throws: SQLite's error, as the SQL functions of the spatial index give it, for a damaged one.
    func envelope(_ column: Int32) throws -> Envelope? {
        switch readEnvelope(column) {
        case .success(let envelope): return envelope
        case .failure(let error):
            throw DatabaseError(resultCode: .SQLITE_ERROR, message: "not a GeoPackage geometry: \(error)")
        }
    }

    /// The rectangle around a geometry; `nil` for an empty or damaged one and for anything but bytes.
    func envelopeIfSound(_ column: Int32) -> Envelope? {
        if case .success(let envelope) = readEnvelope(column) { envelope } else { nil }
    }

    private func readEnvelope(_ column: Int32) -> Result<Envelope?, GeoPackageBlobError> {
        withBytes(column) { kind, bytes in
            guard kind == SQLITE_BLOB else { return .success(nil) }
            do throws(GeoPackageBlobError) {
                return .success(try GeoPackageBlob.envelope(of: bytes))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The position of a point in a column; `nil` for anything else, which the audit names.
    func position(_ column: Int32) -> Position? {
        // A point is its own rectangle.
        (try? envelope(column)).flatMap { $0 }.map { Position($0.minX, $0.minY) }
    }

    /// Hands the row's values over to another statement, as they are, and runs that.
    func copy(_ columns: Range<Int32>, to target: RowStatement) throws {
        try unsafe target.run { other in
            for column in columns {
                unsafe sqlite3_bind_value(
                    other, column - columns.lowerBound + 1, sqlite3_column_value(handle, column))
            }
        }
    }
}
