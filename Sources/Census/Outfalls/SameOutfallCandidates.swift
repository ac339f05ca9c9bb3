public import GeoKernels
public import GeoModel

/// What speaks for or against two sightings being one outfall.
public enum MatchReason: Hashable, Sendable {
    /// They are so far apart.
    case distance(Metres)
    /// On the same bank.
    case sameBank(BankSide)
    /// On opposite banks: speaks strongly against.
    case oppositeBanks
    /// So far apart along the same river.
    case chainage(Metres)
    /// On different rivers: speaks against.
    case differentRivers
    /// Their names are alike, from 0 to 1.
    case names(similarity: Double)
    /// Seen within so many days of each other.
    case days(Int)
    /// Seen in one go by the same observer: speaks against, nobody notes one mouth twice.
    case sameObserverSameDay
    /// By the second of two positions that one form states.
    case secondPosition

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .distance(let metres):
            LocalizedText(
                zh: "相距 \(decimalText(metres.value, places: 1)) 米",
                en: "\(decimalText(metres.value, places: 1)) m apart")
        case .sameBank(let side):
            LocalizedText(zh: "同在\(side.text[.chinese])", en: "both on the \(side.text[.english])")
        case .oppositeBanks: LocalizedText(zh: "分处两岸", en: "on opposite banks")
        case .chainage(let metres):
            LocalizedText(
                zh: "河道里程相差 \(decimalText(metres.value, places: 1)) 米",
                en: "\(decimalText(metres.value, places: 1)) m apart along the river")
        case .differentRivers: LocalizedText(zh: "不在同一条河", en: "on different rivers")
        case .names(let similarity):
            LocalizedText(
                zh: "名称相似度 \(decimalText(similarity * 100, places: 0))%",
                en: "names \(decimalText(similarity * 100, places: 0)) % alike")
        case .days(let days): LocalizedText(zh: "观测时间相隔 \(days) 天", en: "seen \(days) days apart")
        case .sameObserverSameDay:
            LocalizedText(zh: "同一人同日分别记录", en: "noted twice by one observer on one day")
        case .secondPosition: LocalizedText(zh: "按表中第二组坐标", en: "by the form's second position")
        }
    }
}

/// Something seen somewhere, ready to be compared.
public struct OutfallSighting: Hashable, Sendable {
    /// The observation.
    public let observation: OutfallObservation
    /// Its place on a river with the river's code; `nil` away from known rivers.
    public let river: String?
    /// Its place on that river.
    public let place: RiverPlace?
    /// The position is the second of two that one form states.
    public let isSecondPosition: Bool

    /// Makes a sighting and puts it on a river if one is given.
    public init(
        _ observation: OutfallObservation, on river: RiverLine? = nil, isSecondPosition: Bool = false
    ) {
        self.observation = observation
        self.isSecondPosition = isSecondPosition
        self.river = river?.code
        place = river?.place(of: observation.position)
    }

    /// The bank that the observer wrote, or the one by position where that is sure.
    ///
    /// Nearer to the river's line than a position is good for, it does not tell the bank.
    public func side(by rule: MatchRule) -> BankSide? {
        if let declared = observation.declaredSide { return declared }
        guard let place, place.side != .midstream, place.distance >= rule.error(of: observation) else {
            return nil
        }
        return place.side
    }
}

/// How pairs are found and scored: settings of an office.
public struct MatchRule: Hashable, Sendable {
    /// Farther apart than this, two sightings are not proposed.
    ///
    /// EPATADA uses 100 m by default.
    public var within = Metres(100)
    /// The score from which a pair is proposed.
    public var leastScore = 0.3
    /// Seconds within which one observer's notes are taken as made in one go.
    public var sameVisitSeconds = 86_400.0
    /// Names less alike than this are not mentioned.
    public var leastSimilarity = 0.3
    /// The usual error of a point seen from the air that states none.
    public var droneError = Metres(10)
    /// The usual error of a position taken on site, or of a list's, that states none.
    public var siteError = Metres(5)
    /// What nearness adds at most.
    public var nearness = 0.6
    /// What one bank adds.
    public var bank = 0.1
    /// What nearness along the river adds at most.
    public var chainage = 0.1
    /// What equal names add.
    public var names = 0.2
    /// What opposite banks, or other rivers, take away.
    public var against = 0.4
    /// What two notes of one observer on one day take away.
    public var sameVisit = 0.3

    /// The default settings, which are ours.
    public init() {}

    /// How far off the position of an observation may be.
    public func error(of observation: OutfallObservation) -> Metres {
        observation.accuracy ?? (observation.source == .drone ? droneError : siteError)
    }

    /// Scores from 0 to 1, by the weights.
    func score(_ reasons: [MatchReason]) -> Double {
        let sum = reasons.reduce(0.0) { sum, reason in
            switch reason {
            case .distance(let metres): sum + nearness * (1 - metres.value / within.value)
            case .sameBank: sum + bank
            case .chainage(let metres): sum + chainage * max(0, 1 - metres.value / within.value)
            case .names(let similarity): sum + names * similarity
            case .oppositeBanks, .differentRivers: sum - against
            case .sameObserverSameDay: sum - sameVisit
            case .days, .secondPosition: sum
            }
        }
        return min(max(sum, 0), 1)
    }
}

