internal import GeoModel

/// Puts faults in order and counts them.
enum ReportWriter {
    static func report(_ input: CoverageInput, faults: [CoverageFault], wideGaps: Int) -> CoverageReport {
        // Small keys are sorted, not the faults themselves.
        let keys = faults.indices.map { (rank: faults[$0].kind.rank, id: faults[$0].id.value, place: $0) }
            .sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
        var distinct: [CoverageFault] = []
        distinct.reserveCapacity(keys.count)
        var summary = CoverageSummary(wideGaps: wideGaps)
        var counts = FaultKind.allCases.map { _ in 0 }
        var areas = FaultKind.allCases.map { _ in SquareMetres(0) }
        for (number, key) in keys.enumerated() {
            if number > 0, keys[number - 1].id == key.id, keys[number - 1].rank == key.rank { continue }
            distinct.append(faults[key.place])
            counts[key.rank] += 1
            areas[key.rank] = areas[key.rank] + faults[key.place].area
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
            isComplete: missing.allSatisfy { summary.count($0) == 0 }, summary: summary, faults: distinct)
    }
}

extension FaultKind {
    /// The place of the kind in a report.
    fileprivate var rank: Int { FaultKind.allCases.firstIndex(of: self) ?? 0 }
}
