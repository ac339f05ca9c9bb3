internal import GeoKernels
internal import GeoModel

extension DamagedBlocks {
    /// Faults along a border that two blocks share.
    mutating func plantAtSharedBorders() {
        shift("gap-hairline", "gap", steps: 8, left: 0.05, "border drawn twice, 5 cm apart")
        shift("gap-sliver", "gap", steps: 10, left: 1.2, "border drawn twice, about 1 m apart")
        shift("overlap-sliver", "overlap", steps: 10, left: -0.8, "border drawn twice, about 1 m apart")
        bulge(
            "gap-wide", "gap", steps: 8, left: 210, where: isSameCounty, "block drawn back from its neighbour"
        )
        bulge(
            "overlap-big", "overlap", steps: 8, left: -190, where: isSameCounty,
            "block drawn into its neighbour")
        bulge(
            "spill-into-county", "overlap", steps: 8, left: -170,
            where: { [features] in
                $0.neighbour >= 0
                    && features[$0.block].code.prefix(6) != features[$0.neighbour].code.prefix(6)
            }, "block drawn over the county border: an overlap, and a spill over its own county")
        dropVertex()
        insertVertex()
    }

    /// Faults along the outer border of the city, which is also that of a county.
    mutating func plantAtOuterBorder() {
        openInlet()
        bulge(
            "spill", "spill", steps: 8, left: -160, where: { $0.neighbour < 0 },
            "block drawn over the county border")
        bulge(
            "shortfall", "shortfall", steps: 8, left: 180, where: { $0.neighbour < 0 },
            "block drawn back from the county border")
    }

    /// Moves the inner vertices of a run sideways by a few centimetres or metres.
    private mutating func shift(
        _ kind: String, _ fault: String, steps: Int, left metres: Double, _ note: String
    ) {
        func moved(_ run: BorderRun) -> [Position] {
            run.positions.dropFirst().dropLast().map { run.offset($0, left: metres) }
        }
        let run = firstRun(steps: steps) {
            isSameCounty($0) && isSimple($0.positions + moved($0).reversed() + [$0.first])
        }
        guard let run else { return }
        let inner = moved(run)
        set(run.block, rings: [ring(run, replaced: inner)])
        record(kind, fault, [run.block, run.neighbour], face: run.positions + inner.reversed(), note)
    }

    /// Replaces the inner vertices of a run by two that stand well to one side.
    private mutating func bulge(
        _ kind: String, _ fault: String, steps: Int, left metres: Double, where fits: (BorderRun) -> Bool,
        _ note: String
    ) {
        func inner(_ run: BorderRun) -> [Position] {
            [run.beside(0.2, left: metres), run.beside(0.78, left: metres * 1.15)]
        }
        let run = firstRun(steps: steps) { run in
            fits(run) && isSimple(run.positions + inner(run).reversed() + [run.first])
                && isSimple(ring(run, replaced: inner(run))) && staysWithin(run, inner(run), metres)
        }
        guard let run else { return }
        set(run.block, rings: [ring(run, replaced: inner(run))])
        record(
            kind, fault, [run.block, run.neighbour].filter { $0 >= 0 },
            face: run.positions + inner(run).reversed(), note)
    }

    /// A bulge outward must stay in the one neighbour, and one over the outer border must meet no block.
    private func staysWithin(_ run: BorderRun, _ inner: [Position], _ metres: Double) -> Bool {
        guard metres < 0 else { return true }
        let line = [run.first] + inner + [run.last]
        return features.indices.allSatisfy { block in
            let ring = index.ring(block)
            return zip(line, line.dropFirst()).allSatisfy { !meets($0, $1, ring) }
        }
    }

    /// Leaves out one vertex that the neighbour keeps.
    private mutating func dropVertex() {
        guard let run = firstRun(steps: 2, where: isSameCounty) else { return }
        set(run.block, rings: [ring(run, replaced: [])])
        let isLeft = orientation(run.first, run.last, run.positions[1]) == .counterclockwise
        record(
            "missing-vertex", isLeft ? "overlap" : "gap", [run.block, run.neighbour], face: run.positions,
            "vertex that the neighbour keeps is left out")
    }

    /// Makes one edge run due north in both blocks and gives the neighbour a vertex in its middle.
    private mutating func insertVertex() {
        func upright(_ run: BorderRun) -> Position { Position(run.positions[1].x, run.positions[2].y) }
        let run = firstRun(steps: 3) { run in
            let step = Position(
                run.positions[2].x - run.positions[1].x, run.positions[2].y - run.positions[1].y)
            return isSameCounty(run) && abs(step.x) < abs(step.y) * 0.35 && index.isPlain(run.neighbour)
                && features[run.block].parent == features[run.neighbour].parent
                && isSimple(ring(run, replaced: [run.positions[1], upright(run)]))
        }
        guard let run else { return }
        let a = run.positions[1]
        let b = upright(run)
        let middle = rounded(between(a, b, 0.5))
        set(run.block, rings: [ring(run, replaced: [a, b])])
        let other = index.ring(run.neighbour).flatMap { place in
            GridPoint(place) == GridPoint(run.positions[2]) ? [b, middle] : [place]
        }
        set(run.neighbour, rings: [other.first == other.last ? other : other + other.prefix(1)])
        add(
            Defect(
                kind: "t-vertex", fault: "mismatch", blocks: [run.block, run.neighbour], area: 0, circle: nil,
                place: middle, note: "vertex exactly on the neighbour's edge, which runs due north"))
    }

    /// Draws a block back along its neighbour from the outer border inward.
    private mutating func openInlet() {
        let depth = 6
        for block in features.indices where index.isPlain(block) && isFree([block]) {
            let sides = index.sides(of: block)
            let ring = index.ring(block)
            for start in 2..<max(3, sides.count - depth - 2) {
                let other = sides[start]
                guard sides[start - 1] < 0, other >= 0, isFree([other]),
                    sides[start..<(start + depth)].allSatisfy({ $0 == other })
                else { continue }
                let mouth = ring[start - 1]
                let junction = ring[start]
                let inner = (1..<depth).map { step in
                    let share = 0.6 * (1 - Double(step) / Double(depth))
                    let place = ring[start + step]
                    return rounded(
                        Position(
                            place.x + (mouth.x - junction.x) * share, place.y + (mouth.y - junction.y) * share
                        ))
                }
                let face = Array(ring[start...(start + depth)]) + inner.reversed() + [mouth]
                let damaged = Array(ring[...(start - 1)]) + inner + Array(ring[(start + depth)...])
                guard isSimple(face + face.prefix(1)), isSimple(damaged) else { continue }
                set(block, rings: [damaged])
                record(
                    "open-inlet", "shortfall", [block, other], face: face, "inlet open to the outer border")
                return
            }
        }
    }
}
