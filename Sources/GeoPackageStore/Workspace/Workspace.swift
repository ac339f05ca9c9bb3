public import Census
internal import Foundation
internal import GRDB

/// An office's work: one GeoPackage 1.3 with a layer for each kind of thing.
///
/// Opening prepares the file's migrations; every change is one transaction. The journal mode is DELETE, so
/// the file alone is the workspace at any time no transaction runs, and a copy opens from read-only media.
public final class Workspace: Sendable {
    /// Where the file is.
    public let path: String
    /// The reference of every layer.
    public let srsID: Int
    /// Another program has written the file since Bourn last did; `audit()` tells whether its rules still hold.
    public let wasChangedElsewhere: Bool
    let queue: DatabaseQueue
    /// The file's header, open as long as the workspace is.
    private let header: FileHandle

    private init(path: String, header: FileHandle, queue: DatabaseQueue) throws {
        self.path = path
        self.header = header
        self.queue = queue
        srsID = try queue.read { try WorkspaceSetting.srsID.read(in: $0) } ?? 4490
        let expected = try queue.read { try WorkspaceSetting.changeCounter.read(in: $0) }
        wasChangedElsewhere = try expected != ChangeCounter.read(header)
    }

    /// Makes a new workspace.
    ///
    /// - Parameters:
    ///   - path: Where the file goes.
    ///   - reference: The reference of all layers.
    /// - Returns: The workspace, open.
    /// - Throws: `StoreError.exists` when there is a file already, `.writeFailed`.
    public static func create(
        at path: String, reference: SpatialReferenceDefinition = .cgcs2000
    ) throws -> Workspace {
        try create(at: path, reference: reference) { _ in }
        return try open(at: path)
    }

    /// Makes a new workspace and fills it: there is a file with all of it, or none.
    ///
    /// - Parameters:
    ///   - path: Where the file goes.
    ///   - reference: The reference of all layers.
    ///   - isKept: Whether the file is kept; a dry run does everything and keeps nothing.
    ///   - body: Fills the workspace, which nobody else can see yet.
    /// - Returns: What `body` returns.
    /// - Throws: `StoreError.exists` when there is a file already, `.writeFailed`, and what `body` throws.
    public static func create<R>(
        at path: String, reference: SpatialReferenceDefinition = .cgcs2000, isKept: Bool = true,
        filling body: (Workspace) throws -> R
    ) throws -> R {
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.exists(path: path) }
        return try ReplacementFile(path).write(isKept: isKept) { temporary in
            try GeoPackageFile.reportingDamage(of: path) {
                try prepare(temporary, reference: reference)
                let workspace = try open(temporary, as: path)
                let result = try body(workspace)
                try workspace.queue.close()
                return result
            }
        }
    }

    /// Writes an empty workspace.
    private static func prepare(_ location: String, reference: SpatialReferenceDefinition) throws {
        let queue = try DatabaseQueue(path: location, configuration: .geoPackage)
        // Nobody sees the file before what fills it is safe on the disk: waiting for the disk after each migration would
        // only cost time, seconds where a province is split into a hundred parts.
        try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF") }
        try queue.inTransaction { db in
            try GeoPackageSchema.create(in: db)
            try GeoPackageSchema.add(reference, in: db)
            return .commit
        }
        try WorkspaceMigrations.migrator(srsID: reference.srsID).migrate(queue)
        let header = try ChangeCounter.header(of: location)
        try queue.write { try ChangeCounter.recordNext(header, in: $0) }
        try queue.close()
    }

    /// Opens a workspace and brings its schema up to date.
    ///
    /// - Throws: `StoreError.missing`, `.empty`, `.damaged`, `.notGeoPackage`, `.notWorkspace`, `.rewritten`
    ///   or `.newer`.
    public static func open(at path: String) throws -> Workspace { try open(path, as: path) }

    private static func open(_ location: String, as path: String) throws -> Workspace {
        let file = try GeoPackageFile(path: location)
        guard try file.queue.read({ try $0.tableExists(WorkspaceSetting.table) }) else {
            throw StoreError.notWorkspace(path: path)
        }
        guard try file.queue.read({ try $0.tableExists("grdb_migrations") }) else {
            throw StoreError.rewritten(path: path)
        }
        let srsID = try file.queue.read { try WorkspaceSetting.srsID.read(in: $0) } ?? 4490
        try file.queue.close()
        return try GeoPackageFile.reportingDamage(of: path) {
            let header = try ChangeCounter.header(of: location)
            let queue = try DatabaseQueue(path: location, configuration: .geoPackage)
            let migrator = WorkspaceMigrations.migrator(srsID: srsID)
            let unknown = try queue.read { try migrator.appliedIdentifiers($0) }.subtracting(
                migrator.migrations)
            guard unknown.isEmpty else { throw StoreError.newer(path: path, migrations: unknown.sorted()) }
            if try queue.read({ try !migrator.hasCompletedMigrations($0) }) {
                try migrator.migrate(queue)
                try queue.write { try ChangeCounter.recordNext(header, in: $0) }
            }
            return try Workspace(path: path, header: header, queue: queue)
        }
    }

    /// There is a workspace at the path.
    public static func isWorkspace(at path: String) -> Bool {
        // Whatever cannot be opened as a GeoPackage is none.
        guard let file = try? GeoPackageFile(path: path) else { return false }
        // What cannot be read is no workspace; opening it says why.
        return (try? file.queue.read { try $0.tableExists(WorkspaceSetting.table) }) ?? false
    }

    /// The number of rows of each kind.
    public func counts() throws -> [ImportKind: Int] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                var counts: [ImportKind: Int] = [:]
                for kind in ImportKind.allCases {
                    counts[kind] = try Int.fetchOne(
                        db, sql: "SELECT count(*) FROM \(SQLIdentifier(kind.layerName))")
                }
                return counts
            }
        }
    }

    /// Runs one change of the workspace: all of it or nothing.
    ///
    /// - Parameters:
    ///   - keeping: Whether the change is kept; a dry run does everything and keeps nothing.
    ///   - body: The change.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and `StoreError`; then nothing is changed.
    func change<R>(keeping: Bool = true, _ body: (Database) throws -> R) throws -> R {
        try GeoPackageFile.reportingDamage(of: path) {
            var result: R?
            try queue.inTransaction(.immediate) { db in
                result = try body(db)
                guard keeping else { return .rollback }
                try ChangeCounter.recordNext(header, in: db)
                return .commit
            }
            guard let result else { preconditionFailure("a finished transaction has run its body") }
            return result
        }
    }
}
