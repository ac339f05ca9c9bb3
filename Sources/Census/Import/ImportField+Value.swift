extension ImportField {
    /// The value that a text gives the field, or why it cannot.
    ///
    /// Blank text is no value. Codes stay text; what a spreadsheet made of them is refused, not mended.
    func value(of text: String?) -> Result<ImportValue, RefusalReason> {
        let trimmed = text.map(Self.trimmed) ?? ""
        guard !trimmed.isEmpty else { return isRequired ? .failure(.missingValue) : .success(.none) }
        switch content {
        case .text, .opaqueCode: return .success(.text(trimmed))
        case .divisionCode:
            return Self.checked(trimmed, CodeText.refusal(for: trimmed, lengths: [2, 4, 6, 9, 12]))
        case .areaCode: return Self.checked(trimmed, CodeDoubt.refusal(ofAreaCode: trimmed))
        case .unitCode: return Self.checked(trimmed, CodeDoubt.refusal(ofUnitCode: trimmed))
        case .number:
            guard let number = Double(trimmed), number.isFinite else { return .failure(.notANumber) }
            return .success(.number(number))
        }
    }

    private static func checked(_ text: String, _ refusal: CodeRefusal?) -> Result<ImportValue, RefusalReason>
    {
        if let refusal { .failure(.code(refusal)) } else { .success(.text(text)) }
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
