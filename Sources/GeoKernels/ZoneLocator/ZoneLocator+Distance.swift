public import GeoModel

/// The point of a zone border that is nearest to a position.
public struct NearestBorder: Hashable, Sendable {
    /// How far it is.
    public let distance: Metres
    /// The zone whose border it is on; of several the first in the table.
    public let zone: Int
    /// Where it is, rounded.
    public let place: Position
}

extension ZoneLocator {
    /// Finds the nearest point on any zone's border, the drawn rings as they are, without-area parts included.
    ///
    /// - Parameters:
    ///   - position: Anywhere, in the zones' CRS; one that is not finite has no distance.
    ///   - metric: Metres for each unit of x and y near the position. The distance is as exact as this
    ///     metric: 1e-3 relative at 10 km and middle latitudes, much better nearer by.
    ///   - limit: How far to look; nearer limits are faster.
    /// - Returns: `nil` when no border is within the limit.
    /// - Complexity: O(log t) in the tiles and O(cells and edges within the distance).
    public func nearestBorder(
        to position: Position, metric: LocalMetric, within limit: Metres = Metres(.infinity)
    ) -> NearestBorder? {
        guard position.isFinite else { return nil }
        var search = NearestEdge(position: position, metric: metric, limit: limit.value)
        unsafe withBorders { view, occupied, starts in
            var borders = unsafe BorderSearch(view, occupied: occupied, levelStarts: starts, nearest: search)
            unsafe borders.run()
            search = unsafe borders.nearest
        }
        guard search.zone >= 0 else { return nil }
        return NearestBorder(distance: search.distance, zone: search.zone, place: search.place)
    }

    /// The distance from a position to a zone: zero inside and on its border, else to its nearest edge.
    ///
    /// - Parameters:
    ///   - position: Anywhere, in the zones' CRS.
    ///   - zone: The index of the zone.
    ///   - metric: Metres for each unit of x and y near the position.
    /// - Returns: `nil` when the position is not finite or the zone has no edge.
    /// - Complexity: O(v) in the zone's vertices.
    public func distance(from position: Position, toZone zone: Int, metric: LocalMetric) -> Metres? {
        let placement = locate(position)
        guard placement != .unlocatable else { return nil }
        if placement.candidates.contains(zone) { return Metres(0) }
        var search = NearestEdge(position: position, metric: metric, limit: .infinity)
        unsafe zones.withUnsafe { zones in
            let vertices = unsafe zones.positions(ofZone: zone)
            unsafe zones.forEachRing(in: vertices) { _, edges in
                for edge in edges {
                    unsafe search.consider(zones.positions[edge], zones.positions[edge + 1], zone: zone)
                }
            }
        }
        return search.zone < 0 ? nil : search.distance
    }
}

extension LocatorView {
    /// Visits the edges of the list that starts at an entry.
    @inline(__always)
    func forEachEdge(from first: Int, _ body: (Int, Position, Position) -> Void) {
        var index = first
        while true {
            let entry = unsafe entries[index]
            for edge in Int(entry.firstEdge)..<Int(entry.firstEdge + entry.edgeCount) {
                unsafe body(entry.zone, zones.positions[edge], zones.positions[edge + 1])
            }
            if entry.isLast { return }
            index += 1
        }
    }
}
