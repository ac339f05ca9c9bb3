internal import Coverage

/// A value of a directory row, as stores and files keep it.
///
/// Values are equal when their bytes are: texts that only Unicode takes for the same are two values.
public enum DirectoryValue: Hashable, Sendable {
    /// No value.
    case none
    /// A whole number.
    case integer(Int64)
    /// A number.
    case real(Double)
    /// Text.
    case text(String)
    /// Bytes, such as a geometry.
    case bytes([UInt8])
}

extension DirectoryValue {
    /// The values are of one kind and have the same bytes.
    public static func == (a: DirectoryValue, b: DirectoryValue) -> Bool {
        switch (a, b) {
        case (.none, .none): true
        case (.integer(let a), .integer(let b)): a == b
        case (.real(let a), .real(let b)): a == b
        case (.text(let a), .text(let b)): isSame(a, b)
        case (.bytes(let a), .bytes(let b)): a == b
        default: false
        }
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .none: hasher.combine(0)
        case .integer(let number): hasher.combine(number)
        case .real(let number): hasher.combine(number)
        case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
        case .bytes(let bytes): hasher.combine(bytes)
        }
    }
}

/// Two texts have the same bytes in UTF-8; `==` would also take `é` in one and in two characters for the same.
func isSame(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

/// A row as merging compares it: by its key and digest, and value by value where those differ.
public protocol ComparedRow {
    /// The unit's key.
    var key: String { get }
    /// The digest of key and values.
    var digest: RowDigest { get }
    /// The values in the order of the directory's columns.
    var values: [DirectoryValue] { get }
}

/// A row of the directory: what names it and its values in the order of the columns.
public struct DirectoryRow: Hashable, ComparedRow, Sendable {
    /// The unit's key, which no other row of the directory has.
    public let key: String
    /// The values in the order of the directory's columns.
    public var values: [DirectoryValue]

    /// Makes a row.
    public init(key: String, values: [DirectoryValue]) {
        self.key = key
        self.values = values
    }

    /// The digest, computed each time.
    public var digest: RowDigest { RowDigest(self) }
}

/// The SHA-256 digest of rows, of one or of a set in any order.
///
/// A row is digested in one written form: each value as a letter for its kind, its length in bytes and its
/// bytes, so that no two rows look alike; `-0.0` is written as `0.0`. A set's digest is the sum of its rows'
/// digests modulo 2²⁵⁶ and so does not depend on their order, and the digests of the parts of a split add up
/// to the digest of the whole. A row that occurs twice counts twice.
///
/// Source: Bellare & Micciancio 1997, "A new paradigm for collision-free hashing", doi:10.1007/3-540-69053-0_13.
/// Limits: it finds every accident. Who can choose thousands of rows freely can build a false set with the same
/// sum (Wagner 2002); that is why merging also compares each row with the one handed out.
public struct RowDigest: Hashable, Sendable {
    private var high: UInt64 = 0
    private var upper: UInt64 = 0
    private var lower: UInt64 = 0
    private var low: UInt64 = 0

    /// The digest of no rows.
    public static let empty = RowDigest()

    private init() {}

    /// The digest of one row.
    public init(_ row: DirectoryRow) {
        var writer = RowDigestWriter()
        writer.add(.text(row.key))
        for value in row.values { writer.add(value) }
        self = writer.finish()
    }

    fileprivate init(_ words: InlineArray<4, UInt64>) {
        (high, upper, lower, low) = (words[0], words[1], words[2], words[3])
    }

    /// Reads 64 hexadecimal digits, or `nil`.
    public init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var words: [UInt64] = []
        for start in stride(from: 0, to: 64, by: 16) {
            let part = String(decoding: digits[start..<start + 16], as: UTF8.self)
            guard !part.hasPrefix("+"), !part.hasPrefix("-"), let word = UInt64(part, radix: 16) else {
                return nil
            }
            words.append(word)
        }
        (high, upper, lower, low) = (words[0], words[1], words[2], words[3])
    }

    /// Reads 32 bytes, the most significant first, or `nil`.
    public init?(bytes: RawSpan) {
        guard bytes.byteCount == 32 else { return nil }
        var words = InlineArray<4, UInt64>(repeating: 0)
        for place in 0..<32 {
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: place, as: UInt8.self)
            words[place / 8] = words[place / 8] << 8 | UInt64(byte)
        }
        self.init(words)
    }

    /// The digest as 32 bytes, the most significant first.
    public var bytes: [UInt8] {
        [high, upper, lower, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// The digest of two sets of rows together.
    public static func + (a: RowDigest, b: RowDigest) -> RowDigest {
        var sum = RowDigest()
        var carry: UInt64 = 0
        (sum.low, carry) = added(a.low, b.low, 0)
        (sum.lower, carry) = added(a.lower, b.lower, carry)
        (sum.upper, carry) = added(a.upper, b.upper, carry)
        (sum.high, _) = added(a.high, b.high, carry)
        return sum
    }

    private static func added(_ a: UInt64, _ b: UInt64, _ carry: UInt64) -> (UInt64, UInt64) {
        let (first, overflow) = a.addingReportingOverflow(b)
        let (second, further) = first.addingReportingOverflow(carry)
        return (second, overflow || further ? 1 : 0)
    }

    /// Adds a set of rows.
    public static func += (a: inout RowDigest, b: RowDigest) { a = a + b }
}

extension RowDigest: CustomStringConvertible {
    /// 64 hexadecimal digits.
    public var description: String {
        [high, upper, lower, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}

/// Digests one row in the written form of `RowDigest`, value after value, from bytes where they lie.
public struct RowDigestWriter {
    private var hash = SHA256()

    /// Begins a row; its key comes first, as a text.
    public init() {}

    /// Adds no value.
    public mutating func addNone() { hash.add(UInt8(ascii: "n")) }

    /// Adds a whole number.
    public mutating func add(_ number: Int64) {
        hash.add(UInt8(ascii: "i"))
        hash.add(UInt64(bitPattern: number))
    }

    /// Adds a number.
    public mutating func add(_ number: Double) {
        hash.add(UInt8(ascii: "r"))
        hash.add(number)
    }

    /// Adds the UTF-8 of a text.
    public mutating func add(text: RawSpan) { add(UInt8(ascii: "t"), text) }

    /// Adds bytes that are no text.
    public mutating func add(bytes: RawSpan) { add(UInt8(ascii: "b"), bytes) }

    private mutating func add(_ letter: UInt8, _ bytes: RawSpan) {
        hash.add(letter)
        hash.add(UInt64(bytes.byteCount))
        hash.add(bytes)
    }

    /// Adds a value.
    public mutating func add(_ value: DirectoryValue) {
        switch value {
        case .none: addNone()
        case .integer(let number): add(number)
        case .real(let number): add(number)
        case .text(var text): text.withUTF8 { unsafe add(text: UnsafeRawBufferPointer($0).bytes) }
        case .bytes(let bytes): add(bytes: unsafe bytes.span.bytes)
        }
    }

    /// The row's digest.
    public consuming func finish() -> RowDigest { RowDigest(hash.finishAsWords()) }
}
