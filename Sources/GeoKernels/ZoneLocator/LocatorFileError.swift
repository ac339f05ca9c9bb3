/// Why a written locator cannot be used.
public enum LocatorFileError: Error, Hashable, Sendable {
    /// The file cannot be opened or mapped; `errorNumber` is the system's.
    case unreadable(path: String, errorNumber: Int32)
    /// The file cannot be written; `errorNumber` is the system's.
    case unwritable(path: String, errorNumber: Int32)
    /// The file is a locator of another version: build it again.
    case otherVersion(path: String, found: UInt32, expected: UInt32)
    /// The file is no locator, is cut short, or refers to what it does not hold: build it again.
    case damaged(path: String, what: Part)

    /// The part of the file that is wrong.
    public enum Part: String, Hashable, Sendable {
        /// The mark, the byte order or the lengths.
        case header
        /// The rings of zones.
        case rings
        /// The tiles or their lattice.
        case tiles
        /// The cells of a tile.
        case cells
        /// The lists of edges.
        case entries
    }
}
