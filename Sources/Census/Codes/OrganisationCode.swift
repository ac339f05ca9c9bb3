/// A unit's organisation code, GB 11714-1997: eight characters and a check character.
public struct OrganisationCode: Hashable, Sendable {
    /// The nine characters in ASCII capitals, without hyphen.
    public let text: String
    /// What the last character says.
    public let check: CodeCheck

    /// Reads a code with or without its hyphen; small letters and full-width characters do not matter.
    ///
    /// A wrong check character is no refusal. The check character `B` is legal in old data: a head office without
    /// a code of its own uses its company's eight characters and `B`.
    ///
    /// - Parameter text: the cell's text.
    /// - Throws: `CodeRefusal`, when the text cannot be such a code at all.
    public init(_ text: String) throws(CodeRefusal) {
        var plain = CodeText.plain(text)
        guard !plain.isEmpty else { throw .empty }
        if let damage = CodeText.spreadsheetDamage(text) { throw damage }
        if plain.count == 10, Array(plain)[8] == "-" { plain = plain.filter { $0 != "-" } }
        if let refusal = CodeText.lengthRefusal(plain.count, [9]) { throw refusal }
        var sum = 0
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        for (index, character) in plain.enumerated() {
            guard character.isASCII, let value = Int(String(character), radix: 36) else {
                throw .unexpectedCharacter(String(character), position: index + 1)
            }
            if index < 8 { sum += value * weights[index] }
        }
        self.text = plain
        check = Self.check(of: plain, sum: sum)
    }

    /// C₉ = 11 − Σ mod 11, where 10 is written X and 11 is written 0.
    private static func check(of text: String, sum: Int) -> CodeCheck {
        let expected = Array("0123456789X")[(11 - sum % 11) % 11]
        guard text.last != expected else { return .valid }
        return text.last == "B" ? .headOfficeOfCompany : .doubtful(expected: expected)
    }

    /// The code with its hyphen, as it is printed.
    public var hyphenated: String { text.prefix(8) + "-" + text.suffix(1) }
}
