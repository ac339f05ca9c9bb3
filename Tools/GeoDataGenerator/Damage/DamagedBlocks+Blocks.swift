internal import GeoKernels
internal import GeoModel

extension DamagedBlocks {
    /// Faults of a whole block.
    mutating func plantAtBlocks() {
        missBlock()
        displaceBlock()
        duplicateBlock()
    }

    /// Faults of one block's own rings.
    mutating func plantWithinBlocks() {
        crossRing()
        touchHole()
        partBlock()
    }

    private func isInner(_ block: Int) -> Bool { !index.sides(of: block).contains(-1) }

    private mutating func missBlock() {
        guard let block = firstBlock(where: isInner) else { return }
        missing.insert(block)
        record("missing-block", "gap", [block], face: index.ring(block), "block left out of the file")
    }

    private mutating func duplicateBlock() {
        guard let block = firstBlock(where: isInner) else { return }
        var copy = features[block]
        copy.code = copy.parent.prefix(9) + "299"
        added.append(copy)
        record(
            "duplicated-zone", "overlap", [block], face: index.ring(block),
            "a second feature with the same geometry under the code \(copy.code)")
    }

    /// A block digitised on a GCJ-02 map among blocks in CGCS2000.
    private mutating func displaceBlock() {
        guard let block = firstBlock(where: isInner) else { return }
        let ring = index.ring(block).map { rounded(Datums.gcj02($0)) }
        set(block, rings: [ring])
        let shift = SurfaceMeasure().length(from: index.ring(block)[0], to: ring[0]).value
        let around = index.neighbours[block].sorted()
        let circle = InscribedCircle(in: Polygon(rings: [LinearRing(unchecked: ring)]))
        add(
            Defect(
                kind: "displaced-copy", fault: "overlap", blocks: [block] + around,
                area: abs(SurfaceMeasure().signedArea(ofRing: ring).value), circle: circle,
                place: circle.middle,
                note:
                    "whole block shifted \(decimals(shift, 1)) m by GCJ-02: overlaps ahead and gaps behind; area and"
                    + " width are those of the block"))
    }

    /// Draws one edge as a figure of eight.
    private mutating func crossRing() {
        func inner(_ run: BorderRun) -> [Position] { [run.beside(1, left: 24), run.beside(0, left: 24)] }
        let run = firstRun(steps: 1) { run in
            let ring = index.ring(run.block)
            return isSameCounty(run) && SurfaceMeasure().length(from: run.first, to: run.last).value > 60
                && !meets(run.first, inner(run)[0], ring) && !meets(inner(run)[1], run.last, ring)
                && !meets(inner(run)[0], inner(run)[1], ring)
        }
        guard let run else { return }
        set(run.block, rings: [ring(run, replaced: inner(run))])
        let middle = crossing(run.first, inner(run)[0], inner(run)[1], run.last)
        record(
            "self-crossing-ring", "invalid", [run.block, run.neighbour],
            face: [run.first, run.last, middle],
            "ring crosses itself; the area is that of the triangle left uncovered beside the neighbour")
    }

    /// Cuts a hole that touches the outer ring at one vertex.
    private mutating func touchHole() {
        func hole(_ run: BorderRun) -> [Position] {
            let touch = run.positions[1]
            let a = run.offset(between(touch, run.last, 0.35), left: 85)
            let b = run.offset(between(touch, run.first, 0.35), left: 110)
            return [touch, a, b, touch]
        }
        let run = firstRun(steps: 2) { run in
            let ring = index.ring(run.block)
            let hole = hole(run)
            return isSameCounty(run) && zip(hole, hole.dropFirst()).allSatisfy { !meets($0, $1, ring) }
                && encloses(ring, hole[1]) && encloses(ring, hole[2])
        }
        guard let run else { return }
        set(run.block, rings: [index.ring(run.block), hole(run).reversed()])
        record(
            "hole-touching-border", "gap", [run.block, run.neighbour], face: hole(run),
            "hole that touches the block's outer ring at one vertex")
    }

    /// Cuts a block in two parts that lie a few metres apart.
    private mutating func partBlock() {
        for block in features.indices where index.isPlain(block) && isFree([block]) && isInner(block) {
            let ring = index.ring(block)
            let count = ring.count - 1
            for start in 1..<(count / 3) {
                let end = start + count / 2
                let run = BorderRun(
                    block: block, neighbour: -1, start: start, positions: [ring[start], ring[end]])
                let bend = run.beside(0.5, left: 3.5)
                let edges = [(run.first, run.last), (run.first, bend), (bend, run.last)]
                guard edges.allSatisfy({ !meets($0, $1, ring) }), encloses(ring, bend),
                    encloses(ring, run.beside(0.01, left: 0.01))
                else { continue }
                let one = Array(ring[start...end]) + [ring[start]]
                let two = Array(ring[end..<count]) + Array(ring[...start]) + [bend, ring[end]]
                features[block].area = MultiPolygon(
                    [one, two].map { Polygon(rings: [LinearRing(unchecked: $0)]) })
                record(
                    "gap-between-parts", "gap", [block], face: [run.first, run.last, bend],
                    "block cut in two parts with a gap of metres between them")
                return
            }
        }
    }
}
