internal import Foundation
internal import GRDB
internal import Synchronization

/// A GeoPackage opened for reading, whoever wrote it.
///
/// The file is never changed, not even by opening: it is opened read-only, and as immutable where its folder
/// cannot be written, so that a copy in WAL mode opens from read-only media. Layers are read through `LayerReader`s.
public final class GeoPackageFile: Sendable {
    /// Where the file is.
    public let path: String
    let queue: DatabaseQueue
    private let location: String
    /// Connections besides the first, for reading on several threads; made when needed and kept.
    private let spares = Mutex<[DatabaseQueue]>([])

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - name: What errors call the file, where it is a copy of one that the user named.
    /// - Throws: `StoreError.missing`, `.empty`, `.damaged` or `.notGeoPackage`.
    public init(path: String, shownAs name: String? = nil) throws {
        self.path = name ?? path
        try Self.checkHeader(path)
        let location = Self.location(path)
        self.location = location
        queue = try Self.reportingDamage(of: path) { try Self.connect(to: location) }
        let isGeoPackage = try Self.reportingDamage(of: path) {
            try queue.read { try $0.tableExists("gpkg_contents") && $0.tableExists("gpkg_geometry_columns") }
        }
        guard isGeoPackage else { throw StoreError.notGeoPackage(path: path) }
    }

    private static func connect(to location: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        // Another program may be writing just now.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try SpatialFunctions.register(in: $0) }
        return try DatabaseQueue(path: location, configuration: configuration)
    }

    /// Reads on a connection of its own, so that several threads read at once.
    func readAside<R>(_ body: (Database) throws -> R) throws -> R {
        let spare = try spares.withLock { $0.popLast() } ?? Self.connect(to: location)
        defer { spares.withLock { $0.append(spare) } }
        return try spare.read(body)
    }

    /// A number that changes when another program changes the file.
    func version() throws -> Int {
        try Self.reportingDamage(of: path) {
            try queue.read { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
        }
    }

    /// The layers by name, those with geometry first.
    public func layers() throws -> [LayerDescription] {
        try Self.reportingDamage(of: path) {
            try queue.read { db in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id,
                               s.organization, s.organization_coordsys_id
                        FROM gpkg_contents c
                        LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
                        LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
                        WHERE c.data_type IN ('features', 'attributes')
                        ORDER BY g.column_name IS NULL, c.table_name
                        """)
                return try rows.map { try Self.describe($0, in: db) }
            }
        }
    }

    /// One layer by name, or the only one when no name is given.
    ///
    /// A layer with geometry is preferred: tables without are looked at only where there is no such layer.
    ///
    /// - Throws: `StoreError.noLayer` or `.ambiguousLayer`, each with the names there are, of layers with geometry where
    ///   there is any.
    public func layer(named name: String?) throws -> LayerDescription {
        let layers = try layers()
        guard let name else {
            let spatial = layers.filter { $0.geometry != nil }
            let candidates = spatial.isEmpty ? layers : spatial
            guard candidates.count == 1, let only = candidates.first else {
                throw StoreError.ambiguousLayer(path: path, layers: candidates.map(\.name))
            }
            return only
        }
        guard let layer = layers.first(where: { $0.name == name }) else {
            let spatial = layers.filter { $0.geometry != nil }
            let known = spatial.isEmpty ? layers : spatial
            throw StoreError.noLayer(path: path, name: name, layers: known.map(\.name))
        }
        return layer
    }

    /// Metadata of foreign files may hold anything, so nothing is decoded by force.
    private static func describe(_ row: Row, in db: Database) throws -> LayerDescription {
        func text(_ index: Int) -> String? { String.fromDatabaseValue(row[index]) }
        func number(_ index: Int) -> Int? { Int.fromDatabaseValue(row[index]) }
        let table = text(0) ?? ""
        guard try db.tableExists(table) || db.viewExists(table) else {
            throw DatabaseError(message: "gpkg_contents names the table \(table), which is not there")
        }
        let geometry = text(1).map {
            GeometryColumn(name: $0, type: text(2) ?? "GEOMETRY", srsID: number(3) ?? 0)
        }
        let columns = try db.columns(in: table)
        let key = columns.first { $0.primaryKeyIndex == 1 }?.name ?? "rowid"
        let fields = columns.filter { $0.name != key && $0.name != geometry?.name }
        return LayerDescription(
            name: table, keyColumn: key, geometry: geometry,
            fields: fields.map { FieldDefinition(name: $0.name, declaredType: $0.type) },
            organizationID: number(5), organization: text(4) ?? "NONE")
    }

    /// What SQLite says of a file that is no database at all is hard to read, so the plain cases come first.
    private static func checkHeader(_ path: String) throws {
        var isFolder: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw StoreError.damaged(path: path, reason: "it is a folder")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw StoreError.missing(path: path) }
        defer { try? handle.close() }  // Closing a file that was only read loses nothing.
        let header = try handle.read(upToCount: 16) ?? Data()
        guard !header.isEmpty else { throw StoreError.empty(path: path) }
        guard header.elementsEqual("SQLite format 3\0".utf8) else {
            throw StoreError.damaged(path: path, reason: "the file does not start like an SQLite database")
        }
    }

    /// A file in WAL mode cannot be opened where its `-shm` file cannot be made, unless it is declared immutable.
    private static func location(_ path: String) -> String {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard !FileManager.default.isWritableFile(atPath: folder) else { return path }
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
        let escaped = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
        return "file:\(escaped)?immutable=1"
    }

    static func reportingDamage<T>(of path: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }
}

extension StoreError {
    /// SQLite's error as one that says what to do about the file.
    init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "\(error.resultCode)"
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .writeFailed(path: path, reason: reason)
        default:
            self = .damaged(path: path, reason: reason)
        }
    }
}
