internal import GeoModel

/// Decides whether the rings of a feature, known not to cross, lie in one another as they should.
struct NestingJudge: Sendable {
    let table: EdgeTable
    let index: VertexIndex
    let locator: CoverLocator
    /// Places where two rings of a feature touch; no question may be asked there.
    let linked: Set<Int32>

    struct Verdict: Sendable {
        var findings: [RingValidity.Finding] = []
        /// False when some ring touches others at each of its vertices, so that nothing can be said of it.
        var isSure = true
    }

    func verdict(onFeature feature: Int) -> Verdict {
        let rings = table.rings(ofFeature: feature)
        let boxes = rings.map { box($0) }
        let tree = boxes.count > 16 ? BoxTree(boxes) : nil
        var verdict = Verdict()
        for (place, ring) in rings.enumerated() {
            guard let vertex = table.edges(ofRing: ring).first(where: { !linked.contains(index.first[$0]) })
            else {
                verdict.isSure = false
                continue
            }
            var enclosing: [Int] = []
            let p = table.positions[vertex]
            let consider = { (other: Int) in
                if other != place, boxes[other].overlaps(boxes[place]),
                    locator.encloses(rings.lowerBound + other, westOf: p)
                {
                    enclosing.append(rings.lowerBound + other)
                }
            }
            if let tree {
                tree.forEach(overlapping: boxes[place], consider)
            } else {
                boxes.indices.forEach(consider)
            }
            if let reason = reason(ring, enclosedBy: enclosing) {
                verdict.findings.append(.init(feature: Int32(feature), reason: reason, position: p))
            }
        }
        return verdict
    }

    private func reason(_ ring: Int, enclosedBy enclosing: [Int]) -> InvalidReason? {
        let polygon = table.ringPolygons[ring]
        let own = enclosing.filter { table.ringPolygons[$0] == polygon }
        if enclosing.count - own.count > 0 {
            // Inside another part, unless inside a hole of that part as well.
            var depths: [Int32: Int] = [:]
            for other in enclosing { depths[table.ringPolygons[other], default: 0] += 1 }
            if depths.contains(where: { $0.key != polygon && $0.value % 2 == 1 }) { return .nestedShells }
        }
        if table.ringIsShell[ring] { return nil }
        if own.contains(where: { !table.ringIsShell[$0] }) { return .nestedHoles }
        return own.isEmpty ? .holeOutsideShell : nil
    }

    private func box(_ ring: Int) -> BoxTree.Box {
        var box = BoxTree.Box.empty
        for edge in table.edges(ofRing: ring) { box.grow(table.positions[edge]) }
        return box
    }
}
