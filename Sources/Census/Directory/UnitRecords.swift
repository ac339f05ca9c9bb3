/// A kind of entry that people or programs made beside a unit.
public enum UnitRecordKind: String, CaseIterable, Sendable {
    /// Corrections, additions, completions and removals.
    case changes
    /// States that it was put in.
    case dispositions
    /// What departments think of it.
    case opinions
    /// Stages that it reached.
    case progress
    /// Codes that a reviewer took as they are.
    case codes
    /// Organisations that it was given to.
    case gifts
    /// Corrections of its coordinates that are in force.
    case moves
    /// Results of quality checks.
    case quality

    /// What people call the entries.
    public var title: LocalizedText {
        switch self {
        case .changes: LocalizedText(zh: "变动", en: "changes")
        case .dispositions: LocalizedText(zh: "状态", en: "states")
        case .opinions: LocalizedText(zh: "部门意见", en: "opinions")
        case .progress: LocalizedText(zh: "进度", en: "stages")
        case .codes: LocalizedText(zh: "代码认定", en: "decisions on codes")
        case .gifts: LocalizedText(zh: "划归机构", en: "gifts to organisations")
        case .moves: LocalizedText(zh: "坐标改正", en: "corrections of coordinates")
        case .quality: LocalizedText(zh: "质量核查结果", en: "results of quality checks")
        }
    }
}

/// How much is recorded beside a unit.
///
/// A person who takes two rows for one unit must know it: what stands beside the row that is put aside stays there.
public struct UnitRecords: Hashable, Sendable {
    /// The number of entries of each kind; kinds without any are left out.
    public let counts: [UnitRecordKind: Int]

    /// Makes records; kinds without entries are left out.
    public init(_ counts: [UnitRecordKind: Int] = [:]) { self.counts = counts.filter { $0.value > 0 } }

    /// The counts in words.
    public var text: LocalizedText {
        let kinds = UnitRecordKind.allCases.compactMap { kind in counts[kind].map { (kind.title, $0) } }
        guard !kinds.isEmpty else { return LocalizedText(zh: "无登记", en: "nothing") }
        return LocalizedText(
            zh: kinds.map { "\($0[.chinese]) \($1)" }.joined(separator: "，"),
            en: kinds.map { "\($0[.english]) \($1)" }.joined(separator: ", "))
    }
}
