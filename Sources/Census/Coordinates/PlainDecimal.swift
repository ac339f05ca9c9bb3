/// A decimal number in ASCII with nothing around it: the form of nearly every coordinate, read without a string.
public struct PlainDecimal: Hashable, Sendable {
    /// The number, correctly rounded.
    public let value: Double
    /// Digits after the point.
    public let decimals: Int

    /// Reads a number from a text; see `init(utf8:)`.
    public init?(_ text: String) { self.init(parsing: text.utf8) }

    /// Reads a number from a field's bytes without making a string.
    ///
    /// Not generic, so that callers in other modules get specialised code.
    ///
    /// - Parameter bytes: the text in UTF-8.
    public init?(utf8 bytes: ArraySlice<UInt8>) { self.init(parsing: bytes) }

    /// Reads an optional sign, digits and at most one point; `nil` for anything else, and for more than 15
    /// significant digits, which need a slower reading.
    ///
    /// Up to 2⁵³ and 10²² both the digits and the power of ten are exact doubles, so that one division rounds
    /// correctly. Source: W. D. Clinger 1990, "How to read floating point numbers accurately",
    /// doi:10.1145/93542.93557.
    ///
    /// - Parameter bytes: the text in UTF-8.
    /// - Complexity: O(n) in the bytes.
    private init?(parsing bytes: some Sequence<UInt8>) {
        var mantissa: UInt64 = 0
        var digits = 0
        var decimals = -1
        var isNegative = false
        var hasDigit = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
                if mantissa > 0 { digits += 1 }
                hasDigit = true
                if decimals >= 0 { decimals += 1 }
                if digits > 15 || decimals > 22 { return nil }
            case UInt8(ascii: ".") where decimals < 0 && index > 0: decimals = 0
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: "+") where index == 0: break
            default: return nil
            }
        }
        guard hasDigit else { return nil }
        let size = Double(mantissa) / powerOfTen(max(0, decimals))
        value = isNegative ? -size : size
        self.decimals = max(0, decimals)
    }
}
