public import GeoModel

/// Measures on the ground for coordinates of any kind, so that algorithms need not know the CRS.
public struct GroundMeasure: Sendable {
    private enum Plane: Sendable {
        case metres
        case degrees
        case projected(toGeographic: @Sendable ([Position]) -> [Position])
    }

    private let plane: Plane
    private let surface: SurfaceMeasure

    /// Coordinates are longitude and latitude in degrees.
    public var takesDegrees: Bool { if case .degrees = plane { true } else { false } }

    /// Coordinates are metres on a true plane; used for made data and tests.
    public static let planar = GroundMeasure(plane: .metres, surface: SurfaceMeasure())

    /// Coordinates are longitude and latitude in degrees on an ellipsoid.
    public static func geographic(_ ellipsoid: Ellipsoid = .cgcs2000) -> GroundMeasure {
        GroundMeasure(plane: .degrees, surface: SurfaceMeasure(ellipsoid))
    }

    /// Coordinates are projected; what is measured is first brought to longitude and latitude.
    ///
    /// - Parameters:
    ///   - ellipsoid: The ellipsoid of the geographic system behind the projection.
    ///   - toGeographic: Turns projected positions into as many longitudes and latitudes in degrees.
    /// - Returns: A measure for the projected system.
    public static func projected(
        on ellipsoid: Ellipsoid = .cgcs2000,
        toGeographic: @escaping @Sendable ([Position]) -> [Position]
    ) -> GroundMeasure {
        GroundMeasure(
            plane: .projected(toGeographic: toGeographic), surface: SurfaceMeasure(ellipsoid))
    }

    /// The signed area of a closed ring, positive when it runs counterclockwise.
    ///
    /// - Complexity: O(n) in the number of vertices.
    public func signedArea(ofRing ring: some RandomAccessCollection<Position>) -> SquareMetres {
        switch plane {
        case .metres: planarArea(ofRing: ring)
        case .degrees: surface.signedArea(ofRing: ring)
        case .projected(let toGeographic): surface.signedArea(ofRing: toGeographic(Array(ring)))
        }
    }

    /// The area of a polygon: its outer ring less its holes, whichever way they run.
    public func area(of polygon: Polygon) -> SquareMetres {
        guard let exterior = polygon.exterior else { return SquareMetres(0) }
        let outer = abs(signedArea(ofRing: exterior.positions).value)
        return SquareMetres(
            polygon.holes.reduce(outer) { $0 - abs(signedArea(ofRing: $1.positions).value) })
    }

    /// The sum of the areas of the parts.
    public func area(of area: MultiPolygon) -> SquareMetres {
        area.polygons.reduce(SquareMetres(0)) { $0 + self.area(of: $1) }
    }

    /// The area of a feature of a table: that of `area(ofFeature:)` to the last bit, without a copy of it.
    ///
    /// - Complexity: O(v) in the feature's vertices.
    public func area(ofFeature feature: Int, of table: PolygonTable) -> SquareMetres {
        table.polygons(ofFeature: feature).reduce(SquareMetres(0)) { sum, polygon in
            let areas = table.rings(ofPolygon: polygon).lazy.map { ring in
                abs(signedArea(ofRing: table.positions[table.vertices(ofRing: ring)]).value)
            }
            return sum + SquareMetres(areas.dropFirst().reduce(areas.first ?? 0) { $0 - $1 })
        }
    }

    /// The length of a straight edge.
    public func length(from a: Position, to b: Position) -> Metres {
        switch plane {
        case .metres: LocalMetric.planar.distance(from: a, to: b)
        case .degrees: surface.length(from: a, to: b)
        case .projected(let toGeographic):
            surface.length(of: toGeographic([a, b]))
        }
    }

    /// How many metres a unit of x and of y is near a position.
    public func metric(at position: Position) -> LocalMetric {
        switch plane {
        case .metres: return .planar
        case .degrees: return LocalMetric(atLatitude: position.y, ellipsoid: surface.ellipsoid)
        case .projected:
            let east = Position(position.x + 1, position.y)
            let north = Position(position.x, position.y + 1)
            return LocalMetric(
                metresPerUnitX: length(from: position, to: east).value,
                metresPerUnitY: length(from: position, to: north).value)
        }
    }

    private func planarArea(ofRing ring: some RandomAccessCollection<Position>) -> SquareMetres {
        guard let origin = ring.first else { return SquareMetres(0) }
        var twice = 0.0
        var previous = origin
        for position in ring.dropFirst() {
            let x0 = previous.x - origin.x
            let y0 = previous.y - origin.y
            twice += x0 * (position.y - origin.y) - (position.x - origin.x) * y0
            previous = position
        }
        return SquareMetres(twice / 2)
    }
}
