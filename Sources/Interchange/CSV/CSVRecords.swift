/// Where the records of one buffer and their fields lie, in flat arrays.
struct CSVRecords: Sendable {
    /// Byte offset of each record.
    var starts: [Int] = []
    /// Byte offset behind each record's last byte, before its line end.
    var ends: [Int] = []
    /// Physical line of each record.
    var lines: [Int] = []
    /// Index of each record's first field; one more at the end.
    var firstFields: [Int] = [0]
    /// Byte offset of each field's content, inside the quotes.
    var fieldStarts: [UInt32] = []
    /// Byte offset behind each field's content; the top bit says that quotes inside it are doubled.
    var fieldEnds: [UInt32] = []
    /// Faults of quoting and NUL bytes by record index, in order.
    var faults: [(record: Int, kind: CSVFault.Kind)] = []

    static let doubledQuotes: UInt32 = 1 << 31

    var count: Int { starts.count }

    func fields(of record: Int) -> Range<Int> { firstFields[record]..<firstFields[record + 1] }

    mutating func appendField(_ start: Int, _ end: Int, hasDoubledQuotes: Bool = false) {
        fieldStarts.append(UInt32(truncatingIfNeeded: start))
        fieldEnds.append(UInt32(truncatingIfNeeded: end) | (hasDoubledQuotes ? Self.doubledQuotes : 0))
    }

    mutating func closeRecord(from start: Int, to end: Int, line: Int) {
        starts.append(start)
        ends.append(end)
        lines.append(line)
        firstFields.append(fieldStarts.count)
    }

    /// Forgets the fields of a record that is not closed yet.
    mutating func dropOpenFields() {
        let keep = firstFields[starts.count]
        fieldStarts.removeLast(fieldStarts.count - keep)
        fieldEnds.removeLast(fieldEnds.count - keep)
    }

    mutating func reserve(bytes: Int) {
        starts.reserveCapacity(bytes / 64)
        ends.reserveCapacity(bytes / 64)
        lines.reserveCapacity(bytes / 64)
        firstFields.reserveCapacity(bytes / 64)
        fieldStarts.reserveCapacity(bytes / 8)
        fieldEnds.reserveCapacity(bytes / 8)
    }
}
