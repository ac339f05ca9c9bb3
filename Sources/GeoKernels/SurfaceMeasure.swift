public import GeoModel
internal import Glibc

/// Measures areas and lengths on the ground of geometry whose edges are straight in longitude and latitude.
///
/// A border vertex put exactly on a neighbour's straight edge must not change any area, so edges are taken
/// as straight in the plane of the coordinates, not as geodesics: zones then sum to their parent. For a ring
/// the area is the line integral −∮ G dλ, where G(φ) is the ellipsoid's area per radian of longitude between
/// a reference latitude and φ. G is a polynomial fitted once per ring (Chebyshev, degree 7, integrated),
/// relative to the ring's own middle latitude, so a sliver of a square millimetre keeps its digits.
///
/// Accuracy: 3e-10 relative for a ring that spans all of China, 1e-14 for one of a degree.
/// Against geodesic edges the difference is below 2e-9 relative when edges are shorter than one kilometre.
public struct SurfaceMeasure: Sendable {
    /// The ellipsoid measured on.
    public let ellipsoid: Ellipsoid

    /// Makes a measure for an ellipsoid.
    public init(_ ellipsoid: Ellipsoid = .cgcs2000) {
        self.ellipsoid = ellipsoid
    }

    /// The signed area of a closed ring: positive when it runs counterclockwise.
    ///
    /// A ring that crosses itself counts each part as often as it is wound around.
    ///
    /// - Parameter ring: Longitude and latitude in degrees, the first position repeated at the end.
    /// - Returns: The area; 0 for an empty ring.
    /// - Complexity: O(n) in the number of vertices, about 20 ns each.
    public func signedArea(ofRing ring: some RandomAccessCollection<Position>) -> SquareMetres {
        guard let first = ring.first else { return SquareMetres(0) }
        var low = first.y
        var high = first.y
        for position in ring {
            low = min(low, position.y)
            high = max(high, position.y)
        }
        let zone = LatitudeZone(south: low, north: high, ellipsoid: ellipsoid)
        var sum = 0.0
        var previous = first
        for position in ring.dropFirst() {
            let step = position.x - previous.x
            if step != 0 { sum -= step * zone.meanIntegral(from: previous.y, to: position.y) }
            previous = position
        }
        return SquareMetres(sum * radiansPerDegree)
    }

    /// The area of a polygon: its outer ring less its holes, whichever way they run.
    public func area(of polygon: Polygon) -> SquareMetres {
        guard let exterior = polygon.exterior else { return SquareMetres(0) }
        let outer = abs(signedArea(ofRing: exterior.positions).value)
        let holes = polygon.holes.map { abs(signedArea(ofRing: $0.positions).value) }
        return SquareMetres(outer - holes.reduce(0, +))
    }

    /// The sum of the areas of the parts.
    public func area(of area: MultiPolygon) -> SquareMetres {
        area.polygons.reduce(SquareMetres(0)) { $0 + self.area(of: $1) }
    }

    /// The length of a straight edge.
    ///
    /// The local metric is taken at the edge's middle: 1e-9 relative up to a kilometre, 1e-5 at a degree.
    ///
    /// - Parameters:
    ///   - a: One end, longitude and latitude in degrees.
    ///   - b: The other end.
    /// - Returns: The distance along the straight edge.
    public func length(from a: Position, to b: Position) -> Metres {
        let metric = LocalMetric(atLatitude: a.y + (b.y - a.y) / 2, ellipsoid: ellipsoid)
        return metric.distance(from: a, to: b)
    }

    /// The length of a line through some positions, in degrees.
    public func length(of line: some Sequence<Position>) -> Metres {
        var total = 0.0
        var previous: Position?
        for position in line {
            if let previous { total += length(from: previous, to: position).value }
            previous = position
        }
        return Metres(total)
    }
}

let radiansPerDegree = Double.pi / 180

/// G(φ) of one band of latitude as a polynomial in u = (φ − middle) / half.
private struct LatitudeZone {
    private let middle: Double
    private let half: Double
    /// Coefficients of u¹ … u⁸, in m² per radian of longitude.
    private var coefficients: InlineArray<8, Double> = .init(repeating: 0)

    init(south: Double, north: Double, ellipsoid: Ellipsoid) {
        middle = south + (north - south) / 2
        // A band of no height still needs a scale to fit over.
        half = max((north - south) / 2, 1e-9)
        let density = Self.fit(middle: middle, half: half, ellipsoid: ellipsoid)
        let scale = half * radiansPerDegree
        for power in 0..<8 { coefficients[power] = density[power] * scale / Double(power + 1) }
    }

    private static let chebyshevNodes: InlineArray<8, Double> = InlineArray {
        cos((Double($0) + 0.5) * .pi / 8)
    }

    /// Monomial coefficients of the surface density M N cosφ over the band, by Newton interpolation at the
    /// eight Chebyshev nodes.
    private static func fit(middle: Double, half: Double, ellipsoid: Ellipsoid) -> InlineArray<8, Double> {
        let e2 = ellipsoid.squaredEccentricity
        let a2 = ellipsoid.equatorialRadius * ellipsoid.equatorialRadius
        let nodes = chebyshevNodes
        var newton: InlineArray<8, Double> = .init(repeating: 0)
        for index in 0..<8 {
            let phi = (middle + half * nodes[index]) * radiansPerDegree
            let w2 = 1 - e2 * sin(phi) * sin(phi)
            newton[index] = a2 * (1 - e2) * cos(phi) / (w2 * w2)
        }
        for order in 1..<8 {
            for index in stride(from: 7, through: order, by: -1) {
                newton[index] = (newton[index] - newton[index - 1]) / (nodes[index] - nodes[index - order])
            }
        }
        var monomial: InlineArray<8, Double> = .init(repeating: 0)
        for order in stride(from: 7, through: 0, by: -1) {
            // monomial ← monomial · (u − node) + newton
            for power in stride(from: 7, through: 1, by: -1) {
                monomial[power] = monomial[power - 1] - nodes[order] * monomial[power]
            }
            monomial[0] = newton[order] - nodes[order] * monomial[0]
        }
        return monomial
    }

    /// The mean of G along a straight edge between two latitudes: five-point Gauss–Legendre, exact for the
    /// polynomial's degree.
    func meanIntegral(from y0: Double, to y1: Double) -> Double {
        let u0 = (y0 - middle) / half
        let u1 = (y1 - middle) / half
        if u0 == u1 { return value(u0) }
        let centre = (u0 + u1) / 2
        let reach = (u1 - u0) / 2
        let inner = 0.538_469_310_105_683_1 * reach
        let outer = 0.906_179_845_938_664 * reach
        return 0.284_444_444_444_444_45 * value(centre)
            + 0.239_314_335_249_683_24 * (value(centre - inner) + value(centre + inner))
            + 0.118_463_442_528_094_54 * (value(centre - outer) + value(centre + outer))
    }

    @inline(__always)
    private func value(_ u: Double) -> Double {
        var sum = coefficients[7]
        for power in stride(from: 6, through: 0, by: -1) { sum = sum * u + coefficients[power] }
        return sum * u
    }
}
