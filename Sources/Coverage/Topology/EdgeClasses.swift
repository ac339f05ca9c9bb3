/// Every edge beside the others that join the same two places.
///
/// A class is *settled* when crossing it leads from exactly one zone to exactly one other and, where parents
/// are given, from the parent of the one to the parent of the other. Settled classes are what cancels first;
/// they need no arrangement as long as no other edge meets their inside.
final class EdgeClasses: Sendable {
    /// What each edge is matched with.
    ///
    /// For the edge of a settled class that belongs to a zone: the edge of the other zone. Otherwise `alone`,
    /// `contested`, `absorbed` or `none`.
    let partner: [Int32]
    /// For each ring: on which side of its edges the feature lies; see `EdgeTable.interiorSides`.
    let sides: [Int8]

    /// No other edge joins these two places.
    static let alone: Int32 = -1
    /// Others do, but not in a way that settles the class.
    static let contested: Int32 = -2
    /// An edge of a parent whose class the zones' edges settle.
    static let absorbed: Int32 = -3
    /// Not an edge: the vertex that closes a ring.
    static let none: Int32 = -4

    init(_ table: EdgeTable, _ index: VertexIndex) {
        let sides = table.interiorSides()
        self.sides = sides
        let starts = table.ringStarts
        partner = filled(count: table.positions.count, with: Self.none) { slots in
            inPieces(of: table.positions.count, pieces: 32) { range, _ in
                guard let start = range.first else { return }
                var ring = Int(table.ringOfVertex[start])
                for edge in range {
                    if edge == Int(starts[ring + 1]) - 1 {
                        ring += 1
                    } else {
                        slots[edge] = Self.classify(edge, ring, table, index, sides)
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func classify(
        _ edge: Int, _ ring: Int, _ table: EdgeTable, _ index: VertexIndex, _ sides: [Int8]
    ) -> Int32 {
        var others = 0
        var opposite: Int32 = -1
        index.forEachTwin(ofEdge: edge) { other, same in
            others += 1
            if !same { opposite = Int32(other) }
        }
        if others == 0 { return alone }
        if others == 1, opposite >= 0 {
            let zone = Int(table.ringFeatures[ring])
            let otherRing = Int(table.ringOfVertex[Int(opposite)])
            let other = Int(table.ringFeatures[otherRing])
            let bothZones = zone < table.zoneCount && other < table.zoneCount && zone != other
            let sameParent = !table.hasParents || (bothZones && table.parents[zone] == table.parents[other])
            if bothZones && sameParent && sides[ring] == sides[otherRing] && sides[ring] != 0 {
                return opposite
            }
        }
        if others == 3, table.hasParents { return settleAcrossParents(edge, table, index, sides) }
        return contested
    }

    /// Two zones of different parents and just those two parents, each on its zone's side.
    private static func settleAcrossParents(
        _ edge: Int, _ table: EdgeTable, _ index: VertexIndex, _ sides: [Int8]
    ) -> Int32 {
        var zones: [(edge: Int, side: Int8)] = []
        var owners: [(edge: Int, side: Int8)] = []
        func note(_ member: Int, _ same: Bool) {
            let side = sides[Int(table.ringOfVertex[member])]
            let seen = (edge: member, side: same ? side : -side)
            if table.feature(ofEdge: member) < table.zoneCount {
                zones.append(seen)
            } else {
                owners.append(seen)
            }
        }
        note(edge, true)
        index.forEachTwin(ofEdge: edge, note)
        guard zones.count == 2, owners.count == 2, zones[0].side == -zones[1].side, zones[0].side != 0,
            owners[0].side == -owners[1].side, owners[0].side != 0
        else { return contested }
        for zone in zones {
            let parent = table.parents[Int(table.feature(ofEdge: zone.edge))]
            guard let owner = owners.first(where: { $0.side == zone.side }),
                table.feature(ofEdge: owner.edge) == parent
            else { return contested }
        }
        if edge == zones[0].edge { return Int32(zones[1].edge) }
        if edge == zones[1].edge { return Int32(zones[0].edge) }
        return absorbed
    }
}

extension EdgeClasses {
    /// The edge stands for its class; exactly one edge of each class does.
    @inline(__always)
    func represents(_ edge: Int, _ index: VertexIndex) -> Bool {
        let other = partner[edge]
        if other >= 0 { return edge < Int(other) }
        switch other {
        case Self.alone: return true
        case Self.contested: return index.representative(ofEdge: edge) == edge
        default: return false
        }
    }

    /// The edge that stands for the class of `edge`.
    func representative(of edge: Int, _ index: VertexIndex) -> Int {
        let other = partner[edge]
        if other >= 0 { return min(edge, Int(other)) }
        if other == Self.alone { return edge }
        if other == Self.contested { return index.representative(ofEdge: edge) }
        var found = edge
        index.forEachTwin(ofEdge: edge) { twin, _ in
            if partner[twin] >= 0 { found = min(twin, Int(partner[twin])) }
        }
        return found
    }
}

extension VertexIndex {
    /// Calls `body` with every other edge that joins the same two places, and whether it runs the same way.
    @inline(__always)
    func forEachTwin(ofEdge edge: Int, _ body: (Int, Bool) -> Void) {
        let start = first[edge]
        let end = first[edge + 1]
        var other = Int(twin[edge])
        while other != edge {
            if first[other + 1] == end { body(other, true) }
            other = Int(twin[other])
        }
        other = Int(end)
        repeat {
            if first[other + 1] == start { body(other, false) }
            other = Int(twin[other])
        } while other != Int(end)
    }

    /// Calls `body` with every vertex at the same place, the one given included.
    @inline(__always)
    func forEachVertex(atPlaceOf vertex: Int, _ body: (Int) -> Void) {
        let start = Int(first[vertex])
        var other = start
        repeat {
            body(other)
            other = Int(twin[other])
        } while other != start
    }

    /// The least edge of the class: the one that stands for it.
    func representative(ofEdge edge: Int) -> Int {
        var least = edge
        forEachTwin(ofEdge: edge) { other, _ in least = min(least, other) }
        return least
    }
}
