internal import GeoModel

/// Answers which features cover a place, exactly, by the even-odd rule of each feature's own rings.
///
/// Rings are looked up by their rectangles, not features: one with a hundred thousand holes costs no more than as
/// many zones.
///
/// Complexity: O(r log v) for r rings whose rectangle holds the place. Memory: 36 bytes a ring and 2 bytes a
/// vertex of rings with more than `bigRing` vertices.
final class CoverLocator: Sendable {
    private let table: EdgeTable
    private let tree: BoxTree
    private let ladders: [Int32: RingLadder]

    private static let bigRing = 256

    init(_ table: EdgeTable) {
        self.table = table
        let boxes = filled(count: table.ringCount, with: BoxTree.Box.empty) { slots in
            inPieces(of: table.ringCount, pieces: 32, least: 64) { rings, _ in
                for ring in rings {
                    var box = BoxTree.Box.empty
                    for edge in table.edges(ofRing: ring) { box.grow(table.positions[edge]) }
                    slots[ring] = box
                }
            }
        }
        tree = BoxTree(boxes)
        let big = (0..<table.ringCount).filter { table.edges(ofRing: $0).count > Self.bigRing }
        let built = mapPieces(of: big.count, pieces: 64, least: 1) { range in
            range.map { RingLadder(table, ring: big[$0]) }
        }
        ladders = Dictionary(
            uniqueKeysWithValues: zip(big.lazy.map { Int32($0) }, built.joined()))
    }

    /// The features that cover the place just west (and, by much less, north) of `p`, in order.
    func features(westOf p: Position) -> [Int32] {
        var result: [Int32] = []
        let query = BoxTree.Box(minX: p.x, minY: p.y, maxX: p.x, maxY: p.y)
        tree.forEach(overlapping: query) { ring in
            guard encloses(ring, westOf: p) else { return }
            let feature = table.ringFeatures[ring]
            if let place = result.firstIndex(of: feature) {
                result.remove(at: place)
            } else {
                result.append(feature)
            }
        }
        result.sort()
        return result
    }

    /// The place just west of `p` lies inside the ring, by the even-odd rule.
    func encloses(_ ring: Int, westOf p: Position) -> Bool {
        if let ladder = ladders[Int32(ring)] { return ladder.isOdd(p, table.positions) }
        var odd = false
        for edge in table.edges(ofRing: ring) where table.crosses(edge, westOf: p) { odd.toggle() }
        return odd
    }
}
