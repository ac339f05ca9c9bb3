extension ImportField {
    /// The value that a text gives the field, or why it cannot.
    ///
    /// Blank text is no value. Codes stay text; what a spreadsheet made of them is refused, not mended.
    func value(of text: String?) -> Result<ImportValue, RefusalReason> {
        let trimmed = text.map(Self.trimmed) ?? ""
        guard !trimmed.isEmpty else {
            return isRequired && !mayBeBlank ? .failure(.missingValue) : .success(.none)
        }
        switch content {
        case .text, .opaqueCode: return .success(.text(trimmed))
        case .divisionCode where Self.isPlainCode(trimmed, lengths: [2, 4, 6, 9, 12]),
            .areaCode where Self.isPlainCode(trimmed, lengths: [6, 9, 12]),
            .unitCode where Self.isPlainCode(trimmed, lengths: [9, 18]):
            return .success(.text(trimmed))
        case .divisionCode:
            return Self.checked(trimmed, CodeText.refusal(for: trimmed, lengths: [2, 4, 6, 9, 12]))
        case .areaCode: return Self.checked(trimmed, CodeDoubt.refusal(ofAreaCode: trimmed))
        case .unitCode: return Self.checked(trimmed, CodeDoubt.refusal(ofUnitCode: trimmed))
        case .outfallCode: return Self.checked(trimmed, Self.damage(ofOutfallCode: trimmed))
        case .number:
            guard let number = Double(trimmed), number.isFinite else { return .failure(.notANumber) }
            return .success(.number(number))
        }
    }

    /// Offices number their outfalls 3.2 too, so only an integer's `.0` is damage.
    private static func damage(ofOutfallCode text: String) -> CodeRefusal? {
        let damage = CodeText.spreadsheetDamage(text)
        if case .decimalTail? = damage, !text.hasSuffix(".0") { return nil }
        return damage
    }

    private static func checked(_ text: String, _ refusal: CodeRefusal?) -> Result<ImportValue, RefusalReason>
    {
        if let refusal { .failure(.code(refusal)) } else { .success(.text(text)) }
    }

    /// A code of nothing but ASCII digits in one of some lengths: nearly every row, so it is settled first.
    private static func isPlainCode(_ text: String, lengths: [Int]) -> Bool {
        lengths.contains(text.utf8.count) && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static func trimmed(_ text: String) -> String {
        // Most text starts and ends with ASCII that is no space; only the rest needs Unicode's opinion.
        if let first = text.utf8.first, let last = text.utf8.last, 0x21...0x7E ~= first, 0x21...0x7E ~= last {
            return text
        }
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
