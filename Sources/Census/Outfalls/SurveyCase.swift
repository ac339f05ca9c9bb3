/// A step as it was taken: who, in which role, when, on what evidence and why.
public struct SurveyStep: Hashable, Sendable {
    /// What was done.
    public let action: SurveyAction
    /// Who did it.
    public let person: String
    /// In which role.
    public let role: SurveyRole
    /// When.
    public let moment: Moment
    /// Digests of the evidence.
    public let evidence: [String]
    /// Why.
    public let reason: String

    /// Makes a step.
    public init(
        _ action: SurveyAction, by person: String, as role: SurveyRole, at moment: Moment,
        evidence: [String] = [],
        reason: String = ""
    ) {
        self.action = action
        self.person = person
        self.role = role
        self.moment = moment
        self.evidence = evidence
        self.reason = reason
    }
}

/// Why a step of the survey is refused.
public enum SurveyRefusal: Error, Hashable, Sendable {
    /// The state does not allow the step.
    case notAllowed(SurveyAction, in: SurveyState)
    /// Another role takes this step.
    case wrongRole(SurveyRole, needed: SurveyRole)
    /// Nobody signed.
    case unsigned
    /// The step needs a photo or document.
    case evidenceMissing(SurveyAction)
    /// The step needs a written reason.
    case reasonMissing(SurveyAction)
    /// The step is dated before the one it follows.
    case beforeLastStep(at: Moment)
    /// Who found or decided may not also put it into the register.
    case samePerson(String)
    /// Who verified a case or left it to the experts may not also decide it.
    case decidesOwn(String)
    /// A photo or file is not among the workspace's evidence.
    case evidenceUnknown(String)
    /// A photo cannot carry the step: its review says why.
    case evidenceWorthless(String, LocalizedText)
    /// A photo is evidence of another case.
    case evidenceOfAnother(String, case: String)

    /// The refusal in both languages.
    public var text: LocalizedText {
        switch self {
        case .notAllowed(let action, let state):
            LocalizedText(
                zh: "处于“\(state.text[.chinese])”时不能“\(action.text[.chinese])”。",
                en: "“\(action.text[.english])” is not possible while “\(state.text[.english])”.")
        case .wrongRole(let role, let needed):
            LocalizedText(
                zh: "此步由\(needed.text[.chinese])办理，\(role.text[.chinese])不能办理。",
                en: "This step belongs to the \(needed.text[.english]), not to the \(role.text[.english]).")
        case .unsigned: LocalizedText(zh: "缺少办理人。", en: "Nobody has signed the step.")
        case .evidenceMissing(let action):
            LocalizedText(
                zh: "“\(action.text[.chinese])”须附照片或文件。",
                en: "“\(action.text[.english])” needs a photo or document.")
        case .reasonMissing(let action):
            LocalizedText(
                zh: "“\(action.text[.chinese])”须写明理由。",
                en: "“\(action.text[.english])” needs a written reason.")
        case .beforeLastStep: LocalizedText(zh: "办理时间早于上一步。", en: "The step is dated before the last one.")
        case .samePerson(let person):
            LocalizedText(
                zh: "\(person) 核实过此点，不能同时由其入册或排除。",
                en: "\(person) found or decided this one and may not also file it.")
        case .decidesOwn(let person):
            LocalizedText(
                zh: "\(person) 核实过此点或将其转为疑难，须由他人核定。",
                en: "\(person) verified this one or left it to the experts: somebody else must decide.")
        case .evidenceUnknown(let name):
            LocalizedText(
                zh: "工作区没有证据 \(name)：先用 bourn evidence import 导入，或用 --paper 写明不在工作区中的材料。",
                en:
                    "The workspace has no evidence \(name): bring it in with `bourn evidence import`, or name paper with --paper."
            )
        case .evidenceWorthless(let name, let why):
            LocalizedText(
                zh: "\(name) 不能作为依据：\(why[.chinese])", en: "\(name) proves nothing: \(why[.english])")
        case .evidenceOfAnother(let name, let other):
            LocalizedText(
                zh: "\(name) 是案件 \(other) 的证据，不是本案的。",
                en: "\(name) is evidence of case \(other) and not of this one.")
        }
    }
}

