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
        for (number, key) in keys.enumerated() {
            if number > 0, keys[number - 1].id == key.id, keys[number - 1].rank == key.rank { continue }
            distinct.append(faults[key.place])
            let kind = faults[key.place].kind
            summary.counts[kind, default: 0] += 1
            summary.areas[kind] = summary.area(kind) + faults[key.place].area
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
