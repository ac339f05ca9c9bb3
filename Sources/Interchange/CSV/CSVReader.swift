/// Reads a CSV file of any length in batches of rows.
///
/// By RFC 4180, and lenient where files are: LF, CR LF and CR end lines; lines with nothing in them are passed
/// over in tables of more than one column. Rows that are wrong are delivered with a located fault; nothing is
/// dropped. Memory does not grow with the file: one batch, and one record if that is longer.
public struct CSVReader: ~Copyable {
    /// How to read.
    public struct Options: Hashable, Sendable {
        /// The encoding; `nil` finds it out from the bytes.
        public var encoding: TextEncoding?
        /// The delimiter; `nil` finds it out from the first records.
        public var delimiter: CSVDelimiter?
        /// How many bytes a batch has, about.
        public var batchBytes = 1 << 20
        /// The longest record that may wait for its closing quote or line end.
        public var maximumRecordBytes = 1 << 24

        /// The usual way: encoding and delimiter are found out.
        public init(encoding: TextEncoding? = nil, delimiter: CSVDelimiter? = nil) {
            self.encoding = encoding
            self.delimiter = delimiter
        }
    }

    /// The columns' names, from the first record.
    public let header: CSVHeader
    /// The delimiter in use.
    public let delimiter: CSVDelimiter
    /// The encoding in use.
    public let encoding: TextEncoding
    /// The first record as it was written, in UTF-8 without its line end.
    public let rawHeader: [UInt8]

    private let options: Options
    private var source: TextSource
    private var tokenizer: CSVTokenizer
    private var buffer: [UInt8] = []
    private var replaced: [TextSource.Replacement] = []
    /// Where `buffer` starts in the source; only used for UTF-8, where offsets run alike.
    private var bufferOffset = 0
    private var line = 1
    private var nextRow = 1

    /// Opens a file.
    public init(path: String, options: Options = Options()) throws(CSVError) {
        try self.init(source: ByteSource(path: path), options: options)
    }

    /// Reads from an open descriptor, such as standard input; it stays open and the caller's.
    public init(descriptor: Int32, name: String, options: Options = Options()) throws(CSVError) {
        try self.init(source: ByteSource(descriptor: descriptor, name: name), options: options)
    }

    /// Reads from memory.
    public init(bytes: [UInt8], name: String = "memory", options: Options = Options()) throws(CSVError) {
        try self.init(source: ByteSource(bytes: bytes, name: name), options: options)
    }

    private init(source opened: consuming ByteSource, options: Options) throws(CSVError) {
        var text = try TextSource(opened, encoding: options.encoding)
        var buffer: [UInt8] = []
        var replaced: [TextSource.Replacement] = []
        try text.fill(to: max(16, options.batchBytes), &buffer, replaced: &replaced)
        let found = options.delimiter ?? CSVDelimiter.detect(inSample: buffer)
        var tokenizer = CSVTokenizer(delimiter: found, maximumRecordBytes: options.maximumRecordBytes)
        var line = 1
        let first = try readHeader(&text, &buffer, &replaced, &tokenizer, &line)
        tokenizer.keepsBlankLines = first.names.count == 1
        header = CSVHeader(names: first.names)
        rawHeader = first.raw
        delimiter = found
        encoding = text.encoding
        self.options = options
        bufferOffset = text.bytesRead - buffer.count
        source = text
        self.tokenizer = tokenizer
        self.buffer = buffer
        self.replaced = replaced
        self.line = line
    }

    /// Bytes taken from the file so far, for showing progress.
    public var bytesRead: Int { source.bytesRead }

    /// The file's length in bytes, or `nil` for a pipe.
    public var totalBytes: Int? { source.totalBytes }

    /// The next rows, or `nil` at the end of the file.
    ///
    /// - Returns: a batch of at least one row, about `Options.batchBytes` long.
    /// - Throws: `CSVError` when the file cannot be read further or one record is too long.
    /// - Complexity: O(n) in the batch's bytes.
    public mutating func nextBatch() throws(CSVError) -> CSVBatch? {
        var target = max(16, options.batchBytes)
        while true {
            try source.fill(to: target, &buffer, replaced: &replaced)
            var records = CSVRecords()
            records.reserve(bytes: buffer.count)
            let consumed = tokenizer.tokenize(buffer, isFinal: source.isAtEnd, line: &line, into: &records)
            if records.count > 0 { return takeBatch(records, consumed: consumed) }
            drop(consumed)
            if source.isAtEnd { return nil }
            guard buffer.count <= 2 * options.maximumRecordBytes else {
                throw .recordTooLong(path: source.path, line: line, limit: options.maximumRecordBytes)
            }
            target = max(target, 2 * buffer.count)
        }
    }

    private mutating func drop(_ count: Int) {
        guard count > 0 else { return }
        buffer.removeFirst(count)
        shift(by: count)
    }

