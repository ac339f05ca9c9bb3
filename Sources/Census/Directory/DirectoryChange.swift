/// What was done to a unit of the directory since it was issued.
public enum ChangeKind: String, CaseIterable, Sendable {
    /// Wrong values were put right.
    case corrected
    /// The unit was missing from the list and was put in.
    case added
    /// Missing values were filled in.
    case completed
    /// The unit does not belong; its row stays.
    case removed

    /// The kind in the words of the rules.
    public var text: LocalizedText {
        switch self {
        case .corrected: LocalizedText(zh: "修正", en: "corrected")
        case .added: LocalizedText(zh: "补录", en: "added")
        case .completed: LocalizedText(zh: "完善", en: "completed")
        case .removed: LocalizedText(zh: "删除", en: "removed")
        }
    }
}

/// Where a unit's row came from.
public enum UnitOrigin: String, CaseIterable, Sendable {
    /// The list handed down.
    case issuedList = "issued"
    /// Added by the county.
    case addedLocally = "local"

    /// The origin in words.
    public var text: LocalizedText {
        switch self {
        case .issuedList: LocalizedText(zh: "下发名录", en: "issued list")
        case .addedLocally: LocalizedText(zh: "本地增补", en: "added locally")
        }
    }
}

/// A recorded change of one unit.
public struct DirectoryChange: Hashable, Sendable {
    /// The unit's key.
    public let unit: String
    /// What was done.
    public let kind: ChangeKind
    /// Where the unit's row came from.
    public let origin: UnitOrigin
    /// Why; every change has a reason.
    public let reason: String
    /// Who did it.
    public let actor: String
    /// When, as ISO 8601 text.
    public let time: String

    /// Makes a change.
    public init(
        unit: String, kind: ChangeKind, origin: UnitOrigin, reason: String, actor: String, time: String
    ) {
        self.unit = unit
        self.kind = kind
        self.origin = origin
        self.reason = reason
        self.actor = actor
        self.time = time
    }

    /// What the change lacks; empty when it is complete.
    public var gaps: [ChangeGap] {
        var gaps: [ChangeGap] = []
        if reason.isBlank { gaps.append(.noReason) }
        if actor.isBlank { gaps.append(.noActor) }
        if time.isBlank { gaps.append(.noTime) }
        if kind == .added, origin == .issuedList { gaps.append(.addedFromIssuedList) }
        return gaps
    }
}

/// What a recorded change lacks.
public enum ChangeGap: String, CaseIterable, Sendable {
    /// No reason is given.
    case noReason
    /// Nobody is named.
    case noActor
    /// No time is given.
    case noTime
    /// A unit of the issued list cannot be an addition.
    case addedFromIssuedList

    /// The gap in words.
    public var text: LocalizedText {
        switch self {
        case .noReason: LocalizedText(zh: "没有理由", en: "no reason is given")
        case .noActor: LocalizedText(zh: "没有处理人", en: "nobody is named")
        case .noTime: LocalizedText(zh: "没有时间", en: "no time is given")
        case .addedFromIssuedList:
            LocalizedText(zh: "补录单位的来源不能是下发名录", en: "an addition cannot come from the issued list")
        }
    }
}
