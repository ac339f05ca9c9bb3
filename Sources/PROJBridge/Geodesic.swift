internal import CPROJ
public import GeoModel

/// Shortest lines on an ellipsoid, and the lengths and areas they make.
///
/// Source: C. F. F. Karney 2013, "Algorithms for geodesics", J. Geodesy 87, doi:10.1007/s00190-012-0578-z,
/// as PROJ carries it; accurate to about 15 nanometres. Positions are longitude and latitude in degrees.
public struct Geodesic: Sendable {
    /// The ellipsoid.
    public let ellipsoid: Ellipsoid
    private let geodesic: geod_geodesic

    /// Makes the geodesics of an ellipsoid.
    public init(_ ellipsoid: Ellipsoid = .cgcs2000) {
        self.ellipsoid = ellipsoid
        var geodesic = geod_geodesic()
        unsafe geod_init(&geodesic, ellipsoid.equatorialRadius, ellipsoid.flattening)
        self.geodesic = geodesic
    }

    /// The way between two positions.
    public struct Path: Hashable, Sendable {
        /// Its length.
        public let length: Metres
        /// The azimuth at its start, in degrees clockwise from north.
        public let initialAzimuth: Double
        /// The azimuth at its end, in degrees clockwise from north.
        public let finalAzimuth: Double
    }

    /// How the edge between two vertices runs.
    public enum Edges: Hashable, Sendable {
        /// Along the geodesic.
        case geodesic
        /// Straight in longitude and latitude, drawn by geodesic pieces of at most this length.
        ///
        /// A piece of length s running east or west misses its parallel by the area s³ tan φ / 12 R: 13 m² at
        /// one kilometre and 45°, 0.013 m² at a hundred metres. Opposite sides cancel for the most part.
        case straightInDegrees(pieces: Metres)
    }

    /// The size of a ring on the ellipsoid.
    public struct RingMeasure: Hashable, Sendable {
        /// Positive when the ring runs counterclockwise.
        public let signedArea: SquareMetres
        /// The length of the ring.
        public let perimeter: Metres
    }
}

extension Geodesic {
    /// The shortest way from one position to another.
    public func path(from a: Position, to b: Position) -> Path {
        var (length, initial, final) = (0.0, 0.0, 0.0)
        unsafe withUnsafePointer(to: geodesic) {
            unsafe geod_inverse($0, a.y, a.x, b.y, b.x, &length, &initial, &final)
        }
        return Path(length: Metres(length), initialAzimuth: initial, finalAzimuth: final)
    }

    /// The position reached by going a distance in a direction.
    ///
    /// - Parameters:
    ///   - start: Where to start, in degrees.
    ///   - azimuth: The direction at the start, in degrees clockwise from north.
    ///   - distance: How far along the geodesic.
    /// - Returns: Where it ends; the longitude lies in −180 … 180.
    public func destination(from start: Position, azimuth: Double, distance: Metres) -> Position {
        var end = Position(0, 0)
        unsafe withUnsafePointer(to: geodesic) {
            unsafe geod_direct($0, start.y, start.x, azimuth, distance.value, &end.y, &end.x, nil)
        }
        return end
    }

    /// The length of a line through some positions.
    ///
    /// - Parameters:
    ///   - line: Positions in degrees.
    ///   - edges: How the edges run.
    /// - Returns: The length; 0 for fewer than two positions.
    /// - Complexity: O(n + m), m being the number of pieces.
    public func length(of line: some Sequence<Position>, edges: Edges = .geodesic) -> Metres {
        var total = 0.0
        var previous: Position?
        for position in line {
            if let start = previous {
                var from = start
                forEachPiece(from: start, to: position, edges) { next in
                    total += path(from: from, to: next).length.value
                    from = next
                }
            }
            previous = position
        }
        return Metres(total)
    }

    /// The signed area and the perimeter of a closed ring.
    ///
    /// - Parameters:
    ///   - ring: Positions in degrees, the first repeated at the end.
    ///   - edges: How the edges run.
    /// - Returns: Its size; zero for an empty ring. A ring that crosses itself counts each part as often as it
    ///   is wound around.
    /// - Complexity: O(n + m), m being the number of pieces; about a microsecond each.
    public func measure(ofRing ring: some Sequence<Position>, edges: Edges = .geodesic) -> RingMeasure {
        var polygon = geod_polygon()
        unsafe geod_polygon_init(&polygon, 0)
        var previous: Position?
        for position in ring {
            // The polygon closes itself: adding each edge's start leaves out the repeated first position.
            if let start = previous {
                add(start, to: &polygon)
                var pending: Position?
                forEachPiece(from: start, to: position, edges) { next in
                    if let inner = pending { add(inner, to: &polygon) }
                    pending = next
                }
            }
            previous = position
        }
        var (area, perimeter) = (0.0, 0.0)
        unsafe withUnsafePointer(to: geodesic) {
            _ = unsafe geod_polygon_compute($0, &polygon, 0, 1, &area, &perimeter)
        }
        return RingMeasure(signedArea: SquareMetres(area), perimeter: Metres(perimeter))
    }

    /// The area of a polygon: its outer ring less its holes, whichever way they run.
    public func area(of polygon: Polygon, edges: Edges = .geodesic) -> SquareMetres {
        guard let exterior = polygon.exterior else { return SquareMetres(0) }
        let outer = abs(measure(ofRing: exterior.positions, edges: edges).signedArea.value)
        return SquareMetres(
            polygon.holes.reduce(outer) {
                $0 - abs(measure(ofRing: $1.positions, edges: edges).signedArea.value)
            })
    }

    /// The sum of the areas of the parts.
    public func area(of area: MultiPolygon, edges: Edges = .geodesic) -> SquareMetres {
        area.polygons.reduce(SquareMetres(0)) { $0 + self.area(of: $1, edges: edges) }
    }

    private func add(_ position: Position, to polygon: inout geod_polygon) {
        unsafe withUnsafePointer(to: geodesic) {
            unsafe geod_polygon_addpoint($0, &polygon, position.y, position.x)
        }
    }

    /// Calls back with the end of each piece of an edge, the edge's own end last.
    private func forEachPiece(
        from a: Position, to b: Position, _ edges: Edges, _ body: (Position) -> Void
    ) {
        if case .straightInDegrees(let pieces) = edges {
            precondition(pieces.value > 0, "pieces of an edge need a positive length")
            let count = (path(from: a, to: b).length.value / pieces.value).rounded(.up)
            for step in stride(from: 1, to: max(count, 1), by: 1) {
                let share = step / count
                body(Position(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share))
            }
        }
        body(b)
    }
}