    private mutating func shift(by count: Int) {
        bufferOffset += count
        tokenizer.rebase(by: count)
        replaced.removeAll { $0.bufferOffset < count }
        for index in replaced.indices { replaced[index].bufferOffset -= count }
    }

    /// Hands over the consumed part of the buffer without copying it; the rest starts the next buffer.
    private mutating func takeBatch(_ records: CSVRecords, consumed: Int) -> CSVBatch {
        let faults = faults(in: records, consumed: consumed)
        let rest = Array(buffer[consumed...])
        var taken: [UInt8] = []
        swap(&taken, &buffer)
        taken.removeLast(taken.count - consumed)
        buffer = rest
        shift(by: consumed)
        let first = nextRow
        nextRow += records.count
        return CSVBatch(bytes: taken, firstRowNumber: first, faults: faults, records: records)
    }

    private func faults(in records: CSVRecords, consumed: Int) -> [CSVFault] {
        var found: [CSVFault] = []
        func add(_ record: Int, _ kind: CSVFault.Kind) {
            found.append(CSVFault(row: nextRow + record, line: records.lines[record], kind: kind))
        }
        for fault in records.faults { add(fault.record, fault.kind) }
        let expected = header.names.count
        for record in 0..<records.count where records.fields(of: record).count != expected {
            add(record, .ragged(expected: expected, got: records.fields(of: record).count))
        }
        var last = -1
        for place in invalidPlaces(consumed: consumed) {
            let record = records.starts.partitioningIndex { $0 > place.bufferOffset } - 1
            guard record > last else { continue }
            last = record
            add(
                record,
                place.isOtherText
                    ? .otherEncoding(.utf8, in: encoding, byteOffset: place.sourceOffset)
                    : .invalidText(encoding, byteOffset: place.sourceOffset))
        }
        // Sorting by row keeps the order of kinds within a row, because the sort is stable.
        return found.sorted { $0.row < $1.row }
    }

    private func invalidPlaces(consumed: Int) -> [TextSource.Replacement] {
        guard encoding == .utf8 else { return replaced.filter { $0.bufferOffset < consumed } }
        var scan = UTF8Scan(keepingOffsets: .max)
        unsafe buffer.withUnsafeBufferPointer { bytes in
            unsafe scan.scan(UnsafeBufferPointer(rebasing: bytes[..<consumed]))
        }
        scan.finish()
        return scan.invalidOffsets.map {
            TextSource.Replacement(sourceOffset: bufferOffset + $0, bufferOffset: $0)
        }
    }
}

/// Reads the first record, growing the buffer as far as that takes, and removes it from the buffer.
private func readHeader(
    _ text: inout TextSource, _ buffer: inout [UInt8], _ replaced: inout [TextSource.Replacement],
    _ tokenizer: inout CSVTokenizer, _ line: inout Int
) throws(CSVError) -> (names: [String], raw: [UInt8]) {
    while true {
        var records = CSVRecords()
        let isFinal = text.isAtEnd
        let consumed = tokenizer.tokenize(buffer, limit: 1, isFinal: isFinal, line: &line, into: &records)
        guard records.count == 0 else {
            if let fault = records.faults.first {
                let located = CSVFault(row: 0, line: records.lines[0], kind: fault.kind)
                throw .brokenHeader(path: text.path, fault: located)
            }
            if let place = replaced.first(where: { $0.isOtherText && $0.bufferOffset < records.ends[0] }) {
                let kind = CSVFault.Kind.otherEncoding(
                    .utf8, in: text.encoding, byteOffset: place.sourceOffset)
                throw .brokenHeader(
                    path: text.path, fault: CSVFault(row: 0, line: records.lines[0], kind: kind))
            }
            return takeHeader(records, consumed: consumed, &buffer, &replaced, &tokenizer)
        }
        buffer.removeFirst(consumed)
        tokenizer.rebase(by: consumed)
        for index in replaced.indices { replaced[index].bufferOffset -= consumed }
        guard !isFinal else { throw .empty(path: text.path) }
        guard buffer.count <= 2 * tokenizer.maximumRecordBytes else {
            throw .recordTooLong(path: text.path, line: line, limit: tokenizer.maximumRecordBytes)
        }
        try text.fill(to: 2 * buffer.count + 16, &buffer, replaced: &replaced)
    }
}

private func takeHeader(
    _ records: CSVRecords, consumed: Int, _ buffer: inout [UInt8],
    _ replaced: inout [TextSource.Replacement], _ tokenizer: inout CSVTokenizer
) -> (names: [String], raw: [UInt8]) {
    let raw = Array(buffer[records.starts[0]..<records.ends[0]])
    let batch = CSVBatch(bytes: buffer, firstRowNumber: 0, faults: [], records: records)
    let names = (0..<batch.fieldCount(0)).map { batch.text(0, $0) ?? "" }
    buffer.removeFirst(consumed)
    tokenizer.rebase(by: consumed)
    replaced.removeAll { $0.bufferOffset < consumed }
    for index in replaced.indices { replaced[index].bufferOffset -= consumed }
    return (names, raw)
}
