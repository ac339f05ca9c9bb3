/// Something that happened to zones, as the workspace remembers it.
public struct ZoneEvent: Hashable, Sendable {
    /// What can happen.
    public enum Kind: String, CaseIterable, Sendable {
        /// A zone without forerunner.
        case created
        /// A zone under its code holds other ground than before.
        case changed
        /// One zone became several.
        case split
        /// Several zones became one.
        case merged
        /// A zone has no successor; its code is retired.
        case ended
        /// A zone has another name.
        case renamed
        /// A block went from one zone to another.
        case moved
        /// The border between two zones runs elsewhere.
        case border
        /// A zone may not be edited.
        case locked
        /// A zone may be edited again.
        case unlocked
        /// Other limits of workload hold.
        case limits
        /// An edit was taken back.
        case undone
        /// An edit that was taken back was done again.
        case redone
    }

    /// What happened.
    public let kind: Kind
    /// The codes of the zones it happened to, as they were before.
    public let from: [String]
    /// The codes of the zones that came of it.
    public let into: [String]
    /// What else is to be told, such as the old name and the new.
    public let detail: String
    /// Who did it.
    public let actor: String
    /// Why.
    public let reason: String
    /// When, as ISO 8601 text.
    public let time: String

    /// Makes an event.
    public init(
        _ kind: Kind, from: [String], into: [String], detail: String = "", by attribution: Attribution
    ) {
        self.init(
            kind, from: from, into: into, detail: detail, actor: attribution.actor,
            reason: attribution.reason, time: attribution.time)
    }

    /// Makes an event from what was kept of it.
    public init(
        _ kind: Kind, from: [String], into: [String], detail: String, actor: String, reason: String,
        time: String
    ) {
        self.kind = kind
        self.from = from
        self.into = into
        self.detail = detail
        self.actor = actor
        self.reason = reason
        self.time = time
    }
}

/// Who makes a change, why and when.
public struct Attribution: Hashable, Sendable {
    /// Who.
    public let actor: String
    /// Why.
    public let reason: String
    /// When, as ISO 8601 text.
    public let time: String

    /// Makes an attribution; `nil` when nobody is named or no reason is given.
    public init?(actor: String, reason: String, time: String) {
        guard !actor.isBlank, !reason.isBlank else { return nil }
        self.actor = actor
        self.reason = reason
        self.time = time
    }
}

extension ZoneEvent.Kind {
    /// What people call it.
    public var title: LocalizedText {
        switch self {
        case .created: LocalizedText(zh: "新设", en: "created")
        case .changed: LocalizedText(zh: "调整", en: "changed")
        case .split: LocalizedText(zh: "拆分", en: "split")
        case .merged: LocalizedText(zh: "合并", en: "merged")
        case .ended: LocalizedText(zh: "撤销", en: "ended")
        case .renamed: LocalizedText(zh: "更名", en: "renamed")
        case .moved: LocalizedText(zh: "地块划转", en: "block moved")
        case .border: LocalizedText(zh: "改界", en: "border moved")
        case .locked: LocalizedText(zh: "锁定", en: "locked")
        case .unlocked: LocalizedText(zh: "解锁", en: "unlocked")
        case .limits: LocalizedText(zh: "上下限", en: "limits")
        case .undone: LocalizedText(zh: "撤回", en: "undone")
        case .redone: LocalizedText(zh: "重做", en: "redone")
        }
    }
}
