/// Why a text is not the code that its column should hold.
public enum CodeRefusal: Error, Hashable, Sendable {
    /// There is nothing in the cell.
    case empty
    /// A spreadsheet has turned the code into a number such as 1.23E+17; its last digits are lost.
    case scientificNotation(String)
    /// A spreadsheet or database has turned the code into a decimal number such as 500243.0.
    case decimalTail(String)
    /// One digit too few, as when a spreadsheet drops a leading zero.
    case lostLeadingZero(digits: Int, expected: Int)
    /// Full-width characters; `plain` is the code as it should be typed.
    case fullWidth(plain: String)
    /// Another length than the code's lengths.
    case wrongLength(Int, allowed: [Int])
    /// A character that the code does not use; positions count from 1.
    case unexpectedCharacter(String, position: Int)
    /// A division code that starts with 0: no province has such a code.
    case noProvince(String)
    /// An industry's letter that does not belong to its two leading digits.
    case letterDoesNotMatch(letter: String, division: String)
}

extension CodeRefusal {
    /// The reason in words, with what to do next.
    public var text: LocalizedText {
        switch self {
        case .empty: LocalizedText(zh: "代码为空", en: "the code is empty")
        case .scientificNotation(let found):
            LocalizedText(
                zh: "代码被表格软件改成科学计数法“\(found)”，末几位已丢失，请按文本重新导出",
                en:
                    "a spreadsheet turned the code into \"\(found)\" and lost its last digits; export it as text"
            )
        case .decimalTail(let found):
            LocalizedText(
                zh: "代码“\(found)”带小数点，说明按数字保存过，请按文本重新导出",
                en: "\"\(found)\" has a decimal point: it was stored as a number; export it as text")
        case .lostLeadingZero(let digits, let expected):
            LocalizedText(
                zh: "代码只有 \(digits) 位，应为 \(expected) 位，可能丢失了前导零，请按文本重新导出",
                en:
                    "\(digits) digits where \(expected) are due: a leading zero may be lost; export it as text"
            )
        case .fullWidth(let plain):
            LocalizedText(
                zh: "代码含全角字符，应写作 \(plain)", en: "the code has full-width characters; write \(plain)")
        case .wrongLength(let found, let allowed):
            LocalizedText(
                zh: "代码有 \(found) 位，应为 \(lengths(allowed, "或")) 位",
                en: "the code has \(found) characters, not \(lengths(allowed, " or "))")
        case .unexpectedCharacter(let found, let position):
            LocalizedText(
                zh: "代码第 \(position) 位“\(found)”不该出现",
                en: "\"\(found)\" at place \(position) is not part of a code")
        case .noProvince(let found):
            LocalizedText(zh: "没有以“\(found)”开头的省级代码", en: "no province's code starts with \"\(found)\"")
        case .letterDoesNotMatch(let letter, let division):
            LocalizedText(
                zh: "门类 \(letter) 不含大类 \(division)",
                en: "section \(letter) does not contain division \(division)")
        }
    }

    private func lengths(_ allowed: [Int], _ separator: String) -> String {
        allowed.map(String.init).joined(separator: separator)
    }
}
