public import Census
internal import GeoModel

/// What an office asks of its survey, by name; the usual values are ours, and an office sets others.
public enum OutfallRule: String, CaseIterable, Sendable {
    /// The worst accuracy of a position in metres that verifies anything.
    case fixAccuracy = "fix-accuracy"
    /// So many good fixes are averaged at least.
    case fixLeast = "fix-least"
    /// Fixes farther than this in metres from the median are jumps.
    case fixFarthest = "fix-farthest"
    /// The farthest in metres that a sample may be taken from its outfall.
    case sampleWithin = "sample-within"
    /// The farthest in metres that an outfall may lie from its water.
    case nearBank = "near-bank"
    /// How far in metres outside the declared village an outfall may lie.
    case nearDivision = "near-division"
    /// Two positions of one form may differ by so many metres.
    case samePosition = "same-position"
    /// Two entries, or an entry and an open case, nearer than this in metres are questioned.
    case entryNear = "entry-near"
    /// A row farther than this in metres from the suspicion it names is told of.
    case suspectTold = "suspect-told"
    /// A row farther than this in metres from the suspicion it names does not join it.
    case suspectWithin = "suspect-within"
    /// Farther apart than this in metres, two sightings are not proposed as one outfall.
    case matchWithin = "match-within"
    /// The usual error in metres of a point seen from the air.
    case droneError = "drone-error"
    /// The usual error in metres of a position taken on site.
    case siteError = "site-error"
    /// What nearness adds at most to a score.
    case weightNearness = "weight-nearness"
    /// What one bank adds to a score.
    case weightBank = "weight-bank"
    /// What nearness along the river adds at most to a score.
    case weightChainage = "weight-chainage"
    /// What equal names add to a score.
    case weightNames = "weight-names"
    /// What opposite banks or other rivers take from a score.
    case weightAgainst = "weight-against"
    /// What two notes of one observer on one day take from a score.
    case weightSameVisit = "weight-same-visit"
    /// The farthest in metres that a photo may be taken from the outfall it shows.
    case photoNear = "photo-near"
    /// The farthest in metres that a photo may lie from its team's track.
    case photoTrack = "photo-track"
    /// By so many seconds a camera's clock and that of the satellites may differ.
    case photoClock = "photo-clock"
    /// By so many degrees the directions of a gimbal and of its picture may differ.
    case photoDirection = "photo-direction"
    /// Pictures that differ in so many of 64 bits, or fewer, are nearly the same.
    case photoAlike = "photo-alike"
    /// Outfalls are compared with so many neighbours at most.
    case neighbourMost = "neighbour-most"
    /// Outfalls are compared with neighbours within this distance in metres.
    case neighbourWithin = "neighbour-within"
    /// The first day of the survey.
    case surveyFirst = "survey-first"
    /// The last day of the survey.
    case surveyLast = "survey-last"

    /// The rule holds a day and not a number.
    public var isDay: Bool { self == .surveyFirst || self == .surveyLast }

    /// The rule holds a whole number.
    public var isWhole: Bool { [.fixLeast, .photoAlike, .neighbourMost].contains(self) }

    /// The value that counts until the office sets one; `nil` where nothing is asked until then.
    public var usual: Double? {
        let (match, fix, photo) = (MatchRule(), FixRequirement(), PhotoReview())
        return switch self {
        case .fixAccuracy, .surveyFirst, .surveyLast: nil
        case .fixLeast: Double(fix.least)
        case .fixFarthest: fix.farthest.value
        case .sampleWithin, .nearBank: 200
        case .nearDivision: 50
        case .samePosition: 15
        case .entryNear: 30
        case .suspectTold: 100
        case .suspectWithin: 300
        case .matchWithin: match.within.value
        case .droneError: match.droneError.value
        case .siteError: match.siteError.value
        case .weightNearness: match.nearness
        case .weightBank: match.bank
        case .weightChainage: match.chainage
        case .weightNames: match.names
        case .weightAgainst: match.against
        case .weightSameVisit: match.sameVisit
        case .photoNear: photo.nearTyped.value
        case .photoTrack: photo.nearTrack.value
        case .photoClock: photo.clockSeconds
        case .photoDirection: photo.directionDegrees
        case .photoAlike: Double(PhotoTwins.nearlySameBits)
        case .neighbourMost: 5
        case .neighbourWithin: 5000
        }
    }

