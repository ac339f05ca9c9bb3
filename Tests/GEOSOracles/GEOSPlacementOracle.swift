public import GEOSBridge
public import GeoModel

/// In which zones positions lie, by plain GEOS predicates: the answer a faster locator must give.
public enum GEOSPlacementOracle {
    /// The zones at a position.
    public struct Placement: Hashable, Sendable {
        /// Zones whose inside holds it, ascending.
        public var interior: [Int] = []
        /// Zones whose border it lies on, ascending.
        public var boundary: [Int] = []
    }

    /// The zones that a position lies in or on the border of.
    ///
    /// - Throws: `GEOSError`.
    public static func zones(
        containing position: Position, in table: PolygonTable
    ) throws(GEOSError) -> Placement {
        try zones(containing: [position], in: table)[0]
    }

    /// The zones that each of many positions lies in or on the border of.
    ///
    /// The predicates are exact for the coordinates given. A position that is not finite lies nowhere.
    ///
    /// - Parameters:
    ///   - positions: The positions, in the CRS of the zones.
    ///   - table: The zones.
    /// - Returns: A placement for each position, in their order.
    /// - Throws: `GEOSError`.
    /// - Complexity: O(p log p + c) for p positions and c cases of a position in a zone's rectangle.
    public static func zones(
        containing positions: [Position], in table: PolygonTable
    ) throws(GEOSError) -> [Placement] {
        try withGEOS { geos throws(GEOSError) in
            let index = try geos.spatialIndex(
                of: positions.indices.lazy.filter { positions[$0].isFinite }
                    .map { (id: $0, envelope: Envelope(positions[$0])) })
            var placements = [Placement](repeating: Placement(), count: positions.count)
            for zone in 0..<table.count {
                let area = try geos.make(feature: zone, of: table)
                guard let envelope = try area.envelope() else { continue }
                let prepared = try area.clone().prepared()
                for candidate in try index.query(envelope) {
                    let point = try geos.make(positions[candidate])
                    guard try prepared.covers(point) else { continue }
                    if try area.touches(point) {
                        placements[candidate].boundary.append(zone)
                    } else {
                        placements[candidate].interior.append(zone)
                    }
                }
            }
            return placements
        }
    }
}
