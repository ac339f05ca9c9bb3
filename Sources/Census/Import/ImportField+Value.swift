extension ImportField {
    /// The value that a text gives the field, or why it cannot.
    ///
    /// Blank text is no value. Codes stay text; what a spreadsheet made of them is refused, not mended.
    func value(of text: String?) -> Result<ImportValue, RefusalReason> {
        let trimmed = text.map(Self.trimmed) ?? ""
        guard !trimmed.isEmpty else { return isRequired ? .failure(.missingValue) : .success(.none) }
        switch content {
        case .text, .opaqueCode: return .success(.text(trimmed))
        case .areaCode: return Self.checked(trimmed, as: .area)
        case .unitCode: return Self.checked(trimmed, as: .unit)
        case .number:
            guard let number = Double(trimmed), number.isFinite else { return .failure(.notANumber) }
            return .success(.number(number))
        }
    }

    private static func checked(_ text: String, as use: CodeText.Use) -> Result<ImportValue, RefusalReason> {
        if let refusal = CodeText.refusal(for: text, as: use) { return .failure(.code(refusal)) }
        return .success(.text(text))
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
