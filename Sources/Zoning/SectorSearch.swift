internal import Dispatch
internal import GeoKernels
internal import Synchronization

/// Divides a region of many zones sector by sector, several at a time, and then smooths the borders between sectors.
///
/// What is done in a sector follows from its own nodes alone, and what is done to the zones of a cell of the smoothing from these
/// zones alone. A small change therefore moves the zones around it, where a search over the whole region would
/// begin to differ everywhere.
struct SectorSearch {
    /// The fewest zones of a region for which this is done: fewer are a matter of a town.
    static let leastZones = 48

    let region: RegionGraph
    let rules: RegionRules
    let seed: UInt64
    let goesOn: @Sendable () -> Bool

    /// Looks for a division within the limits of workload.
    ///
    /// - Parameters:
    ///   - zones: How many zones to make.
    ///   - found: Told each division of the region.
    /// - Returns: The zone of each node, or `nil` where a sector has no division or the search was stopped.
    func division(zones: Int, found: ([Int32]) -> Void) -> [Int32]? {
        guard var division = join(SectorDivision.sectors(of: region, zones: zones)) else { return nil }
        found(division)
        for turn in 0..<2 where goesOn() && region.hasGeometry {
            smooth(&division, turn: turn, zones: zones)
            found(division)
        }
        return division
    }

    // MARK: sectors

    private func join(_ sectors: (of: [Int32], zones: [Int])) -> [Int32]? {
        let members = Self.members(sectors.of)
        let hasFailed = Atomic(false)
        let solved = Self.concurrently(members.count) { sector -> [Int32]? in
            guard !hasFailed.load(ordering: .relaxed) else { return nil }
            let own = seed &+ UInt64(sector) &* 0xD1B5_4A32_D192_ED03
            let division = divide(members[sector], zones: sectors.zones[sector], seed: own)
            if division == nil { hasFailed.store(true, ordering: .relaxed) }
            return division
        }
        var division = [Int32](repeating: 0, count: region.count)
        var next: Int32 = 0
        for (nodes, zones) in zip(members, solved) {
            guard let zones else { return nil }
            for (node, zone) in zip(nodes, zones) { division[Int(node)] = next + zone }
            next += (zones.max() ?? -1) + 1
        }
        return division
    }

    /// A division of a sector within the limits, looked for with little effort: a sector may have none.
    private func divide(_ nodes: [Int32], zones: Int, seed: UInt64) -> [Int32]? {
        let sector = region.part(nodes)
        var rules = rules
        rules.goals.count = .exactly(zones)
        guard rules.candidateCounts(total: sector.totalWeight, nodes: sector.count) == [zones] else {
            return nil
        }
        var search = RegionSearch(sector, rules: rules, seed: seed, goesOn: goesOn)
        search.run(isHopeless: true)
        let isWithin = ZoneState(sector, rules: rules, zoneOf: search.zoneOf).debt == 0
        return isWithin && !search.wasStopped ? search.zoneOf : nil
    }

    // MARK: smoothing

    /// Improves the zones of each cell of a grid that does not hang on the workloads; the second turn is shifted by half a cell.
    private func smooth(_ division: inout [Int32], turn: Int, zones: Int) {
        let cells = Self.members(cellOfNode(division, turn: turn, zones: zones))
        let before = division
        let after = Self.concurrently(cells.count) { cell in
            improve(cells[cell], before, seed: seed &+ UInt64(turn) &* 0x9E37_79B9_7F4A_7C15)
        }
        for (nodes, zones) in zip(cells, after) {
            for (node, zone) in zip(nodes, zones) { division[Int(node)] = zone }
        }
    }

    /// The cell of each node: that in which the middle of its zone lies.
    private func cellOfNode(_ division: [Int32], turn: Int, zones: Int) -> [Int32] {
        let sums = ZoneState.sums(
            of: region, zoneOf: division, count: Int((division.max() ?? -1) + 1))
        let side = Self.side(area: sums.reduce(0) { $0 + $1.area } / Double(zones))
        let shift = Double(turn) / 2
        var numbers: [GridCell: Int32] = [:]
        let cellOfZone = sums.map { zone -> Int32 in
            let area = max(zone.area, 1e-9)
            let cell = GridCell(
                x: (zone.x / area / side + shift).rounded(.down),
                y: (zone.y / area / side + shift).rounded(.down))
            if let known = numbers[cell] { return known }
            let next = Int32(numbers.count)
            numbers[cell] = next
            return next
        }
        return division.map { cellOfZone[Int($0)] }
    }

    private struct GridCell: Hashable {
        let x: Double
        let y: Double
    }

    /// The side of a cell of 8 to 32 zones: a power of two of metres, so that it stays while areas change a little.
    private static func side(area: Double) -> Double {
        guard area > 0, area < .infinity else { return 1 }
        let wanted = (area * 8).squareRoot()
        return Double(sign: .plus, exponent: Int(wanted.exponent) + 1, significand: 1)
    }

    private func improve(_ nodes: [Int32], _ division: [Int32], seed: UInt64) -> [Int32] {
        let own = nodes.map { division[Int($0)] }
        let names = Set(own).sorted()
        guard names.count > 1 else { return own }
        var number: [Int32: Int32] = [:]
        for name in names { number[name] = Int32(number.count) }
        let part = region.part(nodes)
        let start = own.map { number[$0] ?? 0 }
        var annealer = Annealer(ZoneState(part, rules: rules, zoneOf: start), seed: seed)
        annealer.run(
            proposals: part.count * rules.goals.effort / 2, from: 0.1, to: 0.001, sweeps: 20
        ) { _ in goesOn() }
        return (annealer.best ?? start).map { names[Int($0)] }
    }

    // MARK: parts

    /// The nodes of each part, in order.
    private static func members(_ partOf: [Int32]) -> [[Int32]] {
        var members = [[Int32]](repeating: [], count: Int((partOf.max() ?? -1) + 1))
        for (node, part) in partOf.enumerated() { members[Int(part)].append(Int32(node)) }
        return members
    }

    private static func concurrently<Answer: Sendable>(
        _ count: Int, _ body: @Sendable (Int) -> Answer
    ) -> [Answer] {
        let answers = Mutex([Answer?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let answer = body(place)
            answers.withLock { $0[place] = answer }
        }
        return answers.withLock { $0.compactMap { $0 } }
    }
}
