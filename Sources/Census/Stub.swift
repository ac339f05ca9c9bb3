public struct CodeRefusal: Hashable, Sendable { var text: LocalizedText { LocalizedText(zh: "", en: "") } }
enum CodeText { enum Use { case area, unit }
    static func refusal(for: String, as: Use) -> CodeRefusal? { nil } }
public struct WKTError: Error, Hashable, Sendable { var offset: Int }
enum JSONValue { case string(String); func encoded() -> String { "" } }
