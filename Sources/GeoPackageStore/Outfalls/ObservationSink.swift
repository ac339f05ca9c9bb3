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
    private var firstRowByID: [String: Int] = [:]
    private let isRefilling: Bool

    /// Makes a sink for a file of about `expected` rows, if that is known.
    init(_ db: Database, _ signature: Signature, expecting expected: Int?) throws {
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
        let caseID: String
        if let suspect = record.suspect, let linked = try store.caseID(ofObservation: suspect) {
            caseID = linked
            summary.joined += 1
        } else {
            caseID = record.observation.id
            try store.open(case: caseID, at: record.observation.moment)
            summary.opened += 1
        }
        try writer.insert(record, caseID: caseID)
        summary.inserted += 1
        if let finding = record.finding { try step(finding, record, in: caseID) }
    }

    /// What a team found; a refusal of the survey's rules is told and keeps the observation.
    private mutating func step(
        _ finding: FieldFinding, _ record: ObservationRecord, in caseID: String
    ) throws {
        let observation = record.observation
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

    /// The experts decide what was left to them; a case that was not is left to them first.
    private mutating func decide(_ isOutfall: Bool, _ record: ObservationRecord, in caseID: String) throws {
        let observation = record.observation
        let decision = SurveyStep(
            .decide(isOutfall: isOutfall), by: observation.observer, as: .expert, at: observation.moment,
            evidence: observation.evidence, reason: record.note)
        if try store.find(caseID)?.survey.state != .difficult {
            let escalation = SurveyStep(
                .escalate, by: observation.observer, as: .fieldTeam, at: observation.moment, reason: "专家攻坚")
            try take(escalation, nil, in: caseID, for: observation.id)
        }
        try take(decision, isOutfall ? .outfall : FieldFinding.none, in: caseID, for: observation.id)
    }

    private mutating func take(
        _ step: SurveyStep, _ finding: FieldFinding?, in caseID: String, for observation: String
    ) throws {
        do {
            try store.take(step, in: caseID, recordedBy: signature.person, at: signature.moment)
            if let finding { summary.steps[finding, default: 0] += 1 }
        } catch let refusal as SurveyRefusal {
            summary.withoutStep.append((observation, refusal.text))
        }
    }

    mutating func finish() throws {
        if let failure { throw failure }
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
