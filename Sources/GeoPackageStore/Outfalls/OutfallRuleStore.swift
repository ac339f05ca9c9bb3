public import Census
internal import GRDB
internal import GeoModel

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
