internal import GeoModel

/// Zones that lie as a whole outside their parent but inside others: most likely their parent's code is wrong.
struct StrayZones {
    private var zones: Set<Int> = []

    /// The part of a zone that must lie in areas that are not its parent.
    private static let leastShare = 0.99

    /// Adds up what each zone spills into other parents; spills outside all of them have other causes.
    ///
    /// - Complexity: O(f) for f faults, and the area of each zone with a spill.
    init(_ faults: [CoverageFault], _ sizes: ZoneSizes) {
        var astray: [Int: Double] = [:]
        for place in faults.indices where Self.isBesideOthers(faults[place]) {
            for zone in faults[place].zones { astray[zone, default: 0] += faults[place].area.value }
        }
        zones = Set(astray.keys.filter { astray[$0, default: 0] > Self.leastShare * sizes.area(of: $0) })
    }

    /// Gives the spills of such zones their cause.
    func explain(_ faults: inout [CoverageFault]) {
        if zones.isEmpty { return }
        for place in faults.indices
        where Self.isBesideOthers(faults[place]) && faults[place].cause != .invalidZone
            && faults[place].zones.allSatisfy(zones.contains)
        {
            faults[place].cause = .wrongParent
        }
    }

    private static func isBesideOthers(_ fault: CoverageFault) -> Bool {
        fault.kind == .spill && !fault.parents.isEmpty
    }
}