/// Two sightings that may be one outfall; a person decides.
public struct SameOutfallCandidate: Hashable, Sendable {
    /// The identifier that comes first in order.
    public let first: String
    /// The other identifier.
    public let second: String
    /// From 0 to 1; an order for the worklist and not a probability.
    public let score: Double
    /// What speaks for and against.
    public let reasons: [MatchReason]

    /// How far apart the two are; the reasons begin with it.
    public var distance: Metres {
        for case .distance(let metres) in reasons { return metres }
        return Metres(.infinity)
    }

    /// Something says that the two are different mouths.
    public var isContradicted: Bool {
        reasons.contains { $0 == .oppositeBanks || $0 == .differentRivers || $0 == .sameObserverSameDay }
    }
}

/// Proposes pairs of sightings that may be one outfall.
///
/// The answer does not depend on the order of the sightings; identifiers must be unique. A sighting whose position
/// is not finite, or beyond any coordinate system, has no candidates.
///
/// - Parameters:
///   - sightings: Positions in one coordinate system.
///   - rule: The settings.
///   - measure: How the coordinates measure.
/// - Returns: Pairs by falling score, then by identifiers.
/// - Complexity: O(n + p) for n sightings of which p pairs share a cell of the search grid or its neighbours;
///   about 100 bytes a sighting.
public func sameOutfallCandidates(
    among sightings: [OutfallSighting], rule: MatchRule = MatchRule(), measure: GroundMeasure = .geographic()
) -> [SameOutfallCandidate] {
    precondition(rule.within.value > 0, "candidates need a positive search radius")
    let sightings = sightings.filter { sighting in
        let position = sighting.observation.position
        return position.x.magnitude < 1e9 && position.y.magnitude < 1e9
    }
    let grid = ProximityGrid(sightings.map(\.observation.position), within: rule.within, measure: measure)
    var candidates: [SameOutfallCandidate] = []
    grid.forEachPair { a, b in
        let first = sightings[a].observation.id < sightings[b].observation.id ? sightings[a] : sightings[b]
        let second = sightings[a].observation.id < sightings[b].observation.id ? sightings[b] : sightings[a]
        if let found = candidate(first, second, rule, measure) { candidates.append(found) }
    }
    return candidates.sorted { a, b in
        a.score != b.score ? a.score > b.score : (a.first, a.second) < (b.first, b.second)
    }
}

func candidate(
    _ a: OutfallSighting, _ b: OutfallSighting, _ rule: MatchRule, _ measure: GroundMeasure
) -> SameOutfallCandidate? {
    let distance = measure.length(from: a.observation.position, to: b.observation.position)
    guard distance <= rule.within else { return nil }
    let reasons =
        [.distance(distance)] + riverReasons(a, b, rule) + otherReasons(a.observation, b.observation, rule)
        + (a.isSecondPosition || b.isSecondPosition ? [.secondPosition] : [])
    let score = rule.score(reasons)
    guard score >= rule.leastScore else { return nil }
    return SameOutfallCandidate(
        first: a.observation.id, second: b.observation.id, score: score, reasons: reasons)
}

private func riverReasons(
    _ a: OutfallSighting, _ b: OutfallSighting, _ rule: MatchRule
) -> [MatchReason] {
    var reasons: [MatchReason] = []
    if let left = a.river, let right = b.river {
        guard left == right else { return [.differentRivers] }
        if let x = a.place, let y = b.place {
            reasons.append(.chainage(Metres((x.chainage.value - y.chainage.value).magnitude)))
        }
    }
    if let x = a.side(by: rule), let y = b.side(by: rule), x != .midstream, y != .midstream {
        reasons.append(x == y ? .sameBank(x) : .oppositeBanks)
    }
    return reasons
}

private func otherReasons(
    _ a: OutfallObservation, _ b: OutfallObservation, _ rule: MatchRule
) -> [MatchReason] {
    var reasons: [MatchReason] = []
    if let x = a.name, let y = b.name {
        let similarity = nameSimilarity(x, y)
        if similarity >= rule.leastSimilarity { reasons.append(.names(similarity: similarity)) }
    }
    let seconds = (a.moment.seconds - b.moment.seconds).magnitude
    if a.isDated, b.isDated { reasons.append(.days(Int((seconds / 86_400).rounded(.down)))) }
    let isOneWalk = a.source == .walk && b.source == .walk && seconds < rule.sameVisitSeconds
    // Two marks of one interpreter in one picture are two mouths, whatever their distance.
    let isOnePicture =
        a.source == .drone && b.source == .drone && a.isDated && b.isDated && seconds < 1
        && !Set(a.evidence).isDisjoint(with: b.evidence)
    if a.observer == b.observer, isOneWalk || isOnePicture { reasons.append(.sameObserverSameDay) }
    return reasons
}
