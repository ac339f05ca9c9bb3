/// What can be said of a region before any search.
extension RegionSolver {
    func reason(_ reason: Infeasibility.Reason, remedy: Infeasibility.Remedy?) -> Infeasibility {
        Infeasibility(blocks: blocks.map { Int($0) }, parent: parent, reason: reason, remedy: remedy)
    }

    /// Blocks that no zone can hold.
    func oversizedBlocks(_ region: RegionGraph, _ rules: RegionRules) -> [Infeasibility] {
        var reasons: [Infeasibility] = []
        for (place, block) in blocks.enumerated() {
            let measures = region.nodes[place]
            func add(
                _ reason: Infeasibility.Reason, maximum: Double? = nil, area: Double? = nil,
                metres: Double? = nil
            ) {
                let remedy = Infeasibility.Remedy(
                    minimum: nil, maximum: maximum, certainty: .necessary, squareMetres: area, metres: metres)
                reasons.append(
                    Infeasibility(blocks: [Int(block)], parent: parent, reason: reason, remedy: remedy))
            }
            if measures.weight > rules.maximum {
                let workload = weights.workload(measures.weight)
                add(.blockTooHeavy(block: Int(block), workload: workload), maximum: workload)
            }
            if measures.area > rules.maximumArea {
                add(.blockTooLarge(block: Int(block), squareMetres: measures.area), area: measures.area)
            }
            if region.hasGeometry && rules.maximumDiameter < .infinity {
                let width = Widths.diameterBound(region.extents, at: place * 32)
                if width > rules.maximumDiameter {
                    let least = width / Widths.diameterFactor
                    add(.blockTooWide(block: Int(block), metres: width), metres: least)
                }
            }
        }
        return reasons
    }

    func tooLight(_ total: Int, _ rules: RegionRules) -> Infeasibility {
        reason(
            .componentTooLight(workload: weights.workload(total)),
            remedy: .init(
                minimum: weights.workload(total), maximum: nil,
                certainty: rules.limitsShape ? .necessary : .smallest))
    }

    /// Groups that must stay together and are heavier than the maximum.
    func overfullGroups(
        _ grouped: RegionGraph, _ single: RegionGraph, _ rules: RegionRules
    ) -> [Infeasibility] {
        var reasons: [Infeasibility] = []
        for node in 0..<grouped.count where grouped.nodes[node].weight > weights.maximum {
            let group = grouped.members[node]
            let workload = weights.workload(grouped.nodes[node].weight)
            let inside = Set(group)
            // The block with most neighbours in the group is the one the others hang on.
            let hub = group.max { a, b in degree(of: a, inside) < degree(of: b, inside) } ?? group[0]
            reasons.append(
                reason(
                    .groupTooHeavy(around: Int(hub), group: group.map { Int($0) }, workload: workload),
                    remedy: groupRemedy(grouped, single, rules, workload)))
        }
        return reasons
    }

    private func degree(of block: Int32, _ inside: Set<Int32>) -> Int {
        graph.neighbours[graph.neighbourRange(of: Int(block))].count { inside.contains($0) }
    }

    private func groupRemedy(
        _ grouped: RegionGraph, _ single: RegionGraph, _ rules: RegionRules, _ workload: Double
    ) -> Infeasibility.Remedy {
        smallestRemedy(grouped, single, rules)
            ?? .init(minimum: nil, maximum: workload, certainty: .necessary)
    }

    /// The least maximum and the greatest minimum that would do, each alone, where all divisions can be weighed.
    ///
    /// What must stay together depends on the minimum, so a lower one is only known where the blocks themselves,
    /// and not groups of them, are few enough.
    func smallestRemedy(
        _ grouped: RegionGraph, _ single: RegionGraph, _ rules: RegionRules
    ) -> Infeasibility.Remedy? {
        if case .exactly = goals.count { return nil }
        // Where area or diameter stand in the way too, the division found says what all of them together need.
        guard !rules.limitsShape else { return nil }
        let areFew = single.count <= ExactPartition.largestRegion
        guard areFew || grouped.count <= ExactPartition.largestRegion else { return nil }
        let own = areFew ? single : grouped
        let raised = ExactPartition.leastMaximum(
            own, minimum: weights.minimum, accepts: holdsShape(own, rules))
        let lowered =
            areFew
            ? ExactPartition.greatestMinimum(
                single, maximum: weights.maximum, accepts: holdsShape(single, rules)) : nil
        guard raised != nil || lowered != nil else { return nil }
        return Infeasibility.Remedy(
            minimum: lowered.map(weights.workload), maximum: raised.map(weights.workload),
            certainty: .smallest)
    }

    /// Whether a set of nodes is within the greatest area and diameter.
    ///
    /// Diameters are reckoned too great by a factor of up to `Widths.diameterFactor`; a slack of that much lets all pass that
    /// may be within.
    func holdsShape(
        _ graph: RegionGraph, _ rules: RegionRules, slack: Double = 1
    ) -> (Int, RegionGraph.Sums) -> Bool {
        { set, sums in
            sums.area <= rules.maximumArea
                && diameter(of: set, graph, rules) <= rules.maximumDiameter * slack
                && keepsBanksApart(set, graph)
        }
    }

    private func keepsBanksApart(_ set: Int, _ graph: RegionGraph) -> Bool {
        guard !graph.conflicts.isEmpty else { return true }
        return (0..<graph.count).allSatisfy { node in
            set & (1 << node) == 0 || graph.conflicts[node].allSatisfy { set & (1 << Int($0)) == 0 }
        }
    }

    private func diameter(of set: Int, _ graph: RegionGraph, _ rules: RegionRules) -> Double {
        guard graph.hasGeometry, rules.maximumDiameter < .infinity else { return 0 }
        var sum = Widths.empty
        for node in 0..<graph.count where set & (1 << node) != 0 {
            Widths.join(&sum, graph.extents, at: node * 32)
        }
        return Widths.diameterBound(sum)
    }

    /// No number of zones fits the total.
    func impossibleCount(_ total: Int, _ region: RegionGraph, _ rules: RegionRules) -> Infeasibility {
        let workload = weights.workload(total)
        if case .exactly(let count) = goals.count {
            return reason(
                .countImpossible(workload: workload, zones: count),
                remedy: .init(
                    minimum: workload / Double(max(count, 1)), maximum: workload / Double(max(count, 1)),
                    certainty: .necessary))
        }
        let zones = max(1, total / max(weights.maximum, 1))
        return reason(
            .betweenCounts(workload: workload, zones: zones),
            remedy: smallestRemedy(region, region, rules)
                ?? .init(
                    minimum: workload / Double(zones + 1), maximum: workload / Double(zones),
                    certainty: .necessary))
    }
}

extension Infeasibility {
    /// The same with a remedy, where none was known.
    func remedied(by found: Remedy?) -> Infeasibility {
        Infeasibility(blocks: blocks, parent: parent, reason: reason, remedy: remedy ?? found)
    }
}

/// The diameters of all zones of a division.
enum DivisionDiameters {
    /// Upper bounds; zeros where the diameter is not limited.
    static func bounds(of state: ZoneState) -> [Double] {
        guard state.rules.maximumDiameter < .infinity, state.graph.hasGeometry else {
            return Array(repeating: 0, count: state.zoneCount)
        }
        var extents = [[Double]](repeating: Widths.empty, count: state.zoneCount)
        for node in 0..<state.graph.count {
            Widths.join(&extents[Int(state.zoneOf[node])], state.graph.extents, at: node * 32)
        }
        return extents.map { Widths.diameterBound($0) }
    }
}
