/// How far the three-level survey is with one suspected outfall.
public enum SurveyState: String, CaseIterable, Sendable {
    /// 疑似: somebody thinks there is one.
    case suspected
    /// 现场核实—是: a team saw it.
    case verified
    /// 现场核实—否: a team saw that there is none.
    case refuted
    /// 无法到达: a team could not get there.
    case unreachable
    /// 疑难: left to the experts.
    case difficult
    /// 攻坚核定—是: the experts decided that it is one.
    case decidedOutfall
    /// 攻坚核定—否: the experts decided that it is none.
    case decidedNone
    /// 入册: it is in the register.
    case registered
    /// 排除: it is filed with the reason why it does not count.
    case excluded

    /// The state in both languages.
    public var text: LocalizedText {
        switch self {
        case .suspected: LocalizedText(zh: "疑似", en: "suspected")
        case .verified: LocalizedText(zh: "现场核实为排污口", en: "verified on site")
        case .refuted: LocalizedText(zh: "现场核实非排污口", en: "refuted on site")
        case .unreachable: LocalizedText(zh: "无法到达", en: "unreachable")
        case .difficult: LocalizedText(zh: "疑难", en: "difficult")
        case .decidedOutfall: LocalizedText(zh: "攻坚核定为排污口", en: "decided: an outfall")
        case .decidedNone: LocalizedText(zh: "攻坚核定非排污口", en: "decided: no outfall")
        case .registered: LocalizedText(zh: "入册", en: "registered")
        case .excluded: LocalizedText(zh: "排除", en: "excluded")
        }
    }

    /// No further step is awaited.
    public var isFinal: Bool { self == .registered || self == .excluded }
}

/// What a field team found.
public enum FieldFinding: String, CaseIterable, Sendable {
    /// It is an outfall.
    case outfall
    /// There is none.
    case none
    /// The place cannot be reached.
    case unreachable
}

/// A step of the survey.
public enum SurveyAction: Hashable, Sendable {
    /// A field team reports what it found.
    case verify(FieldFinding)
    /// The case is left to the experts.
    case escalate
    /// The experts decide whether it is an outfall.
    case decide(isOutfall: Bool)
    /// It enters the register under an identifier.
    case register(outfall: String)
    /// It is filed with the reason why it does not count.
    case exclude(ExclusionReason)
    /// A finished case is opened again for the experts.
    case reopen

    /// The step in both languages.
    public var text: LocalizedText {
        switch self {
        case .verify: LocalizedText(zh: "现场核实", en: "verify on site")
        case .escalate: LocalizedText(zh: "转疑难", en: "leave to the experts")
        case .decide: LocalizedText(zh: "攻坚核定", en: "decide")
        case .register: LocalizedText(zh: "入册", en: "register")
        case .exclude: LocalizedText(zh: "排除", en: "exclude")
        case .reopen: LocalizedText(zh: "重新核定", en: "reopen")
        }
    }

    /// Who may take the step.
    public var role: SurveyRole {
        switch self {
        case .verify: .fieldTeam
        case .escalate: .fieldTeam
        case .decide: .expert
        case .register, .exclude, .reopen: .registrar
        }
    }

    /// A photo or document must be given with the step.
    public var needsEvidence: Bool {
        switch self {
        case .verify(.outfall), .verify(.none), .decide: true
        case .verify(.unreachable), .escalate, .register, .exclude, .reopen: false
        }
    }

    /// A reason must be written.
    public var needsReason: Bool {
        switch self {
        case .verify(.unreachable), .escalate, .decide, .exclude, .reopen: true
        case .verify, .register: false
        }
    }
}

/// A role in the survey.
public enum SurveyRole: String, CaseIterable, Sendable {
    /// Walks the banks.
    case fieldTeam
    /// Decides difficult cases.
    case expert
    /// Keeps the register.
    case registrar

    /// The role in both languages.
    public var text: LocalizedText {
        switch self {
        case .fieldTeam: LocalizedText(zh: "排查组", en: "field team")
        case .expert: LocalizedText(zh: "专家组", en: "expert")
        case .registrar: LocalizedText(zh: "名录管理员", en: "registrar")
        }
    }
}

extension SurveyState {
    /// The state after a step; `nil` when the step is not allowed here.
    ///
    /// The table is the whole rule: a suspicion, wherever it comes from, reaches the register only through a
    /// team's or the experts' yes.
    public func after(_ action: SurveyAction) -> SurveyState? {
        switch (self, action) {
        case (.suspected, .verify(let finding)), (.unreachable, .verify(let finding)):
            switch finding {
            case .outfall: .verified
            case .none: .refuted
            case .unreachable: .unreachable
            }
        case (.suspected, .escalate), (.unreachable, .escalate), (.verified, .escalate),
            (.refuted, .escalate):
            .difficult
        case (.difficult, .decide(let isOutfall)): isOutfall ? .decidedOutfall : .decidedNone
        case (.verified, .register), (.decidedOutfall, .register): .registered
        case (.verified, .exclude), (.refuted, .exclude), (.decidedOutfall, .exclude),
            (.decidedNone, .exclude):
            .excluded
        case (.registered, .reopen), (.excluded, .reopen): .difficult
        default: nil
        }
    }
}
