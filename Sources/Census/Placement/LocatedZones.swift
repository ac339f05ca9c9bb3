public import GeoKernels
public import GeoModel

/// Zones with their codes, located by `ZoneLocator`.
///
/// Zones of the same code count as parts of one zone. Memory: the locator's, and about 100 bytes for each zone.
public struct LocatedZones: ZonePlacing {
    private let codes: [String]
    private let locator: ZoneLocator
    private let borders: BorderDistance
    private let measure: GroundMeasure
    /// The zones in the order of their codes, so that the parts of a code lie together.
    private let sorted: [Int]

    /// Prepares zones.
    ///
    /// - Parameters:
    ///   - table: The zones' areas.
    ///   - codes: The zones' codes, in the table's order.
    ///   - measure: How the ground is measured in the table's coordinates.
    /// - Complexity: O(v + n log n) in vertices and zones.
    public init(_ table: PolygonTable, codes: [String], measure: GroundMeasure) {
        precondition(table.count == codes.count, "give each zone its code")
        self.codes = codes
        self.measure = measure
        sorted = codes.indices.sorted { (codes[$0], $0) < (codes[$1], $1) }
        var rank = [Int32](repeating: 0, count: codes.count)
        for (place, zone) in sorted.enumerated() { rank[zone] = Int32(place) }
        locator = ZoneLocator(table, rank: rank)
        borders = BorderDistance(table, measure: measure)
    }

    /// The zones that hold or touch a position, the one it belongs to first.
    public func zones(at position: Position) -> [String] {
        let placement = locator.locate(position)
        guard let zone = placement.zone else { return [] }
        return [codes[zone]] + placement.candidates.filter { $0 != zone }.map { codes[$0] }
    }

    /// The distance to the nearest border of a zone or of the zones of a village.
    ///
    /// - Complexity: O(log n + v) in the zones and the vertices of those asked about.
    public func distance(from position: Position, toBorderOf code: String) -> Metres? {
        guard position.isFinite, !code.isEmpty else { return nil }
        return parts(of: code).lazy.compactMap { borders.distance(from: position, toBorderOf: $0) }.min()
    }

    /// The distance between two near positions.
    public func distance(from a: Position, to b: Position) -> Metres {
        measure.metric(at: a).distance(from: a, to: b)
    }

    /// The zones of a code or part of it; when there is none, the zone that the code is part of.
    private func parts(of code: String) -> [Int] {
        let first = sorted.partitioningIndex { codes[$0] >= code }
        let parts = sorted[first...].prefix { codes[$0].hasPrefix(code) }
        if !parts.isEmpty { return Array(parts) }
        guard first > 0, code.hasPrefix(codes[sorted[first - 1]]) else { return [] }
        let whole = codes[sorted[first - 1]]
        return sorted[..<first].reversed().prefix { codes[$0] == whole }
    }
}

extension Array {
    /// The first index whose element satisfies a predicate that, once true, stays true; `count` when none does.
    func partitioningIndex(where isAtOrAfter: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if isAtOrAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
