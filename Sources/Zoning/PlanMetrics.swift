internal import GeoModel

/// The figures by which plans are judged, measured anew from the graph and the plan alone.
public struct PlanMetrics: Sendable {
    /// The number of zones.
    public let zones: Int
    /// The least workload of a zone.
    public let minimum: Double
    /// The greatest workload of a zone.
    public let maximum: Double
    /// The mean workload of a zone.
    public let mean: Double
    /// The coefficient of variation of workload: standard deviation over mean, over all zones.
    public let variation: Double
    /// Zones beyond the workload limits.
    public let outOfRange: Int
    /// Zones beyond the greatest area; 0 when it is not limited.
    public let outOfArea: Int
    /// Zones beyond the greatest diameter, as the solver reckons it; 0 when it is not limited.
    public let outOfDiameter: Int
    /// Zones in several pieces or parents.
    public let disconnected: Int
    /// The median of 4πA / P²; `nil` without geometry.
    public let polsbyPopperMedian: Double?
    /// The median of A² / (2πJ), J the second moment about the centroid; 1 for a disc; `nil` without
    /// geometry.
    public let inertiaMedian: Double?
    /// Pairs of neighbouring blocks in different zones.
    public let cutEdges: Int
    /// The share of workload that stayed in the zone that continues its previous one; `nil` without previous
    /// zones.
    public let keptShare: Double?

    /// Measures a plan.
    ///
    /// - Parameters:
    ///   - plan: The zone of each block.
    ///   - graph: The blocks.
    ///   - workload: The workload limits to count against.
    ///   - previous: The previous zone of each block.
    /// - Complexity: O(n + m).
    public init(
        zoneOfBlock plan: [Int], in graph: BlockGraph, limits workload: WorkloadLimits,
        previous: [Int?]? = nil
    ) {
        self.init(
            zoneOfBlock: plan, in: graph, limits: ZoneLimits(workload: workload), previous: previous)
    }

    /// Measures a plan.
    ///
    /// - Parameters:
    ///   - plan: The zone of each block.
    ///   - graph: The blocks.
    ///   - limits: The limits to count against.
    ///   - previous: The previous zone of each block.
    /// - Complexity: O(n + m).
    public init(
        zoneOfBlock plan: [Int], in graph: BlockGraph, limits: ZoneLimits, previous: [Int?]? = nil
    ) {
        precondition(plan.count == graph.count, "there must be one zone for each block")
        var blocks = [[Int]](repeating: [], count: (plan.max() ?? -1) + 1)
        for (block, zone) in plan.enumerated() { blocks[zone].append(block) }
        blocks.removeAll(where: \.isEmpty)
        let whole = WholeWeights(graph.weights, limits: limits.workload)
        let loads = blocks.map { $0.reduce(0) { $0 + whole.values[$1] } }
        zones = blocks.count
        minimum = whole.workload(loads.min() ?? 0)
        maximum = whole.workload(loads.max() ?? 0)
        let mean = Double(loads.reduce(0, +)) / Double(max(zones, 1))
        self.mean = mean / whole.scale
        let squares = loads.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        variation = mean > 0 ? (squares / Double(zones)).squareRoot() / mean : 0
        outOfRange = loads.count { $0 < whole.minimum || $0 > whole.maximum }
        disconnected = blocks.count { zone in
            !graph.isConnected(zone) || zone.contains { graph.parents[$0] != graph.parents[zone[0]] }
        }
        let shapes = blocks.map { ZoneShape($0, in: graph, plan: plan) }
        outOfArea = limits.maximumArea.map { most in shapes.count { $0.squareMetres > most.value } } ?? 0
        outOfDiameter = Self.tooWide(blocks, graph, limits.maximumDiameter)
        let hasGeometry = graph.shapes.hasGeometry
        polsbyPopperMedian = hasGeometry ? Self.median(shapes.map(\.polsbyPopper)) : nil
        inertiaMedian = hasGeometry ? Self.median(shapes.map(\.inertia)) : nil
        cutEdges = Self.cutEdges(plan, graph)
        keptShare = previous.map { Self.keptShare(plan, previous: $0, weights: whole.values) }
    }

    private static func tooWide(_ zones: [[Int]], _ graph: BlockGraph, _ most: Metres?) -> Int {
        guard let most, graph.shapes.hasGeometry else { return 0 }
        return zones.count { zone in
            var extents = Widths.empty
            for block in zone { Widths.join(&extents, graph.shapes.extents, at: block * 32) }
            return Widths.diameterBound(extents) > most.value
        }
    }

    private static func cutEdges(_ plan: [Int], _ graph: BlockGraph) -> Int {
        var cut = 0
        for block in 0..<graph.count {
            for other in graph.neighbours(of: block) where other > block && plan[block] != plan[other] {
                cut += 1
            }
        }
        return cut
    }

    private static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// Pairs old and new zones by greatest common workload, each once.
    private static func keptShare(_ plan: [Int], previous: [Int?], weights: [Int]) -> Double {
        struct Pair: Hashable {
            let zone: Int
            let label: Int
        }
        var common: [Pair: Int] = [:]
        var total = 0
        for block in plan.indices {
            total += weights[block]
            if let label = previous[block] {
                common[Pair(zone: plan[block], label: label), default: 0] += weights[block]
            }
        }
        var zones = Set<Int>()
        var labels = Set<Int>()
        var kept = 0
        let sorted = common.sorted {
            ($1.value, $0.key.zone, $0.key.label) < ($0.value, $1.key.zone, $1.key.label)
        }
        for (pair, weight) in sorted where !zones.contains(pair.zone) && !labels.contains(pair.label) {
            zones.insert(pair.zone)
            labels.insert(pair.label)
            kept += weight
        }
        return total > 0 ? Double(kept) / Double(total) : 1
    }
}

/// Area, perimeter and moments of one zone.
public struct ZoneShape: Sendable {
    /// The area in square metres.
    public let squareMetres: Double
    /// The length of the border in metres, holes included.
    public let perimeterMetres: Double
    /// 4πA / P²: 1 for a disc.
    public let polsbyPopper: Double
    /// A² / (2πJ): 1 for a disc.
    public let inertia: Double

    /// Measures the zone made of some blocks.
    ///
    /// - Parameters:
    ///   - blocks: The blocks of the zone.
    ///   - graph: The graph they are nodes of.
    ///   - plan: The zone of each block; those of `blocks` are equal.
    public init(_ blocks: [Int], in graph: BlockGraph, plan: [Int]) {
        var area = 0.0
        var perimeter = 0.0
        var x = 0.0
        var y = 0.0
        var second = 0.0
        for block in blocks {
            area += graph.shapes.areas[block]
            perimeter += graph.shapes.perimeters[block]
            x += graph.shapes.firstMomentsX[block]
            y += graph.shapes.firstMomentsY[block]
            second += graph.shapes.secondMoments[block]
            for place in graph.neighbourRange(of: block)
            where plan[Int(graph.neighbours[place])] == plan[block] {
                perimeter -= graph.borderLengths[place]
            }
        }
        squareMetres = area
        perimeterMetres = perimeter
        polsbyPopper = perimeter > 0 ? 4 * .pi * area / (perimeter * perimeter) : 0
        let moment = area > 0 ? second - (x * x + y * y) / area : 0
        inertia = moment > 0 ? area * area / (2 * .pi * moment) : 0
    }
}
