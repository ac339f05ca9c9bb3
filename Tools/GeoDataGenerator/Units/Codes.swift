/// Check characters of unit codes.
enum Codes {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    /// A unified social credit code from its first 17 characters (GB 32100-2015).
    static func creditCode(_ body: String) -> String {
        var weight = 1
        var sum = 0
        for character in body {
            sum += weight * (alphabet.firstIndex(of: character) ?? 0)
            weight = weight * 3 % 31
        }
        return body + String(alphabet[(31 - sum % 31) % 31])
    }

    /// A credit code with the next check character, which is wrong.
    static func spoiled(_ code: String) -> String {
        let last = code.last.flatMap { alphabet.firstIndex(of: $0) } ?? 0
        return code.dropLast() + String(alphabet[(last + 1) % 31])
    }

    /// An organisation code from its eight digits (GB 11714-1997), without the hyphen.
    static func organisationCode(_ digits: String) -> String {
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        let check = 11 - sum % 11
        return digits + (check == 10 ? "X" : check == 11 ? "0" : String(check))
    }

    /// An organisation code as it is written on paper.
    static func hyphenated(_ code: String) -> String { code.prefix(8) + "-" + code.suffix(1) }
}
