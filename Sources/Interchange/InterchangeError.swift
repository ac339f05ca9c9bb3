/// Why a file could not be read or written.
public enum InterchangeError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The file holds nothing.
    case empty(path: String)
}
