internal import GeoKernels

/// Divides one region: connected blocks of one parent.
struct RegionSolver {
    struct Outcome: Sendable {
        /// The zone of each block, by its place in `blocks`.
        var zoneOf: [Int32]
        var reasons: [Infeasibility] = []
        var wasStopped = false
    }

    let blocks: [Int32]
    let parent: Int
    let graph: BlockGraph
    let weights: WholeWeights
    let limits: ZoneLimits
    let goals: ZoneGoals
    let seed: UInt64
    let previous: [Int32]?
    let goesOn: @Sendable () -> Bool
    /// Told the workloads of the zones whenever a better division is found.
    let tell: @Sendable ([Int]) -> Void

    private var minimum: Int { weights.minimum }
    private var maximum: Int { weights.maximum }

    /// The workloads of the zones of a division.
    func loads(of outcome: Outcome) -> [Int] {
        var loads = [Int](repeating: 0, count: Int((outcome.zoneOf.max() ?? -1) + 1))
        for (place, block) in blocks.enumerated() {
            loads[Int(outcome.zoneOf[place])] += weights.values[Int(block)]
        }
        return loads
    }

    /// The best division found, with the reasons for every limit it breaks.
    func solve() -> Outcome {
        let single = RegionGraph(
            groups: blocks.map { [$0] }, of: graph, weights: weights.values, previous: previous)
        let rules = RegionRules(single, weights: weights, limits: limits, goals: goals)
        var reasons = oversizedBlocks(single, rules)
        let total = single.totalWeight
        if total < minimum {
            reasons.append(tooLight(total, rules))
            return finish(single, Array(repeating: 0, count: blocks.count), reasons, rules, stopped: false)
        }
        guard reasons.isEmpty else { return search(single, rules, reasons) }
        let grouped = group(single)
        guard !grouped.holdsBarrier else {
            return search(single, rules, [reason(.noDivision(proof: .exhaustive), remedy: nil)])
        }
        let heavy = overfullGroups(grouped, single, rules)
        guard heavy.isEmpty else { return search(single, rules, heavy) }
        let counts = rules.candidateCounts(total: total, nodes: grouped.count)
        guard !counts.isEmpty else { return search(single, rules, [impossibleCount(total, single, rules)]) }
        if keepsPrevious {
            // The best balance would scatter what was asked to be kept.
            let kept = search(grouped, rules, [])
            if kept.reasons.isEmpty { return kept }
        }
        if grouped.count <= ExactPartition.largestRegion { return exact(grouped, single, rules) }
        if grouped.isTree, let reason = treeProof(grouped, single, rules) {
            return search(single, rules, [reason])
        }
        let tight = group(grouped, maximum: maximum)
        return search(tight, rules, [])
    }

    /// Joins what cannot be parted, until nothing changes.
    ///
    /// Unless told to heed the maximum, what holds under every maximum.
    private func group(_ single: RegionGraph, maximum: Int = .max) -> RegionGraph {
        var current = single
        while true {
            let root = ForcedMerges.groups(of: current, minimum: minimum, maximum: maximum)
            var members: [Int32: [Int32]] = [:]
            for node in 0..<current.count { members[root[node], default: []] += current.members[node] }
            if members.count == current.count { return current }
            let groups = members.keys.sorted().map { members[$0, default: []] }
            current = RegionGraph(groups: groups, of: graph, weights: weights.values, previous: previous)
        }
    }

    private var keepsPrevious: Bool {
        guard goals.leastChange > 0, let previous else { return false }
        return blocks.contains { previous[Int($0)] >= 0 }
    }

    // MARK: small regions

    private func exact(_ grouped: RegionGraph, _ single: RegionGraph, _ rules: RegionRules) -> Outcome {
        let exact = ExactPartition(
            grouped, minimum: minimum, maximum: maximum, accepts: holdsShape(grouped, rules))
        let allowed = Set(rules.candidateCounts(total: grouped.totalWeight, nodes: grouped.count))
        let counts = exact.feasibleCounts.filter(allowed.contains)
        guard let count = preferred(counts, exact, rules, total: grouped.totalWeight) else {
            if rules.maximumDiameter < .infinity, grouped.hasGeometry {
                let loose = ExactPartition(
                    grouped, minimum: minimum, maximum: maximum,
                    accepts: holdsShape(grouped, rules, slack: Widths.diameterFactor))
                // Nothing is ruled out that only the reckoning of diameters keeps out.
                if !loose.feasibleCounts.isEmpty { return search(single, rules, []) }
            }
            let remedy = smallestRemedy(grouped, single, rules)
            return search(single, rules, [reason(.noDivision(proof: .exhaustive), remedy: remedy)])
        }
        let target = Double(grouped.totalWeight) / Double(count)
        let zones = exact.division(zones: count) {
            rules.shapeCost($0) + rules.balanceCost($0.weight, target: max(target, 1e-9))
        }
        guard let zones else { return search(single, rules, []) }
        return finish(grouped, zones, [], rules, stopped: false)
    }

    /// With a free count the best balance decides, otherwise nearness to the count wanted.
    private func preferred(_ counts: [Int], _ exact: ExactPartition, _ rules: RegionRules, total: Int) -> Int?
    {
        let wanted = rules.wantedCount(total: total)
        return counts.min { a, b in
            let nearness = (abs(Double(a) - wanted), abs(Double(b) - wanted))
            guard case .free = goals.count else { return nearness.0 < nearness.1 }
            let variation = (exact.bestVariation(zones: a) ?? 0, exact.bestVariation(zones: b) ?? 0)
            return (variation.0, nearness.0) < (variation.1, nearness.1)
        }
    }

