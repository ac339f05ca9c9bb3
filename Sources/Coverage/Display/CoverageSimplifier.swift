public import GeoKernels
public import GeoModel

/// Makes borders coarser for display, all zones at once, so that shared borders stay shared.
///
/// A border between two places where three or more borders meet is one line to both zones. Its vertices are left
/// out one by one, always the one whose triangle with its two neighbours is least, until every such triangle is at
/// least the square of the tolerance. A vertex stays when another vertex lies in its triangle, or when without it a
/// ring would have fewer than three corners or two borders would fall together; so a valid coverage stays valid,
/// no zone or hole vanishes, and vertices that remain are unchanged bit for bit.
///
/// Faults of the input stay faults: nothing is mended.
///
/// Source: Visvalingam & Whyatt 1993, "Line generalisation by repeated elimination of points", Cartographic Journal
/// 30, doi:10.1179/000870493786962263.
public struct CoverageSimplifier: Sendable {
    /// The side of a square as large as the least triangle that stays; a border moves by about as much.
    public let tolerance: Metres
    /// Borders with a zone on one side only stay as they are.
    public let keepsOuterBorder: Bool

    /// Makes a simplifier.
    ///
    /// - Parameters:
    ///   - tolerance: The square root of the area that may be cut off a border; nothing changes below or at zero.
    ///   - keepsOuterBorder: Leave borders alone that have a zone on one side only, such as a county's own.
    public init(tolerance: Metres, keepsOuterBorder: Bool = false) {
        self.tolerance = tolerance
        self.keepsOuterBorder = keepsOuterBorder
    }

    /// Makes the borders of zones coarser.
    ///
    /// - Parameters:
    ///   - zones: The zones; those that share borders must come together to be simplified alike.
    ///   - measure: How areas are measured.
    /// - Returns: The zones in the same order; rings without area are left out, and no other.
    /// - Complexity: O(v log v) in the number of vertices, as long as few vertices lie in each triangle's
    ///   rectangle.
    public func simplified(_ zones: PolygonTable, measure: GroundMeasure) -> PolygonTable {
        let table = EdgeTable(zones: zones, parents: nil, parentOfZone: [])
        let index = VertexIndex(table)
        var chains = BorderChains(
            table, index, EdgeClasses(table, index), keepsOuterBorder: keepsOuterBorder)
        chains.thin(to: tolerance.value * tolerance.value, measure)
        var builder = PolygonTable.Builder()
        for feature in 0..<table.featureCount {
            var polygon: Int32 = -1
            for ring in table.rings(ofFeature: feature) {
                if polygon >= 0, table.ringPolygons[ring] != polygon { builder.endPolygon() }
                polygon = table.ringPolygons[ring]
                let kept = table.edges(ofRing: ring).filter { !chains.isLeftOut[Int(index.first[$0])] }
                for vertex in kept { builder.append(table.positions[vertex]) }
                if let start = kept.first { builder.append(table.positions[start]) }
                builder.endRing()
            }
            if polygon >= 0 { builder.endPolygon() }
            builder.endFeature()
        }
        return builder.finish()
    }
}
