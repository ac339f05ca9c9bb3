public import GeoModel

/// Something on the ground that people see and borders follow.
public struct VisibleFeature: Hashable, Sendable {
    /// The kinds that a zone book tells apart.
    public enum Kind: String, CaseIterable, Sendable {
        /// A road or railway.
        case road
        /// A river or canal.
        case river
        /// The shore of a lake or reservoir.
        case lake
    }

    /// The kind.
    public let kind: Kind
    /// Its name; empty when it has none.
    public let name: String
    /// A finer class, such as `county` for a road; empty when unknown.
    public let category: String
    /// Its shape: lines, or the area of a lake.
    public let geometry: Geometry

    /// Makes a feature.
    public init(kind: Kind, name: String, category: String = "", geometry: Geometry) {
        self.kind = kind
        self.name = name
        self.category = category
        self.geometry = geometry
    }

    /// The lines that a border can follow: the feature itself, or the shores of an area.
    public var lines: [[Position]] { Self.lines(of: geometry) }

    private static func lines(of geometry: Geometry) -> [[Position]] {
        switch geometry {
        case .lineString(let line): [line.positions]
        case .multiLineString(let lines): lines.map(\.positions)
        case .geometryCollection(let members): members.flatMap(lines(of:))
        default: geometry.area?.polygons.flatMap { $0.rings.map(\.positions) } ?? []
        }
    }
}
