internal import GeoModel

/// Puts faults in order and counts them.
enum ReportWriter {
    static func report(_ input: CoverageInput, faults: [CoverageFault]) -> CoverageReport {
        let sorted = faults.sorted { ($0.kind.rank, $0.id) < ($1.kind.rank, $1.id) }
        var distinct: [CoverageFault] = []
        distinct.reserveCapacity(sorted.count)
        for fault in sorted where distinct.last.map({ $0.id != fault.id || $0.kind != fault.kind }) ?? true {
            distinct.append(fault)
        }
        var summary = CoverageSummary()
        for fault in distinct {
            summary.counts[fault.kind, default: 0] += 1
            summary.areas[fault.kind] = summary.area(fault.kind) + fault.area
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