/// What a name is compared by: neither the case or width of letters nor blanks, as in 张　三, make another person.
public func personKey(_ name: String) -> String {
    halfWidth(name).lowercased().filter { !$0.isWhitespace }
}

/// What the names of a list such as 张三、李四 are compared by.
public func personKeys(in list: String) -> [String] {
    list.split { "、,，;；/|&+\n".contains($0) }.map { personKey(String($0)) }.filter { !$0.isEmpty }
}

/// One suspected outfall on its way through the survey, with every step.
public struct SurveyCase: Hashable, Sendable {
    /// The identifier.
    public let id: String
    /// The observations that belong to it, the first one first.
    public private(set) var observations: [String]
    /// The steps in order.
    public private(set) var steps: [SurveyStep] = []
    /// Where it stands.
    public private(set) var state: SurveyState = .suspected
    /// When the case was opened.
    public let opened: Moment

    /// Opens a case with the observation that raised the suspicion.
    public init(id: String, observation: OutfallObservation) {
        self.id = id
        observations = [observation.id]
        opened = observation.moment
    }

    init(
        uncheckedID id: String, _ observations: [String], _ steps: [SurveyStep], _ state: SurveyState,
        _ opened: Moment
    ) {
        self.id = id
        self.observations = observations
        self.steps = steps
        self.state = state
        self.opened = opened
    }

    /// Adds another witness of the same outfall; one that is there already is not added twice.
    public mutating func join(_ observation: OutfallObservation) {
        if !observations.contains(observation.id) { observations.append(observation.id) }
    }

    /// Takes a step.
    ///
    /// - Throws: `SurveyRefusal`; the case is unchanged then.
    public mutating func take(_ step: SurveyStep) throws(SurveyRefusal) {
        guard let next = state.after(step.action) else { throw .notAllowed(step.action, in: state) }
        guard step.role == step.action.role else { throw .wrongRole(step.role, needed: step.action.role) }
        guard !trimmed(step.person).isEmpty else { throw .unsigned }
        if step.action.needsEvidence, step.evidence.isEmpty { throw .evidenceMissing(step.action) }
        if step.action.needsReason, trimmed(step.reason).isEmpty { throw .reasonMissing(step.action) }
        let last = steps.last?.moment ?? opened
        guard step.moment >= last else { throw .beforeLastStep(at: last) }
        if step.role == .registrar, foundOrDecided(step.person) { throw .samePerson(step.person) }
        if case .decide = step.action, foundOrEscalated(step.person) { throw .decidesOwn(step.person) }
        steps.append(step)
        state = next
    }

    /// Who could not reach the place has said nothing of the case.
    private func foundOrEscalated(_ person: String) -> Bool {
        let key = personKey(person)
        return steps.contains { step in
            switch step.action {
            case .verify(.outfall), .verify(.none), .escalate, .reopen: personKey(step.person) == key
            case .verify(.unreachable), .decide, .register, .exclude: false
            }
        }
    }

    private func foundOrDecided(_ person: String) -> Bool {
        let key = personKey(person)
        return steps.contains { personKey($0.person) == key && $0.role != .registrar }
    }

    /// The identifier in the register; `nil` unless it is registered.
    public var registeredOutfall: String? {
        guard state == .registered, case .register(let outfall)? = steps.last?.action else { return nil }
        return outfall
    }

    /// Why it was excluded; `nil` unless it is.
    public var exclusion: ExclusionReason? {
        guard state == .excluded, case .exclude(let reason)? = steps.last?.action else { return nil }
        return reason
    }
}
