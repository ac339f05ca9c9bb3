/// A text with full-width letters, digits and signs replaced by their ASCII twins, and outer blanks removed.
///
/// Chinese input methods produce `＜０．０２５` for `<0.025`. Only U+FF01…U+FF5E and the ideographic and the
/// unbreakable space are replaced.
func halfWidth(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return trimmed(text) }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if (0xFF01...0xFF5E).contains(scalar.value), let twin = Unicode.Scalar(scalar.value - 0xFEE0) {
            result.append(twin)
        } else {
            result.append(scalar == "\u{3000}" || scalar == "\u{A0}" ? " " : scalar)
        }
    }
    return trimmed(String(result))
}

/// A text without blanks, tabs, line ends and byte order marks at either end.
func trimmed(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
        let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[first..<scalars.index(after: last)])
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\n", "\r", "\u{FEFF}": true
    default: false
    }
}
