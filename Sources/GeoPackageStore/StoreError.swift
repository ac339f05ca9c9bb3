/// Why a GeoPackage could not be opened, read or written.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The file holds nothing.
    case empty(path: String)
    /// The file is not an SQLite database, or it is cut off or damaged; `reason` is SQLite's word.
    case damaged(path: String, reason: String)
    /// The file is a database without the tables of a GeoPackage.
    case notGeoPackage(path: String)
    /// The file is a GeoPackage that Bourn did not make.
    case notWorkspace(path: String)
    /// Another program wrote the workspace's tables into a new file, without Bourn's record of how they are built.
    case rewritten(path: String)
    /// There is a file already where a new one should go.
    case exists(path: String)
    /// No layer has this name.
    case noLayer(path: String, name: String, layers: [String])
    /// The file has several layers and none was chosen, or none at all.
    case ambiguousLayer(path: String, layers: [String])
    /// The layer has no field of this name.
    case noField(path: String, layer: String, name: String, fields: [String])
    /// The file was written by a newer Bourn, with its unknown migrations.
    case newer(path: String, migrations: [String])
    /// A write failed: the disk is full, the file is read-only, or the medium failed.
    case writeFailed(path: String, reason: String)
    /// Another program changed the file while its rows were being read.
    case changedWhileRead(path: String)
}
