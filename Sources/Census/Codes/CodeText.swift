/// The checks that every code of digits shares, and the plain form of what people type.
public enum CodeText {
    /// Says what is wrong with a text that should be a code of digits, or `nil` if nothing is.
    ///
    /// Spaces around the text do not matter. The reasons are looked for in the order in which they explain
    /// most: scientific notation, a decimal tail, full-width characters, other characters, length.
    ///
    /// - Parameters:
    ///   - text: the cell's text.
    ///   - lengths: how many digits the code may have, ascending.
    /// - Returns: the reason, or `nil`.
    public static func refusal(for text: String, lengths: [Int]) -> CodeRefusal? {
        let trimmed = trimmed(text)
        guard !trimmed.isEmpty else { return .empty }
        if let spoiled = spreadsheetDamage(trimmed) { return spoiled }
        let plain = plain(trimmed)
        if let position = Array(plain).firstIndex(where: { !isDigit($0) }) {
            return .unexpectedCharacter(String(Array(plain)[position]), position: position + 1)
        }
        if plain != trimmed { return .fullWidth(plain: plain) }
        return lengthRefusal(plain.count, lengths)
    }

    /// What a spreadsheet or a database does to codes: `1.23E+17`, `500243.0`.
    ///
    /// - Parameter text: the cell's text.
    /// - Returns: the reason, or `nil` if the text shows no such damage.
    public static func spreadsheetDamage(_ text: String) -> CodeRefusal? {
        let plain = Array(plain(trimmed(text)))
        guard plain.count > 1, isDigit(plain[0]) else { return nil }
        if let mark = plain.firstIndex(of: "E"), mark + 1 < plain.count {
            let mantissa = plain[..<mark]
            let exponent = plain[(mark + 1)...]
            let isSigned = exponent.first == "+" || exponent.first == "-"
            let isMantissa = mantissa.allSatisfy { isDigit($0) || $0 == "." }
            let isExponent = exponent.dropFirst(isSigned ? 1 : 0).allSatisfy(isDigit)
            let looksLikeNumber = isSigned || mantissa.contains(".")
            if isMantissa, isExponent, looksLikeNumber { return .scientificNotation(text) }
        }
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, parts[0].allSatisfy(isDigit), parts[1].allSatisfy(isDigit) {
            return .decimalTail(text)
        }
        return nil
    }

    /// The text without spaces around it, in ASCII where it was full-width, and in capitals.
    public static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in trimmed(text).unicodeScalars {
            switch scalar {
            case "\u{FF01}"..."\u{FF5E}": result.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case "−", "–", "—", "‐", "‑": result.append("-")
            default: result.append(scalar)
            }
        }
        return String(result).uppercased()
    }

    static func lengthRefusal(_ count: Int, _ lengths: [Int]) -> CodeRefusal? {
        if lengths.contains(count) { return nil }
        // A code with one digit too few has most likely lost the zero in front; 0-digit codes have not.
        if lengths.contains(count + 1), count + 1 >= 3 {
            return .lostLeadingZero(digits: count, expected: count + 1)
        }
        return .wrongLength(count, allowed: lengths)
    }

    static func isDigit(_ character: Character) -> Bool {
        ("0"..."9").contains(character) && character.isASCII
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{200B}" }
        let front = text.drop(while: isBlank)
        guard let last = front.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(front[...last])
    }
}

/// What a code's check character says.
///
/// A wrong check character never refuses a code: codes that fail exist on real licences. It is for a reviewer.
public enum CodeCheck: Hashable, Sendable {
    /// The check character is right.
    case valid
    /// Another check character would be right.
    case doubtful(expected: Character)
    /// The `B` of a head office without a code of its own, which uses its company's eight characters.
    case headOfficeOfCompany
}
