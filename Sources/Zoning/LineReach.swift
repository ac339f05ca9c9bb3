public import GeoKernels
public import GeoModel

/// Tells lines that have to do with blocks from those that lie elsewhere.
public enum LineReach {
    /// A line comes within the tolerance of a block's border, or runs inside a block.
    ///
    /// - Complexity: O(v + s) for v vertices and s segments that lie evenly.
    public static func touches(
        _ lines: [LineString], _ blocks: PolygonTable, tolerance: Metres, measure: GroundMeasure
    ) -> Bool {
        guard let cover = LineCover(lines, tolerance: tolerance, measure: measure) else { return false }
        let locator = ZoneLocator(blocks)
        if cover.segments.contains(where: { locator.locate($0.a).zone != nil }) { return true }
        for ring in 0..<blocks.ringCount {
            let vertices = blocks.vertices(ofRing: ring)
            for place in vertices.dropFirst()
            where !cover.touched(by: blocks.positions[place - 1], blocks.positions[place]).isEmpty {
                return true
            }
        }
        return false
    }
}
