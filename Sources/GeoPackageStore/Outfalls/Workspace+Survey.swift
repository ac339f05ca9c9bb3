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
        let entries = try RegisterReader(db).entries(code: id)
        if let found = try observed(id, store) {
            if let other = entries.first, other.caseID != found.survey.id {
                throw SurveyStoreError.twoMeanings(
                    id, case: found.survey.id, outfall: other.caseID ?? other.id)
            }
            return found
        }
        if entries.count == 1, let caseID = entries[0].caseID, let found = try store.find(caseID) {
            return found
        }
        throw SurveyStoreError.noCase(id)
    }

    /// The case of its own identifier, or of one of its observations.
    private static func observed(_ id: String, _ store: SurveyStore) throws -> StoredCase? {
        if let found = try store.find(id), !found.observations.isEmpty { return found }
        return try store.caseID(ofObservation: id).flatMap { try store.find($0) }
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
            if case .exclude(let reason) = step.action { try Self.check(reason, of: found.outfall, in: db) }
            try SurveyStore(db).take(
                step, in: found.survey.id, recordedBy: signature.person, at: signature.recorded)
            // A case that was opened again takes its entry along.
            if case .exclude(let reason) = step.action, let id = found.outfall,
                let entry = try RegisterReader(db).entry(id: id), entry.state == .registered
            {
                try RegisterWriter(db).set(.excluded, reason, of: entry, reason: step.reason, by: signature)
            }
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
                let entry = try RegisterReader(db).entry(id: outfall)
                throw SurveyStoreError.registeredAlready(found.survey.id, outfall: entry?.code ?? outfall)
            }
            if let entry = try found.outfall.flatMap({ try RegisterReader(db).entry(id: $0) }) {
                return try Self.registerAgain(entry, found, signature, in: db)
            }
            let outfall = OutfallIdentifier.next()
            let step = SurveyStep(
                .register(outfall: outfall), by: signature.person, as: .registrar, at: signature.moment)
            try SurveyStore(db).take(
                step, in: found.survey.id, recordedBy: signature.person, at: signature.recorded)
            let code = try Self.allocate(.next2018(county: county), in: db)
            var blank = RegisterEntry(id: outfall, code: code.value, name: "")
            blank.caseID = found.survey.id
            let day = signature.moment.day(offsetSeconds: Moment.beijingOffsetSeconds)
            try blank.codes.assign(code, from: day, reason: "入册")
            let entry = try describe(found, blank)
            try RegisterWriter(db).insert(entry, srsID: srsID, by: signature)
            for code in entry.codes.codes {
                try RegisterWriter(db).insert(code, of: outfall, by: signature)
            }
            try SurveyStore(db).set(outfall: outfall, of: found.survey.id)
            return entry
        }
    }

    /// A case that was opened again goes back to the entry it has, with its codes.
    private static func registerAgain(
        _ entry: RegisterEntry, _ found: StoredCase, _ signature: Signature, in db: Database
    ) throws -> RegisterEntry {
        let step = SurveyStep(
            .register(outfall: entry.id), by: signature.person, as: .registrar, at: signature.moment)
        try SurveyStore(db).take(
            step, in: found.survey.id, recordedBy: signature.person, at: signature.recorded)
        if entry.state == .excluded {
            try RegisterWriter(db).set(.registered, nil, of: entry, reason: "", by: signature)
        }
        return try RegisterReader(db).entry(id: entry.id) ?? entry
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
                    by: signature.person, at: signature.moment, reason: reason), recorded: signature.recorded)
            let opened = found.observations.map(\.observation)
                .filter { observations.contains($0.id) && $0.isDated }.map(\.moment).min()
            try SurveyStore(db).open(case: new, at: opened ?? signature.moment)
            return (event, new)
        }
    }

    /// The decisions that touched a case, the first first.
    public func decisions(on caseID: String) throws -> [IdentityEvent] {
        try reading { try IdentityStore($0).events(of: caseID) }
    }
}