    // MARK: trees

    /// A reason when dynamic programming shows that a tree has no division.
    private func treeProof(_ tree: RegionGraph, _ single: RegionGraph, _ rules: RegionRules) -> Infeasibility?
    {
        guard maximum < 8192, tree.count <= 4000 else { return nil }
        guard divide(tree, minimum: minimum, maximum: maximum) == nil else { return nil }
        // What workload alone would do is not known to do within the greatest area and diameter.
        guard !rules.limitsShape else { return reason(.noDivision(proof: .tree), remedy: nil) }
        var low = maximum
        var high = max(tree.totalWeight, maximum + 1)
        while high - low > 1 && high < 8192 * 8 {
            let middle = low + (high - low) / 2
            if divide(tree, minimum: minimum, maximum: middle) == nil { low = middle } else { high = middle }
        }
        let remedy = Infeasibility.Remedy(
            minimum: single.isTree && high - low == 1 ? weights.workload(greatestMinimum(single)) : nil,
            maximum: weights.workload(high), certainty: high - low > 1 ? .sufficient : .smallest)
        return reason(.noDivision(proof: .tree), remedy: remedy)
    }

    /// The greatest minimum under which a tree can be divided.
    private func greatestMinimum(_ tree: RegionGraph) -> Int {
        var low = 0
        var high = minimum
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if divide(tree, minimum: middle, maximum: maximum) == nil { high = middle } else { low = middle }
        }
        return low
    }

    private func divide(_ tree: RegionGraph, minimum: Int, maximum: Int) -> [Int32]? {
        RegionSearch.treeDivision(tree, minimum: minimum, maximum: maximum, target: nil)
    }

    // MARK: search

    private func search(_ region: RegionGraph, _ rules: RegionRules, _ reasons: [Infeasibility]) -> Outcome {
        if reasons.isEmpty, let zones = bySectors(region, rules) {
            return finish(region, zones, [], rules, stopped: !goesOn())
        }
        var search = RegionSearch(region, rules: rules, seed: seed, goesOn: goesOn, tell: tell)
        search.run(isHopeless: !reasons.isEmpty)
        var reasons = reasons
        if search.isProvenImpossible && reasons.isEmpty {
            let found = ZoneState(region, rules: rules, zoneOf: search.zoneOf)
            reasons = [reason(.noDivision(proof: .exhaustive), remedy: sufficientRemedy(found, rules))]
        }
        return finish(region, search.zoneOf, reasons, rules, stopped: search.wasStopped)
    }

    /// The division of a region of many zones, or `nil` where it is to be searched as a whole.
    ///
    /// How many zones limits of area and diameter need is not known beforehand, and what is to be kept is kept by other means.
    private func bySectors(_ region: RegionGraph, _ rules: RegionRules) -> [Int32]? {
        let counts = rules.candidateCounts(total: region.totalWeight, nodes: region.count)
        guard let wanted = counts.first, wanted >= SectorSearch.leastZones, !rules.limitsShape, !keepsPrevious
        else { return nil }
        let search = SectorSearch(region: region, rules: rules, seed: seed, goesOn: goesOn)
        return search.division(zones: wanted) {
            tell(ZoneState(region, rules: rules, zoneOf: $0).sums.map(\.weight))
        }
    }

    /// Holds the division against every limit once more and names what is broken.
    private func finish(
        _ region: RegionGraph, _ zoneOf: [Int32], _ reasons: [Infeasibility], _ rules: RegionRules,
        stopped: Bool
    ) -> Outcome {
        let check = ZoneState(region, rules: rules, zoneOf: zoneOf)
        let diameters = DivisionDiameters.bounds(of: check)
        let crossing = check.zonesOnBothBanks
        var broken = 0
        for (zone, sums) in check.sums.enumerated() {
            let isWithin =
                rules.debt(ofWeight: sums.weight) == 0 && sums.area <= rules.maximumArea
                && diameters[zone] <= rules.maximumDiameter && !crossing.contains(zone)
            if !isWithin { broken += 1 }
        }
        var all = reasons
        if broken > 0 && reasons.isEmpty {
            all.append(
                reason(.notFound(zonesOutOfLimits: broken), remedy: sufficientRemedy(check, rules)))
        } else if broken > 0, rules.maximumArea < .infinity || rules.maximumDiameter < .infinity {
            all = reasons.map { $0.remedied(by: sufficientRemedy(check, rules)) }
        }
        var outcome = Outcome(zoneOf: Array(repeating: 0, count: blocks.count), reasons: all)
        var placeOf: [Int32: Int] = [:]
        for (place, block) in blocks.enumerated() { placeOf[block] = place }
        for (node, members) in region.members.enumerated() {
            for block in members {
                if let place = placeOf[block] { outcome.zoneOf[place] = zoneOf[node] }
            }
        }
        outcome.wasStopped = stopped
        return outcome
    }

    /// The division found shows what limits would let it pass.
    private func sufficientRemedy(_ state: ZoneState, _ rules: RegionRules) -> Infeasibility.Remedy? {
        let lightest = state.sums.map(\.weight).min() ?? 0
        let heaviest = state.sums.map(\.weight).max() ?? 0
        let area = state.sums.map(\.area).max() ?? 0
        let diameter = DivisionDiameters.bounds(of: state).max() ?? 0
        return Infeasibility.Remedy(
            minimum: lightest < minimum ? weights.workload(lightest) : nil,
            maximum: heaviest > maximum ? weights.workload(heaviest) : nil, certainty: .sufficient,
            squareMetres: area > rules.maximumArea ? area : nil,
            metres: diameter > rules.maximumDiameter ? diameter : nil)
    }
}
