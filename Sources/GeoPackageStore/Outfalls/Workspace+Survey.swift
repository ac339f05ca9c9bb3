public import Census
internal import Foundation
internal import GRDB
public import GeoModel

/// A case in a list.
public struct CaseSummary: Hashable, Sendable {
    /// The identifier.
    public let id: String
    /// Where it stands.
    public let state: SurveyState
    /// How many observations it has.
    public let observations: Int
    /// How they were made, each kind once.
    public let sources: [ObservationSource]
    /// The position of its first observation.
    public let position: Position?
    /// The observations' identifiers.
    public let observationIDs: [String]
    /// What the observers wrote.
    public let notes: [String]
}

extension Workspace {
    /// The case of an identifier, or the case that an observation belongs to.
    ///
    /// - Throws: `SurveyStoreError.noCase`.
    public func surveyCase(_ id: String) throws -> StoredCase {
        try reading { try Self.surveyCase(id, in: $0) }
    }

    static func surveyCase(_ id: String, in db: Database) throws -> StoredCase {
        let store = SurveyStore(db)
        if let found = try store.find(id), !found.observations.isEmpty { return found }
        if let caseID = try store.caseID(ofObservation: id), let found = try store.find(caseID) {
            return found
        }
        let entries = try RegisterReader(db).entries(code: id)
        if entries.count == 1, let caseID = entries[0].caseID, let found = try store.find(caseID) {
            return found
        }
        throw SurveyStoreError.noCase(id)
    }

