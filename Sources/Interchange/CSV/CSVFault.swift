/// What is wrong with one row of a CSV file, and where the row is.
public struct CSVFault: Hashable, Sendable {
    /// What can be wrong with a row.
    public enum Kind: Hashable, Sendable {
        /// The row has another number of fields than the header.
        case ragged(expected: Int, got: Int)
        /// A quote opens on this line and never closes. The row is taken to end with its first line.
        case unterminatedQuote
        /// A closing quote is followed by something else than a delimiter or the end of the line. `column` counts
        /// from 1. The row is taken to end with its first line.
        case textAfterQuote(column: Int)
        /// The row holds a NUL byte.
        case nulByte
        /// Bytes that do not exist in the encoding; they read as U+FFFD. `byteOffset` counts in the file from 0.
        case invalidText(TextEncoding, byteOffset: Int)
        /// Text in another encoding than that of the file, which would read as nonsense; `byteOffset` as above.
        case otherEncoding(TextEncoding, in: TextEncoding, byteOffset: Int)
    }

    /// The row's number: data rows count from 1, the header is 0.
    public let row: Int
    /// The physical line on which the row starts, from 1.
    public let line: Int
    /// What is wrong.
    public let kind: Kind

    /// Makes a fault.
    public init(row: Int, line: Int, kind: Kind) {
        self.row = row
        self.line = line
        self.kind = kind
    }
}
