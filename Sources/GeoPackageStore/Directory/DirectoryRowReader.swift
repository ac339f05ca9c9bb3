internal import Census
internal import GRDB
internal import GRDBSQLite

/// Reads rows of a layer as the directory's digests and comparisons see them: every column but `fid`.
struct DirectoryRowReader {
    /// The columns, in the table's order.
    let columns: [String]
    private let keyPlace: Int
    private let divisionPlace: Int?
    private let zonePlace: Int?

    /// Prepares to read a layer whose rows are named by one of its columns.
    init(layer: String = "unit", key: String = "unit_key", in db: Database) throws {
        columns = try db.columns(in: layer).map(\.name).filter { $0 != "fid" }
        keyPlace = columns.firstIndex(of: key) ?? 0
        divisionPlace = columns.firstIndex(of: "division_code")
        zonePlace = columns.firstIndex(of: "declared_zone")
    }

    /// The columns for a statement.
    var list: String { columns.map { "u.\(SQLIdentifier($0))" }.joined(separator: ", ") }

    /// The row that a statement stands on; the columns begin at `offset`.
    func row(_ statement: Statement, offset: Int32 = 0) -> DirectoryRow {
        let values = columns.indices.map { value(statement, offset + Int32($0)) }
        var key = ""
        if case .text(let text) = values[keyPlace] { key = text }
        return DirectoryRow(key: key, values: values)
    }

    /// The division that decides who keeps the unit: its own code, or else that of its declared zone.
    func division(of row: DirectoryRow) -> String? {
        for place in [divisionPlace, zonePlace].compactMap({ $0 }) {
            if case .text(let text) = row.values[place], !text.isEmpty { return text }
        }
        return nil
    }

    private func value(_ statement: Statement, _ index: Int32) -> DirectoryValue {
        let handle = unsafe statement.sqliteStatement
        switch unsafe sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return unsafe .real(sqlite3_column_double(handle, index))
        case SQLITE_TEXT:
            guard let start = unsafe sqlite3_column_text(handle, index) else { return .text("") }
            let count = unsafe Int(sqlite3_column_bytes(handle, index))
            return unsafe .text(
                String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let count = unsafe Int(sqlite3_column_bytes(handle, index))
            return unsafe .bytes(
                Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, index), count: count)))
        default: return .none
        }
    }
}

/// A prepared statement stepped row by row, without GRDB's row objects; used inside one database access.
struct SteppedStatement {
    let statement: Statement
    private let db: Database

    init(_ sql: String, binding numbers: [Int64] = [], in db: Database) throws {
        statement = try db.makeStatement(sql: sql)
        self.db = db
        for (index, number) in numbers.enumerated() {
            unsafe sqlite3_bind_int64(statement.sqliteStatement, Int32(index + 1), number)
        }
    }

    /// Goes to the next row; `false` at the end.
    func step() throws -> Bool {
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = unsafe String(cString: sqlite3_errmsg(db.sqliteConnection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement.sqliteStatement, column) }
}

extension FieldValue {
    init(_ value: DirectoryValue) {
        switch value {
        case .none: self = .null
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .blob(bytes)
        }
    }
}
