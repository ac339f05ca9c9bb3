internal import GRDB
internal import GRDBSQLite
internal import GeoModel

/// The five SQL functions that the triggers of the R-tree extension call.
///
/// They are registered as deterministic and innocuous: without the latter, an SQLite that does not trust
/// schemas refuses them inside triggers. A NULL gives NULL; a blob that is not a GeoPackage geometry makes
/// the statement fail, so a damaged value cannot enter the index unnoticed.
enum SpatialFunctions {
    static func register(in db: Database) throws {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        for unsafe(name, function) in unsafe functions {
            let code = unsafe sqlite3_create_function_v2(
                db.sqliteConnection, name, 1, flags, nil, function, nil, nil, nil)
            guard code == SQLITE_OK else {
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code), message: "cannot register \(name)")
            }
        }
    }

    private typealias Function =
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    private static var functions: [(String, Function)] {
        unsafe [
            ("ST_MinX", { unsafe SpatialFunctions.answer($0, $2) { $0.minX } }),
            ("ST_MaxX", { unsafe SpatialFunctions.answer($0, $2) { $0.maxX } }),
            ("ST_MinY", { unsafe SpatialFunctions.answer($0, $2) { $0.minY } }),
            ("ST_MaxY", { unsafe SpatialFunctions.answer($0, $2) { $0.maxY } }),
            ("ST_IsEmpty", { unsafe SpatialFunctions.answerIsEmpty($0, $2) }),
        ]
    }

    private static func answer(
        _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?,
        _ side: (Envelope) -> Double
    ) {
        unsafe withEnvelope(context, arguments) { envelope in
            if let envelope {
                unsafe sqlite3_result_double(context, side(envelope))
            } else {
                unsafe sqlite3_result_null(context)
            }
        }
    }

    private static func answerIsEmpty(
        _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?
    ) {
        unsafe withEnvelope(context, arguments) { envelope in
            unsafe sqlite3_result_int(context, envelope == nil ? 1 : 0)
        }
    }

    private static func withEnvelope(
        _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?,
        _ body: (Envelope?) -> Void
    ) {
        guard let value = unsafe arguments?[0], unsafe sqlite3_value_type(value) == SQLITE_BLOB else {
            unsafe sqlite3_result_null(context)
            return
        }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: sqlite3_value_blob(value), count: Int(sqlite3_value_bytes(value)))
        do throws(GeoPackageBlobError) {
            body(try GeoPackageBlob.envelope(of: unsafe bytes.bytes))
        } catch {
            unsafe sqlite3_result_error(context, "not a GeoPackage geometry: \(error)", -1)
        }
    }
}
