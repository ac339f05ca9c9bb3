internal import GeoKernels
internal import GeoModel

/// Chooses an owner for each face, and refuses what may not be done.
struct RepairPlanner {
    private let analysis: CoverageAnalysis
    private let options: RepairOptions
    private var areas: [Int: Double] = [:]
    private var plan: RepairPlan

    static func plan(_ input: CoverageInput, _ options: RepairOptions) -> RepairPlan {
        var planner = RepairPlanner(CoverageAnalysis(input, options.check), options)
        planner.planFaces()
        planner.planMismatches()
        return planner.plan
    }

    private init(_ analysis: CoverageAnalysis, _ options: RepairOptions) {
        self.analysis = analysis
        self.options = options
        plan = RepairPlan(
            report: analysis.report, actions: [], refused: [], analysis: analysis, options: options, faces: []
        )
    }

    private mutating func planFaces() {
        // One decision settles all faults of a face: an overlap that is also a spill needs no second one.
        let order = analysis.faces.indices.filter { !analysis.faces[$0].verdict.faults.isEmpty }
            .sorted { analysis.faces[$0].verdict.faults[0].id < analysis.faces[$1].verdict.faults[0].id }
        for number in order {
            let faults = analysis.faces[number].verdict.faults
            switch decide(number, faults) {
            case .success(let action):
                plan.actions.append(action)
                plan.faces.append(number)
            case .failure(let refusal):
                for fault in faults { plan.refused.append((fault.id, refusal.reason)) }
            }
        }
    }

    private struct Refusal: Error {
        var reason: RepairRefusal
    }

    private mutating func decide(_ number: Int, _ faults: [CoverageFault]) -> Result<RepairAction, Refusal> {
        let fault = faults[0]
        let face = analysis.faces[number].face
        if touchesDoubtful(face) { return .failure(Refusal(reason: .invalidZone)) }
        if let zone = lockedZoneWithNode(inside: face) {
            return .failure(Refusal(reason: .lockedZoneNeedsVertex(zone: zone)))
        }
        var action = RepairAction(
            fault: fault.id, kind: fault.kind, geometry: fault.geometry, area: fault.area, owner: nil,
            losers: [])
        if fault.kind == .gap || fault.kind == .shortfall {
            let candidates = fault.neighbours.filter { isAllowed($0.zone, in: fault) }
            guard let owner = choose(among: candidates) else {
                return .failure(Refusal(reason: .noUnlockedNeighbour))
            }
            action.owner = owner
            return .success(action)
        }
        let covering = faults.map(\.zones).max { $0.count < $1.count } ?? []
        let astray = Set(faults.first { $0.kind == .spill }?.zones ?? [])
        let rightful = covering.filter { !astray.contains($0) }
        let locked = covering.filter { options.locked.contains($0) }
        if locked.count > 1 { return .failure(Refusal(reason: .lockedZonesOverlap(zones: locked))) }
        if let only = locked.first {
            action.owner = only
        } else {
            action.owner = choose(
                among: rightful.map { zone in
                    FaultNeighbour(
                        zone: zone, border: fault.neighbours.first { $0.zone == zone }?.border ?? Metres(0))
                })
        }
        action.losers = covering.filter { $0 != action.owner }
        return .success(action)
    }

    private func isAllowed(_ zone: Int, in fault: CoverageFault) -> Bool {
        if options.locked.contains(zone) { return false }
        guard let layer = analysis.input.parents else { return true }
        return layer.parentOfZone[zone].map { fault.parents.contains($0) } ?? false
    }

    private mutating func choose(among candidates: [FaultNeighbour]) -> Int? {
        if case .named(let zone) = options.owner, candidates.contains(where: { $0.zone == zone }) {
            return zone
        }
        var best: (score: Double, border: Double, code: String, zone: Int)?
        for candidate in candidates {
            let score: Double
            switch options.owner {
            case .longestBorder, .named: score = candidate.border.value
            case .largestArea: score = area(candidate.zone)
            case .greatestWeight(let weights): score = weights[candidate.zone]
            }
            let code = analysis.input.codes[candidate.zone]
            let entry = (score, candidate.border.value, code, candidate.zone)
            if let held = best {
                // Ties go to the longer border and then to the lesser code.
                if (score, candidate.border.value) < (held.score, held.border) { continue }
                if (score, candidate.border.value) == (held.score, held.border), code >= held.code {
                    continue
                }
            }
            best = entry
        }
        return best?.zone
    }

    private mutating func area(_ zone: Int) -> Double {
        if let known = areas[zone] { return known }
        let area = analysis.input.measure.area(of: analysis.input.zones.area(ofFeature: zone)).value
        areas[zone] = area
        return area
    }

    private func touchesDoubtful(_ face: FaultFace) -> Bool {
        let sources = analysis.builder.sources
        var found = false
        for cycle in [face.cycle] + face.holes {
            analysis.graph.forEachHalf(ofCycle: cycle) { half in
                analysis.graph.forEachFeature(ofHalf: half, sources) { feature, _ in
                    if sources.isDoubtful[Int(feature)] { found = true }
                }
            }
        }
        return found
    }

    /// A locked zone that has an edge through some node of the face, without a vertex there.
    private func lockedZoneWithNode(inside face: FaultFace) -> Int? {
        if options.locked.isEmpty { return nil }
        let (graph, table) = (analysis.graph, analysis.table)
        for cycle in [face.cycle] + face.holes {
            var found: Int?
            graph.forEachHalf(ofCycle: cycle) { half in
                let node = Int(graph.tail(half))
                let vertex = graph.pieces.nodeVertices[node]
                for place in graph.fanStarts[node]..<graph.fanStarts[node + 1] {
                    graph.forEachEdge(ofHalf: Int(graph.fans[Int(place)])) { edge in
                        let ends = [analysis.index.first[edge], analysis.index.first[edge + 1]]
                        if vertex >= 0, ends.contains(vertex) { return }
                        analysis.builder.sources.forEachFeature(ofEdge: edge) { feature, _ in
                            if feature < table.zoneCount, options.locked.contains(Int(feature)) {
                                found = Int(feature)
                            }
                        }
                    }
                }
            }
            if let found { return found }
        }
        return nil
    }

    private mutating func planMismatches() {
        for fault in analysis.report.faults where fault.kind == .mismatch {
            if let zone = fault.zones.first(where: { options.locked.contains($0) }) {
                plan.refused.append((fault.id, .lockedZoneNeedsVertex(zone: zone)))
                continue
            }
            plan.actions.append(
                RepairAction(
                    fault: fault.id, kind: .mismatch, geometry: fault.geometry, area: SquareMetres(0),
                    owner: nil,
                    losers: []))
            plan.faces.append(nil)
        }
        for fault in analysis.report.faults where fault.kind == .invalid {
            plan.refused.append((fault.id, .invalidZone))
        }
    }
}

extension PlanarGraph {
    /// Calls `body` with each edge that runs along a half-arc.
    func forEachEdge(ofHalf half: Int, _ body: (Int) -> Void) {
        var piece = firstPiece[half >> 1]
        while piece >= 0 {
            body(Int(edgeOfPiece[Int(piece)]))
            piece = nextPiece[Int(piece)]
        }
    }
}
