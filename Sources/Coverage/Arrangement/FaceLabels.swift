internal import GeoModel

/// The label of the face on the left of every cycle.
struct FaceLabels: Sendable {
    /// The label of each cycle's face.
    private(set) var labels: [CoverLabel]
    /// What each cycle's face needs.
    private(set) var statuses: [FaceStatus]
    /// The component of each cycle.
    private(set) var components: [Int32]
    /// The cycle that sees each component from outside.
    private(set) var outerCycles: [Int32] = []
    /// The least vertex of each component.
    private(set) var leastVertices: [Int32] = []

    func isOuter(_ cycle: Int) -> Bool { outerCycles[Int(components[cycle])] == Int32(cycle) }

    /// Labels all faces: one exact point location for each component, then sums across arcs.
    ///
    /// `earlier` holds labels of a smaller graph of the same edges; a place located for them is not located again.
    ///
    /// - Complexity: O(a + c log v) for a arcs in c components.
    init(
        _ graph: PlanarGraph, _ sources: ArcSources, _ locator: CoverLocator, _ ledger: LabelLedger,
        after earlier: FaceLabels? = nil
    ) {
        let unknown = Int32(-1)
        labels = Array(repeating: CoverLabel(), count: graph.cycleStarts.count)
        statuses = []
        components = Array(repeating: unknown, count: graph.cycleStarts.count)
        findComponents(graph, sources.table)
        let known = earlier.map { KnownLabels($0, vertices: sources.table.positions.count) }
        var asked: [Int] = []
        for (component, vertex) in leastVertices.enumerated() {
            if let label = known?.label(ofLeast: vertex) {
                labels[Int(outerCycles[component])] = label
            } else {
                asked.append(component)
            }
        }
        locate(asked, sources.table, locator, ledger)
        spread(graph, sources, ledger)
        statuses = labels.map { ledger.status(of: $0) }
    }

    /// Labels of components by their least vertices.
    private struct KnownLabels {
        private let vertices: RankedSet
        private var labels: [CoverLabel]

        init(_ known: FaceLabels, vertices count: Int) {
            vertices = RankedSet(below: count) { add in known.leastVertices.forEach { add(Int($0)) } }
            labels = Array(repeating: CoverLabel(), count: known.leastVertices.count)
            for (vertex, outer) in zip(known.leastVertices, known.outerCycles) {
                labels[Int(vertices.rank(of: Int(vertex)))] = known.labels[Int(outer)]
            }
        }

        func label(ofLeast vertex: Int32) -> CoverLabel? {
            vertices.rankIfMember(Int(vertex)).map { labels[$0] }
        }
    }

    /// Labels the outer cycles of some components by asking what covers the place west of each.
    private mutating func locate(
        _ asked: [Int], _ table: EdgeTable, _ locator: CoverLocator, _ ledger: LabelLedger
    ) {
        let (places, positions) = (leastVertices, table.positions)
        let covers = mapPieces(of: asked.count, pieces: 64, least: 16) { range in
            range.map { locator.features(westOf: positions[Int(places[asked[$0]])]) }
        }
        for (component, features) in zip(asked, covers.joined()) {
            labels[Int(outerCycles[component])] = ledger.label(of: features)
        }
    }

    /// Gives cycles their component, and each component its outer cycle.
    private mutating func findComponents(_ graph: PlanarGraph, _ table: EdgeTable) {
        var least: [Int32] = []
        var stack: [Int] = []
        for seed in graph.cycleStarts.indices where components[seed] < 0 {
            let component = Int32(least.count)
            var lowest: Int32 = -1
            components[seed] = component
            stack.append(seed)
            while let cycle = stack.popLast() {
                graph.forEachHalf(ofCycle: cycle) { half in
                    let node = graph.tail(half)
                    let vertex = graph.pieces.nodeVertices[Int(node)]
                    if vertex >= 0 {
                        let other = lowest < 0 ? -1 : graph.pieces.nodeVertices[Int(lowest)]
                        if other < 0 || table.positions[Int(vertex)] < table.positions[Int(other)] {
                            lowest = node
                        }
                    }
                    let across = Int(graph.cycles[half ^ 1])
                    if components[across] < 0 {
                        components[across] = component
                        stack.append(across)
                    }
                }
            }
            least.append(lowest)
        }
        for node in least {
            // All arcs leave the least vertex eastward; the face after the last of them, counterclockwise, is
            // the one that lies west.
            let last = graph.fans[Int(graph.fanStarts[Int(node) + 1]) - 1]
            outerCycles.append(graph.cycles[Int(last)])
            leastVertices.append(graph.pieces.nodeVertices[Int(node)])
        }
    }

