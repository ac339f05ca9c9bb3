/// A projected ordinate as somebody typed it.
public struct MetreText: Hashable, Sendable {
    /// The text as it came.
    public let original: String
    /// Metres.
    public let metres: Double
    /// Half a unit of the last digit typed, in metres.
    public let uncertainty: Double

    /// Reads a decimal number of metres; full-width digits and a trailing `m` or 米 do not matter.
    ///
    /// - Parameter text: the cell's text.
    /// - Throws: `AngleRefusal`: empty, not a number, scientific notation, not finite.
    public init(_ text: String) throws(AngleRefusal) {
        var plain = CodeText.plain(text)
        if plain.hasSuffix("M") || plain.hasSuffix("米") { plain.removeLast() }
        while plain.last == " " { plain.removeLast() }
        guard !plain.isEmpty else { throw .empty }
        if case .scientificNotation = CodeText.spreadsheetDamage(plain) { throw .scientificNotation }
        let isNumber = plain.unicodeScalars.allSatisfy {
            ("0"..."9").contains($0) || "+-.".unicodeScalars.contains($0)
        }
        guard isNumber, let value = Double(plain) else { throw .malformedNumber(String(plain.prefix(40))) }
        guard value.isFinite else { throw .notFinite }
        let decimals =
            plain.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        original = text
        metres = value
        uncertainty = 0.5 / powerOfTen(decimals)
    }
}
