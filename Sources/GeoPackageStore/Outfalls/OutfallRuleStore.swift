public import Census
internal import GRDB
internal import GeoModel

/// What an office asks of its survey, by name.
public enum OutfallRule: String, CaseIterable, Sendable {
    /// The worst accuracy of a position in metres that verifies anything.
    case fixAccuracy = "fix-accuracy"
    /// So many good fixes are averaged at least.
    case fixLeast = "fix-least"
    /// Fixes farther than this in metres from the median are jumps.
    case fixFarthest = "fix-farthest"
    /// The farthest in metres that an outfall may lie from its water.
    case nearBank = "near-bank"
    /// Farther apart than this in metres, two sightings are not proposed as one outfall.
    case matchWithin = "match-within"
    /// The first day of the survey.
    case surveyFirst = "survey-first"
    /// The last day of the survey.
    case surveyLast = "survey-last"

    /// The rule holds a day and not a number.
    public var isDay: Bool { self == .surveyFirst || self == .surveyLast }

    /// The rule in both languages.
    public var text: LocalizedText {
        switch self {
        case .fixAccuracy: LocalizedText(zh: "定位精度要求（米）", en: "accuracy required of a position (m)")
        case .fixLeast: LocalizedText(zh: "平均所需合格定位次数", en: "good fixes that an average needs")
        case .fixFarthest: LocalizedText(zh: "定位跳点距离（米）", en: "distance that makes a fix a jump (m)")
        case .nearBank: LocalizedText(zh: "距受纳水体最远（米）", en: "farthest from the receiving water (m)")
        case .matchWithin: LocalizedText(zh: "同一排污口候选距离（米）", en: "distance of candidates for one outfall (m)")
        case .surveyFirst: LocalizedText(zh: "调查开始日期", en: "first day of the survey")
        case .surveyLast: LocalizedText(zh: "调查结束日期", en: "last day of the survey")
        }
    }
}

/// Reads the rules of an office inside one database access; the last value set counts.
struct OutfallRuleStore {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func values() throws -> [OutfallRule: String] {
        var values: [OutfallRule: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT name, value FROM outfall_rule ORDER BY fid") {
            if let rule = String.fromDatabaseValue(row[0]).flatMap(OutfallRule.init(rawValue:)) {
                values[rule] = String.fromDatabaseValue(row[1])
            }
        }
        return values
    }

    /// What is required of a position; `nil` when the office requires nothing.
    func requirement() throws -> FixRequirement? {
        let values = try values()
        func number(_ rule: OutfallRule) -> Double? { values[rule].flatMap(Double.init) }
        guard let accuracy = number(.fixAccuracy) else { return nil }
        let usual = FixRequirement()
        return FixRequirement(
            accuracy: Metres(accuracy), least: number(.fixLeast).map { Int($0) } ?? usual.least,
            farthest: number(.fixFarthest).map { Metres($0) } ?? usual.farthest)
    }
}

extension Workspace {
    /// The rules that the office has set.
    public func outfallRules() throws -> [OutfallRule: String] {
        try reading { try OutfallRuleStore($0).values() }
    }

    /// What the office requires of a position; `nil` when it requires nothing.
    public func fixRequirement() throws -> FixRequirement? {
        try reading { try OutfallRuleStore($0).requirement() }
    }

    /// Sets a rule; earlier values stay on file.
    public func set(_ rule: OutfallRule, to value: String, by signature: Signature) throws {
        try change { db in
            try db.execute(
                sql: "INSERT INTO outfall_rule (name, value, actor, set_at) VALUES (?, ?, ?, ?)",
                arguments: [rule.rawValue, value, signature.person, signature.moment.text])
        }
    }
}
