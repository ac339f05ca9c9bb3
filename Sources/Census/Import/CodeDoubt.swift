/// Which codes an import refuses, and which it keeps with a note.
///
/// Only what a spreadsheet has spoilt is refused, since its digits are lost. A wrong check character is kept: such
/// codes stand on real licences, and a reviewer decides.
enum CodeDoubt {
    /// Lengths of the division codes: a code of digits that is one short of them has lost its leading zero.
    private static let divisionLengths: Set<Int> = [6, 9, 12]
    /// Lengths of credit codes and organisation codes.
    private static let unitLengths: Set<Int> = [9, 18]

    /// Why a text cannot be the code of an area, whatever scheme the code is of.
    static func refusal(ofAreaCode text: String) -> CodeRefusal? {
        CodeText.spreadsheetDamage(text) ?? lostZero(text, lengths: divisionLengths)
    }

    /// Why a text cannot be the code of a unit.
    static func refusal(ofUnitCode text: String) -> CodeRefusal? {
        CodeText.spreadsheetDamage(text) ?? lostZero(text, lengths: unitLengths)
    }

    /// What a reviewer should know of a unit's code, as a stable word; `nil` when its check character is right or
    /// the code is of a scheme without one.
    static func note(onUnitCode text: String) -> String? {
        if let code = try? UnifiedSocialCreditCode(text) {  // Not a credit code: another scheme, not a fault.
            return code.check == .valid ? nil : "check-character"
        }
        if let code = try? OrganisationCode(text) {  // Likewise.
            return code.check == .valid || code.check == .headOfficeOfCompany ? nil : "check-character"
        }
        return "unknown-code-scheme"
    }

    /// The codes of a unit besides the one it is known by.
    struct UnitTexts {
        /// One or several classes of GB/T 4754, four digits each.
        let industries: String
        /// Nine characters, with or without the hyphen before the last.
        let organisation: String
    }

    /// Stable words for codes that are one digit short, as a spreadsheet leaves those that begin with zero.
    ///
    /// Three digits may also be a group of GB/T 4754 instead of a class, so the code is kept and a person decides.
    static func lostZeros(in texts: UnitTexts) -> [String] {
        let industries = texts.industries.split { !CodeText.isDigit($0) }
        let organisation = texts.organisation.filter { $0 != "-" && !$0.isWhitespace }
        var words: [String] = []
        if industries.contains(where: { $0.count == 3 }) { words.append("industry-lost-zero") }
        if organisation.count == 8, organisation.dropLast().allSatisfy(CodeText.isDigit) {
            words.append("organisation-lost-zero")
        }
        return words
    }

    private static func lostZero(_ text: String, lengths: Set<Int>) -> CodeRefusal? {
        let count = text.count
        guard lengths.contains(count + 1), text.allSatisfy(CodeText.isDigit) else { return nil }
        return .lostLeadingZero(digits: count, expected: count + 1)
    }
}
