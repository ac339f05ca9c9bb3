/// An outfall's code under one of the schemes in use, told by its form.
///
/// One outfall may carry several codes at once; a register keeps them side by side.
public enum OutfallCode: Hashable, Sendable {
    /// The 2018 census: the county's six digits and a serial of three, such as 500243104.
    case census2018(county: DivisionCode, serial: Int)
    /// The form of HJ 1235, such as FA-420582-0083-QT-00. The letters are kept as they are.
    case national(basin: String, county: DivisionCode, serial: Int, kind: String, addition: String)
    /// Anything else: a code of a province's or an office's own.
    case local(String)

    /// Reads a code; spaces around it, small letters and full-width characters do not matter.
    ///
    /// - Parameter text: the cell's text.
    /// - Throws: `CodeRefusal`, when it is empty or a spreadsheet has spoiled it.
    public init(_ text: String) throws(CodeRefusal) {
        let plain = CodeText.plain(text)
        guard !plain.isEmpty else { throw .empty }
        if let damage = CodeText.spreadsheetDamage(text) { throw damage }
        self = Self.census(plain) ?? Self.standard(plain) ?? .local(plain)
    }

    private static func census(_ text: String) -> OutfallCode? {
        guard text.count == 9, text.allSatisfy(CodeText.isDigit), let county = county(text.prefix(6)) else {
            return nil
        }
        return Int(text.suffix(3)).map { .census2018(county: county, serial: $0) }
    }

    private static func standard(_ text: String) -> OutfallCode? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 6, 4, 2, 2] else { return nil }
        guard areLetters(parts[0]), areLetters(parts[3]), parts[4].allSatisfy(CodeText.isDigit),
            parts[2].allSatisfy(CodeText.isDigit), let serial = Int(parts[2]), let county = county(parts[1])
        else { return nil }
        return .national(
            basin: String(parts[0]), county: county, serial: serial, kind: String(parts[3]),
            addition: String(parts[4]))
    }

    private static func areLetters(_ text: Substring) -> Bool {
        text.allSatisfy { ("A"..."Z").contains($0) && $0.isASCII }
    }

    private static func county(_ text: Substring) -> DivisionCode? {
        // A text that is no division code makes the whole a local code; the reason does not matter then.
        guard
            case .success(let code) = Result(catching: { () throws(CodeRefusal) in
                try DivisionCode(String(text))
            })
        else { return nil }
        return code
    }

    /// The code as text.
    public var text: String {
        switch self {
        case .census2018(let county, let serial): county.padded.prefix(6) + Self.digits(serial, width: 3)
        case .national(let basin, let county, let serial, let kind, let addition):
            [basin, String(county.padded.prefix(6)), Self.digits(serial, width: 4), kind, addition]
                .joined(separator: "-")
        case .local(let text): text
        }
    }

    private static func digits(_ number: Int, width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
