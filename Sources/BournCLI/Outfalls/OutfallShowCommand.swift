internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn outfall show WORKSPACE CODE`: an entry or a case with everything that is known of it.
struct OutfallShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: text(
            zh: "显示一个排污口或案件：全部编码、见证、步骤和决定。",
            en: "Show one outfall or case: all its codes, witnesses, steps and decisions."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "任一编码、案件号或观测编号", en: "Any code, or the identifier of a case or observation."))
    var code: String

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let file = try OutfallFile(code, in: office)
            try console.deliver(result.format == .json ? file.json.text : file.table, to: result.output)
            return .fine
        }
    }
}

/// Everything that a workspace knows of one outfall or case.
struct OutfallFile {
    let entry: RegisterEntry?
    let found: StoredCase?
    let decisions: [IdentityEvent]
    let changes: [RegisterChange]

    /// Gathers the file of a code, a case or an observation.
    ///
    /// - Throws: `SurveyStoreError` when there is none.
    init(_ code: String, in office: Workspace) throws {
        let entries = try office.outfalls(code: code)
        if entries.count > 1 { throw SurveyStoreError.ambiguousCode(code, ids: entries.map(\.id)) }
        if let entry = entries.first {
            self.entry = entry
            found = try entry.caseID.flatMap { try Self.existingCase($0, in: office) }
        } else {
            let found = try office.surveyCase(code)
            self.found = found
            entry = try found.outfall.map { try office.outfall(code: $0) }
        }
        decisions = try found.map { try office.decisions(on: $0.survey.id) } ?? []
        changes = try entry.map { try office.changes(ofOutfall: $0.id) } ?? []
    }

    /// The case; `nil` for an imported list without positions, which has none.
    private static func existingCase(_ id: String, in office: Workspace) throws -> StoredCase? {
        do { return try office.surveyCase(id) } catch SurveyStoreError.noCase { return nil }
    }

    /// The file for people.
    var table: String {
        var lines = entry.map { [$0.line] + codeLines($0) } ?? []
        if let found {
            lines.append(
                text(zh: "案件", en: "case") + " \(found.survey.id)  \(found.survey.state.text[.invoked])")
            lines += found.observations.map { witness in
                let seen = witness.observation
                return
                    "  \(seen.id)  \(seen.source.text[.invoked])  \(seen.isDated ? seen.moment.text(offsetSeconds: Moment.beijingOffsetSeconds) : "–")"
                    + "  \(seen.observer)  \(seen.position.x) \(seen.position.y)"
                    + (seen.evidence.isEmpty ? "" : "  " + seen.evidence.joined(separator: ";"))
            }
            lines += found.survey.steps.map(line)
        }
        lines += decisions.map(line)
        lines += changes.map {
            "  \($0.correction.map { "\($0)  " } ?? "")\($0.time)  \($0.field)  \($0.old ?? "")→\($0.new ?? "")"
                + "  \($0.actor)  \($0.reason)"
        }
        return lines.joined(separator: "\n")
    }

    private func codeLines(_ entry: RegisterEntry) -> [String] {
        entry.codes.codes.map {
            "  \($0.code.value)  \($0.code.scheme.text[.invoked])  \($0.from)–\($0.through.map { "\($0)" } ?? "")"
        }
    }

    private func line(_ step: SurveyStep) -> String {
        "  → \(step.action.text[.invoked])  \(step.action.word)  \(step.person)（\(step.role.text[.invoked])）  "
            + step.moment.text(offsetSeconds: Moment.beijingOffsetSeconds)
            + (step.evidence.isEmpty ? "" : "  " + step.evidence.joined(separator: ";"))
            + (step.reason.isEmpty ? "" : "  \(step.reason)")
    }

    private func line(_ event: IdentityEvent) -> String {
        let what: String
        switch event.change {
        case .merge(let survivor, let absorbed):
            what = text(zh: "归并", en: "joined") + " \(absorbed.joined(separator: ", ")) → \(survivor)"
        case .split(let source, let members, let new):
            what = text(zh: "拆分", en: "separated") + " \(source): \(members.joined(separator: ", ")) → \(new)"
        case .undo(let id): what = text(zh: "撤销", en: "took back") + " \(id)"
        }
        return "  \(event.id)  \(what)  \(event.person)  \(event.reason)"
    }

    /// The file for programs.
    var json: JSONValue {
        .object([
            JSONMember("outfall", entry?.json ?? .null),
            JSONMember("case", .optional(found?.survey.id)),
            JSONMember("state", .optional(found?.survey.state.rawValue)),
            JSONMember("observations", .array((found?.observations ?? []).map(\.json))),
            JSONMember("steps", .array((found?.survey.steps ?? []).map(\.json))),
            JSONMember(
                "decisions",
                .array(
                    decisions.map {
                        .object([
                            JSONMember("event", .string($0.id)), JSONMember("by", .string($0.person)),
                            JSONMember("at", .string($0.moment.text)),
                            JSONMember("reason", .string($0.reason)),
                        ])
                    })),
            JSONMember(
                "changes",
                .array(
                    changes.map {
                        .object([
                            JSONMember("correction", .optional($0.correction)),
                            JSONMember("field", .string($0.field)), JSONMember("old", .optional($0.old)),
                            JSONMember("new", .optional($0.new)), JSONMember("by", .string($0.actor)),
                            JSONMember("at", .string($0.time)), JSONMember("reason", .string($0.reason)),
                        ])
                    })),
        ])
    }
}

extension StoredObservation {
    /// The observation for programs.
    var json: JSONValue {
        .object([
            JSONMember("id", .string(observation.id)),
            JSONMember("source", .string(observation.source.rawValue)),
            JSONMember("at", observation.isDated ? .string(observation.moment.text) : .null),
            JSONMember("observer", .string(observation.observer)),
            JSONMember("x", .optional(observation.position.x)),
            JSONMember("y", .optional(observation.position.y)),
            JSONMember("accuracy_m", .optional(observation.accuracy?.value)),
            JSONMember("finding", .optional(finding?.rawValue)),
            JSONMember("evidence", .array(observation.evidence.map(JSONValue.string))),
            JSONMember("note", .string(note)),
        ])
    }
}

extension SurveyStep {
    /// The step for programs.
    var json: JSONValue {
        .object([
            JSONMember("action", .string(action.word)), JSONMember("by", .string(person)),
            JSONMember("role", .string(role.rawValue)), JSONMember("at", .string(moment.text)),
            JSONMember("evidence", .array(evidence.map(JSONValue.string))),
            JSONMember("reason", .string(reason)),
        ])
    }
}
