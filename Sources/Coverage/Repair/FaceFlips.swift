internal import GeoModel

/// Which zones change hands on which sides of which arcs.
struct FaceFlips: Sendable {
    /// A zone that gains or loses the face on the left of a half-arc, as one number that sorts by zone and then
    /// by half-arc.
    struct Flip: Comparable, Sendable {
        private let key: UInt64

        init(zone: Int, half: Int, wasInside: Bool) {
            key = UInt64(zone) << 32 | UInt64(half) << 1 | (wasInside ? 1 : 0)
        }

        var zone: Int { Int(key >> 32) }
        /// The half-arc with the face on its left.
        var half: Int { Int(key >> 1 & 0x7FFF_FFFF) }
        /// The zone covered the face before.
        var wasInside: Bool { key & 1 == 1 }

        static func < (a: Flip, b: Flip) -> Bool { a.key < b.key }
    }

    /// All flips, ascending.
    private var flips: [Flip] = []
    /// Where the flips of each zone start, and their number at the end.
    private var starts: [Int32]
    /// Nodes at which every zone along must have a vertex.
    private(set) var isKeptNode: [Bool]
    /// New lines through divided gaps, by the zone on their left.
    private(set) var seams: [Int: [BorderStretch]] = [:]
    private var innerCorners: Int32 = 0
    /// Corners of faces that change hands, some of them more than once.
    private var corners: [Int32] = []

    /// What some actions of a plan come to.
    init(_ actions: [RepairAction], _ plan: RepairPlan, skipping skipped: Set<Int>) {
        let graph = plan.analysis.graph
        isKeptNode = Array(repeating: false, count: graph.pieces.nodeVertices.count)
        starts = Array(repeating: 0, count: plan.analysis.table.zoneCount + 1)
        for number in actions.indices where !skipped.contains(number) {
            if let face = actions[number].face {
                add(actions[number], plan.analysis.faces[face], plan.analysis)
            }
            if actions[number].kind == .invalid, let zone = actions[number].owner {
                keepTouches(of: zone, plan.analysis)
            }
        }
        for corner in CornerJudge(plan.analysis, flips).needy(among: corners) {
            isKeptNode[Int(corner)] = true
        }
        corners = []
        sort()
        keepMismatches(actions, plan, skipping: skipped)
    }

    /// Flips of a zone up to which they are put in order one by one.
    private static let few = 32

    /// Puts the flips in order: by zone through counting, and then within each.
    private mutating func sort() {
        for flip in flips { starts[flip.zone + 1] += 1 }
        for zone in starts.indices.dropLast() { starts[zone + 1] += starts[zone] }
        var ends = starts
        var sorted = flips
        for flip in flips {
            let first = Int(starts[flip.zone])
            var place = Int(ends[flip.zone])
            let isShort = Int(starts[flip.zone + 1]) - first <= Self.few
            while isShort, place > first, flip < sorted[place - 1] {
                sorted[place] = sorted[place - 1]
                place -= 1
            }
            sorted[place] = flip
            ends[flip.zone] += 1
        }
        for zone in starts.indices.dropLast() where Int(starts[zone + 1] - starts[zone]) > Self.few {
            sorted[Int(starts[zone])..<Int(starts[zone + 1])].sort()
        }
        flips = sorted
    }

    /// The flips of a zone by half-arc.
    func flips(ofZone zone: Int) -> ArraySlice<Flip> { flips[Int(starts[zone])..<Int(starts[zone + 1])] }

    private mutating func add(_ action: RepairAction, _ face: FaultFace, _ analysis: CoverageAnalysis) {
        let graph = analysis.graph
        if let division = action.division { add(division, analysis) }
        for cycle in [face.cycle] + face.holes {
            graph.forEachHalf(ofCycle: cycle) { half in
                if action.kind == .mismatch || action.division != nil {
                    isKeptNode[Int(graph.tail(half))] = true
                } else {
                    corners.append(graph.tail(half))
                }
                for loser in action.losers {
                    flips.append(Flip(zone: loser, half: half, wasInside: true))
                }
                if action.losers.isEmpty, action.kind == .gap || action.kind == .shortfall,
                    let owner = action.owner
                {
                    flips.append(Flip(zone: owner, half: half, wasInside: false))
                }
            }
        }
    }

    private mutating func add(_ division: GapDivision, _ analysis: CoverageAnalysis) {
        let graph = analysis.graph
        // Numbers after those of vertices and nodes name the new corners.
        let base = Int32(analysis.table.positions.count + graph.pieces.nodeVertices.count) + innerCorners
        innerCorners += Int32(division.inner.count)
        func end(_ corner: GapDivision.Corner) -> (key: Int32, place: Position) {
            switch corner {
            case .node(let node): (analysis.key(ofNode: node), graph.pieces.nodePositions[Int(node)])
            case .inner(let number): (base + number, division.inner[Int(number)])
            }
        }
        for share in division.shares {
            flips += share.halves.map { Flip(zone: share.zone, half: Int($0), wasInside: false) }
            seams[share.zone, default: []] += share.seams.map { seam in
                let (from, to) = (end(seam.from), end(seam.to))
                return BorderStretch(from: from.key, to: to.key, start: from.place, end: to.place)
            }
        }
    }

    /// Places where a zone's own vertex lies on its own edge become vertices, so that rings can part there.
    private mutating func keepTouches(of zone: Int, _ analysis: CoverageAnalysis) {
        let (table, pieces) = (analysis.table, analysis.graph.pieces)
        for edge in table.rings(ofFeature: zone).flatMap({ table.edges(ofRing: $0) }) {
            let representative = analysis.classes.representative(of: edge, analysis.index)
            guard let slot = analysis.slot(ofEdge: representative) else { continue }
            for piece in Int(pieces.starts[slot])..<Int(pieces.starts[slot + 1]) - 1 {
                let node = Int(pieces.to[piece])
                guard pieces.nodeVertices[node] >= 0 else { continue }
                analysis.index.forEachVertex(atPlaceOf: Int(pieces.nodeVertices[node])) { vertex in
                    if Int(table.feature(ofEdge: vertex)) == zone { isKeptNode[node] = true }
                }
            }
        }
    }

    /// Every node along a mismatch that is to be mended gets a vertex in both zones.
    private mutating func keepMismatches(
        _ actions: [RepairAction], _ plan: RepairPlan, skipping skipped: Set<Int>
    ) {
        if plan.report.summary.count(.mismatch) == 0 { return }
        let graph = plan.analysis.graph
        var wanted: Set<[Int]> = []
        let faults = Dictionary(
            plan.report.faults(of: .mismatch).map { ($0.id, $0.zones) },
            uniquingKeysWith: { first, _ in first })
        for (number, action) in actions.enumerated() where action.face == nil && !skipped.contains(number) {
            if let zones = faults[action.fault] { wanted.insert(zones) }
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

extension CoverageAnalysis {
    /// Where the arrangement holds an edge; `nil` when it does not.
    func slot(ofEdge edge: Int) -> Int? { graph.pieces.slot(ofEdge: edge) }

    /// A number for the place of a node: its vertex, or one beyond all vertices for a crossing.
    func key(ofNode node: Int32) -> Int32 {
        let vertex = graph.pieces.nodeVertices[Int(node)]
        return vertex >= 0 ? vertex : Int32(table.positions.count) + node
    }
}
