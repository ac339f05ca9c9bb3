extension StringProtocol {
    /// The text shows nothing: it is empty, or holds white space and characters without a mark of their own only, such as
    /// the zero-width space U+200B.
    public var isBlank: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.generalCategory == .format }
    }
}
