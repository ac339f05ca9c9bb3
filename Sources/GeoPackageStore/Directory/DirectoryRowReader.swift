internal import Census
internal import GRDB
internal import GRDBSQLite
internal import GeoModel

/// Reads rows of a layer as the directory's digests and comparisons see them: every column but `fid`.
///
/// Of a geometry the coordinates and the reference system count, not how the program that saved it wrote the header.
struct DirectoryRowReader {
    /// The columns, in the table's order.
    let columns: [String]
    private let keyPlace: Int
    private let divisionPlace: Int?
    private let zonePlace: Int?

    /// Prepares to read a layer whose rows are named by one of its columns.
    init(layer: String = "unit", key: String = "unit_key", in db: Database) throws {
        self.init(
            key: key, columns: try db.columns(in: layer).map(\.name).filter { $0 != "fid" })
    }

    /// Prepares to read some of a layer's columns.
    init(key: String, columns: [String]) {
        self.columns = columns
        keyPlace = columns.firstIndex(of: key) ?? 0
        divisionPlace = columns.firstIndex(of: "division_code")
        zonePlace = columns.firstIndex(of: "declared_zone")
    }

    /// The columns for a statement.
    var list: String { columns.map { "u.\(SQLIdentifier($0))" }.joined(separator: ", ") }

    /// The row that a statement stands on; the columns begin at `offset`.
    func row(_ rows: SteppedStatement, offset: Int32 = 0) -> StoredRow {
        StoredRow(
            key: rows.text(offset + Int32(keyPlace)) ?? "", digest: digest(rows, offset: offset), rows: rows,
            columns: offset..<offset + Int32(columns.count))
    }

    /// The digest of the row, straight from SQLite's memory.
    private func digest(_ rows: SteppedStatement, offset: Int32) -> RowDigest {
        var writer = RowDigestWriter()
        rows.withBytes(offset + Int32(keyPlace)) { kind, bytes in
            writer.add(
                text: kind == SQLITE_TEXT ? bytes : unsafe UnsafeRawBufferPointer(start: nil, count: 0).bytes)
        }
        for column in offset..<offset + Int32(columns.count) {
            switch rows.kind(column) {
            case SQLITE_NULL: writer.addNone()
            case SQLITE_INTEGER: writer.add(rows.integer(column))
            case SQLITE_FLOAT: writer.add(rows.real(column))
            default:
                rows.withBytes(column) { kind, bytes in
                    if kind == SQLITE_TEXT { writer.add(text: bytes) } else { Self.add(bytes, to: &writer) }
                }
            }
        }
        return writer.finish()
    }

    private static func add(_ blob: RawSpan, to writer: inout RowDigestWriter) {
        if let canonical = GeoPackageBlob.canonical(blob) {
            writer.add(bytes: unsafe canonical.span.bytes)
        } else {
            writer.add(bytes: blob)
        }
    }

    /// The division that decides who keeps the unit: its own code, or else that of its declared zone.
    func division(_ rows: SteppedStatement, offset: Int32) -> String? {
        for place in [divisionPlace, zonePlace] {
            if let place, let text = rows.text(offset + Int32(place)), !text.isEmpty { return text }
        }
        return nil
    }
}

/// A row where a statement stands on it; only the key may be used once the statement has moved on.
struct StoredRow: ComparedRow {
    let key: String
    let digest: RowDigest
    fileprivate let rows: SteppedStatement
    fileprivate let columns: Range<Int32>

    init(key: String, digest: RowDigest, rows: SteppedStatement, columns: Range<Int32>) {
        self.key = key
        self.digest = digest
        self.rows = rows
        self.columns = columns
    }

    var values: [DirectoryValue] { columns.map(value) }

    /// Text that is no UTF-8 is given as bytes, so that no two values look alike.
    private func value(_ column: Int32) -> DirectoryValue {
        switch rows.kind(column) {
        case SQLITE_INTEGER: return .integer(rows.integer(column))
        case SQLITE_FLOAT: return .real(rows.real(column))
        case SQLITE_NULL: return .none
        default:
            return rows.withBytes(column) { kind, bytes in
                let copy = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
                guard kind == SQLITE_TEXT else { return .bytes(GeoPackageBlob.canonical(bytes) ?? copy) }
                return String(validating: copy, as: UTF8.self).map(DirectoryValue.text) ?? .bytes(copy)
            }
        }
    }
}
