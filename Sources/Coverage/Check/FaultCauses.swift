internal import GeoKernels
internal import GeoModel

/// Guesses why a face is at fault from what is around it.
struct FaultCauses {
    let input: CoverageInput
    let border: FaceBorder

    func cause(of fault: CoverageFault) -> FaultCause? {
        if border.touchesDoubtful { return .invalidZone }
        if fault.zones.count > 1, isCopy(fault) { return .duplicatedZone }
        if fault.zones.isEmpty, border.neighbours.count == 1 { return .partsOfOneZone }
        if fault.zones.isEmpty, let size = relativeSize(fault), size > 0.2 {
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
        return fault.zones.allSatisfy { face > 0.5 * planeArea(ofZone: $0) }
            && fault.zones.allSatisfy { zone in
                let whole = input.measure.area(of: input.zones.area(ofFeature: zone))
                return fault.area.value > 0.99 * whole.value
            }
    }

    /// Twice the area of a zone in the plane of the coordinates.
    private func planeArea(ofZone zone: Int) -> Double {
        input.zones.polygons(ofFeature: zone).reduce(0.0) { sum, polygon in
            let rings = input.zones.rings(ofPolygon: polygon)
            return rings.reduce(sum) { sum, ring in
                let positions = input.zones.positions[input.zones.vertices(ofRing: ring)]
                let area = abs(CanonicalRings.doubledArea(positions))
                return ring == rings.lowerBound ? sum + area : sum - area
            }
        }
    }

    /// The area of a gap over the mean area of its neighbours; `nil` for a thin one.
    private func relativeSize(_ fault: CoverageFault) -> Double? {
        // A sliver is not a zone, however long: a disc of the gap's area would be far wider than the gap.
        guard fault.width.value * fault.width.value > 0.2 * fault.area.value, !border.neighbours.isEmpty
        else {
            return nil
        }
        let areas = border.neighbours.map {
            input.measure.area(of: input.zones.area(ofFeature: $0.zone)).value
        }
        return fault.area.value / (areas.reduce(0, +) / Double(areas.count))
    }
}
