/// A closed line of at least four positions whose last equals its first.
///
/// Being closed is all that is promised: a ring may cross itself or have no area. Whether it may bound a
/// polygon is a question for validation, which answers with a located fault.
public struct LinearRing: Hashable, Sendable {
    /// The vertices in order, the first repeated at the end.
    public let positions: [Position]

    /// Makes a ring after checking it.
    ///
    /// - Throws: `GeometryError.ringTooShort`, `GeometryError.ringNotClosed` or `GeometryError.notFinite`.
    /// - Complexity: O(n) in the number of positions.
    public init(_ positions: [Position]) throws(GeometryError) {
        if let index = positions.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
        guard let first = positions.first, let last = positions.last, positions.count >= 4 else {
            throw .ringTooShort(count: positions.count)
        }
        guard first == last else { throw .ringNotClosed(first: first, last: last) }
        self.positions = positions
    }

    /// Makes a ring whose caller guarantees what the checked initialiser checks.
    public init(unchecked positions: [Position]) {
        self.positions = positions
    }

    /// The rectangle around the ring; `nil` only if an unchecked ring is empty.
    public var envelope: Envelope? { Envelope(positions) }
}
