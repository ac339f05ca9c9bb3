/// An industry's code, GB/T 4754: a letter for the section, then four digits as text.
public struct IndustryCode: Hashable, Sendable {
    /// Which divisions (two digits) belong to each section of an edition of the standard.
    public struct Sections: Hashable, Sendable {
        /// The divisions of each section, by its letter.
        public let divisions: [Character: ClosedRange<Int>]

        /// Makes a table.
        public init(divisions: [Character: ClosedRange<Int>]) { self.divisions = divisions }

        /// The sections of GB/T 4754-2017.
        ///
        /// From general knowledge, not checked against the standard's text: an office that uses another edition
        /// passes its own.
        public static let gbt4754Of2017 = Sections(divisions: [
            "A": 1...5, "B": 6...12, "C": 13...43, "D": 44...46, "E": 47...50, "F": 51...52, "G": 53...60,
            "H": 61...62, "I": 63...65, "J": 66...69, "K": 70...70, "L": 71...72, "M": 73...75, "N": 76...79,
            "O": 80...82, "P": 83...83, "Q": 84...85, "R": 86...90, "S": 91...96, "T": 97...97,
        ])
    }

    /// The digits with their leading zero.
    public let digits: String
    /// The section's letter, given or found from the digits.
    public let section: Character

    /// Reads a code with or without its letter.
    ///
    /// - Parameters:
    ///   - text: the cell's text; spaces around it, small letters and full-width characters do not matter.
    ///   - leastDigits: 4 where an industry's class is asked for, 2 or 3 where a group will do.
    ///   - sections: the edition's sections.
    /// - Throws: `CodeRefusal`; a code with one digit too few has lost its leading zero.
    public init(
        _ text: String, leastDigits: Int = 4, sections: Sections = .gbt4754Of2017
    ) throws(CodeRefusal) {
        precondition((2...4).contains(leastDigits), "an industry's code has 2 to 4 digits")
        let plain = CodeText.plain(text)
        guard let first = plain.first else { throw .empty }
        let letter = CodeText.isDigit(first) ? nil : first
        let digits = letter == nil ? plain : String(plain.dropFirst())
        if letter == nil, let damage = CodeText.spreadsheetDamage(plain) { throw damage }
        if let refusal = CodeText.refusal(for: digits, lengths: Array(leastDigits...4)) {
            throw letter == nil ? refusal : refusal.moved(by: 1)
        }
        let division = Int(digits.prefix(2)) ?? 0
        guard let section = sections.divisions.first(where: { $0.value.contains(division) })?.key else {
            throw .letterDoesNotMatch(
                letter: letter.map(String.init) ?? "?", division: String(digits.prefix(2)))
        }
        guard let letter, letter != section else {
            self.digits = digits
            self.section = section
            return
        }
        let restored = Int("0" + digits.prefix(1)) ?? 0
        if digits.count < 4, sections.divisions[letter]?.contains(restored) == true {
            throw .lostLeadingZero(digits: digits.count, expected: digits.count + 1)
        }
        throw .letterDoesNotMatch(letter: String(letter), division: String(digits.prefix(2)))
    }

    /// The letter and the digits.
    public var text: String { String(section) + digits }
}

extension CodeRefusal {
    /// The same reason in a text with some characters in front.
    fileprivate func moved(by count: Int) -> CodeRefusal {
        guard case .unexpectedCharacter(let found, let position) = self else { return self }
        return .unexpectedCharacter(found, position: position + count)
    }
}
