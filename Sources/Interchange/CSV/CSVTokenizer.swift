/// Splits UTF-8 bytes into records and fields by RFC 4180.
///
/// A record ends with LF, CR LF or CR. A field that starts with a quote may hold delimiters, line ends and doubled
/// quotes; a quote elsewhere in a field is an ordinary character. Where quoting is broken (no closing quote, or
/// text behind one) the record is taken to end with its first line, so that one stray quote costs one row and not
/// the rest of the file.
struct CSVTokenizer {
    /// The largest record that may wait for its closing quote.
    let maximumRecordBytes: Int
    /// A blank line is a record with one empty field: in a table of one column it is a value.
    var keepsBlankLines = false
    private let delimiter: UInt8
    /// No byte above this one ends an unquoted field.
    private let greatestSpecial: UInt8
    /// Before this offset quoted line breaks have proved wrong, so a quote must close on its line.
    ///
    /// Without this
    /// rule a hostile file could make each of its lines cost a scan of all that follows.
    private var quotesCloseInLineBefore = 0

    init(delimiter: CSVDelimiter, maximumRecordBytes: Int = 1 << 24) {
        self.delimiter = delimiter.rawValue
        self.maximumRecordBytes = maximumRecordBytes
        greatestSpecial = max(delimiter.rawValue, carriageReturn)
    }

    /// Tells that the caller dropped the first `count` bytes of its buffer.
    mutating func rebase(by count: Int) { quotesCloseInLineBefore = max(0, quotesCloseInLineBefore - count) }

    /// Splits as many whole records as the buffer holds.
    ///
    /// Lines with nothing in them are passed over, but counted, unless `keepsBlankLines`.
    ///
    /// - Parameters:
    ///   - bytes: the buffer, below 2 GiB.
    ///   - limit: how many records to take at most.
    ///   - isFinal: nothing follows the buffer, so its last record needs no line end.
    ///   - line: the physical line at the buffer's start; afterwards that of the first byte not consumed.
    ///   - records: where the records are added.
    /// - Returns: how many bytes were consumed.
    /// - Complexity: O(n) in the bytes.
    mutating func tokenize(
        _ bytes: [UInt8], limit: Int = .max, isFinal: Bool, line: inout Int, into records: inout CSVRecords
    ) -> Int {
        precondition(bytes.count < 1 << 31, "a CSV buffer must be below 2 GiB")
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var start = 0
            while start < buffer.count, records.count < limit {
                let outcome = unsafe scanRecord(buffer, from: start, isFinal: isFinal, into: &records)
                guard
                    let next = unsafe settle(
                        outcome, buffer, start: start, isFinal: isFinal, line: &line, into: &records)
                else { break }
                start = next
            }
            return start
        }
    }
}

let lineFeed: UInt8 = 0x0A
let carriageReturn: UInt8 = 0x0D
let quotationMark: UInt8 = 0x22

extension CSVTokenizer {
    /// What a scan from the start of a record found.
    private enum Outcome {
        /// A record up to `end`, `lines` line breaks inside it, the next one at `next`.
        case record(end: Int, next: Int, lines: Int, hasNUL: Bool)
        /// The buffer ends inside the record.
        case cut(isQuoted: Bool)
        /// Text behind the closing quote of the field with this number, noticed at an offset.
        case textAfterQuote(column: Int, at: Int)
        /// A quote that must close on its line does not.
        case openQuote
    }

    /// Turns an outcome into a record; returns the next record's offset, or `nil` to wait for more bytes.
    private mutating func settle(
        _ outcome: Outcome, _ bytes: UnsafeBufferPointer<UInt8>, start: Int, isFinal: Bool, line: inout Int,
        into records: inout CSVRecords
    ) -> Int? {
        var fault = CSVFault.Kind.unterminatedQuote
        switch outcome {
        case .record(let end, let next, let lines, let hasNUL):
            if end == start, !keepsBlankLines {
                records.dropOpenFields()
                line += 1
                return next
            }
            if hasNUL { records.faults.append((records.count, .nulByte)) }
            records.closeRecord(from: start, to: end, line: line)
            line += lines + 1
            return next
        case .cut(let isQuoted):
            records.dropOpenFields()
            let mayGrow = !isFinal && bytes.count - start <= maximumRecordBytes
            guard isQuoted, !mayGrow else { return nil }
            quotesCloseInLineBefore = bytes.count
        case .textAfterQuote(let column, let place):
            records.dropOpenFields()
            fault = .textAfterQuote(column: column)
            quotesCloseInLineBefore = max(quotesCloseInLineBefore, place)
        case .openQuote: records.dropOpenFields()
        }
        guard
            case .record(let end, let next, _, _) =
                unsafe scanLiteralLine(bytes, from: start, isFinal: isFinal, into: &records)
        else {
            records.dropOpenFields()
            return nil
        }
        records.faults.append((records.count, fault))
        records.closeRecord(from: start, to: end, line: line)
        line += 1
        return next
    }

