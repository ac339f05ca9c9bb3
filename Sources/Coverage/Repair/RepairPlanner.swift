internal import GeoKernels
internal import GeoModel

/// Chooses an owner for each face, and refuses what may not be done.
struct RepairPlanner: Sendable {
    private let analysis: CoverageAnalysis
    private let options: RepairOptions
    private var plan: RepairPlan
    private let units: FaceUnits?
    /// Invalid zones that can be redrawn without changing what they cover.
    private let redrawable: Set<Int>
    private let anyDoubt: Bool

    /// Plans a repair; `places` lie in faces that were accepted before other faces were mended.
    static func plan(
        _ input: CoverageInput, _ options: RepairOptions, accepted places: [Position] = []
    ) -> RepairPlan {
        var planner = RepairPlanner(CoverageAnalysis(input, options.check), options)
        planner.plan.acceptedPlaces = places
        planner.keepAcceptedPlaces()
        planner.planRedrawing()
        planner.planFaces()
        planner.planMismatches()
        return planner.plan
    }

    private init(_ analysis: CoverageAnalysis, _ options: RepairOptions) {
        self.analysis = analysis
        self.options = options
        plan = RepairPlan(
            report: analysis.report, actions: [], refused: [], analysis: analysis, options: options)
        if case .fewestUnitsMoved(let placed) = options.owner {
            units = FaceUnits(placed, in: analysis)
        } else {
            units = nil
        }
        anyDoubt = analysis.builder.sources.isDoubtful.contains(true)
        redrawable = Self.redrawable(
            analysis.report.faults(of: .invalid).filter { !options.accepted.contains($0.id) }, options.locked)
    }

    private mutating func keepAcceptedPlaces() {
        if options.accepted.isEmpty || !plan.acceptedPlaces.isEmpty { return }
        plan.acceptedPlaces = analysis.report.faults.compactMap { fault in
            guard options.accepted.contains(fault.id), let area = fault.geometry.area else { return nil }
            return InteriorPosition.of(area)
        }
    }

    private func isAccepted(_ fault: CoverageFault) -> Bool {
        if options.accepted.isEmpty { return false }
        if options.accepted.contains(fault.id) { return true }
        guard let polygons = fault.geometry.area?.polygons else { return false }
        return plan.acceptedPlaces.contains { place in polygons.contains { $0.covers(place) } }
    }

    private static func redrawable(_ faults: [CoverageFault], _ locked: Set<Int>) -> Set<Int> {
        var (broken, hopeless) = (Set<Int>(), Set<Int>())
        for fault in faults {
            broken.formUnion(fault.zones)
            if fault.reason?.leavesCoverClear != true { hopeless.formUnion(fault.zones) }
        }
        return broken.subtracting(hopeless).subtracting(locked)
    }

    private mutating func planRedrawing() {
        for fault in analysis.report.faults(of: .invalid) {
            if isAccepted(fault) {
                plan.refused.append((fault.id, .accepted))
            } else if let zone = fault.zones.first, redrawable.contains(zone) {
                plan.actions.append(
                    RepairAction(
                        fault: fault.id, kind: .invalid, geometry: fault.geometry, area: SquareMetres(0),
                        owner: zone, losers: []))
            } else {
                plan.refused.append((fault.id, .invalidZones(fault.zones, parents: fault.parents)))
            }
        }
    }

    private mutating func planFaces() {
        // One decision settles all faults of a face: an overlap that is also a spill needs no second one.
        let order = analysis.faces.indices.compactMap { face in
            analysis.id(ofFace: face).map { (id: $0, face: face) }
        }.sorted { $0.id != $1.id ? $0.id < $1.id : $0.face < $1.face }
        let planner = self
        let decisions = mapPieces(of: order.count, pieces: 64, least: 64) { range in
            range.map { planner.decide(order[$0].face) }
        }
        plan.actions.reserveCapacity(order.count)
        for decision in decisions.joined() {
            if let action = decision.action { plan.actions.append(action) }
            plan.refused += decision.refused
        }
    }

    private struct Refusal: Error {
        var reason: RepairRefusal
    }

    /// What is to be done about a face: nothing for the time being when there is neither action nor refusal.
    private struct Decision: Sendable {
        var action: RepairAction?
        var refused: [(fault: FaultID, reason: RepairRefusal)] = []
    }

    private func decide(_ number: Int) -> Decision {
        let faults = analysis.faults(ofFace: number)
        // One acceptance keeps the face: all its faults lie in one place.
        if faults.contains(where: isAccepted) { return Decision(refused: faults.map { ($0.id, .accepted) }) }
        let invalid = doubtfulZones(of: analysis.faces[number], faults)
        // What lies along a zone that is redrawn is decided when its rings are known.
        if !invalid.isEmpty, invalid.isSubset(of: redrawable) { return Decision() }
        switch invalid.isEmpty ? decide(number, faults) : .failure(refusal(of: invalid)) {
        case .success(let action): return Decision(action: action)
        case .failure(let refusal): return Decision(refused: faults.map { ($0.id, refusal.reason) })
        }
    }

    private func refusal(of invalid: Set<Int>) -> Refusal {
        let count = analysis.input.zones.count
        let features = invalid.sorted()
        return Refusal(
            reason: .invalidZones(
                features.filter { $0 < count },
                parents: features.filter { $0 >= count }.map { $0 - count }))
    }

