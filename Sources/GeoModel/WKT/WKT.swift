/// Well-known text: a geometry in words, as in OGC 06-103r4, with PostGIS's `SRID=n;` before it.
///
/// Words may be in any case. `Z`, `M` and `ZM` may stand apart from the kind or joined to it, or be left out
/// where positions have three or four ordinates; heights and measures are dropped and reported. Positions of a
/// multipoint may stand with or without brackets of their own.
public enum WKT {
    /// Reads a geometry that fills the whole text.
    ///
    /// - Throws: `WKTError`, with the character offset of the first fault.
    /// - Complexity: O(n) in the number of characters.
    public static func decode(_ text: String) throws(WKTError) -> DecodedGeometry {
        var parser = WKTParser(text)
        return try parser.whole()
    }

    /// Writes a geometry in two dimensions, each number in the fewest digits that read back as the same.
    ///
    /// - Complexity: O(n) in the number of positions.
    public static func encode(_ geometry: Geometry) -> String {
        geometry.kind.name.uppercased() + " " + body(geometry)
    }

    private static func body(_ geometry: Geometry) -> String {
        switch geometry {
        case .point(let point): list(point.map { [$0] } ?? [], position)
        case .lineString(let line): list(line.positions, position)
        case .polygon(let polygon): body(polygon)
        case .multiPoint(let positions): list(positions) { "(\(position($0)))" }
        case .multiLineString(let lines): list(lines) { list($0.positions, position) }
        case .multiPolygon(let area): list(area.polygons, body)
        case .geometryCollection(let members): list(members, encode)
        }
    }

    private static func body(_ polygon: Polygon) -> String {
        list(polygon.rings) { list($0.positions, position) }
    }

    private static func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
        elements.isEmpty ? "EMPTY" : "(" + elements.map(text).joined(separator: ", ") + ")"
    }

    private static func position(_ position: Position) -> String {
        position.x.shortestText + " " + position.y.shortestText
    }
}
