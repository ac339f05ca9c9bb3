/// Why a CSV file could not be read or written at all.
///
/// Faults of single rows are `CSVFault` values; these errors stop the file.
public enum CSVError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The path is a directory.
    case isDirectory(path: String)
    /// The file holds no byte, or nothing but a byte order mark and blank lines.
    case empty(path: String)
    /// The operating system refused a call; `code` is its errno.
    case system(call: String, path: String, code: Int32)
    /// One record is longer than the reader may hold in memory.
    case recordTooLong(path: String, line: Int, limit: Int)
    /// The quoting of the first record, which names the columns, is broken.
    case brokenHeader(path: String, fault: CSVFault)
    /// The bytes are valid in none of the encodings that are tried.
    case unknownEncoding(path: String, invalidUTF8At: Int, invalidGB18030At: Int)
    /// Nearly all of the file is UTF-8, but some bytes are not; only the user can say which to believe.
    case damagedUTF8(path: String, offset: Int, invalid: Int)
    /// This machine's C library cannot convert the encoding.
    case unsupportedEncoding(TextEncoding)
}
