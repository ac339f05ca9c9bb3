/// What is doubtful about what a unit's row says of the reference of its coordinates.
public enum ReferenceDoubt: Hashable, Sendable {
    /// The row's word is no reference known.
    case unknown(String)
    /// The row says another reference than it was read in.
    case differs(String)
    /// What the row says cannot be used: parameters are missing, or degrees are said where the columns hold metres.
    case unusable(String)

    /// The doubt that the notes of an import state, if any.
    ///
    /// - Parameters:
    ///   - notes: The stable words beside the row.
    ///   - word: What the row says.
    public init?(notes: [Substring], saying word: String) {
        if notes.contains("reference-unknown") {
            self = .unknown(word)
        } else if notes.contains("reference-differs") {
            self = .differs(word)
        } else if notes.contains(where: { Self.unusableNotes.contains(String($0)) }) {
            self = .unusable(word)
        } else {
            return nil
        }
    }

    private static let unusableNotes: Set = ["reference-missing", "reference-unfit", "reference-parameters"]
}