    /// Carries labels from the outer cycles across arcs.
    private mutating func spread(_ graph: PlanarGraph, _ sources: ArcSources, _ ledger: LabelLedger) {
        let steps = LabelSteps(graph, sources)
        var isKnown = [Bool](repeating: false, count: labels.count)
        var stack: [Int] = []
        for outer in outerCycles {
            isKnown[Int(outer)] = true
            stack.append(Int(outer))
        }
        while let cycle = stack.popLast() {
            let label = labels[cycle]
            graph.forEachHalf(ofCycle: cycle) { half in
                let across = Int(graph.cycles[half ^ 1])
                if isKnown[across] { return }
                isKnown[across] = true
                var next = label
                steps.take(across: half, graph, sources, ledger, &next)
                labels[across] = next
                stack.append(across)
            }
        }
    }
}

/// How a label changes across each arc.
///
/// Where neither parents nor doubtful features are about, that is one number for each arc, worked out on all
/// cores; elsewhere the ledger is asked.
private struct LabelSteps {
    /// By how many zones the face right of an arc is covered more than the one left of it.
    private let zones: [Int32]

    private static let unknown = Int32.min

    init(_ graph: PlanarGraph, _ sources: ArcSources) {
        if sources.table.hasParents {
            zones = []
            return
        }
        zones = filled(count: graph.arcCount, with: 0) { slots in
            inPieces(of: graph.arcCount, pieces: 32) { arcs, _ in
                for arc in arcs {
                    var sum: Int32 = 0
                    var isSure = true
                    graph.forEachFeature(ofHalf: arc * 2, sources) { feature, side in
                        sum -= Int32(side)
                        if sources.isDoubtful[Int(feature)] { isSure = false }
                    }
                    slots[arc] = isSure ? sum : Self.unknown
                }
            }
        }
    }

    /// Turns the label on the left of a half-arc into that on its right.
    @inline(__always)
    func take(
        across half: Int, _ graph: PlanarGraph, _ sources: ArcSources, _ ledger: LabelLedger,
        _ label: inout CoverLabel
    ) {
        if !zones.isEmpty, zones[half >> 1] != Self.unknown {
            label.zones += half & 1 == 0 ? zones[half >> 1] : -zones[half >> 1]
            return
        }
        graph.forEachFeature(ofHalf: half, sources) { feature, side in
            // A feature on the left of the half-arc ends across it, one on the right begins.
            ledger.apply(feature, change: Int32(-side), to: &label)
        }
    }
}

extension PlanarGraph {
    /// Calls `body` with each feature whose edge runs along a half-arc and the side of the half-arc on which it
    /// lies: 1 left, −1 right, 0 unknown.
    @inline(__always)
    func forEachFeature(ofHalf half: Int, _ sources: ArcSources, _ body: (Int32, Int) -> Void) {
        forEachSource(ofHalf: half, sources) { _, feature, side in body(feature, side) }
    }

    /// Calls `body` with each edge that runs along a half-arc, its feature, and the side as in `forEachFeature`.
    @inline(__always)
    func forEachSource(ofHalf half: Int, _ sources: ArcSources, _ body: (Int, Int32, Int) -> Void) {
        let first = firstPiece[half >> 1]
        let start = pieces.from[Int(first)]
        var piece = first
        while piece >= 0 {
            let isForward = (pieces.from[Int(piece)] == start) == (half & 1 == 0)
            let edge = Int(edgeOfPiece[Int(piece)])
            sources.forEachFeature(ofEdge: edge) { feature, side in
                body(edge, feature, isForward ? side : -side)
            }
            piece = nextPiece[Int(piece)]
        }
    }
}
