/// Many areas in four flat arrays: the form in which kernels read zones.
///
/// Feature `f` owns polygons `featureStarts[f] ..< featureStarts[f + 1]`, polygon `p` owns rings
/// `polygonStarts[p] ..< polygonStarts[p + 1]` (the outer ring first), and ring `r` owns vertices
/// `ringStarts[r] ..< ringStarts[r + 1]`, the first repeated at the end. A feature may own no polygon.
/// Rings are closed, finite and of at least four positions; nothing else is promised.
///
/// Memory: 16 bytes a vertex and 4 bytes a ring, polygon and feature, so about 16 MB for each million
/// vertices.
public struct PolygonTable: Sendable {
    /// All vertices, ring after ring.
    public let positions: [Position]
    /// Where each ring's vertices start, and the number of vertices at the end.
    public let ringStarts: [Int32]
    /// Where each polygon's rings start, and the number of rings at the end.
    public let polygonStarts: [Int32]
    /// Where each feature's polygons start, and the number of polygons at the end.
    public let featureStarts: [Int32]

    /// The number of features.
    public var count: Int { featureStarts.count - 1 }
    /// The number of polygons over all features.
    public var polygonCount: Int { polygonStarts.count - 1 }
    /// The number of rings over all polygons.
    public var ringCount: Int { ringStarts.count - 1 }

    /// The polygons of a feature.
    public func polygons(ofFeature feature: Int) -> Range<Int> {
        Int(featureStarts[feature])..<Int(featureStarts[feature + 1])
    }

    /// The rings of a polygon, the outer ring first.
    public func rings(ofPolygon polygon: Int) -> Range<Int> {
        Int(polygonStarts[polygon])..<Int(polygonStarts[polygon + 1])
    }

    /// The rings of all polygons of a feature.
    public func rings(ofFeature feature: Int) -> Range<Int> {
        let polygons = polygons(ofFeature: feature)
        return Int(polygonStarts[polygons.lowerBound])..<Int(polygonStarts[polygons.upperBound])
    }

    /// The vertices of a ring, the first repeated at the end.
    public func vertices(ofRing ring: Int) -> Range<Int> {
        Int(ringStarts[ring])..<Int(ringStarts[ring + 1])
    }

    /// A feature as a geometry value.
    ///
    /// - Complexity: O(v) in the feature's vertices; it copies them.
    public func area(ofFeature feature: Int) -> MultiPolygon {
        MultiPolygon(
            polygons(ofFeature: feature).map { polygon in
                Polygon(
                    rings: rings(ofPolygon: polygon).map { ring in
                        LinearRing(unchecked: Array(positions[vertices(ofRing: ring)]))
                    })
            })
    }

    /// Makes a table of areas given as geometry values, in their order.
    ///
    /// - Complexity: O(v) in the number of vertices.
    public init(_ areas: some Sequence<MultiPolygon>) {
        var builder = Builder()
        for area in areas { builder.append(area) }
        self = builder.finish()
    }

    fileprivate init(_ builder: consuming Builder) {
        positions = builder.positions
        ringStarts = builder.ringStarts
        polygonStarts = builder.polygonStarts
        featureStarts = builder.featureStarts
    }
}

extension PolygonTable {
    /// Collects features and freezes them into a table.
    ///
    /// Call `append(_:)` for each position, then `endRing`, `endPolygon` and `endFeature` in that order;
    /// a decoder can so write straight from bytes to the table. More than 2³¹ − 1 vertices trap.
    public struct Builder: Sendable {
        var positions: [Position] = []
        fileprivate var ringStarts: [Int32] = [0]
        fileprivate var polygonStarts: [Int32] = [0]
        fileprivate var featureStarts: [Int32] = [0]

        /// Makes an empty builder.
        public init() {}

        /// Makes room for what is known to come.
        public mutating func reserve(features: Int, vertices: Int) {
            positions.reserveCapacity(vertices)
            ringStarts.reserveCapacity(features + 1)
            polygonStarts.reserveCapacity(features + 1)
            featureStarts.reserveCapacity(features + 1)
        }

        /// The number of finished features.
        public var count: Int { featureStarts.count - 1 }

        /// Adds a vertex to the ring in progress.
        @inline(__always)
        public mutating func append(_ position: Position) { positions.append(position) }

        /// Adds a run of vertices to the ring in progress.
        public mutating func append(contentsOf run: some Collection<Position>) {
            positions.append(contentsOf: run)
        }

        /// Ends the ring in progress; its caller guarantees it closed, finite and of four positions or more.
        public mutating func endRing() { ringStarts.append(Int32(positions.count)) }

        /// Ends the polygon in progress, made of the rings ended since the last.
        public mutating func endPolygon() { polygonStarts.append(Int32(ringStarts.count - 1)) }

        /// Ends the feature in progress, made of the polygons ended since the last; it may have none.
        public mutating func endFeature() { featureStarts.append(Int32(polygonStarts.count - 1)) }

        /// Takes back the feature in progress, as when its bytes turn out damaged halfway.
        public mutating func discardFeature() {
            polygonStarts.removeLast(polygonStarts.count - 1 - Int(featureStarts[featureStarts.count - 1]))
            ringStarts.removeLast(ringStarts.count - 1 - Int(polygonStarts[polygonStarts.count - 1]))
            positions.removeLast(positions.count - Int(ringStarts[ringStarts.count - 1]))
        }

        /// Adds a whole feature; empty polygons are left out.
        public mutating func append(_ area: MultiPolygon) {
            for polygon in area.polygons where !polygon.rings.isEmpty {
                for ring in polygon.rings {
                    append(contentsOf: ring.positions)
                    endRing()
                }
                endPolygon()
            }
            endFeature()
        }

        /// Adds all features of a table.
        ///
        /// - Precondition: No feature is in progress.
        /// - Complexity: O(v) in the table's vertices; block copies.
        public mutating func append(contentsOf table: PolygonTable) {
            let (vertices, rings) = (Int32(positions.count), Int32(ringStarts.count - 1))
            let polygons = Int32(polygonStarts.count - 1)
            positions.append(contentsOf: table.positions)
            ringStarts.append(contentsOf: table.ringStarts.dropFirst().lazy.map { $0 + vertices })
            polygonStarts.append(contentsOf: table.polygonStarts.dropFirst().lazy.map { $0 + rings })
            featureStarts.append(contentsOf: table.featureStarts.dropFirst().lazy.map { $0 + polygons })
        }

        /// Freezes what was collected.
        public consuming func finish() -> PolygonTable { PolygonTable(self) }
    }
}
