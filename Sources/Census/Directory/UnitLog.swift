/// What people say of units: logs that only grow, each entry with who, when and why.
///
/// They are handed down with the units of a part, and what a part adds comes back with it.
public enum UnitLog: String, CaseIterable, Sendable {
    /// The state that a unit was put in.
    case dispositions
    /// What a department thinks of a unit.
    case opinions
    /// Whether two rows are one unit.
    case duplicates
    /// The stage that a unit reached.
    case progress
    /// A code whose check character is wrong, taken as it is by a reviewer.
    case codes

    /// The table's name in the workspace.
    public var table: String {
        switch self {
        case .dispositions: "unit_disposition"
        case .opinions: "department_opinion"
        case .duplicates: "duplicate_decision"
        case .progress: "progress_event"
        case .codes: "code_override"
        }
    }

    /// How many of the fields tell, besides the unit, what an entry is about, so that a later one replaces it; `nil` where
    /// entries stand side by side.
    public var subjectDepth: Int? {
        switch self {
        case .dispositions: 0
        case .opinions, .duplicates, .codes: 1
        case .progress: nil
        }
    }

    /// What an entry says besides the unit, the reason, who and when.
    public var fields: [String] {
        switch self {
        case .dispositions: ["disposition"]
        case .opinions: ["department", "disposition"]
        case .duplicates: ["other_key", "decision"]
        case .progress: ["stage", "reached_on"]
        case .codes: ["code", "decision"]
        }
    }
}

/// An entry of a log.
public struct UnitLogEntry: Hashable, Sendable {
    /// The unit's key.
    public let unit: String
    /// What the entry says, in the order of the log's fields.
    public let values: [String]
    /// Why.
    public let reason: String
    /// Who says so.
    public let actor: String
    /// When it was entered, as ISO 8601 text.
    public let time: String

    /// Makes an entry.
    public init(unit: String, values: [String], reason: String, actor: String, time: String) {
        self.unit = unit
        self.values = values
        self.reason = reason
        self.actor = actor
        self.time = time
    }
}

extension [UnitLogEntry] {
    /// The last entry of each unit and, of the values, those before `depth`.
    ///
    /// - Parameter depth: How many of the values tell what an entry is about, besides the unit.
    /// - Returns: The entries that hold, in the order in which their subjects first came up.
    public func last(by depth: Int) -> [UnitLogEntry] {
        var places: [[String]: Int] = [:]
        var kept: [UnitLogEntry] = []
        for entry in self {
            let subject = [entry.unit] + entry.values.prefix(depth)
            if let place = places[subject] {
                kept[place] = entry
            } else {
                places[subject] = kept.count
                kept.append(entry)
            }
        }
        return kept
    }
}
