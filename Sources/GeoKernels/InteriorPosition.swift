public import GeoModel

/// A position well inside an area, for a label or to ask where the area lies.
public enum InteriorPosition {
    /// The middle of the widest stretch of inside on a few level lines through the largest part.
    ///
    /// - Parameters:
    ///   - area: The area, valid.
    ///   - lines: How many level lines are tried; more find a wider stretch.
    /// - Returns: A position strictly inside; `nil` for an area without extent.
    /// - Complexity: O(l v log v) for l lines and v vertices of the largest part.
    public static func of(_ area: MultiPolygon, lines: Int = 15) -> Position? {
        let largest = area.polygons.max { boxSize($0) < boxSize($1) }
        guard let polygon = largest, let box = polygon.envelope, box.height > 0 else { return nil }
        var best: (width: Double, position: Position)?
        for line in 1...max(lines, 1) {
            let share = Double(line) / Double(lines + 1)
            let y = box.minY + box.height * share
            // Lines near the middle of the area serve a label better than wider ones at its ends.
            let preference = 1 - (share - 0.5) * (share - 0.5) * 2
            for (west, east) in stretches(of: polygon, at: y) where east > west {
                let width = (east - west) * preference
                if width > best?.width ?? 0 { best = (width, Position(west + (east - west) / 2, y)) }
            }
        }
        return best?.position
    }

    private static func boxSize(_ polygon: Polygon) -> Double {
        polygon.envelope.map { $0.width * $0.height } ?? 0
    }

    /// Where a level line is inside, by the even-odd rule; a vertex on the line counts as above it.
    private static func stretches(of polygon: Polygon, at y: Double) -> [(Double, Double)] {
        var crossings: [Double] = []
        for ring in polygon.rings {
            for (a, b) in zip(ring.positions, ring.positions.dropFirst()) where (a.y < y) != (b.y < y) {
                crossings.append(a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)))
            }
        }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { (crossings[$0], crossings[$0 + 1]) }
    }
}
