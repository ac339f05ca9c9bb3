public import Coverage
public import GEOSBridge
internal import GeoKernels
public import GeoModel

/// A report of the checker beside what plain overlay finds in the same zones.
///
/// Gaps are compared one by one, overlaps by the area that each pair of zones shares. Areas must agree to 1e-9 of
/// themselves; overlay and the checker both round crossings, so 1e-12 of the layer's rectangle is allowed besides,
/// and faces below that are slivers that rounding makes.
public struct OverlayComparison: Sendable {
    /// What the two do not agree on, in words; empty when they agree.
    public private(set) var differences: [String] = []
    private let slack: Double

    /// Compares a report with plain overlay.
    ///
    /// - Parameters:
    ///   - report: What the checker found, measured in the plane and without parents.
    ///   - table: The zones; each must be valid.
    /// - Throws: `GEOSError`, such as for an invalid zone.
    public init(_ report: CoverageReport, of table: PolygonTable) throws(GEOSError) {
        let extent = Envelope(table.positions) ?? Envelope(Position(0, 0))
        slack = 1e-12 * max(extent.width * extent.height, 1)
        if report.summary.count(.invalid) > 0 { differences.append("the checker calls a zone invalid") }
        let expected = try GEOSCoverageOracle.faces(of: table)
        compareGaps(report, expected.gaps.map(Self.area))
        compareOverlaps(report, expected.overlaps)
    }

    private static func area(_ geometry: Geometry) -> Double {
        GroundMeasure.planar.area(of: geometry.area ?? MultiPolygon([])).value
    }

    private func agree(_ found: Double, _ sought: Double) -> Bool {
        abs(found - sought) <= 1e-9 * sought + slack
    }

    private mutating func compareGaps(_ report: CoverageReport, _ expected: [Double]) {
        let found = report.faults.filter { $0.kind == .gap }.map(\.area.value).filter { $0 > slack }.sorted()
        let sought = expected.filter { $0 > slack }.sorted()
        guard found.count == sought.count else {
            return differences.append("gaps \(found), overlay \(sought)")
        }
        for (a, b) in zip(found, sought) where !agree(a, b) {
            differences.append("a gap of \(a), overlay \(b)")
        }
    }

    private mutating func compareOverlaps(
        _ report: CoverageReport, _ expected: [GEOSCoverageOracle.Overlap]
    ) {
        var pairs: [[Int]: Double] = [:]
        for fault in report.faults where fault.kind == .overlap {
            for a in fault.zones {
                for b in fault.zones where a < b { pairs[[a, b], default: 0] += fault.area.value }
            }
        }
        for overlap in expected {
            let found = pairs.removeValue(forKey: overlap.zones) ?? 0
            let sought = Self.area(overlap.geometry)
            if !agree(found, sought) {
                differences.append("zones \(overlap.zones) overlap by \(found), overlay \(sought)")
            }
        }
        for (zones, found) in pairs.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
        where found > slack {
            differences.append("zones \(zones) overlap by \(found), overlay finds nothing")
        }
    }
}
