/// A language that messages, pages and reports exist in.
public enum Language: String, CaseIterable, Sendable {
    /// Simplified Chinese.
    case chinese = "zh"
    /// English.
    case english = "en"
}

/// A sentence for people in every language of `Language`.
public struct LocalizedText: Hashable, Sendable {
    /// The sentence in Simplified Chinese.
    public let chinese: String
    /// The sentence in English.
    public let english: String

    /// Makes a sentence from its two versions.
    public init(zh chinese: String, en english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// The sentence in one language.
    public subscript(language: Language) -> String {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }
}