    /// The cases that have observations now, in a state or in any, by identifier.
    public func surveyCases(_ state: SurveyState? = nil, limit: Int = 100_000) throws -> [CaseSummary] {
        try reading { db in
            let condition = state == nil ? "1" : "c.state = ?2"
            var arguments: [(any DatabaseValueConvertible)?] = [limit]
            if let state { arguments.append(state.rawValue) }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT c.case_id, c.state, count(*), group_concat(DISTINCT o.source), o.geom, min(o.fid),
                        group_concat(o.observation_id, char(10)), group_concat(nullif(o.note, ''), char(10))
                    FROM survey_case c JOIN outfall_observation o ON o.case_id = c.case_id
                    WHERE \(condition) GROUP BY c.case_id ORDER BY c.case_id LIMIT ?1
                    """, arguments: StatementArguments(arguments)
            ).map { row in
                let sources: String = row[3] ?? ""
                return CaseSummary(
                    id: row[0], state: SurveyState(rawValue: row[1]) ?? .suspected, observations: row[2],
                    sources: sources.split(separator: ",").compactMap {
                        ObservationSource(rawValue: String($0))
                    }
                    .sorted { $0.rawValue < $1.rawValue },
                    position: Data.fromDatabaseValue(row[4]).flatMap { Position(blob: Array($0)) },
                    observationIDs: Self.lines(row[6]), notes: Self.lines(row[7]))
            }
        }
    }

    private static func lines(_ text: String?) -> [String] {
        (text ?? "").split(separator: "\n").map(String.init)
    }

    /// How many cases stand in each state, those absorbed by others left out.
    public func caseCounts() throws -> [SurveyState: Int] {
        try reading { db in
            var counts: [SurveyState: Int] = [:]
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT state, count(*) FROM survey_case c
                    WHERE EXISTS (SELECT 1 FROM outfall_observation o WHERE o.case_id = c.case_id) GROUP BY state
                    """)
            for row in rows {
                if let state = SurveyState(rawValue: row[0]) { counts[state] = row[1] }
            }
            return counts
        }
    }

    /// Takes a step of a case.
    ///
    /// - Throws: `SurveyStoreError`, `SurveyRefusal`; then nothing is changed.
    public func take(_ step: SurveyStep, in id: String, by signature: Signature) throws {
        try change { db in
            let found = try Self.surveyCase(id, in: db)
            try SurveyStore(db).take(
                step, in: found.survey.id, recordedBy: signature.person, at: signature.moment)
        }
    }

    /// Puts a case that was found to be an outfall into the register.
    ///
    /// - Parameters:
    ///   - id: The case, or one of its observations.
    ///   - county: The county in which the 2018 serial is given.
    ///   - signature: Who registers it, and when; must be another person than who found or decided it.
    ///   - describe: Makes the entry from the case, its identifier and its new code.
    /// - Returns: The entry.
    /// - Throws: `SurveyStoreError`, `SurveyRefusal`, `SerialError`; then nothing is changed and no serial is taken.
    public func register(
        _ id: String, county: String, by signature: Signature,
        _ describe: (StoredCase, RegisterEntry) throws -> RegisterEntry
    ) throws -> RegisterEntry {
        try change { db in
            let found = try Self.surveyCase(id, in: db)
            if let outfall = found.outfall, found.survey.state == .registered {
                throw SurveyStoreError.registeredAlready(found.survey.id, outfall: outfall)
            }
            let outfall = UUID().uuidString.lowercased()
            let step = SurveyStep(
                .register(outfall: outfall), by: signature.person, as: .registrar, at: signature.moment)
            try SurveyStore(db).take(
                step, in: found.survey.id, recordedBy: signature.person, at: signature.moment)
            let code = try Self.allocate(.next2018(county: county), in: db)
            var blank = RegisterEntry(id: outfall, code: code.value, name: "")
            blank.caseID = found.survey.id
            let day = signature.moment.day(offsetSeconds: Moment.beijingOffsetSeconds)
            try blank.codes.assign(code, from: day, reason: "入册")
            let entry = try describe(found, blank)
            try RegisterWriter(db).insert(entry, srsID: srsID, by: signature.person, at: signature.moment)
            for code in entry.codes.codes {
                try RegisterWriter(db).insert(code, of: outfall, by: signature.person, at: signature.moment)
            }
            try SurveyStore(db).set(outfall: outfall, of: found.survey.id)
            return entry
        }
    }

    /// Records that cases are one outfall: the one farthest along goes on, and takes the others' observations.
    ///
    /// Where several were in the register, the others' entries are kept as duplicates of the one that goes on.
    ///
    /// - Returns: The decision, by which it can be taken back, and the case that goes on.
    /// - Throws: `SurveyStoreError`, `IdentityRefusal`; then nothing is changed.
    public func join(
        _ ids: [String], reason: String, by signature: Signature
    ) throws -> (event: String, survivor: String) {
        try change { db in try Self.join(ids, reason: reason, by: signature, in: db) }
    }

    static func join(
        _ ids: [String], reason: String, by signature: Signature, in db: Database
    ) throws -> (event: String, survivor: String) {
        var cases: [StoredCase] = []
        for id in ids {
            let found = try surveyCase(id, in: db)
            if !cases.contains(where: { $0.survey.id == found.survey.id }) { cases.append(found) }
        }
        let order = cases.sorted { a, b in
            (-a.survey.state.progress, a.survey.opened.seconds, a.survey.id)
                < (-b.survey.state.progress, b.survey.opened.seconds, b.survey.id)
        }
        guard let survivor = order.first, order.count > 1 else {
            throw IdentityRefusal.mergeIntoItself(cases.first?.survey.id ?? "")
        }
        let absorbed = order.dropFirst()
        let event = try nextEvent(in: db)
        try IdentityStore(db).record(
            IdentityEvent(
                id: event, .merge(into: survivor.survey.id, absorbed: absorbed.map(\.survey.id)),
                by: signature.person, at: signature.moment, reason: reason))
        if let kept = survivor.outfall {
            for duplicate in absorbed.compactMap(\.outfall) {
                try markDuplicate(duplicate, of: kept, event, signature, in: db)
            }
        }
        return (event, survivor.survey.id)
    }

    private static func markDuplicate(
        _ id: String, of kept: String, _ event: String, _ signature: Signature, in db: Database
    ) throws {
        let reader = RegisterReader(db)
        guard let entry = try reader.entry(id: id), entry.state == .registered else { return }
        let code = try reader.entry(id: kept)?.code ?? kept
        try RegisterWriter(db).set(
            .excluded, .duplicate(of: code), of: entry, reason: event, by: signature.person,
            at: signature.moment)
    }

    private static func nextEvent(in db: Database) throws -> String {
        let last = try Int.fetchOne(db, sql: "SELECT coalesce(max(fid), 0) FROM identity_event") ?? 0
        return "E\(last + 1)"
    }

    /// Records that observations of a case belong to another outfall: they open a new case.
    ///
    /// - Returns: The decision and the new case.
    /// - Throws: `SurveyStoreError`, `IdentityRefusal`; then nothing is changed.
    public func separate(
        _ observations: [String], from id: String, reason: String, by signature: Signature
    ) throws -> (event: String, new: String) {
        try change { db in
            let found = try Self.surveyCase(id, in: db)
            let event = try Self.nextEvent(in: db)
            let new = "\(observations.first ?? id)/\(event)"
            try IdentityStore(db).record(
                IdentityEvent(
                    id: event, .split(from: found.survey.id, observations: observations, into: new),
                    by: signature.person, at: signature.moment, reason: reason))
            let opened = found.observations.map(\.observation)
                .filter { observations.contains($0.id) && $0.isDated }.map(\.moment).min()
            try SurveyStore(db).open(case: new, at: opened ?? signature.moment)
            return (event, new)
        }
    }

    /// Takes a decision back; entries that it made duplicates count again.
    ///
    /// - Returns: The decision that takes it back.
    /// - Throws: `IdentityRefusal`; then nothing is changed.
    public func undo(_ event: String, reason: String, by signature: Signature) throws -> String {
        try change { db in
            let new = try Self.nextEvent(in: db)
            try IdentityStore(db).record(
                IdentityEvent(
                    id: new, .undo(event: event), by: signature.person, at: signature.moment, reason: reason))
            let duplicates = try String.fetchAll(
                db,
                sql: "SELECT outfall_id FROM outfall_change WHERE field = 'state' AND reason = ?",
                arguments: [event])
            for id in duplicates {
                guard let entry = try RegisterReader(db).entry(id: id), case .duplicate? = entry.exclusion
                else {
                    continue
                }
                try RegisterWriter(db).set(
                    .registered, nil, of: entry, reason: new, by: signature.person, at: signature.moment)
            }
            return new
        }
    }

    /// The decisions that touched a case, the first first.
    public func decisions(on caseID: String) throws -> [IdentityEvent] {
        try reading { try IdentityStore($0).events(of: caseID) }
    }
}
