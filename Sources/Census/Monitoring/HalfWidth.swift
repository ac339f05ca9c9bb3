/// A text with full-width letters, digits and signs replaced by their ASCII twins, and outer blanks removed.
///
/// Chinese input methods produce `＜０．０２５` for `<0.025`. Only U+FF01…U+FF5E, the ideographic space and the
/// micro, superscript and middle-dot variants used in units are touched.
func halfWidth(_ text: some StringProtocol) -> String {
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

/// A text without blanks, tabs and line ends at either end.
func trimmed(_ text: some StringProtocol) -> String {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n", "\u{FEFF}"]
    guard let first = text.firstIndex(where: { !blanks.contains($0) }),
        let last = text.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(text[first...last])
}
