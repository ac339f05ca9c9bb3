public import GEOSBridge
public import GeoModel

/// The faults of a coverage by plain GEOS overlay: slow, simple and obviously right.
///
/// Tests of faster checks compare with it. Zones must be valid, or GEOS throws: see `invalidAreas(of:)`.
/// Overlay rounds new vertices to doubles, so areas are right to about 1e-15 of the squared extent and no
/// face may be compared vertex by vertex where edges cross.
public enum GEOSCoverageOracle {
    /// The faces of a coverage that no zone or more than one zone covers.
    public struct Faces: Hashable, Sendable {
        /// Enclosed faces that no zone covers.
        public let gaps: [Geometry]
        /// What two zones share, pair by pair: an area under three zones comes thrice.
        public let overlaps: [Overlap]
    }

    /// The area that two zones share.
    public struct Overlap: Hashable, Sendable {
        /// The two zones, the smaller first.
        public let zones: [Int]
        /// The area, without lines and points.
        public let geometry: Geometry
    }

    /// The part of a zone that lies where it should not.
    public struct Spill: Hashable, Sendable {
        /// The zone.
        public let zone: Int
        /// The part of it outside the parent.
        public let geometry: Geometry
    }

    /// Finds gaps and overlaps.
    ///
    /// - Parameter table: The zones; each must be valid.
    /// - Returns: The gaps in no particular order, the overlaps in order of zones.
    /// - Throws: `GEOSError`, such as for an invalid zone.
    public static func faces(of table: PolygonTable) throws(GEOSError) -> Faces {
        try withGEOS { geos throws(GEOSError) in
            let zones = try geos.collection(ofFeatures: table)
            return Faces(
                gaps: try gaps(in: zones, of: table, geos), overlaps: try overlaps(in: zones, of: table, geos)
            )
        }
    }

    /// Faces of all borders, noded at once, that no zone covers.
    ///
    /// More than the holes of the union: parts that touch in two points enclose a face as well. And not the faces of
    /// the union's border: overlay joins zones two by two, so a crossing that an early step rounds bends an edge, and a
    /// corner that lay exactly on it no longer touches it, which opens a face that the coordinates close.
    private static func gaps(
        in zones: borrowing GEOSHandle, of table: PolygonTable, _ geos: GEOSContext
    ) throws(GEOSError) -> [Geometry] {
        let union = try zones.unaryUnion()
        if try union.isEmpty() { return [] }
        let rings = (0..<table.count).flatMap { zone in
            table.rings(ofFeature: zone).map {
                LineString(unchecked: Array(table.positions[table.vertices(ofRing: $0)]))
            }
        }
        let faces = try geos.make(.multiLineString(rings)).unaryUnion().polygonized()
        var gaps: [Geometry] = []
        for index in 0..<(try faces.partCount()) {
            let gap = try faces.withPart(index) { face throws(GEOSError) -> Geometry? in
                try face.difference(union).area() > face.area() / 2 ? try face.geometry() : nil
            }
            if let gap { gaps.append(gap) }
        }
        return gaps
    }

    private static func overlaps(
        in zones: borrowing GEOSHandle, of table: PolygonTable, _ geos: GEOSContext
    ) throws(GEOSError) -> [Overlap] {
        let index = try geos.spatialIndex(ofFeatures: table)
        var overlaps: [Overlap] = []
        for zone in 0..<table.count {
            let found = try zones.withPart(zone) { a throws(GEOSError) -> [Overlap] in
                guard let envelope = try a.envelope() else { return [] }
                var found: [Overlap] = []
                for other in try index.query(envelope) where other > zone {
                    let shared = try zones.withPart(other) { b throws(GEOSError) in
                        try a.intersection(b).polygons()
                    }
                    if shared.isEmpty { continue }
                    found.append(Overlap(zones: [zone, other], geometry: .multiPolygon(shared)))
                }
                return found
            }
            overlaps += found
        }
        return overlaps
    }

    /// What of each zone lies outside its parent.
    ///
    /// - Throws: `GEOSError`.
    public static func spills(
        of table: PolygonTable, beyond parent: MultiPolygon
    ) throws(GEOSError) -> [Spill] {
        try withGEOS { geos throws(GEOSError) in
            let parent = try geos.make(parent)
            var spills: [Spill] = []
            for zone in 0..<table.count {
                let rest = try geos.make(feature: zone, of: table).difference(parent).polygons()
                if !rest.isEmpty { spills.append(Spill(zone: zone, geometry: .multiPolygon(rest))) }
            }
            return spills
        }
    }

    /// What of the parent no zone covers, as one polygon for each face.
    ///
    /// - Throws: `GEOSError`.
    public static func shortfalls(
        of table: PolygonTable, within parent: MultiPolygon
    ) throws(GEOSError) -> [Geometry] {
        try withGEOS { geos throws(GEOSError) in
            let union = try geos.collection(ofFeatures: table).unaryUnion()
            let rest = try geos.make(parent).difference(union).polygons()
            return rest.polygons.map { .polygon($0) }
        }
    }
}
