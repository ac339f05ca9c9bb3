import Census
import GeoModel
import Testing

@Suite("The three-level survey")
struct SurveyTests {
    private let start = Moment(secondsSince1970: 1_530_000_000)

    private func drone(_ id: String = "uav-1") -> OutfallObservation {
        OutfallObservation(
            id: id, source: .drone, position: Position(108.2, 29.3), moment: start, observer: "解译组")
    }

    private func step(
        _ action: SurveyAction, by person: String = "甲", after hours: Double = 1,
        evidence: [String] = ["sha256:1"],
        reason: String = "见照片", as role: SurveyRole? = nil
    ) -> SurveyStep {
        SurveyStep(
            action, by: person, as: role ?? action.role, at: start.adding(seconds: hours * 3600),
            evidence: evidence,
            reason: reason)
    }

    @Test("a drone point reaches the register only through a team's yes and another person's hand")
    func straightThrough() throws {
        var survey = SurveyCase(id: "c1", observation: drone())
        #expect(throws: SurveyRefusal.notAllowed(.register(outfall: "o1"), in: .suspected)) {
            try survey.take(step(.register(outfall: "o1"), by: "乙"))
        }
        try survey.take(step(.verify(.outfall)))
        #expect(survey.state == .verified)
        #expect(throws: SurveyRefusal.samePerson("甲")) {
            try survey.take(step(.register(outfall: "o1"), after: 2))
        }
        try survey.take(step(.register(outfall: "o1"), by: "乙", after: 2))
        #expect(survey.state == .registered && survey.registeredOutfall == "o1")
        #expect(survey.steps.count == 2)
    }

    @Test("an unreachable place is tried again or goes to the experts, who decide with a reason")
    func difficult() throws {
        var survey = SurveyCase(id: "c1", observation: drone())
        try survey.take(step(.verify(.unreachable), evidence: [], reason: "悬崖"))
        try survey.take(step(.verify(.unreachable), after: 2, evidence: [], reason: "洪水"))
        try survey.take(step(.escalate, after: 3))
        #expect(throws: SurveyRefusal.reasonMissing(.decide(isOutfall: false))) {
            try survey.take(step(.decide(isOutfall: false), by: "专家", after: 4, reason: " "))
        }
        try survey.take(step(.decide(isOutfall: false), by: "专家", after: 4))
        #expect(survey.state == .decidedNone)
        #expect(throws: SurveyRefusal.notAllowed(.register(outfall: "o1"), in: .decidedNone)) {
            try survey.take(step(.register(outfall: "o1"), by: "乙", after: 5))
        }
        try survey.take(step(.exclude(.rainWater), by: "乙", after: 5))
        #expect(survey.exclusion == .rainWater)
    }

    @Test("a step without signature, evidence or the right role, or dated backwards, changes nothing")
    func refusals() throws {
        var survey = SurveyCase(id: "c1", observation: drone())
        #expect(throws: SurveyRefusal.unsigned) { try survey.take(step(.verify(.outfall), by: " ")) }
        #expect(throws: SurveyRefusal.evidenceMissing(.verify(.none))) {
            try survey.take(step(.verify(.none), evidence: []))
        }
        #expect(throws: SurveyRefusal.wrongRole(.expert, needed: .fieldTeam)) {
            try survey.take(step(.verify(.outfall), as: .expert))
        }
        #expect(throws: SurveyRefusal.beforeLastStep(at: start)) {
            try survey.take(step(.verify(.outfall), after: -1))
        }
        #expect(survey.state == .suspected && survey.steps.isEmpty)
    }

    @Test(
        "a difficult case is decided by another person than found it, handed it over or opened it again",
        arguments: ["甲", " 甲", "Zhang San", "ｚｈａｎｇｓａｎ"])
    func decidedByAnother(person: String) throws {
        let first = person.contains("甲") ? "甲" : "zhang san"
        var survey = SurveyCase(id: "c1", observation: drone())
        try survey.take(step(.verify(.unreachable), by: first, reason: "悬崖"))
        try survey.take(step(.escalate, by: first, after: 2))
        #expect(throws: SurveyRefusal.decidesOwn(person)) {
            try survey.take(step(.decide(isOutfall: true), by: person, after: 3))
        }
        try survey.take(step(.decide(isOutfall: true), by: "专家", after: 3))
        try survey.take(step(.register(outfall: "o1"), by: "乙", after: 4))
        try survey.take(step(.reopen, by: "丙", after: 5))
        for own in [person, "丙"] {
            #expect(throws: SurveyRefusal.decidesOwn(own)) {
                try survey.take(step(.decide(isOutfall: false), by: own, after: 6))
            }
        }
        try survey.take(step(.decide(isOutfall: false), by: "专家", after: 6))
    }

    @Test("an expert who could not reach the place before may decide when others handed the case over")
    func triedBefore() throws {
        var survey = SurveyCase(id: "c1", observation: drone())
        try survey.take(step(.verify(.unreachable), by: "专家", reason: "洪水"))
        try survey.take(step(.escalate, after: 2))
        try survey.take(step(.decide(isOutfall: true), by: "专家", after: 3))
        #expect(survey.state == .decidedOutfall)
    }

    @Test("names in a list are told apart, whatever stands between them and around them")
    func names() {
        #expect(personKeys(in: "张　三、李四; Wang Wu ,") == ["张三", "李四", "wangwu"])
    }

    @Test("a finished case is reopened with a reason and goes to the experts")
    func reopened() throws {
        var survey = SurveyCase(id: "c1", observation: drone())
        try survey.take(step(.verify(.none)))
        try survey.take(step(.exclude(.notAMouth), by: "乙", after: 2))
        try survey.take(step(.reopen, by: "乙", after: 3))
        #expect(survey.state == .difficult && survey.exclusion == nil)
        try survey.take(step(.decide(isOutfall: true), by: "专家", after: 4))
        try survey.take(step(.register(outfall: "o9"), by: "乙", after: 5))
        #expect(survey.registeredOutfall == "o9")
    }

    @Test("every state but the final ones leads on, and no state but a yes leads to the register")
    func table() {
        let actions: [SurveyAction] =
            FieldFinding.allCases.map(SurveyAction.verify) + [
                .escalate, .decide(isOutfall: true), .decide(isOutfall: false), .register(outfall: "o"),
                .exclude(.notAMouth), .reopen,
            ]
        for state in SurveyState.allCases {
            #expect(actions.contains { state.after($0) != nil })
            let registers = state.after(.register(outfall: "o")) != nil
            #expect(registers == (state == .verified || state == .decidedOutfall))
        }
        #expect(SurveyState.allCases.filter(\.isFinal) == [.registered, .excluded])
    }

    @Test("several witnesses join one case, each once")
    func witnesses() {
        var survey = SurveyCase(id: "c1", observation: drone())
        survey.join(drone("uav-2"))
        survey.join(drone("uav-2"))
        #expect(survey.observations == ["uav-1", "uav-2"])
    }
}
