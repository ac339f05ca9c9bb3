internal import Census
internal import Foundation
internal import GeoPackageStore

/// The words that a column of a list may hold, each a code with its names: lists that people write have either.
struct ListVocabulary {
    private let codes: [String]
    private let codeOfWord: [String: String]

    /// Makes a vocabulary; where a word stands for several codes, the first holds, and codes come before names.
    init(_ words: [(code: String, title: LocalizedText)]) {
        codes = words.map(\.code)
        let pairs =
            words.map { (Self.plain($0.code), $0.code) }
            + words.flatMap { word in
                [word.title.chinese, word.title.english].map { (Self.plain($0), word.code) }
            }
        codeOfWord = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The code that a word stands for, whatever its case and the blanks in it.
    func code(of word: String) throws(UnitLogIntake.Fault) -> String {
        guard let code = codeOfWord[Self.plain(word)] else { throw .noSuch(word, codes) }
        return code
    }

    /// A word without blanks and in lower case.
    static func plain(_ word: String) -> String {
        word.lowercased().filter { !$0.isWhitespace && $0 != "\u{FEFF}" }
    }
}

extension Workspace {
    /// What the states of units are called.
    func stateWords() throws -> ListVocabulary {
        ListVocabulary(try dispositions().dispositions.map { ($0.code, $0.title) })
    }

    /// What the departments are called.
    func departmentWords() throws -> ListVocabulary {
        ListVocabulary(try departments().map { ($0.code, $0.title) })
    }

    /// What the stages of progress are called.
    func stageWords() throws -> ListVocabulary {
        ListVocabulary(try progressStages().map { ($0.code, $0.title) })
    }
}
