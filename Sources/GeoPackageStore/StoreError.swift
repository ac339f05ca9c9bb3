/// Why a GeoPackage could not be opened, read or written.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The file is not a GeoPackage, with what it lacks.
    case notGeoPackage(path: String, reason: String)
}
