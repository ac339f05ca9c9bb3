/// Why a file could not be read or written.
public enum InterchangeError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The file holds nothing.
    case empty(path: String)
    /// The file cannot be read in any format GDAL knows, with GDAL's word.
    case unreadable(path: String, reason: String)
    /// GDAL could not write the file.
    case unwritable(path: String, reason: String)
    /// A program that Bourn runs is not installed or cannot be started.
    case programMissing(name: String, reason: String)
}
