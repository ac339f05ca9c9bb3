/// Which zones change hands on which sides of which arcs.
struct FaceFlips: Sendable {
    struct Flip: Sendable {
        var zone: Int32
        /// The half-arc with the face on its left.
        var half: Int32
        /// The zone covered the face before.
        var wasInside: Bool
    }

    /// All flips, by zone and then by half-arc.
    private(set) var flips: [Flip] = []
    /// Where each changed zone's flips are.
    private(set) var ranges: [Int32: Range<Int>] = [:]
    /// Nodes at which every zone along must have a vertex.
    private(set) var isKeptNode: [Bool]

    init(_ plan: RepairPlan, skipping skipped: Set<Int>) {
        let graph = plan.analysis.graph
        isKeptNode = Array(repeating: false, count: graph.pieces.nodeVertices.count)
        for (number, face) in plan.faces.enumerated() where !skipped.contains(number) {
            if let face { add(plan.actions[number], plan.analysis.faces[face].face, graph) }
        }
        flips.sort { ($0.zone, $0.half) < ($1.zone, $1.half) }
        var start = 0
        while start < flips.count {
            var end = start
            while end < flips.count, flips[end].zone == flips[start].zone { end += 1 }
            ranges[flips[start].zone] = start..<end
            start = end
        }
        keepMismatches(plan, skipping: skipped)
    }

    private mutating func add(_ action: RepairAction, _ face: FaultFace, _ graph: PlanarGraph) {
        for cycle in [face.cycle] + face.holes {
            graph.forEachHalf(ofCycle: cycle) { half in
                isKeptNode[Int(graph.tail(half))] = true
                for loser in action.losers {
                    flips.append(Flip(zone: Int32(loser), half: Int32(half), wasInside: true))
                }
                if action.losers.isEmpty, action.kind == .gap || action.kind == .shortfall,
                    let owner = action.owner
                {
                    flips.append(Flip(zone: Int32(owner), half: Int32(half), wasInside: false))
                }
            }
        }
    }

    /// Every node along a mismatch that is to be mended gets a vertex in both zones.
    private mutating func keepMismatches(_ plan: RepairPlan, skipping skipped: Set<Int>) {
        let graph = plan.analysis.graph
        var wanted: Set<[Int]> = []
        let faults = Dictionary(
            plan.report.faults.lazy.filter { $0.kind == .mismatch }.map { ($0.id, $0.zones) },
            uniquingKeysWith: { first, _ in first })
        for (number, face) in plan.faces.enumerated() where face == nil && !skipped.contains(number) {
            if let zones = faults[plan.actions[number].fault] { wanted.insert(zones) }
        }
        if wanted.isEmpty { return }
        for arc in 0..<graph.arcCount where graph.nextPiece[Int(graph.firstPiece[arc])] >= 0 {
            var zones: [Int] = []
            graph.forEachFeature(ofHalf: arc * 2, plan.analysis.builder.sources) { feature, _ in
                if feature < plan.analysis.table.zoneCount { zones.append(Int(feature)) }
            }
            if wanted.contains(zones.sorted()) {
                isKeptNode[Int(graph.tail(arc * 2))] = true
                isKeptNode[Int(graph.head(arc * 2))] = true
            }
        }
    }
}
