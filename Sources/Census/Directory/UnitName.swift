/// A unit's name brought to the form in which names are compared.
///
/// Full-width characters become ASCII and letters capitals; spaces, brackets and punctuation go; then the legal
/// form at the end goes (有限责任公司, 股份有限公司, 有限公司, 公司, 厂 and others), because lists disagree about it.
/// A name that is nothing but a legal form is kept whole.
public struct UnitName: Hashable, Sendable {
    /// What is compared.
    public let core: String
    /// The pairs of neighbouring characters of the core, sorted; the core itself if it has one character.
    let bigrams: [String]

    /// Legal forms by which names end, the longest first.
    public static let legalForms = [
        "股份有限责任公司", "集团有限责任公司", "有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团公司",
        "总公司", "分公司", "公司", "集团", "个体工商户", "经营部", "总厂", "分厂", "厂", "店",
    ]

    /// Prepares a name.
    public init(_ name: String, legalForms: [String] = UnitName.legalForms) {
        let plain = String(CodeText.plain(name).filter { $0.isLetter || $0.isNumber })
        let form = legalForms.first { plain.hasSuffix($0) && plain.count > $0.count }
        core = form.map { String(plain.dropLast($0.count)) } ?? plain
        let characters = Array(core)
        bigrams =
            characters.count < 2
            ? [core] : zip(characters, characters.dropFirst()).map { String([$0, $1]) }.sorted()
    }

    /// How alike two names are, 0 to 1: the Dice coefficient of their pairs of neighbouring characters.
    ///
    /// Pairs count with repetition. 1 means the same pairs, mostly the same name; empty names are like nothing.
    ///
    /// Chinese names have no words to compare and few characters, so pairs keep the order that single characters
    /// lose. Source: Dice 1945, "Measures of the amount of ecologic association between species", Ecology 26,
    /// doi:10.2307/1932409.
    ///
    /// - Complexity: O(n) in the characters of both.
    public func similarity(to other: UnitName) -> Double {
        guard !core.isEmpty, !other.core.isEmpty else { return 0 }
        var (i, j, shared) = (0, 0, 0)
        while i < bigrams.count, j < other.bigrams.count {
            if bigrams[i] == other.bigrams[j] {
                (i, j, shared) = (i + 1, j + 1, shared + 1)
            } else if bigrams[i] < other.bigrams[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return 2 * Double(shared) / Double(bigrams.count + other.bigrams.count)
    }
}
