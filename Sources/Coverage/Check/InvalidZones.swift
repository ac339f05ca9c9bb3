internal import GeoModel

/// Faults of kind `invalid`: one for each zone or parent, place and reason.
struct InvalidZones {
    private(set) var faults: [CoverageFault] = []

    init(_ input: CoverageInput, _ validity: RingValidity) {
        let refused = Set(input.refused.map(\.zone))
        for zone in input.refused { append(zone.zone, .undecodable(zone.reason), nil, input) }
        for zone in 0..<input.zones.count
        where input.zones.polygons(ofFeature: zone).isEmpty && !refused.contains(zone) {
            append(zone, .empty, nil, input)
        }
        for finding in validity.findings {
            append(Int(finding.feature), finding.reason, finding.position, input)
        }
    }

    private mutating func append(
        _ feature: Int, _ reason: InvalidReason, _ place: Position?, _ input: CoverageInput
    ) {
        let isZone = feature < input.zones.count
        faults.append(
            CoverageFault(
                id: FaultID(0), kind: .invalid, geometry: .point(place), area: SquareMetres(0),
                width: Metres(0),
                zones: isZone ? [feature] : [], parents: isZone ? [] : [feature - input.zones.count],
                neighbours: [], cause: .invalidZone, reason: reason))
    }
}
