/// The seven kinds of geometry, numbered as in WKB (OGC 06-103r4, table 7).
public enum GeometryKind: UInt32, Hashable, Sendable, CaseIterable {
    /// A position, or none.
    case point = 1
    /// A line through positions.
    case lineString = 2
    /// An outer ring and holes.
    case polygon = 3
    /// Positions taken together.
    case multiPoint = 4
    /// Lines taken together.
    case multiLineString = 5
    /// Polygons taken together.
    case multiPolygon = 6
    /// Geometries of any kind taken together.
    case geometryCollection = 7
}

extension GeometryKind {
    /// The name in GeoJSON, such as `MultiPolygon`; in upper case it is the tag in WKT.
    public var name: String {
        switch self {
        case .point: "Point"
        case .lineString: "LineString"
        case .polygon: "Polygon"
        case .multiPoint: "MultiPoint"
        case .multiLineString: "MultiLineString"
        case .multiPolygon: "MultiPolygon"
        case .geometryCollection: "GeometryCollection"
        }
    }

    /// The kind that each member of a multi-geometry must have; `nil` for a collection and single kinds.
    var memberKind: GeometryKind? {
        switch self {
        case .multiPoint: .point
        case .multiLineString: .lineString
        case .multiPolygon: .polygon
        default: nil
        }
    }
}

extension Geometry {
    /// Which of the seven kinds this is.
    public var kind: GeometryKind {
        switch self {
        case .point: .point
        case .lineString: .lineString
        case .polygon: .polygon
        case .multiPoint: .multiPoint
        case .multiLineString: .multiLineString
        case .multiPolygon: .multiPolygon
        case .geometryCollection: .geometryCollection
        }
    }
}
