/// One of the six states that the joint review of departments (八部六色法) puts a unit in.
public struct Disposition: Hashable, Sendable {
    /// Its code in the workspace.
    public let code: String
    /// Its name.
    public let title: LocalizedText
    /// Its colour on the map and in lists, as `#RRGGBB`.
    public let colour: String
    /// A unit in this state counts in the register.
    public let countsInRegister: Bool

    /// Makes a state.
    public init(code: String, title: LocalizedText, colour: String, countsInRegister: Bool) {
        self.code = code
        self.title = title
        self.colour = colour
        self.countsInRegister = countsInRegister
    }
}

/// The six states with six colours, as reference data.
public struct DispositionTable: Hashable, Sendable {
    /// The states.
    public let dispositions: [Disposition]

    /// Makes a table, or says what is wrong with it.
    ///
    /// - Parameter dispositions: Exactly six, with codes and colours of their own.
    /// - Throws: `DispositionFaults`, all faults.
    public init(_ dispositions: [Disposition]) throws(DispositionFaults) {
        var faults: [DispositionFault] = []
        if dispositions.count != 6 { faults.append(.notSix(dispositions.count)) }
        faults += Self.repeated(dispositions.map(\.code)).map(DispositionFault.codeTwice)
        faults += Self.repeated(dispositions.map { $0.colour.uppercased() }).map(DispositionFault.colourTwice)
        faults += dispositions.filter { !Self.isColour($0.colour) }.map { .badColour($0.colour, of: $0.code) }
        guard faults.isEmpty else { throw DispositionFaults(faults: faults) }
        self.dispositions = dispositions
    }

    private init(unchecked dispositions: [Disposition]) { self.dispositions = dispositions }

    /// Our defaults: only 正常, 删除 and 增补 are named in a public text, and no colours.
    public static let usual = DispositionTable(unchecked: [
        Disposition(
            code: "normal", title: LocalizedText(zh: "正常", en: "normal"), colour: "#2E9E4F",
            countsInRegister: true),
        Disposition(
            code: "added", title: LocalizedText(zh: "增补", en: "added"), colour: "#2F6FDE",
            countsInRegister: true),
        Disposition(
            code: "changed", title: LocalizedText(zh: "变更", en: "changed"), colour: "#E3C01F",
            countsInRegister: true),
        Disposition(
            code: "duplicate", title: LocalizedText(zh: "重复", en: "duplicate"), colour: "#8A4FBF",
            countsInRegister: false),
        Disposition(
            code: "closed", title: LocalizedText(zh: "停产/关闭", en: "stopped or closed"), colour: "#E8862A",
            countsInRegister: true),
        Disposition(
            code: "removed", title: LocalizedText(zh: "删除", en: "removed"), colour: "#D13438",
            countsInRegister: false),
    ])

    /// The state of a code.
    public subscript(code: String) -> Disposition? { dispositions.first { $0.code == code } }

    private static func repeated(_ texts: [String]) -> [String] {
        var seen = Set<String>()
        var twice: [String] = []
        for text in texts where !seen.insert(text).inserted && !twice.contains(text) { twice.append(text) }
        return twice
    }

    private static func isColour(_ text: String) -> Bool {
        text.utf8.count == 7 && text.hasPrefix("#") && text.dropFirst().allSatisfy { $0.isHexDigit }
    }
}

/// What is wrong with a table of states.
public enum DispositionFault: Hashable, Sendable {
    /// The method knows six states.
    case notSix(Int)
    /// Two states share a code.
    case codeTwice(String)
    /// Two states share a colour and could not be told apart.
    case colourTwice(String)
    /// A colour is not `#RRGGBB`.
    case badColour(String, of: String)

    /// The fault in words.
    public var text: LocalizedText {
        switch self {
        case .notSix(let count):
            LocalizedText(zh: "应为六种状态，现有 \(count) 种", en: "six states are needed, not \(count)")
        case .codeTwice(let code): LocalizedText(zh: "状态代码 \(code) 重复", en: "the code \(code) is used twice")
        case .colourTwice(let colour):
            LocalizedText(zh: "颜色 \(colour) 重复", en: "the colour \(colour) is used twice")
        case .badColour(let colour, let code):
            LocalizedText(
                zh: "\(code) 的颜色 \(colour) 应写作 #RRGGBB",
                en: "the colour \(colour) of \(code) must read #RRGGBB")
        }
    }
}

