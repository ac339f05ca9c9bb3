/// What lies behind an arc: the features whose edges run along it, and on which side each lies.
final class ArcSources: Sendable {
    let table: EdgeTable
    let index: VertexIndex
    let sides: [Int8]
    /// Features whose sides cannot be trusted.
    let isDoubtful: [Bool]

    init(table: EdgeTable, index: VertexIndex, sides: [Int8], isDoubtful: [Bool]) {
        self.table = table
        self.index = index
        self.sides = sides
        self.isDoubtful = isDoubtful
    }

    /// Calls `body` with each feature edge along an edge's class and the side of the edge, as it runs, on which
    /// the feature lies: 1 left, −1 right, 0 unknown.
    @inline(__always)
    func forEachFeature(ofEdge edge: Int, _ body: (Int32, Int) -> Void) {
        func visit(_ member: Int, _ same: Bool) {
            let ring = Int(table.ringOfVertex[member])
            let feature = table.ringFeatures[ring]
            let side = isDoubtful[Int(feature)] ? 0 : Int(sides[ring])
            body(feature, same ? side : -side)
        }
        visit(edge, true)
        index.forEachTwin(ofEdge: edge, visit)
    }

    /// Some feature's cover changes across the arc made of the pieces in a chain.
    func bounds(firstPiece: Int32, next: [Int32], edges: [Int32]) -> Bool {
        if next[Int(firstPiece)] < 0,
            Int(index.twin[Int(edges[Int(firstPiece)])]) == Int(edges[Int(firstPiece)])
        {
            return true
        }
        var odd = OddFeatures()
        var piece = firstPiece
        while piece >= 0 {
            forEachFeature(ofEdge: Int(edges[Int(piece)])) { feature, _ in odd.toggle(feature) }
            piece = next[Int(piece)]
        }
        return !odd.isEmpty
    }
}

/// Features that came an odd number of times; four of them take no memory of their own.
private struct OddFeatures {
    private var few: InlineArray<4, Int32> = .init(repeating: 0)
    private var count = 0
    private var more: [Int32] = []

    var isEmpty: Bool { count == 0 && more.isEmpty }

    mutating func toggle(_ feature: Int32) {
        for place in 0..<count where few[place] == feature {
            count -= 1
            few[place] = few[count]
            return
        }
        if let place = more.firstIndex(of: feature) {
            more.remove(at: place)
        } else if count < 4 {
            few[count] = feature
            count += 1
        } else {
            more.append(feature)
        }
    }
}
