public import GeoKernels
public import GeoModel

/// Describes the borders of zones side by side, as a person walks round them.
///
/// A piece of border belongs to the side of the rectangle around the zone's main part that it faces from the middle: the
/// rectangle's diagonals divide north from east and so on. The sides thus cover the whole outer border once, whatever its
/// shape. On a side the stretches with the same neighbour and the same feature are one. Borders of holes and of parts
/// away from the main one are told by their neighbours only.
public struct BorderDescription: Sendable {
    /// The four sides of the main part.
    public let sides: [BorderSide]
    /// Zones inside holes of the main part, with the length of their common border.
    public let enclosed: [BorderStretch]
    /// For each other part: the zones around it.
    public let exclaves: [[BorderStretch]]

    /// All zones that share a border, with the length of it: the longest border first.
    public var neighbours: [(zone: Int, length: Metres)] {
        var lengths: [Int: Double] = [:]
        for stretch in sides.flatMap(\.stretches) + enclosed + exclaves.flatMap(\.self) {
            if let zone = stretch.neighbour { lengths[zone, default: 0] += stretch.length.value }
        }
        return lengths.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, Metres($0.value)) }
    }

    /// The length of the whole border.
    public var length: Metres {
        let all = sides.flatMap(\.stretches) + enclosed + exclaves.flatMap(\.self)
        return all.reduce(Metres(0)) { $0 + $1.length }
    }
}

/// Describes the zones of one coverage.
public struct BorderDescriber: Sendable {
    private let zones: PolygonTable
    private let measure: GroundMeasure
    private let owners: BorderOwners
    private let alongside: FeatureAlongside

    /// Prepares the descriptions.
    ///
    /// - Parameters:
    ///   - zones: The zones, best a valid coverage: a border whose vertices differ on its two sides seems to border on nothing.
    ///   - features: What borders follow, in the order in which they are preferred.
    ///   - within: How far beside a feature a border still follows it.
    ///   - measure: How to measure on the ground.
    /// - Complexity: O(v) expected in the vertices of zones and features.
    public init(
        _ zones: PolygonTable, features: [VisibleFeature], within: Metres = Metres(15), measure: GroundMeasure
    ) {
        self.zones = zones
        self.measure = measure
        owners = BorderOwners(zones)
        let place = Envelope(zones.positions)?.centre ?? Position(0, 0)
        alongside = FeatureAlongside(features, within: within, measure: measure, near: place)
    }

    /// Describes one zone.
    ///
    /// - Complexity: O(v) in its vertices, times the segments of features nearby.
    public func describe(_ zone: Int) -> BorderDescription {
        let area = zones.area(ofFeature: zone)
        let sizes = area.polygons.map { measure.area(of: $0).value }
        let main = sizes.indices.max { (sizes[$0], $1) < (sizes[$1], $0) }
        var exclaves: [[BorderStretch]] = []
        var sides: [BorderSide] = []
        var enclosed: [BorderStretch] = []
        for (part, polygon) in area.polygons.enumerated() {
            if part == main {
                sides = self.sides(of: polygon, zone)
                enclosed = collected(polygon.holes, zone)
            } else {
                exclaves.append(collected(ArraySlice(polygon.rings), zone))
            }
        }
        return BorderDescription(sides: sides, enclosed: enclosed, exclaves: exclaves)
    }

    private func sides(of polygon: Polygon, _ zone: Int) -> [BorderSide] {
        guard let exterior = polygon.exterior, let box = exterior.envelope else { return [] }
        let metric = measure.metric(at: box.centre)
        var gathered: [CompassSide: StretchSum] = [:]
        for (a, b) in zip(exterior.positions, exterior.positions.dropFirst()) where a != b {
            let edge = BorderEdge(a, b)
            let middle = edge.middle
            let side = Self.side(facing: middle, in: box)
            // North and south read from the west, east and west from the north.
            let along =
                side == .north || side == .south
                ? middle.x * metric.metresPerUnitX : -middle.y * metric.metresPerUnitY
            gathered[side, default: StretchSum()].add(
                neighbour: owners.neighbour(of: zone, across: edge),
                feature: alongside.feature(along: edge),
                length: measure.length(from: a, to: b).value, along: along)
        }
        return CompassSide.allCases.map { side in
            BorderSide(side: side, stretches: gathered[side]?.stretches ?? [])
        }
    }

    private func collected(_ rings: ArraySlice<LinearRing>, _ zone: Int) -> [BorderStretch] {
        var sum = StretchSum()
        for ring in rings {
            for (a, b) in zip(ring.positions, ring.positions.dropFirst()) where a != b {
                let edge = BorderEdge(a, b)
                sum.add(
                    neighbour: owners.neighbour(of: zone, across: edge),
                    feature: alongside.feature(along: edge), length: measure.length(from: a, to: b).value,
                    along: 0)
            }
        }
        return sum.stretches
    }

    /// The side of a box that a position faces from the middle; a corner belongs to north or south.
    static func side(facing position: Position, in box: Envelope) -> CompassSide {
        let u = box.width > 0 ? (position.x - box.centre.x) / box.width : 0
        let v = box.height > 0 ? (position.y - box.centre.y) / box.height : 0
        if abs(u) > abs(v) { return u > 0 ? .east : .west }
        return v > 0 ? .north : .south
    }
}

/// Adds up pieces of border that have the same neighbour and feature.
private struct StretchSum {
    private struct Key: Hashable {
        let neighbour: Int?
        let feature: Int?
    }

    private var lengths: [Key: (length: Double, moment: Double)] = [:]

    mutating func add(neighbour: Int?, feature: Int?, length: Double, along: Double) {
        let key = Key(neighbour: neighbour, feature: feature)
        let sum = lengths[key] ?? (0, 0)
        lengths[key] = (sum.length + length, sum.moment + length * along)
    }

    /// In the order of their middles along the side.
    var stretches: [BorderStretch] {
        lengths.sorted { a, b in
            let places = (a.value.moment / a.value.length, b.value.moment / b.value.length)
            if places.0 != places.1 { return places.0 < places.1 }
            return (a.key.neighbour ?? -1, a.key.feature ?? -1)
                < (b.key.neighbour ?? -1, b.key.feature ?? -1)
        }.map { key, sum in
            BorderStretch(neighbour: key.neighbour, feature: key.feature, length: Metres(sum.length))
        }
    }
}
