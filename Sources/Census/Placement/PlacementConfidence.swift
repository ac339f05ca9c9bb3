public import GeoModel

/// How sure it is that a unit lies in the zone it was placed in.
public enum PlacementConfidence: String, CaseIterable, Sendable {
    /// The border is more than twice as far as the position may be off.
    case certain
    /// The border is further than the position may be off.
    case likely
    /// The position may be off by more than its distance to the border, or lies in several zones.
    case doubtful
    /// No zone holds the position.
    case outside
    /// There is no position.
    case unplaced

    init(borderDistance: Metres, uncertainty: PositionUncertainty, candidates: Int) {
        let radius = uncertainty.radius.value
        if candidates > 1 || borderDistance.value < radius {
            self = .doubtful
        } else {
            self = borderDistance.value < 2 * radius ? .likely : .certain
        }
    }

    /// The confidence in words.
    public var text: LocalizedText {
        switch self {
        case .certain: LocalizedText(zh: "可靠", en: "certain")
        case .likely: LocalizedText(zh: "较可靠", en: "likely")
        case .doubtful: LocalizedText(zh: "存疑（临近边界）", en: "doubtful, near a border")
        case .outside: LocalizedText(zh: "界外", en: "outside every zone")
        case .unplaced: LocalizedText(zh: "无坐标", en: "no position")
        }
    }
}

/// How the declared zone compares with the located one.
public enum DeclarationAgreement: Hashable, Sendable {
    /// No zone was declared.
    case undeclared
    /// The declared zone holds the position.
    case agrees
    /// Another zone or none holds it; `distance` is to the border of the declared one.
    case differs(declared: String, distance: Metres)
    /// No zone has the declared code, so no distance can be told.
    case declaredUnknown(String)
    /// There is no position to compare.
    case notLocated
}

/// The zone of a unit with everything that says how far to trust it.
public struct ConfidentPlacement: Hashable, Sendable {
    /// The unit.
    public let id: String
    /// The zones that hold the position, the one it belongs to first.
    public let zones: [String]
    /// The distance to the border of the zone it belongs to.
    public let borderDistance: Metres?
    /// How far the position may be off.
    public let uncertainty: PositionUncertainty
    /// How sure the zone is.
    public let confidence: PlacementConfidence
    /// How the declared zone compares.
    public let agreement: DeclarationAgreement

    /// The one zone that the unit belongs to.
    public var zone: String? { zones.first }

    /// Places a unit.
    ///
    /// - Parameters:
    ///   - point: The unit's point; without a position it is unplaced.
    ///   - zones: The zones, in degrees.
    /// - Complexity: one query of the zones and at most two distances.
    public init(_ point: UnitPoint, in zones: some ZonePlacing) {
        id = point.id
        uncertainty = point.uncertainty
        guard let position = point.position, position.isFinite else {
            self.zones = []
            borderDistance = nil
            confidence = .unplaced
            agreement = point.declaredZone == nil ? .undeclared : .notLocated
            return
        }
        let located = zones.zones(at: position)
        let distance = located.first.flatMap { zones.distance(from: position, toBorderOf: $0) }
        self.zones = located
        borderDistance = distance
        if located.isEmpty {
            confidence = .outside
        } else {
            // Nothing measures to the border of a zone without a code, so nothing says that the zone is sure.
            confidence = PlacementConfidence(
                borderDistance: distance ?? Metres(0), uncertainty: point.uncertainty,
                candidates: Set(located).count)
        }
        agreement = Self.compare(point.declaredZone, with: located, at: position, in: zones)
    }

    private static func compare(
        _ declared: String?, with located: [String], at position: Position, in zones: some ZonePlacing
    ) -> DeclarationAgreement {
        guard let declared, !declared.isEmpty else { return .undeclared }
        // Where zones overlap, or on their border, the declared one holds the position as well as the first.
        if located.contains(where: { codesAgree(declared, $0) }) { return .agrees }
        guard let distance = zones.distance(from: position, toBorderOf: declared) else {
            return .declaredUnknown(declared)
        }
        return .differs(declared: declared, distance: distance)
    }
}
