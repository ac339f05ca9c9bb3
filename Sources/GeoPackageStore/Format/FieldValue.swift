/// A value of a field, of the kinds that SQLite stores.
public enum FieldValue: Hashable, Sendable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// A floating-point number.
    case real(Double)
    /// Text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// Text, or no value.
    public static func optional(_ text: String?) -> FieldValue {
        text.map(FieldValue.text) ?? .null
    }
}
