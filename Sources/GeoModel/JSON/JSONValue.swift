/// A value of JSON (RFC 8259) in which nothing of a table row is lost: members keep their order, numbers their
/// digits.
public indirect enum JSONValue: Hashable, Sendable {
    /// No value.
    case null
    /// True or false.
    case bool(Bool)
    /// A number as it was written.
    case number(JSONNumber)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Named values in order; names may repeat.
    case object([JSONMember])
}

/// A named value of a JSON object.
public struct JSONMember: Hashable, Sendable {
    /// The name, unescaped.
    public let name: String
    /// The value.
    public let value: JSONValue

    /// Puts a member together.
    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// A number of JSON, kept as the text it was written as.
///
/// A code typed as a number, such as `330106001001` or `1.0`, so keeps every digit. Two numbers are equal when
/// their texts are.
public struct JSONNumber: Hashable, Sendable {
    /// The digits as written.
    public let text: String

    /// Takes a text whose caller has checked it against the grammar of RFC 8259.
    init(unchecked text: String) { self.text = text }

    /// Makes a whole number.
    public init(_ value: Int) { text = String(value) }

    /// Makes a number in the fewest digits that read back as the same value; `nil` for NaN and infinity, which
    /// JSON cannot say.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.shortestText
    }

    /// The nearest `Double`; infinite when the number is out of its range.
    public var double: Double { Double(text) ?? .infinity }

    /// The number as an `Int`; `nil` when it has a fraction or exponent, or does not fit.
    public var int: Int? { Int(text) }
}

extension Double {
    /// The fewest digits that read back as the same finite value, without a needless `.0`.
    var shortestText: String {
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