    /// The rule in both languages.
    public var text: LocalizedText {
        switch self {
        case .fixAccuracy: LocalizedText(zh: "定位精度要求（米）", en: "accuracy required of a position (m)")
        case .fixLeast: LocalizedText(zh: "平均所需合格定位次数", en: "good fixes that an average needs")
        case .fixFarthest: LocalizedText(zh: "定位跳点距离（米）", en: "distance that makes a fix a jump (m)")
        case .sampleWithin: LocalizedText(zh: "采样点距排污口最远（米）", en: "farthest that a sample may be taken (m)")
        case .nearBank: LocalizedText(zh: "距受纳水体最远（米）", en: "farthest from the receiving water (m)")
        case .nearDivision: LocalizedText(zh: "可在填报区划外（米）", en: "farthest outside the declared division (m)")
        case .samePosition:
            LocalizedText(zh: "两组坐标允许相差（米）", en: "how far two positions of a form may differ (m)")
        case .entryNear: LocalizedText(zh: "条目之间须核对的距离（米）", en: "entries nearer than this are questioned (m)")
        case .suspectTold: LocalizedText(zh: "距所指疑似点须提示（米）", en: "told: farther from the suspicion named (m)")
        case .suspectWithin: LocalizedText(zh: "距所指疑似点最远（米）", en: "farthest from the suspicion named (m)")
        case .matchWithin: LocalizedText(zh: "同一排污口候选距离（米）", en: "distance of candidates for one outfall (m)")
        case .droneError: LocalizedText(zh: "航拍点通常误差（米）", en: "usual error of a point from the air (m)")
        case .siteError: LocalizedText(zh: "现场定位通常误差（米）", en: "usual error of a position on site (m)")
        case .weightNearness: LocalizedText(zh: "评分：距离", en: "score: nearness")
        case .weightBank: LocalizedText(zh: "评分：同岸", en: "score: one bank")
        case .weightChainage: LocalizedText(zh: "评分：里程", en: "score: nearness along the river")
        case .weightNames: LocalizedText(zh: "评分：名称", en: "score: names")
        case .weightAgainst: LocalizedText(zh: "评分扣减：两岸或两河", en: "score taken away: other bank or river")
        case .weightSameVisit:
            LocalizedText(zh: "评分扣减：一人同日两记", en: "score taken away: one observer's two notes")
        case .photoNear: LocalizedText(zh: "照片距排污口最远（米）", en: "farthest of a photo from its outfall (m)")
        case .photoTrack: LocalizedText(zh: "照片距轨迹最远（米）", en: "farthest of a photo from the track (m)")
        case .photoClock: LocalizedText(zh: "相机与卫星时间允许相差（秒）", en: "camera and satellite time may differ (s)")
        case .photoDirection:
            LocalizedText(zh: "云台与照片方向允许相差（度）", en: "gimbal's and picture's directions may differ (°)")
        case .photoAlike: LocalizedText(zh: "画面视为相同的相异位数", en: "bits that nearly equal pictures differ in")
        case .neighbourMost: LocalizedText(zh: "对比的邻近排污口个数", en: "neighbours that values are compared with")
        case .neighbourWithin: LocalizedText(zh: "邻近排污口的距离（米）", en: "distance of such neighbours (m)")
        case .surveyFirst: LocalizedText(zh: "调查开始日期", en: "first day of the survey")
        case .surveyLast: LocalizedText(zh: "调查结束日期", en: "last day of the survey")
        }
    }
}

/// The rules of an office with the usual values where it has set none.
public struct OutfallRules: Hashable, Sendable {
    /// What the office has set.
    public let stated: [OutfallRule: String]

    /// Takes up what was set; what is no number counts as not set.
    public init(_ stated: [OutfallRule: String]) { self.stated = stated }

    /// The number that counts; 0 for a rule of days.
    public subscript(rule: OutfallRule) -> Double { stated[rule].flatMap(Double.init) ?? rule.usual ?? 0 }

    /// A whole number that counts.
    public func whole(_ rule: OutfallRule) -> Int {
        // An office's number may be of any size; no list is longer than this.
        Int(min(max(self[rule], 0), 1_000_000))
    }

    /// How photos are judged, where the office requires an accuracy by that too.
    public var photos: PhotoReview {
        var review = PhotoReview()
        if let accuracy = stated[.fixAccuracy].flatMap(Double.init) { review.accuracy = Metres(accuracy) }
        review.nearTyped = Metres(self[.photoNear])
        review.nearTrack = Metres(self[.photoTrack])
        review.clockSeconds = self[.photoClock]
        review.directionDegrees = self[.photoDirection]
        return review
    }

    /// How witnesses of one outfall are told.
    public var matching: MatchRule {
        var match = MatchRule()
        match.within = Metres(self[.matchWithin])
        match.droneError = Metres(self[.droneError])
        match.siteError = Metres(self[.siteError])
        match.nearness = self[.weightNearness]
        match.bank = self[.weightBank]
        match.chainage = self[.weightChainage]
        match.names = self[.weightNames]
        match.against = self[.weightAgainst]
        match.sameVisit = self[.weightSameVisit]
        return match
    }
}
