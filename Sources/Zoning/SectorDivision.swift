/// Cuts a region into sectors of some zones each, so that a small change of workload moves few cuts.
///
/// The region is halved again and again across its longer side, with the zones to be made shared out in the same proportion.
/// Among the cuts that come near the wanted proportion the one in the widest gap between nodes is taken: the gaps stay
/// where they are when workloads change, and the nearest cut would not. Pieces of a sector that hang apart go to a
/// neighbouring one.
/// Complexity: O(n log n log s) for n nodes and s sectors.
struct SectorDivision {
    /// The most zones of a sector.
    static let mostZones = 16
    /// How far a cut may be from the wanted proportion, as a share of the smaller side's workload.
    private static let play = 0.004

    private let graph: RegionGraph
    private let frame: RegionFrame
    private var sectorOf: [Int32]
    private var zones: [Int] = []

    /// Cuts a region into sectors, each connected.
    ///
    /// - Parameters:
    ///   - graph: The region.
    ///   - zones: How many zones it is to have, at most one for each node.
    /// - Returns: The sector of each node, and the zones to be made in each.
    static func sectors(of graph: RegionGraph, zones: Int) -> (of: [Int32], zones: [Int]) {
        var division = SectorDivision(graph)
        division.halve((0..<Int32(graph.count)).map { $0 }, zones: zones)
        let sectorOf = SeedDivision.joiningStrays(
            division.sectorOf, count: division.zones.count, of: graph)
        return (sectorOf, division.zones)
    }

    private init(_ graph: RegionGraph) {
        self.graph = graph
        frame = RegionFrame(graph)
        sectorOf = Array(repeating: 0, count: graph.count)
    }

    private mutating func halve(_ nodes: [Int32], zones: Int) {
        guard zones > Self.mostZones else {
            for node in nodes { sectorOf[Int(node)] = Int32(self.zones.count) }
            self.zones.append(zones)
            return
        }
        let along = frame.along(nodes)
        let sorted = nodes.sorted { (along[Int($0)], $0) < (along[Int($1)], $1) }
        let left = zones / 2
        let cut = cut(sorted, along, left: left, zones: zones)
        halve(Array(sorted[..<cut]), zones: left)
        halve(Array(sorted[cut...]), zones: zones - left)
    }

    /// Where the sorted nodes are cut, leaving a node at least for each zone on either side.
    private func cut(_ sorted: [Int32], _ along: [Double], left: Int, zones: Int) -> Int {
        let total = sorted.reduce(0) { $0 + graph.nodes[Int($1)].weight }
        let wanted = Double(total) * Double(left) / Double(zones)
        let play = min(wanted, Double(total) - wanted) * Self.play
        var sum = 0.0
        var best = (missing: Double.infinity, gap: 0.0, cut: left)
        for cut in 1..<sorted.count {
            let (before, after) = (Int(sorted[cut - 1]), Int(sorted[cut]))
            sum += Double(graph.nodes[before].weight)
            guard cut >= left, sorted.count - cut >= zones - left else { continue }
            let found = (
                missing: max(0, abs(sum - wanted) - play), gap: along[after] - along[before], cut: cut
            )
            if (found.missing, -found.gap) < (best.missing, -best.gap) { best = found }
        }
        return best.cut
    }
}
