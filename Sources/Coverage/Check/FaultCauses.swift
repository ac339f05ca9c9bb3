internal import GeoKernels
internal import GeoModel

/// Guesses why a face is at fault from what is around it.
struct FaultCauses {
    let sizes: ZoneSizes
    let border: FaceBorder

    /// The part of each owner that two copies of one zone share at least.
    private static let copiedShare = 0.99
    /// A gap this large beside the mean of its neighbours is a missing zone.
    private static let missingSize = 0.2
    /// The square of a missing zone's width over its area, at least: a disc has 4/π, a square 1.
    private static let missingWidth = 0.2
    /// How much of a part of an area the plane of the coordinates keeps in the worst case: areas that are far from the
    /// limits there need no measuring on the ground.
    private static let planeShare = (copied: 0.5, missing: 0.05)

    func cause(of fault: CoverageFault) -> FaultCause? {
        if border.touchesDoubtful { return .invalidZone }
        if fault.zones.count > 1, isCopy(fault) { return .duplicatedZone }
        if fault.zones.isEmpty, fault.neighbours.count == 1 { return .partsOfOneZone }
        if fault.zones.isEmpty, let size = relativeSize(fault), size > Self.missingSize {
            return .missingZone(relativeSize: size)
        }
        // A side of one edge against a side of several with the same ends: the vertices between are missing.
        let sides = border.edgesOfZone.values
        if border.edgesOfZone.count == 2, sides.min() == 1, sides.contains(where: { $0 > 1 }) {
            return .missingVertex
        }
        return .unsnappedBorder
    }

    /// The overlap is nearly all of each of its owners.
    private func isCopy(_ fault: CoverageFault) -> Bool {
        guard case .polygon(let polygon) = fault.geometry, let exterior = polygon.exterior else {
            return false
        }
        let face = abs(CanonicalRings.doubledArea(exterior.positions))
        // In the plane of the coordinates first, with room for what the measure stretches: nearly no overlap is
        // so large, and a true area takes fifty times as long.
        return fault.zones.allSatisfy { face > Self.planeShare.copied * sizes.doubledPlaneArea(of: $0) }
            && fault.zones.allSatisfy { fault.area.value > Self.copiedShare * sizes.area(of: $0) }
    }

    /// The area of a gap over the mean area of its neighbours; `nil` for a thin or a small one.
    private func relativeSize(_ fault: CoverageFault) -> Double? {
        // A sliver is not a zone, however long: a disc of the gap's area would be far wider than the gap.
        guard fault.width.value * fault.width.value > Self.missingWidth * fault.area.value,
            !fault.neighbours.isEmpty,
            case .polygon(let polygon) = fault.geometry, let exterior = polygon.exterior
        else { return nil }
        // In the plane first, as for a copy: most gaps are not nearly so large.
        let face = abs(CanonicalRings.doubledArea(exterior.positions))
        let count = Double(fault.neighbours.count)
        let inPlane = fault.neighbours.reduce(0.0) { $0 + sizes.doubledPlaneArea(of: $1.zone) }
        guard face * count > Self.planeShare.missing * inPlane else { return nil }
        let whole = fault.neighbours.reduce(0.0) { $0 + sizes.area(of: $1.zone) }
        return fault.area.value / (whole / count)
    }
}
