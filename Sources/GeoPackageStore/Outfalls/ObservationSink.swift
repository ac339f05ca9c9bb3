internal import Census
internal import GRDB
internal import GeoModel

/// Stores the observations of one import and takes the survey's cases further by what teams found.
struct ObservationSink {
    private(set) var summary = ObservationSummary()
    private let db: Database
    private let signature: Signature
    private let writer: ObservationWriter
    private let store: SurveyStore
    private let rule: FixRequirement?
    private let checks: ObservationChecks
    private let told: Metres
    private let farthest: Metres
    private var pairs: [(claimed: Position, reference: Position)] = []
    private var firstRowByID: [String: Int] = [:]
    private let isRefilling: Bool

    /// Makes a sink for a file of about `expected` rows, if that is known.
    init(
        _ db: Database, _ signature: Signature, _ checks: ObservationChecks, expecting expected: Int?
    ) throws {
        self.checks = checks
        let rules = OutfallRules(try OutfallRuleStore(db).values())
        told = Metres(rules[.suspectTold])
        farthest = Metres(rules[.suspectWithin])
        self.db = db
        self.signature = signature
        writer = try ObservationWriter(db)
        store = SurveyStore(db)
        rule = try OutfallRuleStore(db).requirement()
        let present = try Int.fetchOne(db, sql: "SELECT count(*) FROM outfall_observation") ?? 0
        // A file that at least doubles the layer goes in without its triggers, and the index is built anew at the end.
        isRefilling = present == 0 || (expected ?? 0) >= present
        if isRefilling { try SpatialIndex(layer: "outfall_observation", column: "geom").suspend(in: db) }
    }

    mutating func take(_ row: SourceRow, by intake: ObservationIntake) throws {
        summary.read += 1
        do throws(RefusedObservation) {
            let record = try intake.record(of: row)
            try accept(record)
        } catch {
            summary.refusals.append(error)
        }
    }

    private mutating func accept(_ record: ObservationRecord) throws(RefusedObservation) {
        let id = record.observation.id
        func refused(_ reason: ObservationRefusal) -> RefusedObservation {
            RefusedObservation(row: record.row, line: record.line, field: "id", value: id, reason: reason)
        }
        if let first = firstRowByID[id] { throw refused(.repeated(firstRow: first)) }
        firstRowByID[id] = record.row
        do {
            if let fid = try writer.fid(of: id) {
                guard try writer.isUnchanged(record, fid: fid) else { throw refused(.identifierTaken) }
                summary.unchanged += 1
            } else {
                try insert(record)
            }
        } catch let error as RefusedObservation {
            throw error
        } catch {
            failure = error
        }
    }

    /// What the database said; it ends the import, unlike a refusal.
    private var failure: (any Error)?

    private mutating func insert(_ record: ObservationRecord) throws {
        let id = record.observation.id
        summary.doubts += record.doubts.map { (id, NoteWording.text(of: $0)) }
        if let contains = checks.contains, !contains(record.observation.position) {
            summary.doubts.append((id, NoteWording.text(of: "outside-land")))
        }
        let link = try link(of: record)
        let caseID = link.caseID ?? id
        if link.caseID == nil {
            try store.open(case: caseID, at: record.observation.moment)
            summary.opened += 1
        } else {
            summary.joined += 1
        }
        try writer.insert(record, caseID: caseID)
        summary.inserted += 1
        guard let finding = record.finding else { return }
        if let hindrance = link.hindrance, finding != .unreachable {
            summary.withoutStep.append((id, hindrance))
        } else {
            try step(finding, record, in: caseID)
        }
    }

    /// The case that a row joins, and why its finding says nothing of it.
    private struct Link {
        var caseID: String?
        var hindrance: LocalizedText?
    }

    private mutating func link(of record: ObservationRecord) throws -> Link {
        guard let suspect = record.suspect else { return Link() }
        guard let found = try named(suspect, record) else {
            summary.doubts.append((record.observation.id, Self.unknown(suspect)))
            return Link()
        }
        let seen = record.observation
        let places = found.observations.filter { $0.observation.id == suspect }
        let reference = (places.first ?? found.observations.first)?.observation.position
        guard let reference, let apart = checks.distance?(seen.position, reference) else {
            return Link(caseID: found.survey.id)
        }
        pairs.append((seen.position, reference))
        guard apart > told else { return Link(caseID: found.survey.id) }
        let words = Self.apart(apart, suspect)
        guard apart > farthest, record.finding != .unreachable else {
            summary.doubts.append((seen.id, words))
            return Link(caseID: found.survey.id)
        }
        return Link(hindrance: words)
    }

    /// The case of the observation, case or register code that a row names, with the batch's prefix or without.
    private func named(_ suspect: String, _ record: ObservationRecord) throws -> StoredCase? {
        for name in [suspect, record.writtenSuspect ?? suspect] {
            do { return try Workspace.surveyCase(name, in: db) } catch SurveyStoreError.noCase { continue }
        }
        return nil
    }

