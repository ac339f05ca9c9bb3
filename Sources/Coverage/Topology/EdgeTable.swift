internal import GeoModel

/// The rings of all zones, and of their parents after them, as one run of directed edges.
///
/// Edge `e` runs from vertex `e` to vertex `e + 1` of the same ring; the last vertex of a ring, which repeats
/// the first, starts no edge. Features `0 ..< zoneCount` are zones and the rest are parents. Repeated
/// vertices are left out, and with them rings that have fewer than three different ones.
final class EdgeTable: Sendable {
    let positions: [Position]
    let ringStarts: [Int32]
    let ringFeatures: [Int32]
    let ringPolygons: [Int32]
    let ringIsShell: [Bool]
    /// Where each feature's rings start, and the number of rings at the end.
    let featureRings: [Int32]
    /// The ring of each vertex.
    let ringOfVertex: [Int32]
    let zoneCount: Int
    /// Each zone's parent as a feature, −1 for none; empty when no parents are given.
    let parents: [Int32]
    /// Rings left out because fewer than three of their vertices differ: the feature and a place.
    let collapsed: [(feature: Int32, position: Position)]

    var featureCount: Int { featureRings.count - 1 }
    var ringCount: Int { ringFeatures.count }
    var hasParents: Bool { featureCount > zoneCount }

    @inline(__always)
    func rings(ofFeature feature: Int) -> Range<Int> {
        Int(featureRings[feature])..<Int(featureRings[feature + 1])
    }

    @inline(__always)
    func vertices(ofRing ring: Int) -> Range<Int> {
        Int(ringStarts[ring])..<Int(ringStarts[ring + 1])
    }

    /// The vertices of a ring at which an edge starts: all but the last.
    @inline(__always)
    func edges(ofRing ring: Int) -> Range<Int> {
        Int(ringStarts[ring])..<Int(ringStarts[ring + 1]) - 1
    }

    @inline(__always)
    func feature(ofEdge edge: Int) -> Int32 { ringFeatures[Int(ringOfVertex[edge])] }

    /// The edge that ends where `edge` starts, on the same ring.
    @inline(__always)
    func edge(before edge: Int) -> Int {
        let ring = Int(ringOfVertex[edge])
        return edge == Int(ringStarts[ring]) ? Int(ringStarts[ring + 1]) - 2 : edge - 1
    }

    /// Joins zones and parents; without parents or repeated vertices the vertices are not copied.
    init(zones: PolygonTable, parents: PolygonTable?, parentOfZone: [Int?]) {
        zoneCount = zones.count
        let tables = [zones] + (parents.map { [$0] } ?? [])
        let clean = tables.count == 1 && !Self.repeatsVertex(zones)
        var collector = RingCollector()
        for table in tables { collector.append(table, copying: !clean) }
        positions = clean ? zones.positions : collector.positions
        ringStarts = collector.ringStarts
        ringFeatures = collector.ringFeatures
        ringPolygons = collector.ringPolygons
        ringIsShell = collector.ringIsShell
        featureRings = collector.featureRings
        collapsed = collector.collapsed
        self.parents =
            parents == nil ? [] : parentOfZone.map { $0.map { Int32($0 + zones.count) } ?? -1 }
        let starts = ringStarts
        ringOfVertex = filled(count: positions.count, with: 0) { slots in
            inPieces(of: starts.count - 1, least: 256) { rings, _ in
                for ring in rings {
                    for vertex in Int(starts[ring])..<Int(starts[ring + 1]) { slots[vertex] = Int32(ring) }
                }
            }
        }
    }

    /// Some vertex equals the next one of its ring, or a ring has too few vertices to bound an area.
    private static func repeatsVertex(_ table: PolygonTable) -> Bool {
        let positions = table.positions
        let starts = table.ringStarts
        return mapPieces(of: table.ringCount, least: 256) { rings in
            for ring in rings {
                let range = Int(starts[ring])..<Int(starts[ring + 1])
                if range.count < 4 { return true }
                for vertex in range.dropLast() where positions[vertex] == positions[vertex + 1] {
                    return true
                }
            }
            return false
        }.contains(true)
    }
}

/// Lays the rings of one table after another.
private struct RingCollector {
    var positions: [Position] = []
    var ringStarts: [Int32] = [0]
    var ringFeatures: [Int32] = []
    var ringPolygons: [Int32] = []
    var ringIsShell: [Bool] = []
    var featureRings: [Int32] = [0]
    var collapsed: [(feature: Int32, position: Position)] = []
    private var polygonBase: Int32 = 0

    mutating func append(_ table: PolygonTable, copying: Bool) {
        for feature in 0..<table.count {
            let number = Int32(featureRings.count - 1)
            for polygon in table.polygons(ofFeature: feature) {
                let rings = table.rings(ofPolygon: polygon)
                for ring in rings {
                    guard append(table, ring: ring, feature: number, copying: copying) else { continue }
                    ringFeatures.append(number)
                    ringPolygons.append(polygonBase + Int32(polygon))
                    ringIsShell.append(ring == rings.lowerBound)
                }
            }
            featureRings.append(Int32(ringFeatures.count))
        }
        polygonBase += Int32(table.polygonCount)
    }

    /// Adds the vertices of a ring; false when too few of them differ.
    private mutating func append(_ table: PolygonTable, ring: Int, feature: Int32, copying: Bool) -> Bool {
        let range = table.vertices(ofRing: ring)
        guard copying else {
            ringStarts.append(Int32(range.upperBound))
            return true
        }
        let start = positions.count
        for vertex in range {
            let position = table.positions[vertex]
            if positions.count == start || positions[positions.count - 1] != position {
                positions.append(position)
            }
        }
        guard positions.count - start >= 4 else {
            if let place = range.first { collapsed.append((feature, table.positions[place])) }
            positions.removeLast(positions.count - start)
            return false
        }
        ringStarts.append(Int32(positions.count))
        return true
    }
}
