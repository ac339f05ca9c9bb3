internal import GeoKernels
internal import GeoModel

/// One pass of a repair: what can be done is done, what would harm a zone is refused.
struct RepairStep {
    private(set) var zones: PolygonTable
    private(set) var changes: [RepairChange] = []
    private(set) var refused: [(fault: FaultID, reason: RepairRefusal)] = []
    private(set) var before: [Int: MultiPolygon] = [:]
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
        zones = input.zones
        actions = plan.actions
        var rebuilt = rebuild()
        // Another owner, or none, may change what becomes of other zones: all are drawn again until none is harmed.
        while settle(harmed(rebuilt)) { rebuilt = rebuild() }
        refused = skipped.sorted().compactMap { number in
            reasons[number].map { (actions[number].fault, $0) }
        }
        for zone in rebuilt.keys { before[zone] = input.zones.area(ofFeature: zone) }
        if !rebuilt.isEmpty {
            var builder = PolygonTable.Builder()
            builder.reserve(features: zones.count, vertices: zones.positions.count)
            for zone in 0..<zones.count {
                if let area = rebuilt[zone] {
                    builder.append(area)
                } else {
                    builder.append(feature: zone, of: zones)
                }
            }
            zones = builder.finish()
            input.zones = zones
        }
        list()
    }

    /// The new areas of all zones that change.
    private func rebuild() -> [Int: MultiPolygon] {
        let (analysis, options) = (plan.analysis, plan.options)
        let flips = FaceFlips(actions, plan, skipping: skipped)
        let rebuilder = ZoneRebuilder(analysis: analysis, flips: flips)
        var suspects: Set<Int32> = []
        for (slot, edge) in analysis.graph.pieces.edges.enumerated() {
            let pieces = Int(analysis.graph.pieces.starts[slot])..<Int(analysis.graph.pieces.starts[slot + 1])
            if pieces.dropLast().contains(where: { flips.isKeptNode[Int(analysis.graph.pieces.to[$0])] }) {
                analysis.builder.sources.forEachFeature(ofEdge: Int(edge)) { feature, _ in
                    suspects.insert(feature)
                }
            }
        }
        let redrawn = Set(
            actions.indices.filter { actions[$0].kind == .invalid && !skipped.contains($0) }
                .compactMap { actions[$0].owner })
        let doubtful = analysis.builder.sources.isDoubtful
        let touched = suspects.union(flips.ranges.keys).union(redrawn.map { Int32($0) })
            .filter { $0 < Int32(analysis.table.zoneCount) && !options.locked.contains(Int($0)) }
            .filter { !doubtful[Int($0)] || redrawn.contains(Int($0)) }.sorted()
        let areas = mapPieces(of: touched.count, pieces: 64, least: 16) { range in
            range.map { place in
                let zone = Int(touched[place])
                return doubtful[zone] ? rebuilder.redrawn(zone) : rebuilder.rebuilt(zone)
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(touched.lazy.map { Int($0) }, areas.joined()))
    }

    /// Zones that would vanish or fall apart.
    private func harmed(_ rebuilt: [Int: MultiPolygon]) -> [Int: RepairRefusal] {
        let redrawn = Set(actions.lazy.filter { $0.kind == .invalid }.compactMap(\.owner))
        var harmed: [Int: RepairRefusal] = [:]
        for (zone, area) in rebuilt {
            let parts = plan.analysis.input.zones.polygons(ofFeature: zone).count
            if area.polygons.isEmpty {
                harmed[zone] = .wouldErase(zone: zone)
            } else if area.polygons.count > parts, !redrawn.contains(zone) {
                harmed[zone] = .wouldSplit(zone: zone)
            }
        }
        return harmed
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

    private mutating func list() {
        let mismatches = Dictionary(
            plan.report.faults.lazy.filter { $0.kind == .mismatch }.map { ($0.id, $0.zones) },
            uniquingKeysWith: { first, _ in first })
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
            for zone in mismatches[action.fault] ?? [] where before[zone] != nil {
                changes.append(
                    RepairChange(fault: action.fault, zone: zone, action: .matched, area: SquareMetres(0)))
            }
        }
    }
}

extension PolygonTable.Builder {
    /// Adds a feature of another table as it stands.
    mutating func append(feature: Int, of table: PolygonTable) {
        for polygon in table.polygons(ofFeature: feature) {
            for ring in table.rings(ofPolygon: polygon) {
                append(contentsOf: table.positions[table.vertices(ofRing: ring)])
                endRing()
            }
            endPolygon()
        }
        endFeature()
    }
}
