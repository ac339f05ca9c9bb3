/// Why positions cannot form the geometry asked for.
public enum GeometryError: Error, Hashable, Sendable {
    /// A line needs two positions.
    case lineTooShort(count: Int)
    /// A ring needs four positions, the last equal to the first.
    case ringTooShort(count: Int)
    /// The last position of a ring differs from its first.
    case ringNotClosed(first: Position, last: Position)
    /// An ordinate is NaN or infinite.
    case notFinite(index: Int)
}
