internal import GeoModel

/// A property of a feature as it is written.
enum Property {
    case text(String)
    case whole(Int)

    var json: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .whole(let number): "\(number)"
        }
    }
}

/// A feature collection in EPSG:4490 as text with eight decimals, one feature to a line.
///
/// RFC 7946 knows no `crs`; GDAL and QGIS read the older member, so the layer says what it is.
struct GeoJSONText {
    private var features: [String] = []
    let name: String

    init(name: String) { self.name = name }

    mutating func add(_ properties: [(String, Property)], _ area: MultiPolygon) {
        let parts = area.polygons.map { polygon in
            "[" + polygon.rings.map { Self.coordinates($0.positions) }.joined(separator: ",") + "]"
        }
        let single = parts.count == 1
        let body = single ? parts[0] : "[" + parts.joined(separator: ",") + "]"
        add(properties, single ? "Polygon" : "MultiPolygon", body)
    }

    mutating func add(_ properties: [(String, Property)], line: [Position]) {
        add(properties, "LineString", Self.coordinates(line))
    }

    private mutating func add(_ properties: [(String, Property)], _ type: String, _ coordinates: String) {
        let fields = properties.map { "\"\($0.0)\":\($0.1.json)" }.joined(separator: ",")
        let geometry = "{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}"
        features.append("{\"type\":\"Feature\",\"properties\":{\(fields)},\"geometry\":\(geometry)}")
    }

    private static func coordinates(_ positions: [Position]) -> String {
        "[" + positions.map { "[\(decimals($0.x, 8)),\(decimals($0.y, 8))]" }.joined(separator: ",") + "]"
    }

    var text: String {
        let crs = "{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4490\"}}"
        return "{\"type\":\"FeatureCollection\",\"name\":\"\(name)\",\"crs\":\(crs),\"features\":[\n"
            + features.joined(separator: ",\n") + "\n]}\n"
    }
}
