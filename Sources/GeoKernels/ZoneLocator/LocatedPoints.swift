internal import GeoModel

/// The placements of many positions, in their order, in flat arrays.
public struct LocatedPoints: Sendable {
    /// The zone that each position belongs to, or −1.
    public internal(set) var zones: [Int32]
    /// How each position is placed.
    public internal(set) var kinds: [PlacementKind]
    /// The positions on a border or in several zones, in ascending order, with all their zones.
    public internal(set) var several: [(point: Int, candidates: [Int])] = []

    /// The number of positions.
    public var count: Int { zones.count }

    /// How many positions are placed in each way.
    public func count(of kind: PlacementKind) -> Int {
        kinds.reduce(0) { $0 + ($1 == kind ? 1 : 0) }
    }

    /// The full placement of a position.
    ///
    /// - Complexity: O(log s) in the number of positions with several zones.
    public subscript(point: Int) -> Placement {
        let zone = Int(zones[point])
        switch kinds[point] {
        case .unlocatable: return .unlocatable
        case .outside: return .outside
        case .inside: return .inside(zone: zone)
        case .border: return .border(zone: zone, touching: candidates(ofPoint: point))
        case .overlap: return .overlap(zone: zone, candidates: candidates(ofPoint: point))
        }
    }

    private func candidates(ofPoint point: Int) -> [Int] {
        var low = 0
        var high = several.count
        while low < high {
            let middle = low + (high - low) / 2
            if several[middle].point < point { low = middle + 1 } else { high = middle }
        }
        return several[low].candidates
    }
}