    private func scanRecord(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool, into records: inout CSVRecords
    ) -> Outcome {
        var index = start
        var lines = 0
        var hasNUL = false
        while true {
            if index < bytes.count, unsafe bytes[index] == quotationMark {
                let open = index + 1
                let close = unsafe scanQuoted(bytes, from: open, lines: &lines, hasNUL: &hasNUL)
                guard close.isClosed else {
                    return open < quotesCloseInLineBefore && lines > 0 ? .openQuote : .cut(isQuoted: true)
                }
                if lines > 0, open < quotesCloseInLineBefore { return .openQuote }
                records.appendField(open, close.index, hasDoubledQuotes: close.hasDoubledQuotes)
                index = close.index + 1
                if index < bytes.count, unsafe !endsField(bytes[index]) {
                    let column = records.fieldStarts.count - records.firstFields[records.count]
                    return .textAfterQuote(column: column, at: index)
                }
            } else {
                let begin = index
                index = unsafe scanPlain(bytes, from: begin, hasNUL: &hasNUL)
                records.appendField(begin, index)
            }
            guard index < bytes.count else {
                return isFinal
                    ? .record(end: index, next: index, lines: lines, hasNUL: hasNUL) : .cut(isQuoted: false)
            }
            if unsafe bytes[index] == delimiter {
                index += 1
                continue
            }
            guard let next = unsafe lineEnd(bytes, at: index, isFinal: isFinal) else {
                return .cut(isQuoted: false)
            }
            return .record(end: index, next: next, lines: lines, hasNUL: hasNUL)
        }
    }

    private func endsField(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == lineFeed || byte == carriageReturn
    }

    /// The offset behind a line end, or `nil` when a CR is the last byte so far.
    private func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, isFinal: Bool) -> Int? {
        guard unsafe bytes[index] == carriageReturn else { return index + 1 }
        guard index + 1 < bytes.count else { return isFinal ? index + 1 : nil }
        return unsafe bytes[index + 1] == lineFeed ? index + 2 : index + 1
    }

    /// The offset of the delimiter or line end that closes an unquoted field, or the buffer's end.
    private func scanPlain(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, hasNUL: inout Bool
    ) -> Int {
        var index = start
        while index < bytes.count {
            let byte = unsafe bytes[index]
            if byte <= greatestSpecial {
                if endsField(byte) { return index }
                if byte == 0 { hasNUL = true }
            }
            index += 1
        }
        return index
    }

    /// The offset of the closing quote of a field whose content starts at `start`.
    private func scanQuoted(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, lines: inout Int, hasNUL: inout Bool
    ) -> (index: Int, isClosed: Bool, hasDoubledQuotes: Bool) {
        var index = start
        var doubled = false
        while index < bytes.count {
            let byte = unsafe bytes[index]
            index += 1
            guard byte <= quotationMark else { continue }
            if byte == quotationMark {
                guard index < bytes.count, unsafe bytes[index] == quotationMark else {
                    return (index - 1, true, doubled)
                }
                doubled = true
                index += 1
            } else if byte == lineFeed {
                lines += 1
            } else if byte == carriageReturn {
                // CR LF counts with its LF.
                let isLast = index >= bytes.count
                if unsafe isLast || bytes[index] != lineFeed { lines += 1 }
            } else if byte == 0 {
                hasNUL = true
            }
            if lines > 0, start < quotesCloseInLineBefore { break }
        }
        return (index, false, doubled)
    }

    /// Splits one physical line at its delimiters, taking quotes as ordinary characters.
    private func scanLiteralLine(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool, into records: inout CSVRecords
    ) -> Outcome {
        var index = start
        var hasNUL = false
        while true {
            let begin = index
            index = unsafe scanPlain(bytes, from: begin, hasNUL: &hasNUL)
            records.appendField(begin, index)
            guard index < bytes.count else {
                return isFinal
                    ? .record(end: index, next: index, lines: 0, hasNUL: hasNUL) : .cut(isQuoted: false)
            }
            if unsafe bytes[index] != delimiter { break }
            index += 1
        }
        guard let next = unsafe lineEnd(bytes, at: index, isFinal: isFinal) else {
            return .cut(isQuoted: false)
        }
        return .record(end: index, next: next, lines: 0, hasNUL: hasNUL)
    }
}
