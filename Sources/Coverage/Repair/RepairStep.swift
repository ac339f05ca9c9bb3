internal import GeoKernels
internal import GeoModel

/// One pass of a repair: what can be done is done, what would harm a zone is refused.
struct RepairStep {
    private(set) var changes: [RepairChange] = []
    private(set) var refused: [(fault: FaultID, reason: RepairRefusal)] = []
    /// The zones that were drawn anew, ascending.
    private(set) var changed: [Int] = []
    private(set) var input: CoverageInput

    private let plan: RepairPlan
    /// The actions of the plan with their owners as they are at last.
    private var actions: [RepairAction]
    private var skipped: Set<Int> = []
    /// Owners of each action that did harm to another zone.
    private var tried: [Int: Set<Int>] = [:]
    private var reasons: [Int: RepairRefusal] = [:]

    init(_ plan: RepairPlan) {
        self.plan = plan
        input = plan.analysis.input
        actions = plan.actions
        let redrawn = Set(actions.lazy.filter { $0.kind == .invalid }.compactMap(\.owner))
        var drawing = RepairDrawing(plan, actions, skipping: skipped, after: nil)
        // Another owner, or none, may change what becomes of other zones: those are drawn again until none is harmed.
        while settle(drawing.harmed(except: redrawn)) || spareLocked(drawing.passedCorners) {
            drawing = RepairDrawing(plan, actions, skipping: skipped, after: drawing)
        }
        changed = drawing.zones
        refused = skipped.sorted().compactMap { number in
            reasons[number].map { (actions[number].fault, $0) }
        }
        if !changed.isEmpty { input.zones = drawing.table(from: input.zones) }
        list()
        listMatched(drawing.passedCorners)
    }

    /// Gives faces that harm a zone to that zone, or to nobody when that did harm before.
    ///
    /// - Returns: Whether anything changed.
    private mutating func settle(_ harmed: [Int: RepairRefusal]) -> Bool {
        if harmed.isEmpty { return false }
        var changed = false
        for number in actions.indices where !skipped.contains(number) {
            guard let victim = actions[number].losers.first(where: { harmed[$0] != nil }) else { continue }
            changed = true
            reasons[number] = reasons[number] ?? harmed[victim]
            tried[number, default: []].formUnion([actions[number].owner].compactMap(\.self))
            if actions[number].ranked.contains(victim), tried[number]?.contains(victim) == false {
                actions[number].give(to: victim)
            } else {
                skipped.insert(number)
            }
        }
        if changed { return true }
        for number in actions.indices where !skipped.contains(number) {
            guard let owner = actions[number].owner, let reason = harmed[owner] else { continue }
            reasons[number] = reason
            skipped.insert(number)
            changed = true
        }
        return changed
    }

    /// Leaves faces alone at whose corners a locked zone would need a vertex.
    ///
    /// - Returns: Whether there were any.
    private mutating func spareLocked(_ corners: PassedCorners) -> Bool {
        let locked = plan.options.locked
        if locked.isEmpty { return false }
        var changed = false
        for number in actions.indices where !skipped.contains(number) {
            guard let face = actions[number].face,
                let zone = corners.zones(at: plan.analysis.faces[face], where: locked.contains).first
            else { continue }
            reasons[number] = .lockedZoneNeedsVertex(zone: zone)
            skipped.insert(number)
            changed = true
        }
        return changed
    }

    /// Lists the zones that got vertices only, because a face beside them changed hands.
    private mutating func listMatched(_ corners: PassedCorners) {
        let unlisted = Set(changed).subtracting(changes.map(\.zone))
        if unlisted.isEmpty { return }
        for (number, action) in actions.enumerated() where !skipped.contains(number) {
            guard let face = action.face else { continue }
            for zone in corners.zones(at: plan.analysis.faces[face], where: unlisted.contains) {
                changes.append(
                    RepairChange(fault: action.fault, zone: zone, action: .matched, area: SquareMetres(0)))
            }
        }
    }

    private mutating func list() {
        let mismatches = Dictionary(
            plan.report.faults(of: .mismatch).map { ($0.id, $0.zones) },
            uniquingKeysWith: { first, _ in first })
        let drawn = mismatches.isEmpty ? [] : Set(changed)
        changes.reserveCapacity(actions.count)
        for (number, action) in actions.enumerated() where !skipped.contains(number) {
            for zone in action.losers {
                changes.append(
                    RepairChange(fault: action.fault, zone: zone, action: .lost, area: action.area))
            }
            if let owner = action.owner, action.losers.isEmpty {
                changes.append(
                    RepairChange(
                        fault: action.fault, zone: owner,
                        action: action.kind == .invalid ? .redrawn : .gained,
                        area: action.area))
            }
            for share in action.division?.shares ?? [] {
                changes.append(
                    RepairChange(fault: action.fault, zone: share.zone, action: .gained, area: share.area))
            }
            guard action.kind == .mismatch else { continue }
            for zone in mismatches[action.fault] ?? [] where drawn.contains(zone) {
                changes.append(
                    RepairChange(fault: action.fault, zone: zone, action: .matched, area: SquareMetres(0)))
            }
        }
    }
}
