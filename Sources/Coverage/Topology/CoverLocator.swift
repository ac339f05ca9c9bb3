internal import GeoModel

/// Answers which features cover a place, exactly, by the even-odd rule of each feature's own rings.
///
/// Complexity: O(z log v) for z features whose rectangle holds the place. Memory: 36 bytes a feature and 2
/// bytes a vertex of rings with more than `bigRing` vertices.
final class CoverLocator: Sendable {
    private let table: EdgeTable
    private let tree: BoxTree
    private let ladders: [Int32: RingLadder]

    private static let bigRing = 256

    init(_ table: EdgeTable) {
        self.table = table
        let boxes = filled(count: table.featureCount, with: BoxTree.Box.empty) { slots in
            inPieces(of: table.featureCount, pieces: 32, least: 64) { features, _ in
                for feature in features { slots[feature] = Self.box(table, feature) }
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

    private static func box(_ table: EdgeTable, _ feature: Int) -> BoxTree.Box {
        var box = BoxTree.Box.empty
        for ring in table.rings(ofFeature: feature) {
            for edge in table.edges(ofRing: ring) { box.grow(table.positions[edge]) }
        }
        return box
    }

    /// The features that cover the place just west (and, by much less, north) of `p`, in order.
    func features(westOf p: Position) -> [Int32] {
        var result: [Int32] = []
        let query = BoxTree.Box(minX: p.x, minY: p.y, maxX: p.x, maxY: p.y)
        tree.forEach(overlapping: query) { feature in
            if covers(feature, westOf: p) { result.append(Int32(feature)) }
        }
        result.sort()
        return result
    }

    private func covers(_ feature: Int, westOf p: Position) -> Bool {
        var odd = false
        for ring in table.rings(ofFeature: feature) where encloses(ring, westOf: p) { odd.toggle() }
        return odd
    }

    /// The place just west of `p` lies inside the ring, by the even-odd rule.
    func encloses(_ ring: Int, westOf p: Position) -> Bool {
        if let ladder = ladders[Int32(ring)] { return ladder.isOdd(p, table.positions) }
        var odd = false
        for edge in table.edges(ofRing: ring) where table.crosses(edge, westOf: p) { odd.toggle() }
        return odd
    }
}