    private func decide(_ number: Int, _ faults: [CoverageFault]) -> Result<RepairAction, Refusal> {
        let fault = faults[0]
        if options.leavesMissingZones, case .missingZone? = fault.cause {
            return .failure(Refusal(reason: .looksLikeMissingZone))
        }
        let face = analysis.faces[number]
        var action = RepairAction(
            fault: fault.id, kind: fault.kind, geometry: fault.geometry, area: fault.area, owner: nil,
            losers: [], face: number)
        // The corners of a face without area become vertices of all zones along it, and then it is none.
        if fault.kind == .mismatch { return .success(action) }
        if fault.kind == .gap || fault.kind == .shortfall {
            action.ranked = ranked(fault.neighbours.filter { isAllowed($0.zone, in: fault) }, number)
            guard let owner = action.ranked.first else {
                return .failure(Refusal(reason: .noUnlockedNeighbour))
            }
            if case .splitAmongNeighbours = options.owner, action.ranked.count > 1 {
                action.division = GapDivision(face, among: Set(action.ranked), analysis)
            }
            action.owner = action.division == nil ? owner : nil
            return .success(action)
        }
        action.covering = faults.map(\.zones).max { $0.count < $1.count } ?? []
        let astray = Set(faults.first { $0.kind == .spill }?.zones ?? [])
        let rightful = action.covering.filter { !astray.contains($0) }
        let locked = action.covering.filter { options.locked.contains($0) }
        if locked.count > 1 { return .failure(Refusal(reason: .lockedZonesOverlap(zones: locked))) }
        if let zone = locked.first(where: astray.contains) {
            return .failure(Refusal(reason: .lockedZoneStrays(zone: zone)))
        }
        let border = { (zone: Int) in fault.neighbours.first { $0.zone == zone }?.border ?? Metres(0) }
        action.ranked =
            locked.isEmpty
            ? ranked(rightful.map { FaultNeighbour(zone: $0, border: border($0)) }, number) : locked
        action.owner = action.ranked.first
        action.losers = action.covering.filter { $0 != action.owner }
        return .success(action)
    }

    private func isAllowed(_ zone: Int, in fault: CoverageFault) -> Bool {
        if options.locked.contains(zone) { return false }
        guard let layer = analysis.input.parents else { return true }
        return layer.parentOfZone[zone].map { fault.parents.contains($0) } ?? false
    }

    /// The candidates for a face, the best first: ties go to the longer border and then to the lesser code.
    private func ranked(_ candidates: [FaultNeighbour], _ face: Int) -> [Int] {
        if candidates.count == 1 { return [candidates[0].zone] }
        let scored = candidates.map { (score: score($0, face), candidate: $0) }
        let codes = analysis.input.codes
        return scored.sorted { a, b in
            let (first, second) = (a.candidate, b.candidate)
            if a.score != b.score { return a.score > b.score }
            if first.border != second.border { return first.border > second.border }
            return (codes[first.zone], first.zone) < (codes[second.zone], second.zone)
        }.map(\.candidate.zone)
    }

    private func score(_ candidate: FaultNeighbour, _ face: Int) -> Double {
        switch options.owner {
        case .longestBorder, .splitAmongNeighbours: candidate.border.value
        case .named(let zone): candidate.zone == zone ? .infinity : candidate.border.value
        case .largestArea: analysis.builder.sizes.area(of: candidate.zone)
        case .greatestWeight(let weights): weights[candidate.zone]
        case .fewestUnitsMoved: Double(units?.count(inFace: face, zone: candidate.zone) ?? 0)
        }
    }

    /// Invalid features that cover a face or have an edge on its border; parents among them.
    private func doubtfulZones(of face: FaultFace, _ faults: [CoverageFault]) -> Set<Int> {
        if !anyDoubt { return [] }
        let sources = analysis.builder.sources
        var found = Set(faults.filter { $0.kind != .gap && $0.kind != .shortfall }.flatMap(\.zones))
            .filter { sources.isDoubtful[$0] }
        for cycle in [face.cycle] + face.holes {
            analysis.graph.forEachHalf(ofCycle: cycle) { half in
                analysis.graph.forEachFeature(ofHalf: half, sources) { feature, _ in
                    if sources.isDoubtful[Int(feature)] { found.insert(Int(feature)) }
                }
            }
        }
        return found
    }

    private mutating func planMismatches() {
        let mismatches = analysis.report.faults(of: .mismatch)
        if mismatches.isEmpty { return }
        let planned = Set(plan.actions.map(\.fault)).union(plan.refused.map(\.fault))
        for fault in mismatches where !planned.contains(fault.id) {
            if isAccepted(fault) {
                plan.refused.append((fault.id, .accepted))
                continue
            }
            if let zone = fault.zones.first(where: { options.locked.contains($0) }) {
                plan.refused.append((fault.id, .lockedZoneNeedsVertex(zone: zone)))
                continue
            }
            plan.actions.append(
                RepairAction(
                    fault: fault.id, kind: .mismatch, geometry: fault.geometry, area: SquareMetres(0),
                    owner: nil, losers: []))
        }
    }
}

extension InvalidReason {
    /// What the zone covers is clear, only its rings are not drawn as they should be.
    ///
    /// A ring inside another where none may be could mean a hole, a filled hole or a copy: only a person knows.
    var leavesCoverClear: Bool {
        switch self {
        case .selfCrossing, .selfTouch, .repeatedEdge, .collapsedRing, .spike, .disconnectedInterior: true
        case .holeOutsideShell, .nestedHoles, .nestedShells, .empty, .undecodable: false
        }
    }
}
