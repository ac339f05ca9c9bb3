public import GeoModel

/// A unit's placement with every reason to doubt it.
public struct ReviewedPlacement: Hashable, Sendable {
    /// The placement.
    public let placement: ConfidentPlacement
    /// The reasons, the most telling first and what is doubtful about the reference last; empty for a unit that needs no look.
    public let suspicions: [PlacementSuspicion]
}

/// Places units and gathers the reasons to doubt each: the worklist of a county.
///
/// A reason that explains a wrong place (exchanged axes, a misread batch) takes the place of the contradiction it
/// causes, so that each unit shows its cause and not every consequence. Nothing is moved.
public struct PlacementReview<Zones: ZonePlacing>: Sendable {
    private let zones: Zones
    private let limits: SuspicionLimits
    private let centres: VillageCentres
    private let reader: CorrectionReader

    /// Prepares a review.
    ///
    /// - Parameters:
    ///   - zones: The zones, in degrees.
    ///   - villageCentres: Public points of villages with their codes; empty if the office has none.
    ///   - limits: The limits of the tests.
    ///   - reader: How corrections read coordinates.
    public init(
        zones: Zones, villageCentres: [(code: String, position: Position)] = [],
        limits: SuspicionLimits = SuspicionLimits(), reader: CorrectionReader = CorrectionReader()
    ) {
        self.zones = zones
        self.limits = limits
        self.reader = reader
        centres = VillageCentres(villageCentres, radius: limits.villageCentreRadius)
    }

    /// Reviews units.
    ///
    /// - Parameters:
    ///   - points: The units.
    ///   - findings: What the test of batches found of them.
    /// - Returns: A reviewed placement for each unit, in their order.
    /// - Complexity: a few queries of the zones for each unit; 60 bytes for each distinct coordinate.
    public func review(_ points: [UnitPoint], findings: [BatchFinding] = []) -> [ReviewedPlacement] {
        var unitsAt: [Position: Int] = [:]
        for case let position? in points.lazy.map(\.position) where position.isFinite {
            unitsAt[position, default: 0] += 1
        }
        let misread = Dictionary(
            findings.compactMap { finding in finding.proposal.map { (finding.batch, $0.correction) } },
            uniquingKeysWith: { first, _ in first })
        return points.map { point in
            let placement = ConfidentPlacement(point, in: zones)
            let sharers = point.position.flatMap { unitsAt[$0] } ?? 0
            let found = suspicions(about: point, placement, sharers: sharers, misread: misread[point.batch])
            let doubt = point.referenceDoubt.map { [PlacementSuspicion.reference($0)] } ?? []
            return ReviewedPlacement(placement: placement, suspicions: found + doubt)
        }
    }

    private func suspicions(
        about point: UnitPoint, _ placement: ConfidentPlacement, sharers: Int, misread: CandidateCorrection?
    ) -> [PlacementSuspicion] {
        // A misread batch may have no positions at all: northings read as eastings often have no image.
        if let misread, point.grid != nil { return [.batchMisread(misread)] }
        guard let position = point.position, position.isFinite else { return [.noPosition] }
        if position.x == 0 || position.y == 0 { return [.zero] }
        if isSwapped(position) { return [.swappedAxes] }
        if let misread { return [.batchMisread(misread)] }
        let poor = quality(of: point, at: position, sharers: sharers)
        // A coordinate that a crowd shares is not the unit's own: where it lies says nothing about the declaration.
        if sharers >= limits.manyUnits { return poor }
        return poor + contradiction(of: point, at: position, placement)
    }

    private func isSwapped(_ position: Position) -> Bool {
        !limits.bounds.contains(position) && limits.bounds.contains(Position(position.y, position.x))
    }

    /// Reasons to think that the coordinate is not the unit's own or not good.
    private func quality(
        of point: UnitPoint, at position: Position, sharers: Int
    ) -> [PlacementSuspicion] {
        var reasons: [PlacementSuspicion] = []
        if point.uncertainty.rounding > limits.worstRounding {
            reasons.append(.truncatedDigits(point.uncertainty.rounding))
        }
        if let code = centres.village(at: position, in: zones) { reasons.append(.villageCentre(code: code)) }
        if sharers >= limits.manyUnits { reasons.append(.manyOnOnePoint(units: sharers)) }
        return reasons
    }

    /// What speaks against the zone that the position lies in.
    private func contradiction(
        of point: UnitPoint, at position: Position, _ placement: ConfidentPlacement
    ) -> [PlacementSuspicion] {
        switch placement.agreement {
        case .differs(let declared, let distance):
            if isSexagesimal(point, declared: declared) { return [.minutesTypedAsDecimals] }
            if distance.value > point.uncertainty.radius.value + limits.contradiction.value {
                return [
                    .declaredZoneDiffers(declared: declared, located: placement.zone, distance: distance)
                ]
            }
        case .declaredUnknown(let code): return [.declaredZoneUnknown(code)]
        case .agrees, .undeclared, .notLocated: break
        }
        if placement.confidence == .outside { return [.outsideZones] }
        guard placement.confidence == .doubtful else { return [] }
        if let distance = placement.borderDistance, distance < point.uncertainty.radius {
            return [.nearBorder(distance)]
        }
        return placement.zone == "" ? [.zoneWithoutCode] : [.severalZones(placement.zones)]
    }

    private func isSexagesimal(_ point: UnitPoint, declared: String) -> Bool {
        guard let other = reader.position(of: point, reading: .minutesTypedAsDecimals) else { return false }
        return zones.zones(at: other).contains { codesAgree(declared, $0) }
    }
}
