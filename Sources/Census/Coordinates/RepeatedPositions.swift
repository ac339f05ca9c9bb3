public import GeoModel

/// Units of a batch that all have the very same coordinates, as when an office enters its own position for them.
public struct RepeatedPosition: Hashable, Sendable {
    /// The position that is shared.
    public let position: Position
    /// The units' indices in the batch, ascending.
    public let indices: [Int]

    /// Finds the positions that at least `least` units share.
    ///
    /// Positions with NaN are passed over. The result does not depend on the order of the input, except that the
    /// indices follow it.
    ///
    /// - Parameters:
    ///   - positions: the units' positions.
    ///   - least: how many units make a group, at least 2.
    /// - Returns: the groups, largest first, and from west to east among equals.
    /// - Complexity: O(n log n); memory for n indices.
    public static func groups(in positions: [Position], atLeast least: Int = 3) -> [RepeatedPosition] {
        precondition(least >= 2, "a group has at least two units")
        let order = positions.indices.filter { positions[$0].isFinite }
            .sorted { (positions[$0], $0) < (positions[$1], $1) }
        var groups: [RepeatedPosition] = []
        var start = 0
        while start < order.count {
            let position = positions[order[start]]
            var end = start + 1
            while end < order.count, positions[order[end]] == position { end += 1 }
            if end - start >= least {
                groups.append(RepeatedPosition(position: position, indices: Array(order[start..<end])))
            }
            start = end
        }
        return groups.sorted { ($1.indices.count, $0.position) < ($0.indices.count, $1.position) }
    }
}