    private static func unknown(_ suspect: String) -> LocalizedText {
        LocalizedText(
            zh: "所指疑似点 \(suspect) 不在工作区中，另立一案；先导入疑似点，或用 outfall join 归并",
            en:
                "names the suspicion \(suspect), which is not in the workspace, and has a case of its own: import suspicions first, or outfall join"
        )
    }

    private static func apart(_ apart: Metres, _ suspect: String) -> LocalizedText {
        let metres = Int(apart.value.rounded())
        return LocalizedText(
            zh: "距所指疑似点 \(suspect) \(metres) 米", en: "\(metres) m from the suspicion \(suspect) that it names"
        )
    }

    /// What a team found; a refusal of the survey's rules is told and keeps the observation.
    private mutating func step(
        _ finding: FieldFinding, _ record: ObservationRecord, in caseID: String
    ) throws {
        let observation = record.observation
        guard observation.source == .walk || observation.source == .expert else {
            summary.withoutStep.append((observation.id, Self.notOnSite(observation.source)))
            return
        }
        if finding != .unreachable, let rule, let complaint = rule.complaint(about: observation.accuracy) {
            summary.withoutStep.append((observation.id, complaint))
            return
        }
        let isExpert = observation.source == .expert
        if isExpert, finding != .unreachable {
            try decide(finding == .outfall, record, in: caseID)
            return
        }
        try take(
            SurveyStep(
                .verify(finding), by: observation.observer, as: .fieldTeam, at: observation.moment,
                evidence: observation.evidence,
                reason: finding == .unreachable && record.note.isEmpty ? "无法到达" : record.note),
            finding, in: caseID, for: observation.id)
    }

    private static func notOnSite(_ source: ObservationSource) -> LocalizedText {
        LocalizedText(
            zh: "“\(source.text[.chinese])”文件中的核实结果不是现场核实，不推进流程",
            en: "a finding in a file of \(source.text[.english]) was not made on site and takes no step")
    }

    /// The experts decide what was left to them; a case that was not is left to them first, by who imports their file.
    private mutating func decide(_ isOutfall: Bool, _ record: ObservationRecord, in caseID: String) throws {
        let observation = record.observation
        let decision = SurveyStep(
            .decide(isOutfall: isOutfall), by: observation.observer, as: .expert, at: observation.moment,
            evidence: observation.evidence, reason: record.note)
        if try store.find(caseID)?.survey.state != .difficult {
            let escalation = SurveyStep(
                .escalate, by: signature.person, as: .fieldTeam, at: observation.moment, reason: "专家攻坚")
            try take(escalation, nil, in: caseID, for: observation.id)
        }
        try take(decision, isOutfall ? .outfall : FieldFinding.none, in: caseID, for: observation.id)
    }

    private mutating func take(
        _ step: SurveyStep, _ finding: FieldFinding?, in caseID: String, for observation: String
    ) throws {
        do {
            try store.take(step, in: caseID, recordedBy: signature.person, at: signature.recorded)
            if let finding { summary.steps[finding, default: 0] += 1 }
        } catch let refusal as SurveyRefusal {
            summary.withoutStep.append((observation, refusal.text))
        }
    }

    /// A batch whose rows differ from what they name as GCJ-02 differs is in GCJ-02, whatever it was declared to be in.
    private func checkDatum() throws {
        guard let datum = checks.datum, pairs.count >= 3 else { return }
        let (shifted, _) = datum.batch(pairs)
        guard shifted * 2 > pairs.count else { return }
        throw ShiftedObservations(shifted: shifted, compared: pairs.count)
    }

    mutating func finish() throws {
        if let failure { throw failure }
        try checkDatum()
        if isRefilling { try SpatialIndex(layer: "outfall_observation", column: "geom").resume(in: db) }
        let layer = OutfallTables.observation(srsID: try WorkspaceSetting.srsID.read(in: db) ?? 4490)
        try LayerSchema(layer).recordWholeExtent(in: db)
    }
}

extension FixRequirement {
    /// Why a position of this accuracy does not satisfy the office; `nil` when it does.
    ///
    /// A receiver that states no accuracy does not satisfy a rule about it.
    func complaint(about found: Metres?) -> LocalizedText? {
        guard let found else {
            return LocalizedText(
                zh: "未记录定位精度，要求优于 \(Int(accuracy.value)) 米",
                en: "no accuracy stated; \(Int(accuracy.value)) m is required")
        }
        guard found > accuracy else { return nil }
        return LocalizedText(
            zh: "定位精度 \(Int(found.value.rounded(.up))) 米，要求优于 \(Int(accuracy.value)) 米",
            en: "accuracy \(Int(found.value.rounded(.up))) m; \(Int(accuracy.value)) m is required")
    }
}
