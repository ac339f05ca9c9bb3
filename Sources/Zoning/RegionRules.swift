internal import GeoModel

/// The limits and goals of one region in the units of its graph.
struct RegionRules: Sendable {
    let minimum: Int
    let maximum: Int
    let maximumArea: Double
    let maximumDiameter: Double
    var goals: ZoneGoals
    let hasGeometry: Bool
    /// Some nodes may share no zone, since a barrier lies between them.
    let partsBanks: Bool

    init(_ graph: RegionGraph, weights: WholeWeights, limits: ZoneLimits, goals: ZoneGoals) {
        minimum = weights.minimum
        maximum = weights.maximum
        maximumArea = limits.maximumArea?.value ?? .infinity
        maximumDiameter = limits.maximumDiameter?.value ?? .infinity
        self.goals = goals
        hasGeometry = graph.hasGeometry
        partsBanks = !graph.conflicts.isEmpty
        scale = weights.scale
        let area = graph.nodes.reduce(0) { $0 + $1.area }
        fewestByArea = max(
            (area / maximumArea).rounded(.up),
            Self.fewest(holding: graph.nodes.map(\.area), within: maximumArea))
        // A zone fills about half of the disc its diameter allows.
        let disc = maximumDiameter * maximumDiameter * .pi / 8
        fewestByShape = max(fewestByArea * 1.1, graph.hasGeometry ? (area / disc).rounded(.up) : 0)
    }

    /// The number of zones needed when each takes as many nodes as the smallest ones that fit its area.
    private static func fewest(holding areas: [Double], within most: Double) -> Double {
        guard most < .infinity else { return 0 }
        var sum = 0.0
        let fitting = areas.sorted().prefix { area in
            sum += area
            return sum <= most
        }.count
        return (Double(areas.count) / Double(max(fitting, 1))).rounded(.up)
    }

    /// Area or diameter are limited.
    var limitsShape: Bool { maximumArea < .infinity || maximumDiameter < .infinity || partsBanks }

    private let scale: Double
    /// The number of zones below which their areas exceed the limit.
    private let fewestByArea: Double
    /// A number of zones that leaves some play within the limits of area and diameter.
    private let fewestByShape: Double

    /// By how much a weight breaks the workload limits.
    @inline(__always)
    func debt(ofWeight weight: Int) -> Int {
        weight < minimum ? minimum - weight : max(0, weight - maximum)
    }

    /// Some number of zones within the limits has this workload.
    func holdsWholeZones(_ weight: Int) -> Bool {
        Self.holdsWholeZones(weight, minimum: minimum, maximum: maximum)
    }

    /// Some number of zones within the limits has a workload; without a maximum one zone may hold any.
    static func holdsWholeZones(_ weight: Int, minimum: Int, maximum: Int) -> Bool {
        guard maximum > 0, maximum < .max, weight >= minimum else {
            return weight >= minimum && weight <= maximum
        }
        return (weight + maximum - 1) / maximum * minimum <= weight
    }

    /// The shape terms of the goals; a zone without area has none.
    @inline(__always)
    func shapeCost(_ sums: RegionGraph.Sums) -> Double {
        guard sums.area > 0 else { return 0 }
        // 2 √π = 3.5449…
        var cost = goals.compactness * sums.perimeter / (3.544_907_701_811_032 * sums.area.squareRoot())
        if hasGeometry && goals.inertia > 0 {
            let moment = sums.second - (sums.x * sums.x + sums.y * sums.y) / sums.area
            cost += goals.inertia * 2 * .pi * max(moment, 0) / (sums.area * sums.area)
        }
        if sums.area > maximumArea { cost += 100 * (sums.area / maximumArea - 1) }
        return cost
    }

    /// The balance term of a zone when the mean weight is `target`.
    @inline(__always)
    func balanceCost(_ weight: Int, target: Double) -> Double {
        let deviation = (Double(weight) - target) / target
        return goals.balance * deviation * deviation
    }

    /// The numbers of zones the workload limits allow for a total weight, of at most `nodes` zones.
    func counts(total: Int, nodes: Int) -> ClosedRange<Int>? {
        let fewest = maximum > 0 ? max(1, (total + maximum - 1) / maximum) : (total == 0 ? 1 : nodes + 1)
        let most = minimum > 0 ? min(nodes, total / minimum) : nodes
        return fewest <= most ? fewest...most : nil
    }

    /// The number of zones wanted, not yet held against what is possible.
    func wantedCount(total: Int) -> Double {
        switch goals.count {
        case .exactly(let count): Double(count)
        case .fewest: 1
        case .near(let workload): Double(total) / max(workload * scale, 1e-9)
        case .free:
            Double(total)
                / max(1, minimum > 0 ? (Double(minimum) + Double(maximum)) / 2 : 0.8 * Double(maximum))
        }
    }

    /// Possible numbers of zones, the wanted first.
    func candidateCounts(total: Int, nodes: Int) -> [Int] {
        guard let range = counts(total: total, nodes: nodes) else { return [] }
        if case .exactly(let count) = goals.count { return range.contains(count) ? [count] : [] }
        let wanted = max(wantedCount(total: total), fewestByShape)
        let wide = range.filter { Double($0) >= fewestByArea }
        return (wide.isEmpty ? Array(range) : wide).sorted {
            (abs(Double($0) - wanted), -$0) < (abs(Double($1) - wanted), -$1)
        }
    }
}
