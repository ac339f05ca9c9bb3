/// What kind of place breaks a coverage.
public enum FaultKind: String, CaseIterable, Sendable {
    /// An enclosed face that no zone covers.
    case gap
    /// A face that two or more zones cover.
    case overlap
    /// A face that a zone covers outside its parent.
    case spill
    /// A face of the parent, open to its border, that no zone covers.
    case shortfall
    /// A stretch of border where two neighbours touch but their vertices differ.
    case mismatch
    /// A zone whose own rings are not valid.
    case invalid
}
