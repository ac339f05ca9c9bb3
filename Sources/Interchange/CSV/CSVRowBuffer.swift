/// Rows of CSV in memory, by RFC 4180: quotes only where they are needed, and text exactly as it is given.
///
/// A value that any thread may fill, so that rows are formatted on all cores and written by one `CSVWriter`.
public struct CSVRowBuffer: Sendable {
    /// The rows so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8
    private let lineEnd: [UInt8]
    private var isAtRowStart = true

    /// Makes an empty buffer for rows that go to a writer with the same options.
    public init(options: CSVWriter.Options = CSVWriter.Options()) {
        delimiter = options.delimiter.rawValue
        lineEnd = options.lineEnd == .crlf ? [carriageReturn, lineFeed] : [lineFeed]
    }

    /// Makes room for what is known to come.
    public mutating func reserve(bytes count: Int) { bytes.reserveCapacity(count) }

    /// Adds a field to the row.
    public mutating func append(_ text: String) {
        separate()
        var text = text
        text.withUTF8 { bytes in unsafe appendQuoting(bytes) }
    }

    /// Adds a field, given in UTF-8, to the row.
    public mutating func append(utf8 bytes: [UInt8]) {
        separate()
        unsafe bytes.withUnsafeBufferPointer { bytes in unsafe appendQuoting(bytes) }
    }

    /// Adds fields that are CSV already, such as `CSVReader.rawHeader`, to the row.
    public mutating func append(verbatim fields: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: fields)
    }

    /// Adds the fields of a whole row of the input to the row, byte for byte as they were written.
    ///
    /// The input must use the same delimiter; its quotes and all are kept.
    ///
    /// - Parameters:
    ///   - row: the row's index in the batch.
    ///   - batch: the batch the row is in.
    public mutating func append(verbatim row: Int, of batch: borrowing CSVBatch) {
        append(verbatim: batch.bytes[batch.rawRange(row)])
    }

    /// Adds a number with three decimals, rounded: metres to the millimetre.
    public mutating func append(thousandthsOf value: Double) {
        separate()
        let thousandths = (value * 1000).rounded()
        guard thousandths.magnitude < 1e18 else { return bytes.append(contentsOf: "\(value)".utf8) }
        if thousandths < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, part) = UInt64(thousandths.magnitude).quotientAndRemainder(dividingBy: 1000)
        append(digitsOf: whole)
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(part / 100))
        bytes.append(UInt8(ascii: "0") + UInt8(part / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(part % 10))
    }

    private mutating func append(digitsOf number: UInt64) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var count = 0
        var rest = number
        repeat {
            digits[count] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
            count += 1
        } while rest > 0
        while count > 0 {
            count -= 1
            bytes.append(digits[count])
        }
    }

    /// Ends the row.
    public mutating func endRow() {
        bytes.append(contentsOf: lineEnd)
        isAtRowStart = true
    }

    mutating func appendByteOrderMark() { bytes.append(contentsOf: TextEncoding.utf8.byteOrderMark) }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private mutating func separate() {
        if !isAtRowStart { bytes.append(delimiter) }
        isAtRowStart = false
    }

    private mutating func appendQuoting(_ field: UnsafeBufferPointer<UInt8>) {
        guard unsafe needsQuotes(field) else { return unsafe bytes.append(contentsOf: field) }
        bytes.append(quotationMark)
        for index in field.indices {
            let byte = unsafe field[index]
            if byte == quotationMark { bytes.append(quotationMark) }
            bytes.append(byte)
        }
        bytes.append(quotationMark)
    }

    private func needsQuotes(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in field.indices {
            let byte = unsafe field[index]
            if byte == delimiter || byte == quotationMark || byte == lineFeed || byte == carriageReturn {
                return true
            }
        }
        return false
    }
}
