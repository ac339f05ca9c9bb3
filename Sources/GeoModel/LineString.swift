/// A line through two or more positions, or none (empty).
public struct LineString: Hashable, Sendable {
    /// The vertices in order.
    public let positions: [Position]

    /// Makes a line after checking it.
    ///
    /// Repeated positions and self-crossings are allowed.
    ///
    /// - Throws: `GeometryError.lineTooShort` for a single position, `GeometryError.notFinite` for NaN or
    ///   infinity.
    /// - Complexity: O(n) in the number of positions.
    public init(_ positions: [Position]) throws(GeometryError) {
        guard positions.count != 1 else { throw .lineTooShort(count: 1) }
        if let index = positions.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
        self.positions = positions
    }

    /// Makes a line whose caller guarantees what the checked initialiser checks.
    public init(unchecked positions: [Position]) {
        self.positions = positions
    }

    /// The rectangle around the line; `nil` when it is empty.
    public var envelope: Envelope? { Envelope(positions) }
}
