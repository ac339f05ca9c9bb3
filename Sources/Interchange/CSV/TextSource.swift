/// A byte source read as UTF-8, whatever its encoding.
struct TextSource: ~Copyable {
    /// A place where bytes were replaced, and where the replacement lies in the buffer.
    struct Replacement {
        let sourceOffset: Int
        var bufferOffset: Int
        /// Nothing was replaced: a line of UTF-8 begins, which reads as nonsense in this encoding.
        var isOtherText = false
    }

    let encoding: TextEncoding
    /// The source has ended.
    private(set) var isAtEnd = false
    /// Bytes taken from the source.
    private(set) var bytesRead = 0
    private var source: ByteSource
    private var converter: TextConverter
    private var unread: [UInt8]
    private var isAtStart = true
    /// Where lines of UTF-8 lie in a file of GB 18030, those to come.
    private var foreign: ArraySlice<Int> = []

    /// Opens a source in the encoding that is given, or else in the one that its bytes tell.
    init(_ opened: consuming ByteSource, encoding declared: TextEncoding?) throws(CSVError) {
        var opened = opened
        var sample: [UInt8] = []
        while sample.count < 1 << 18 {
            guard try opened.read(1 << 16, into: &sample) > 0 else { break }
        }
        guard !sample.isEmpty else { throw .empty(path: opened.path) }
        let found: TextEncoding
        if let declared {
            found = declared
        } else {
            found = try EncodingDetector.detect(&opened, sample: sample)
        }
        let isRead = opened.isRewindable
        if isRead {
            if found == .gb18030 { foreign = try MixedLines(&opened).utf8[...] }
            try opened.rewind()
        }
        let converter = try TextConverter(from: found)
        encoding = found
        unread = isRead ? [] : sample
        self.converter = converter
        source = opened
    }

    var path: String { source.path }

    /// The whole length in bytes, where it is known.
    var totalBytes: Int? { source.totalBytes }

    /// Appends UTF-8 until the buffer holds `target` bytes or the source ends.
    ///
    /// - Parameters:
    ///   - target: how long the buffer should get.
    ///   - buffer: where the text goes.
    ///   - replaced: where replaced bytes are listed; never filled for UTF-8, which is checked by batches.
    /// - Throws: `CSVError.system` when the source cannot be read.
    mutating func fill(
        to target: Int, _ buffer: inout [UInt8], replaced: inout [Replacement]
    ) throws(CSVError) {
        while !isAtEnd, buffer.count < target {
            let wanted = target - buffer.count
            let got: Int
            if encoding == .utf8 {
                let kept = takeUnread(into: &buffer)
                got = kept > 0 ? kept : try source.read(wanted, into: &buffer)
            } else {
                got = try convertPiece(wanted, into: &buffer, replaced: &replaced)
            }
            isAtEnd = got == 0
            bytesRead += got
        }
        guard isAtStart, isAtEnd || buffer.count >= 3 else { return }
        isAtStart = false
        if buffer.starts(with: TextEncoding.utf8.byteOrderMark) { buffer.removeFirst(3) }
    }

    /// What was read for detection from a source that cannot be read twice.
    private mutating func takeUnread(into buffer: inout [UInt8]) -> Int {
        buffer.append(contentsOf: unread)
        defer { unread = [] }
        return unread.count
    }

    private mutating func convertPiece(
        _ count: Int, into buffer: inout [UInt8], replaced: inout [Replacement]
    ) throws(CSVError) -> Int {
        var piece = unread
        unread = []
        if piece.isEmpty { _ = try source.read(count, into: &piece) }
        // A piece is cut where a line of another encoding begins, so that the place in the buffer is known.
        var start = 0
        while let place = foreign.first, place < bytesRead + piece.count {
            convert(Array(piece[start..<(place - bytesRead)]), isFinal: false, &buffer, &replaced)
            start = place - bytesRead
            replaced.append(
                Replacement(sourceOffset: place, bufferOffset: buffer.count, isOtherText: true))
            foreign.removeFirst()
        }
        convert(start == 0 ? piece : Array(piece[start...]), isFinal: piece.isEmpty, &buffer, &replaced)
        return piece.count
    }

    private mutating func convert(
        _ bytes: [UInt8], isFinal: Bool, _ buffer: inout [UInt8], _ replaced: inout [Replacement]
    ) {
        for place in converter.convert(bytes, isFinal: isFinal, into: &buffer) {
            replaced.append(Replacement(sourceOffset: place.sourceOffset, bufferOffset: place.outputOffset))
        }
    }
}
