public import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Reads and writes the survey's cases inside one database access.
struct SurveyStore {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Opens a case.
    func open(
        case id: String, state: SurveyState = .suspected, at moment: Moment, outfall: String? = nil
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO survey_case (case_id, state, opened_at, outfall_id) VALUES (?, ?, ?, ?)")
        try statement.execute(arguments: [id, state.rawValue, moment.text, outfall])
    }

    /// The case of an identifier with its observations and steps; `nil` when there is none.
    func find(_ id: String) throws -> StoredCase? {
        let statement = try db.cachedStatement(
            sql: "SELECT state, opened_at, outfall_id FROM survey_case WHERE case_id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
        let observations = try observations(of: id)
        let state = String.fromDatabaseValue(row[0]).flatMap(SurveyState.init(rawValue:)) ?? .suspected
        let survey = SurveyCase(
            restoring: id, observations: observations.map(\.observation.id), steps: try steps(of: id),
            state: state, opened: Moment(stored: row[1]))
        let absorbed = Set(observations.map(\.openingCase)).subtracting([id]).sorted()
        return StoredCase(
            survey: survey, observations: observations, outfall: row[2],
            absorbed: try absorbed.flatMap { try steps(of: $0) })
    }

    /// The case that an observation belongs to now.
    func caseID(ofObservation id: String) throws -> String? {
        let statement = try db.cachedStatement(
            sql: "SELECT case_id FROM outfall_observation WHERE observation_id = ?")
        return try String.fetchOne(statement, arguments: [id])
    }

    /// The observations of a case in the order they were stored.
    func observations(of id: String) throws -> [StoredObservation] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(StoredObservation.list) FROM outfall_observation WHERE case_id = ? ORDER BY fid")
        return try Row.fetchAll(statement, arguments: [id]).compactMap(StoredObservation.init)
    }

    private func steps(of id: String) throws -> [SurveyStep] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT action, person, role, taken_at, evidence, reason FROM survey_step WHERE case_id = ? ORDER BY fid
                """)
        return try Row.fetchAll(statement, arguments: [id]).compactMap { row in
            guard let action = SurveyAction(word: row[0]) else { return nil }
            let evidence: String = row[4]
            return SurveyStep(
                action, by: row[1], as: SurveyRole(rawValue: row[2]) ?? action.role,
                at: Moment(stored: row[3]),
                evidence: evidence.split(separator: ";").map(String.init), reason: row[5])
        }
    }

    /// Takes a step of a case, if the rules of the survey allow it.
    ///
    /// - Throws: `SurveyRefusal`, and `SurveyStoreError.noCase`; then nothing is changed.
    func take(_ step: SurveyStep, in id: String, recordedBy actor: String, at now: Moment) throws {
        guard let found = try find(id) else { throw SurveyStoreError.noCase(id) }
        var survey = found.survey
        try survey.take(step, besides: found.absorbed)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO survey_step (case_id, action, person, role, taken_at, evidence, reason, recorded_by, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            id, step.action.word, step.person, step.role.rawValue, step.moment.text,
            step.evidence.joined(separator: ";"), step.reason, actor, now.text,
        ])
        try set(survey.state, of: id)
    }

    /// Writes a case's state; the register's own moves (a duplicate, its undoing) are no steps of the survey.
    func set(_ state: SurveyState, of id: String) throws {
        try db.cachedStatement(sql: "UPDATE survey_case SET state = ? WHERE case_id = ?")
            .execute(arguments: [state.rawValue, id])
    }

    /// Writes which entry a case became.
    func set(outfall: String?, of id: String) throws {
        try db.execute(
            sql: "UPDATE survey_case SET outfall_id = ? WHERE case_id = ?", arguments: [outfall, id])
    }
}

/// Why something cannot be done with the survey's cases.
public enum SurveyStoreError: Error, Hashable, Sendable {
    /// There is no case of this identifier, or it was joined with another.
    case noCase(String)
    /// No entry of the register has, or had, this code.
    case noOutfall(String)
    /// Several entries have this code; name one by its identifier.
    case ambiguousCode(String, ids: [String])
    /// An observation is called as an outfall's code is; each is named so that the other is not meant.
    case twoMeanings(String, case: String, outfall: String)
    /// The case is in the register already.
    case registeredAlready(String, outfall: String)
    /// No observation of the case has a position.
    case noPosition(String)
    /// The code is another outfall's.
    case codeUsed(String, outfall: String)
    /// Who decides or changes something must say who it is.
    case unsigned
    /// A county is six digits.
    case badCounty(String)
    /// The time has not come yet.
    case future(Moment)
    /// An entry cannot be a duplicate of itself.
    case duplicateOfItself(String)
    /// The entry was joined with another by a decision, which must be taken back for it to count again.
    case joinedEntry(String, event: String)
    /// What is to be kept is none of the cases, or is not in the register although another is.
    case cannotKeep(String)
}

/// An observation as the workspace keeps it.
public struct StoredObservation: Hashable, Sendable {
    /// The observation.
    public let observation: OutfallObservation
    /// The case it belongs to now.
    public let caseID: String
    /// The case it opened or joined when it came.
    public let openingCase: String
    /// What the team found.
    public let finding: FieldFinding?
    /// What the observer wrote.
    public let note: String

    static let list =
        "geom, observation_id, source, observed_at, observer, name, accuracy_m, declared_side, evidence, case_id, "
        + "opening_case, finding, note"

    /// A row of the layer; `nil` when another program spoilt its identity or position.
    init?(_ row: Row) {
        func text(_ index: Int) -> String? { String.fromDatabaseValue(row[index]) }
        guard let position = Data.fromDatabaseValue(row[0]).flatMap({ Position(blob: Array($0)) }),
            let id = text(1), let source = text(2).flatMap(ObservationSource.init(rawValue:)),
            let caseID = text(9)
        else { return nil }
        observation = OutfallObservation(
            id: id, source: source, position: position, accuracy: Self.accuracy(row),
            moment: Self.moment(row),
            observer: text(4) ?? "", name: text(5), declaredSide: text(7).flatMap(BankSide.init(rawValue:)),
            evidence: (text(8) ?? "").split(separator: ";").map(String.init))
        self.caseID = caseID
        openingCase = text(10) ?? caseID
        finding = text(11).flatMap(FieldFinding.init(rawValue:))
        note = text(12) ?? ""
    }

    // Apart and not inlined, as the accuracy below.
    @inline(never)
    private static func moment(_ row: Row) -> Moment? {
        let text = String.fromDatabaseValue(row[3]) ?? ""
        return text.isEmpty ? nil : Moment(stored: text)
    }

    // Apart and not inlined: in place, it fails the optimiser of Swift 6.3.1 (pass CopyPropagation).
    @inline(never)
    private static func accuracy(_ row: Row) -> Metres? { Double.fromDatabaseValue(row[6]).map(Metres.init) }
}

/// A case with its witnesses.
public struct StoredCase: Hashable, Sendable {
    /// The case.
    public let survey: SurveyCase
    /// Its observations.
    public let observations: [StoredObservation]
    /// The identifier of the entry it became.
    public let outfall: String?
    /// The steps of the cases that it took up, whose people are its own.
    public let absorbed: [SurveyStep]
}

extension Moment {
    /// A stored moment; what another program made unreadable counts as the beginning of 1970.
    init(stored text: String) {
        do throws(MomentError) {
            self = try Moment(text, assumingOffset: 0)
        } catch {
            self.init(secondsSince1970: 0)
        }
    }
}
