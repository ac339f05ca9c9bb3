internal import GeoModel

/// Puts faults in order and counts them.
///
/// Faults are large, and their order by id has nothing to do with that in which they were found: small keys are
/// sorted, and the faults themselves moved once.
struct ReportWriter {
    let report: CoverageReport
    /// Where each fault given is in the report; two of one kind and id are in one place.
    let places: [Int32]

    init(_ input: CoverageInput, faults: consuming [CoverageFault], wideGaps: Int) {
        let order = Self.order(faults)
        var places = [Int32](repeating: 0, count: faults.count)
        var kept: [Int32] = []
        var dropped: [Int32] = []
        kept.reserveCapacity(order.count)
        for (number, place) in order.enumerated() {
            if number > 0, Self.areEqual(faults[Int(order[number - 1])], faults[Int(place)]) {
                dropped.append(place)
            } else {
                kept.append(place)
            }
            places[Int(place)] = Int32(kept.count - 1)
        }
        Self.permute(&faults, kept + dropped)
        faults.removeLast(dropped.count)
        self.places = places
        report = Self.report(input, faults, wideGaps)
    }

    private static func areEqual(_ a: CoverageFault, _ b: CoverageFault) -> Bool {
        a.id == b.id && a.kind == b.kind
    }

    /// The faults' numbers by kind and then by id.
    private static func order(_ faults: [CoverageFault]) -> [Int32] {
        // Ids are digests, so their first bits tell nearly all of them apart.
        var order = radixOrder(faults.map { UInt32($0.kind.rank) << 29 | UInt32($0.id.value >> 35) })
        let precedes = { (a: CoverageFault, b: CoverageFault) in
            a.kind == b.kind ? a.id < b.id : a.kind.rank < b.kind.rank
        }
        for place in order.indices.dropFirst() {
            var gap = place
            while gap > 0, precedes(faults[Int(order[gap])], faults[Int(order[gap - 1])]) {
                order.swapAt(gap, gap - 1)
                gap -= 1
            }
        }
        return order
    }

    /// Moves each element to where its number is in an order.
    private static func permute(_ faults: inout [CoverageFault], _ order: [Int32]) {
        var from = order
        for start in from.indices {
            var place = start
            while Int(from[place]) != start {
                let next = Int(from[place])
                faults.swapAt(place, next)
                from[place] = Int32(place)
                place = next
            }
            from[place] = Int32(place)
        }
    }

    private static func report(_ input: CoverageInput, _ faults: [CoverageFault], _ wideGaps: Int)
        -> CoverageReport
    {
        var summary = CoverageSummary(wideGaps: wideGaps)
        var counts = FaultKind.allCases.map { _ in 0 }
        var areas = FaultKind.allCases.map { _ in SquareMetres(0) }
        for fault in faults {
            counts[fault.kind.rank] += 1
            areas[fault.kind.rank] = areas[fault.kind.rank] + fault.area
        }
        for (rank, kind) in FaultKind.allCases.enumerated() where counts[rank] > 0 {
            summary.counts[kind] = counts[rank]
            summary.areas[kind] = areas[rank]
        }
        let spoiling: [FaultKind] = [.overlap, .mismatch, .invalid]
        let missing: [FaultKind] = [.gap, .spill, .shortfall]
        return CoverageReport(
            zones: input.zones.count, vertices: input.zones.positions.count,
            isValid: spoiling.allSatisfy { summary.count($0) == 0 },
            isComplete: missing.allSatisfy { summary.count($0) == 0 }, summary: summary, faults: faults)
    }
}

extension FaultKind {
    /// The place of the kind in a report.
    fileprivate var rank: Int {
        switch self {
        case .gap: 0
        case .overlap: 1
        case .spill: 2
        case .shortfall: 3
        case .mismatch: 4
        case .invalid: 5
        }
    }
}
