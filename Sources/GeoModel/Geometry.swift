/// Any planar geometry of the Simple Features model that Bourn reads or writes.
public indirect enum Geometry: Hashable, Sendable {
    /// A point; `nil` is the empty point.
    case point(Position?)
    /// A line.
    case lineString(LineString)
    /// A polygon.
    case polygon(Polygon)
    /// Some points.
    case multiPoint([Position])
    /// Some lines.
    case multiLineString([LineString])
    /// Some polygons taken as one area.
    case multiPolygon(MultiPolygon)
    /// Geometries of any kind.
    case geometryCollection([Geometry])

    /// The rectangle around the geometry; `nil` when it has no position.
    public var envelope: Envelope? {
        switch self {
        case .point(let position): position.map { Envelope($0) }
        case .lineString(let line): line.envelope
        case .polygon(let polygon): polygon.envelope
        case .multiPoint(let positions): Envelope(positions)
        case .multiLineString(let lines): Envelope(lines.lazy.flatMap(\.positions))
        case .multiPolygon(let area): area.envelope
        case .geometryCollection(let members): Self.envelope(of: members)
        }
    }

    private static func envelope(of members: [Geometry]) -> Envelope? {
        members.lazy.compactMap(\.envelope).reduce(nil) { sum, next in
            guard var sum else { return next }
            sum.formUnion(next)
            return sum
        }
    }

    /// The geometry has no position.
    public var isEmpty: Bool { envelope == nil }

    /// The geometry as one area: a polygon or multipolygon; `nil` for any other kind.
    public var area: MultiPolygon? {
        switch self {
        case .polygon(let polygon): MultiPolygon(polygon.rings.isEmpty ? [] : [polygon])
        case .multiPolygon(let area): area
        default: nil
        }
    }
}
