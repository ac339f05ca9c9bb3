public import GeoModel

/// How an observation was made.
public enum ObservationSource: String, CaseIterable, Sendable {
    /// Interpretation of drone pictures (level one).
    case drone
    /// A team on the bank (level two).
    case walk
    /// A register, permit or map, read at a desk.
    case desk
    /// Experts of the third level.
    case expert

    /// The source in both languages.
    public var text: LocalizedText {
        switch self {
        case .drone: LocalizedText(zh: "无人机解译", en: "drone interpretation")
        case .walk: LocalizedText(zh: "徒步排查", en: "walking survey")
        case .desk: LocalizedText(zh: "资料排查", en: "desk study")
        case .expert: LocalizedText(zh: "专家攻坚", en: "experts")
        }
    }
}

/// Somebody saw, or thinks to have seen, an outfall.
///
/// It is never a register entry by itself.
public struct OutfallObservation: Hashable, Sendable {
    /// The identifier.
    public let id: String
    /// How it was made.
    public let source: ObservationSource
    /// The position in longitude and latitude of the workspace CRS.
    public let position: Position
    /// The standard error of the position, if known.
    public let accuracy: Metres?
    /// When; the beginning of 1970 where nobody has said, which `isDated` tells.
    public let moment: Moment
    /// Somebody has said when; a list read at a desk may not say.
    public let isDated: Bool
    /// By whom.
    public let observer: String
    /// What it was called, if it was given a name.
    public let name: String?
    /// The bank written by the observer, if any.
    public let declaredSide: BankSide?
    /// Digests of photos, tracks and documents.
    public let evidence: [String]

    /// Makes an observation; without a moment it is not dated.
    public init(
        id: String, source: ObservationSource, position: Position, accuracy: Metres? = nil, moment: Moment?,
        observer: String, name: String? = nil, declaredSide: BankSide? = nil, evidence: [String] = []
    ) {
        self.id = id
        self.source = source
        self.position = position
        self.accuracy = accuracy
        self.moment = moment ?? Moment(secondsSince1970: 0)
        isDated = moment != nil
        self.observer = observer
        self.name = name
        self.declaredSide = declaredSide
        self.evidence = evidence
    }
}
