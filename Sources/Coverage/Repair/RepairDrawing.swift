internal import GeoModel

/// The new areas of all zones that some actions change.
///
/// A drawing may follow an earlier one of the same plan: zones that change just as they did there are taken from
/// it, so that another owner for a few faces costs little more than those faces.
struct RepairDrawing: Sendable {
    /// The zones that change, ascending.
    let zones: [Int]
    /// Their new areas; empty where nothing is left of a zone.
    private let areas: [MultiPolygon]
    private let flips: FaceFlips
    private let plan: RepairPlan

    /// - Complexity: O(k log k) for k vertices of zones that change otherwise than before, and O(e) for the edges
    ///   in the arrangement.
    init(
        _ plan: RepairPlan, _ actions: [RepairAction], skipping skipped: Set<Int>,
        after earlier: RepairDrawing?
    ) {
        let (analysis, options) = (plan.analysis, plan.options)
        let flips = FaceFlips(actions, plan, skipping: skipped)
        var isRedrawn = [Bool](repeating: false, count: analysis.table.zoneCount)
        for (number, action) in actions.enumerated() where action.kind == .invalid {
            if !skipped.contains(number), let zone = action.owner { isRedrawn[zone] = true }
        }
        let passes = Self.features(of: plan, passing: flips.isKeptNode)
        let doubtful = analysis.builder.sources.isDoubtful
        let (redrawn, locked) = (isRedrawn, options.locked)
        let zones = concatenated(
            mapPieces(of: analysis.table.zoneCount) { range in
                range.filter { zone in
                    (passes[zone] || !flips.flips(ofZone: zone).isEmpty || redrawn[zone])
                        && (!doubtful[zone] || redrawn[zone]) && !locked.contains(zone)
                }
            })
        let kept = earlier?.areas(of: zones, unlessChanged: flips) ?? []
        let rebuilder = ZoneRebuilder(analysis: analysis, flips: flips)
        areas = Array(
            mapPieces(of: zones.count, pieces: 64, least: 16) { range in
                range.map { place in
                    if !kept.isEmpty, let area = kept[place] { return area }
                    let zone = zones[place]
                    return doubtful[zone] ? rebuilder.redrawn(zone) : rebuilder.rebuilt(zone)
                }
            }.joined())
        self.zones = zones
        self.flips = flips
        self.plan = plan
    }

    /// For each feature: it has an edge through some of the nodes that are marked.
    private static func features(of plan: RepairPlan, passing isMarked: [Bool]) -> [Bool] {
        let (graph, sources) = (plan.analysis.graph, plan.analysis.builder.sources)
        let pieces = graph.pieces
        let found = mapPieces(of: pieces.edges.count) { slots in
            var features: [Int32] = []
            for slot in slots {
                let inner = Int(pieces.starts[slot])..<Int(pieces.starts[slot + 1]) - 1
                if inner.contains(where: { isMarked[Int(pieces.to[$0])] }) {
                    sources.forEachFeature(ofEdge: Int(pieces.edges[slot])) { feature, _ in
                        features.append(feature)
                    }
                }
            }
            return features
        }
        var passes = [Bool](repeating: false, count: sources.table.featureCount)
        for part in found { for feature in part { passes[Int(feature)] = true } }
        return passes
    }

    /// The areas of some zones that have the same flips now, pass the same kept nodes and have no seams; `nil` for
    /// others.
    private func areas(of asked: [Int], unlessChanged now: FaceFlips) -> [MultiPolygon?] {
        let nodes = zip(flips.isKeptNode, now.isKeptNode).map { $0 != $1 }
        let isStirred = Self.features(of: plan, passing: nodes)
        let doubtful = plan.analysis.builder.sources.isDoubtful
        var place = 0
        return asked.map { zone in
            while place < zones.count, zones[place] < zone { place += 1 }
            guard place < zones.count, zones[place] == zone, !isStirred[zone], !doubtful[zone],
                now.seams[zone] == nil, flips.seams[zone] == nil,
                now.flips(ofZone: zone) == flips.flips(ofZone: zone)
            else { return nil }
            return areas[place]
        }
    }

    /// Zones that would vanish or fall apart; those that are drawn anew may come to more parts.
    func harmed(except redrawn: Set<Int>) -> [Int: RepairRefusal] {
        var harmed: [Int: RepairRefusal] = [:]
        for (zone, area) in zip(zones, areas) {
            if area.polygons.isEmpty {
                harmed[zone] = .wouldErase(zone: zone)
            } else if area.polygons.count > plan.analysis.input.zones.polygons(ofFeature: zone).count,
                !redrawn.contains(zone)
            {
                harmed[zone] = .wouldSplit(zone: zone)
            }
        }
        return harmed
    }

    /// Where zones get vertices that they lacked.
    var passedCorners: PassedCorners { PassedCorners(plan.analysis, flips) }

    /// A table with the new areas in the places of the old.
    func table(from old: PolygonTable) -> PolygonTable {
        var builder = PolygonTable.Builder()
        builder.reserve(features: old.count, vertices: old.positions.count)
        var next = 0
        for (zone, area) in zip(zones, areas) {
            for unchanged in next..<zone { builder.append(feature: unchanged, of: old) }
            builder.append(area)
            next = zone + 1
        }
        for unchanged in next..<old.count { builder.append(feature: unchanged, of: old) }
        return builder.finish()
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
