/// A unit's unified social credit code, GB 32100-2015: 18 characters.
///
/// Digits 3 to 8 name the division of the office that registered the unit, which need not be where the unit is.
public struct UnifiedSocialCreditCode: Hashable, Sendable {
    /// The code in ASCII capitals.
    public let text: String
    /// What the last character says.
    public let check: CodeCheck

    /// The 31 characters of the code; I, O, S, V and Z are not among them.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    /// Reads a code; small letters, full-width characters and spaces around it do not matter.
    ///
    /// A wrong check character is no refusal: `check` says so.
    ///
    /// - Parameter text: the cell's text.
    /// - Throws: `CodeRefusal`, when the text cannot be such a code at all.
    public init(_ text: String) throws(CodeRefusal) {
        let plain = CodeText.plain(text)
        guard !plain.isEmpty else { throw .empty }
        if let damage = CodeText.spreadsheetDamage(text) { throw damage }
        guard plain.count == 18 else { throw .wrongLength(plain.count, allowed: [18]) }
        var values: [Int] = []
        for (index, character) in plain.enumerated() {
            let isDivision = (2..<8).contains(index)
            guard let value = Self.alphabet.firstIndex(of: character), !isDivision || value < 10 else {
                throw .unexpectedCharacter(String(character), position: index + 1)
            }
            values.append(value)
        }
        let expected = Self.checkValue(values)
        check = values[17] == expected ? .valid : .doubtful(expected: Self.alphabet[expected])
        self.text = plain
    }

    /// C₁₈ = (31 − Σ Cᵢ 3^(i−1) mod 31) mod 31; the last mod turns 31 into 0.
    private static func checkValue(_ values: [Int]) -> Int {
        var weight = 1
        var sum = 0
        for value in values.prefix(17) {
            sum += value * weight
            weight = weight * 3 % 31
        }
        return (31 - sum % 31) % 31
    }

    /// Places 9 to 17: the unit's organisation code without hyphen.
    public var organisationCode: String { String(text.dropFirst(8).prefix(9)) }

    /// Places 3 to 8: the division of the office that registered the unit.
    public var registrarDivision: String { String(text.dropFirst(2).prefix(6)) }
}
