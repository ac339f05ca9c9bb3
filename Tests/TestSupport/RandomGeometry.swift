internal import GeoKernels
public import GeoModel

/// Makes geometries of every kind and shape that a codec may meet, empties and nested collections included.
///
/// They are well-formed (closed finite rings) and not meant to be valid: rings may cross.
public struct RandomGeometry {
    private var generator: SplitMix64
    /// How deep collections may lie in each other.
    private let depth: Int

    /// Makes a source of geometries; equal seeds give equal geometries.
    public init(seed: UInt64, depth: Int = 3) {
        generator = SplitMix64(seed: seed)
        self.depth = depth
    }

    /// The next geometry, of any kind.
    public mutating func next() -> Geometry { geometry(depth: depth) }

    /// The next area, of up to three polygons with up to two holes each.
    public mutating func nextArea() -> MultiPolygon {
        MultiPolygon((0..<generator.index(below: 4)).map { _ in polygon(mayBeEmpty: false) })
    }

    /// The next index below a bound, from the same sequence.
    public mutating func index(below bound: Int) -> Int { generator.index(below: bound) }

    /// The next position: sometimes a whole number, a zero of either sign, a huge or a tiny number.
    public mutating func position() -> Position { Position(ordinate(), ordinate()) }

    private mutating func ordinate() -> Double {
        switch generator.index(below: 12) {
        case 0: 0
        case 1: -0.0
        case 2: Double(generator.index(below: 200)) - 100
        case 3: (generator.unit() - 0.5) * 1e300
        case 4: (generator.unit() - 0.5) * 1e-300
        case 5: Double.leastNonzeroMagnitude
        default: generator.number(in: -180...180)
        }
    }

    private mutating func geometry(depth: Int) -> Geometry {
        switch generator.index(below: depth > 0 ? 7 : 6) {
        case 0: .point(generator.index(below: 5) == 0 ? nil : position())
        case 1: .lineString(line())
        case 2: .polygon(polygon(mayBeEmpty: true))
        case 3: .multiPoint((0..<generator.index(below: 4)).map { _ in position() })
        case 4: .multiLineString((0..<generator.index(below: 4)).map { _ in line() })
        case 5:
            .multiPolygon(
                MultiPolygon((0..<generator.index(below: 4)).map { _ in polygon(mayBeEmpty: true) }))
        default: .geometryCollection((0..<generator.index(below: 4)).map { _ in geometry(depth: depth - 1) })
        }
    }

    private mutating func line() -> LineString {
        let count = generator.index(below: 4)
        return LineString(unchecked: (0..<(count == 0 ? 0 : count + 1)).map { _ in position() })
    }

    private mutating func polygon(mayBeEmpty: Bool) -> Polygon {
        let rings = mayBeEmpty && generator.index(below: 6) == 0 ? 0 : 1 + generator.index(below: 3)
        return Polygon(rings: (0..<rings).map { _ in ring() })
    }

    private mutating func ring() -> LinearRing {
        var positions = (0..<(3 + generator.index(below: 5))).map { _ in position() }
        positions.append(positions[0])
        return LinearRing(unchecked: positions)
    }
}
