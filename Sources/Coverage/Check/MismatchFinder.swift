internal import GeoKernels
internal import GeoModel

/// Finds stretches where two zones meet without a gap or overlap but with different vertices.
struct MismatchFinder {
    private struct Stretch: Hashable {
        var low: Int32
        var high: Int32
    }

    private let graph: PlanarGraph
    private let labels: FaceLabels
    private let sources: ArcSources
    private let builder: FaultBuilder

    init(_ builder: FaultBuilder) {
        self.builder = builder
        graph = builder.graph
        labels = builder.labels
        sources = builder.sources
    }

    /// One fault for each connected stretch between two zones.
    func faults() -> [CoverageFault] {
        var arcs: [Stretch: [Int]] = [:]
        for arc in 0..<graph.arcCount where graph.nextPiece[Int(graph.firstPiece[arc])] >= 0 {
            if let pair = pair(across: arc) { arcs[pair, default: []].append(arc) }
        }
        return arcs.keys.sorted { ($0.low, $0.high) < ($1.low, $1.high) }.flatMap { pair in
            lines(arcs[pair] ?? []).map { fault(pair, $0) }
        }
    }

    /// The two zones that an arc parts cleanly.
    private func pair(across arc: Int) -> Stretch? {
        guard isHeldOnce(Int(graph.cycles[arc * 2])), isHeldOnce(Int(graph.cycles[arc * 2 + 1])) else {
            return nil
        }
        var left: [Int32] = []
        var right: [Int32] = []
        graph.forEachFeature(ofHalf: arc * 2, sources) { feature, side in
            guard feature < sources.table.zoneCount else { return }
            if side > 0 { left.append(feature) } else { right.append(feature) }
        }
        guard left.count == 1, right.count == 1, left != right, !isEdge(ofBoth: left[0], right[0], arc) else {
            return nil
        }
        return Stretch(low: min(left[0], right[0]), high: max(left[0], right[0]))
    }

    /// No two zones cover a face; whether its zone lies in its parent there does not matter for how borders match.
    private func isHeldOnce(_ cycle: Int) -> Bool {
        switch labels.statuses[cycle] {
        case .clean: return true
        case .uncovered: return false
        case .contested:
            let label = labels.labels[cycle]
            return label.zones == 1 && (label.entry == 0 || builder.covers.doubtful[Int(label.entry)].isEmpty)
        }
    }

    /// Two zones have one and the same edge along an arc: whoever else has another there, they match.
    private func isEdge(ofBoth one: Int32, _ other: Int32, _ arc: Int) -> Bool {
        var piece = graph.firstPiece[arc]
        while piece >= 0 {
            var (hasOne, hasOther) = (false, false)
            sources.forEachFeature(ofEdge: Int(graph.edgeOfPiece[Int(piece)])) { feature, _ in
                if feature == one { hasOne = true }
                if feature == other { hasOther = true }
            }
            if hasOne || hasOther { return hasOne && hasOther }
            piece = graph.nextPiece[Int(piece)]
        }
        return false
    }

    /// Joins arcs end to end; each line starts at its lesser end.
    private func lines(_ arcs: [Int]) -> [[Position]] {
        var ends: [Int32: [Int]] = [:]
        for arc in arcs {
            ends[graph.tail(arc * 2), default: []].append(arc)
            ends[graph.head(arc * 2), default: []].append(arc)
        }
        let place = { (node: Int32) in graph.pieces.nodePositions[Int(node)] }
        let starts = ends.keys.filter { ends[$0]?.count != 2 }.sorted { place($0) < place($1) }
        var used: Set<Int> = []
        var lines: [[Position]] = []
        for start in starts + ends.keys.sorted(by: { place($0) < place($1) }) {
            while let first = ends[start]?.filter({ !used.contains($0) }).min(by: {
                far($0, start) < far($1, start)
            }) {
                var node = start
                var line = [place(start)]
                var arc: Int? = first
                while let current = arc {
                    used.insert(current)
                    node = graph.tail(current * 2) == node ? graph.head(current * 2) : graph.tail(current * 2)
                    line.append(place(node))
                    arc = ends[node]?.count == 2 ? ends[node]?.first { !used.contains($0) } : nil
                }
                lines.append(line)
            }
        }
        return lines
    }

    private func far(_ arc: Int, _ node: Int32) -> Position {
        let other = graph.tail(arc * 2) == node ? graph.head(arc * 2) : graph.tail(arc * 2)
        return graph.pieces.nodePositions[Int(other)]
    }

    private func fault(_ pair: Stretch, _ line: [Position]) -> CoverageFault {
        var length = 0.0
        for place in line.indices.dropFirst() {
            length += builder.input.measure.length(from: line[place - 1], to: line[place]).value
        }
        let zones = [Int(pair.low), Int(pair.high)]
        let isForward = line.lexicographicallyPrecedes(line.reversed())
        return builder.named(
            CoverageFault(
                id: FaultID(0), kind: .mismatch,
                geometry: .lineString(LineString(unchecked: isForward ? line : line.reversed())),
                area: SquareMetres(0), width: Metres(0), zones: zones, parents: [],
                neighbours: zones.map { FaultNeighbour(zone: $0, border: Metres(length)) },
                cause: .missingVertex, reason: nil))
    }
}
