internal import GeoKernels
public import GeoModel

/// Joins the zones of a valid coverage into larger areas by leaving out the borders inside them.
///
/// Vertices are those of the zones, bit for bit. Where the coverage is not valid the borders in trouble stay, so
/// gaps and overlaps show as lines inside the result rather than being hidden.
public struct CoverageUnion: Sendable {
    /// The joined areas, one for each group.
    public let areas: PolygonTable

    /// Joins zones by group.
    ///
    /// - Parameters:
    ///   - zones: The zones of a coverage.
    ///   - groupOfZone: For each zone the number of its group, from 0; `nil` leaves the zone out.
    ///   - groupCount: The number of groups.
    /// - Complexity: O(v) expected in the number of vertices.
    public init(_ zones: PolygonTable, groupOfZone: [Int?], groupCount: Int) {
        precondition(groupOfZone.count == zones.count, "a union needs a group, or none, for each zone")
        let table = EdgeTable(zones: zones, parents: nil, parentOfZone: [])
        let index = VertexIndex(table)
        let classes = EdgeClasses(table, index)
        var stretches = [[BorderStretch]](repeating: [], count: groupCount)
        for ring in 0..<table.ringCount {
            guard let group = groupOfZone[Int(table.ringFeatures[ring])] else { continue }
            for edge in table.edges(ofRing: ring) {
                let partner = Int(classes.partner[edge])
                if partner >= 0, groupOfZone[Int(table.feature(ofEdge: partner))] == group { continue }
                let (start, end) = classes.sides[ring] >= 0 ? (edge, edge + 1) : (edge + 1, edge)
                stretches[group].append(
                    BorderStretch(
                        from: index.first[start], to: index.first[end], start: table.positions[start],
                        end: table.positions[end]))
            }
        }
        let borders = stretches
        let joined = mapPieces(of: groupCount, pieces: 64, least: 1) { range in
            range.map { AreaAssembler.area(of: BorderWalk.loops(borders[$0])) }
        }
        areas = PolygonTable(joined.joined())
    }
}
