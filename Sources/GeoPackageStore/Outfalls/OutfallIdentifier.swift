internal import Foundation

/// Identifiers of register entries: UUIDs of version 7 (RFC 9562, sections 5.7 and 6.2, method 3).
///
/// They begin with the time, to about a quarter of a microsecond. What is registered together therefore stands together in
/// the indexes, and the list of a county in a register of hundreds of thousands reads few pages of a cold disk; random
/// identifiers made it read one page or more for each entry.
enum OutfallIdentifier {
    /// A new identifier, in lower case.
    ///
    /// - Parameter moment: The present; a time before 1970 counts as 1970.
    /// - Returns: 36 letters.
    static func next(at moment: Date = Date()) -> String {
        var random = SystemRandomNumberGenerator()
        return identifier(
            nanoseconds: UInt64(max(0, moment.timeIntervalSince1970) * 1_000_000_000), random: random.next())
    }

    /// The identifier of a time since 1970, with 62 random bits.
    static func identifier(nanoseconds: UInt64, random: UInt64) -> String {
        let (milliseconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let fraction = rest * 4096 / 1_000_000
        let high = milliseconds << 16 | 0x7000 | fraction
        let low = 0x8000_0000_0000_0000 | random >> 2
        let digits = Array(hexadecimal(high) + hexadecimal(low))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
