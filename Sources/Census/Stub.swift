public struct CodeRefusal: Hashable, Sendable { var text: LocalizedText { LocalizedText(zh: "", en: "") } }
enum CodeText {
    enum Use { case area, unit }
    static func refusal(for: String, as: Use) -> CodeRefusal? { nil }
}
