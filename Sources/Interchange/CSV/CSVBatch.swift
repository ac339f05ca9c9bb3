/// Some whole rows of a CSV file as one block of bytes and the places of its fields.
///
/// A frozen value: any thread may read it, and columns that nobody asks for never become strings. Rows are
/// indexed from 0 within the batch; `rowNumber(_:)` gives the number in the file.
///
/// Memory: the bytes, 16 bytes for each field and 32 for each row.
public struct CSVBatch: Sendable {
    /// One field's place in `bytes`.
    public struct Field: Hashable, Sendable {
        /// The content, inside the quotes if there are any.
        public let range: Range<Int>
        /// The content holds quotes that are written twice.
        public let hasDoubledQuotes: Bool
    }

    /// The rows' bytes in UTF-8, with their line ends.
    ///
    /// A byte that was not valid is still there if the file is UTF-8, and is U+FFFD if it was converted.
    public let bytes: [UInt8]
    /// The number in the file of the batch's first row.
    public let firstRowNumber: Int
    /// What is wrong with the rows, by row.
    public let faults: [CSVFault]
    private let records: CSVRecords

    init(bytes: [UInt8], firstRowNumber: Int, faults: [CSVFault], records: CSVRecords) {
        self.bytes = bytes
        self.firstRowNumber = firstRowNumber
        self.faults = faults
        self.records = records
    }

    /// How many rows the batch holds.
    public var rowCount: Int { records.count }

    /// The number of a row in the file: data rows count from 1.
    public func rowNumber(_ row: Int) -> Int { firstRowNumber + row }

    /// The physical line on which a row starts, from 1.
    public func line(_ row: Int) -> Int { records.lines[row] }

    /// How many fields a row has.
    public func fieldCount(_ row: Int) -> Int { records.fields(of: row).count }

    /// The whole row in `bytes` as it was written, quotes included and without its line end.
    public func rawRange(_ row: Int) -> Range<Int> { records.starts[row]..<records.ends[row] }

    /// The faults of one row.
    ///
    /// - Complexity: O(log f + k) in the faults f of the batch and k of the row.
    public func faults(ofRow row: Int) -> ArraySlice<CSVFault> {
        let number = rowNumber(row)
        let start = faults.partitioningIndex { $0.row >= number }
        return faults[start...].prefix { $0.row == number }
    }

    /// The place of a field, or `nil` if the row is too short to have it.
    public func field(_ row: Int, _ column: Int) -> Field? {
        let index = records.firstFields[row] + column
        guard index < records.firstFields[row + 1] else { return nil }
        let end = records.fieldEnds[index]
        let start = Int(records.fieldStarts[index])
        let stop = Int(end & ~CSVRecords.doubledQuotes)
        return Field(range: start..<stop, hasDoubledQuotes: end & CSVRecords.doubledQuotes != 0)
    }

    /// The text of a field, or `nil` if the row is too short to have it.
    ///
    /// Invalid bytes read as U+FFFD.
    public func text(_ row: Int, _ column: Int) -> String? {
        guard let field = field(row, column) else { return nil }
        guard field.hasDoubledQuotes else { return String(decoding: bytes[field.range], as: UTF8.self) }
        return String(decoding: unquoted(field), as: UTF8.self)
    }

    /// The content of a field with doubled quotes written once.
    public func unquoted(_ field: Field) -> [UInt8] {
        guard field.hasDoubledQuotes else { return Array(bytes[field.range]) }
        var result: [UInt8] = []
        result.reserveCapacity(field.range.count)
        var skips = false
        for byte in bytes[field.range] {
            if skips, byte == quotationMark {
                skips = false
                continue
            }
            skips = byte == quotationMark
            result.append(byte)
        }
        return result
    }
}

extension Array {
    /// The first index whose element satisfies a predicate that is false and then true along the array.
    func partitioningIndex(where isRight: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isRight(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