/// Everything that is wrong with a table of states.
public struct DispositionFaults: Error, Hashable, Sendable {
    /// The faults.
    public let faults: [DispositionFault]
}

/// A department that takes part in the joint review.
public struct Department: Hashable, Sendable {
    /// Its code in the workspace.
    public let code: String
    /// Its name.
    public let title: LocalizedText

    /// Makes a department.
    public init(code: String, title: LocalizedText) {
        self.code = code
        self.title = title
    }

    /// Our defaults: 统计, 环保 and 经信 are named in a public text, the others are guessed.
    public static let usual = [
        Department(code: "statistics", title: LocalizedText(zh: "统计", en: "statistics")),
        Department(code: "environment", title: LocalizedText(zh: "环保", en: "environment")),
        Department(code: "industry", title: LocalizedText(zh: "经信", en: "industry and information")),
        Department(code: "commerce", title: LocalizedText(zh: "工商", en: "commerce and industry")),
        Department(code: "tax", title: LocalizedText(zh: "税务", en: "tax")),
        Department(code: "agriculture", title: LocalizedText(zh: "农业", en: "agriculture")),
        Department(code: "construction", title: LocalizedText(zh: "住建", en: "housing and construction")),
        Department(code: "supervision", title: LocalizedText(zh: "质监", en: "quality supervision")),
    ]
}

/// What one department thinks of one unit.
public struct DepartmentOpinion: Hashable, Sendable {
    /// The department's code.
    public let department: String
    /// The state it would put the unit in.
    public let disposition: String
    /// Why.
    public let reason: String

    /// Makes an opinion.
    public init(department: String, disposition: String, reason: String = "") {
        self.department = department
        self.disposition = disposition
        self.reason = reason
    }
}

/// The opinions on one unit taken together.
///
/// No majority decides: where departments differ, people do.
public enum JointReview: Hashable, Sendable {
    /// Nobody has said anything.
    case open
    /// Those who spoke agree; `missing` have not spoken.
    case agreed(disposition: String, missing: [String])
    /// They differ: how many are for each state, the most first.
    case divided(votes: [Vote], missing: [String])
    /// Opinions that cannot be counted: of a department or for a state that the tables do not have, or a second
    /// one of the same department.
    case unusable([DepartmentOpinion])

    /// How many departments are for a state.
    public struct Vote: Hashable, Sendable {
        /// The state's code.
        public let disposition: String
        /// The departments for it.
        public let departments: [String]

        /// Makes a vote.
        public init(disposition: String, departments: [String]) {
            self.disposition = disposition
            self.departments = departments
        }
    }

    /// Takes the opinions together.
    public init(
        _ opinions: [DepartmentOpinion], departments: [Department] = Department.usual,
        table: DispositionTable = .usual
    ) {
        var spoken = Set<String>()
        let known = Set(departments.map(\.code))
        let unusable = opinions.filter {
            let isSecond = !spoken.insert($0.department).inserted
            return isSecond || !known.contains($0.department) || table[$0.disposition] == nil
        }
        guard unusable.isEmpty else {
            self = .unusable(unusable)
            return
        }
        let missing = departments.map(\.code).filter { !spoken.contains($0) }
        let votes = table.dispositions.compactMap { state -> Vote? in
            let supporters = departments.map(\.code).filter { department in
                opinions.contains { $0.department == department && $0.disposition == state.code }
            }
            return supporters.isEmpty ? nil : Vote(disposition: state.code, departments: supporters)
        }
        switch votes.count {
        case 0: self = .open
        case 1: self = .agreed(disposition: votes[0].disposition, missing: missing)
        default:
            // Stable: equal counts keep the order of the table.
            let ranked = votes.enumerated().sorted {
                ($1.element.departments.count, $0.offset) < ($0.element.departments.count, $1.offset)
            }
            self = .divided(votes: ranked.map(\.element), missing: missing)
        }
    }
}
