internal import GeoKernels
internal import GeoModel

/// One pass of a repair: what can be done is done, what would harm a zone is refused.
struct RepairStep {
    private(set) var zones: PolygonTable
    private(set) var changes: [RepairChange] = []
    private(set) var refused: [(fault: FaultID, reason: RepairRefusal)] = []
    private(set) var before: [Int: MultiPolygon] = [:]
    private(set) var input: CoverageInput

    init(_ plan: RepairPlan) {
        input = plan.analysis.input
        zones = input.zones
        var skipped: Set<Int> = []
        var rebuilt: [Int: MultiPolygon] = [:]
        var flips = FaceFlips(plan, skipping: skipped)
        // Refusing a face may change what becomes of its zones, so they are drawn again until none is harmed.
        while true {
            flips = FaceFlips(plan, skipping: skipped)
            rebuilt = Self.rebuild(plan, flips)
            let harmed = Self.harmed(plan, rebuilt)
            let blamed = Self.blamed(plan, harmed, skipped)
            if blamed.isEmpty { break }
            for (number, reason) in blamed {
                skipped.insert(number)
                refused.append((plan.actions[number].fault, reason))
            }
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
        list(plan, skipped)
    }

    /// The new areas of all zones that change.
    private static func rebuild(_ plan: RepairPlan, _ flips: FaceFlips) -> [Int: MultiPolygon] {
        let analysis = plan.analysis
        let rebuilder = ZoneRebuilder(analysis: analysis, flips: flips)
        let options = plan.options
        var suspects: Set<Int32> = []
        for (slot, edge) in analysis.graph.pieces.edges.enumerated() {
            let pieces = Int(analysis.graph.pieces.starts[slot])..<Int(analysis.graph.pieces.starts[slot + 1])
            if pieces.dropLast().contains(where: { flips.isKeptNode[Int(analysis.graph.pieces.to[$0])] }) {
                analysis.builder.sources.forEachFeature(ofEdge: Int(edge)) { feature, _ in
                    suspects.insert(feature)
                }
            }
        }
        let touched = suspects.union(flips.ranges.keys)
            .filter { $0 < Int32(analysis.table.zoneCount) && !options.locked.contains(Int($0)) }
            .filter { !analysis.builder.sources.isDoubtful[Int($0)] }.sorted()
        let areas = mapPieces(of: touched.count, pieces: 64, least: 16) { range in
            range.map { rebuilder.rebuilt(Int(touched[$0])) }
        }
        return Dictionary(uniqueKeysWithValues: zip(touched.lazy.map { Int($0) }, areas.joined()))
    }

    /// Zones that would vanish or fall apart.
    private static func harmed(_ plan: RepairPlan, _ rebuilt: [Int: MultiPolygon]) -> [Int: RepairRefusal] {
        var harmed: [Int: RepairRefusal] = [:]
        for (zone, area) in rebuilt {
            let parts = plan.analysis.input.zones.polygons(ofFeature: zone).count
            if area.polygons.isEmpty {
                harmed[zone] = .wouldErase(zone: zone)
            } else if area.polygons.count > parts {
                harmed[zone] = .wouldSplit(zone: zone)
            }
        }
        return harmed
    }

    /// The actions that take from harmed zones.
    private static func blamed(
        _ plan: RepairPlan, _ harmed: [Int: RepairRefusal], _ skipped: Set<Int>
    ) -> [(Int, RepairRefusal)] {
        if harmed.isEmpty { return [] }
        return plan.actions.indices.compactMap { number in
            if skipped.contains(number) { return nil }
            let action = plan.actions[number]
            let involved = action.losers + (action.losers.isEmpty ? [action.owner].compactMap { $0 } : [])
            return involved.compactMap { harmed[$0] }.first.map { (number, $0) }
        }
    }

    private mutating func list(_ plan: RepairPlan, _ skipped: Set<Int>) {
        let mismatches = Dictionary(
            plan.report.faults.lazy.filter { $0.kind == .mismatch }.map { ($0.id, $0.zones) },
            uniquingKeysWith: { first, _ in first })
        for (number, action) in plan.actions.enumerated() where !skipped.contains(number) {
            for zone in action.losers {
                changes.append(
                    RepairChange(fault: action.fault, zone: zone, action: .lost, area: action.area))
            }
            if let owner = action.owner, action.losers.isEmpty {
                changes.append(
                    RepairChange(fault: action.fault, zone: owner, action: .gained, area: action.area))
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
