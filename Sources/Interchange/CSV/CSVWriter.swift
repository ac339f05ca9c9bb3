/// Writes CSV by RFC 4180: quotes only where they are needed, and text exactly as it is given.
///
/// Cells that a spreadsheet would take for a formula (`=`, `+`, `-`, `@` in front) are written as they are, because
/// data must come out as it went in; whoever opens a file from strangers in a spreadsheet should import it as
/// text. Nothing is refused, and text that holds delimiters, quotes or line ends is quoted.
///
/// A regular file is written beside its path and renamed by `finish()`, so that a killed process leaves what was
/// there before. Writing to a closed pipe is an error (EPIPE) only where the process ignores SIGPIPE.
public struct CSVWriter: ~Copyable {
    /// How to write.
    public struct Options: Hashable, Sendable {
        /// What separates fields.
        public var delimiter: CSVDelimiter
        /// Starts the file with a byte order mark, without which Excel misreads Chinese.
        public var hasByteOrderMark: Bool
        /// How lines end.
        public var lineEnd: LineEnd

        /// The usual way: commas, no mark, CR LF as RFC 4180 says.
        public init(
            delimiter: CSVDelimiter = .comma, hasByteOrderMark: Bool = false, lineEnd: LineEnd = .crlf
        ) {
            self.delimiter = delimiter
            self.hasByteOrderMark = hasByteOrderMark
            self.lineEnd = lineEnd
        }
    }

    /// How lines end.
    public enum LineEnd: Hashable, Sendable {
        /// CR LF.
        case crlf
        /// LF.
        case lf
    }

    private var sink: ByteSink
    private var buffer: CSVRowBuffer
    private static let flushSize = 1 << 18

    /// Opens a file for writing; an existing regular file is replaced when `finish()` succeeds.
    public init(path: String, options: Options = Options()) throws(CSVError) {
        self.init(sink: try ByteSink(path: path), options: options)
    }

    /// Writes to an open descriptor, such as standard output; it stays open and the caller's.
    public init(descriptor: Int32, name: String, options: Options = Options()) {
        self.init(sink: ByteSink(descriptor: descriptor, name: name), options: options)
    }

    private init(sink: consuming ByteSink, options: Options) {
        self.sink = sink
        buffer = CSVRowBuffer(options: options)
        buffer.reserve(bytes: Self.flushSize + 4096)
        if options.hasByteOrderMark { buffer.appendByteOrderMark() }
    }

    /// Adds a field to the row.
    public mutating func append(_ text: String) { buffer.append(text) }

    /// Adds a field, given in UTF-8, to the row.
    public mutating func append(utf8 bytes: [UInt8]) { buffer.append(utf8: bytes) }

    /// Adds the fields of a whole row of the input to the row, byte for byte as they were written.
    ///
    /// The input must use the same delimiter; its quotes and all are kept.
    ///
    /// - Parameters:
    ///   - row: the row's index in the batch.
    ///   - batch: the batch the row is in.
    public mutating func append(verbatim row: Int, of batch: borrowing CSVBatch) {
        buffer.append(verbatim: row, of: batch)
    }

    /// Adds fields that are CSV already, such as `CSVReader.rawHeader`, to the row.
    public mutating func append(verbatim bytes: [UInt8]) { buffer.append(verbatim: bytes) }

    /// Writes whole rows that were made elsewhere.
    ///
    /// - Precondition: no row is in progress.
    /// - Throws: `CSVError.system` when the file cannot take more.
    public mutating func write(rows: CSVRowBuffer) throws(CSVError) {
        try flush()
        try sink.write(rows.bytes)
    }

    /// Ends the row.
    ///
    /// - Throws: `CSVError.system` when the file cannot take more, as on a full disk.
    public mutating func endRow() throws(CSVError) {
        buffer.endRow()
        if buffer.bytes.count >= Self.flushSize { try flush() }
    }

    /// Writes a whole row of fields.
    ///
    /// A row of one empty field is written as `""`, which would be a blank line otherwise.
    ///
    /// - Throws: `CSVError.system` when the file cannot take more.
    public mutating func writeRow(_ fields: [String]) throws(CSVError) {
        if fields == [""] {
            append(verbatim: [quotationMark, quotationMark])
        } else {
            fields.forEach { append($0) }
        }
        try endRow()
    }

    /// Writes what is left and puts the file in its place.
    ///
    /// - Throws: `CSVError.system`; the file that was there before is then untouched.
    public consuming func finish() throws(CSVError) {
        try flush()
        try sink.finish()
    }

    private mutating func flush() throws(CSVError) {
        try sink.write(buffer.bytes)
        buffer.removeAll()
    }
}
