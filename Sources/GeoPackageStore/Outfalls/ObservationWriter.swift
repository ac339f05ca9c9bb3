internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Writes and reads observations inside one database access.
struct ObservationWriter {
    private let db: Database
    private let srsID: Int

    init(_ db: Database) throws {
        self.db = db
        srsID = try WorkspaceSetting.srsID.read(in: db) ?? 4490
    }

    /// Stores an observation in the case that it opens or joins.
    func insert(_ observation: OutfallObservation, caseID: String) throws {
        try insert(
            ObservationRecord(
                row: 0, line: nil, observation: observation, suspect: nil, finding: nil, note: "",
                coordinate: nil, otherFields: nil), caseID: caseID)
    }

    /// Stores a record with everything its row said.
    func insert(_ record: ObservationRecord, caseID: String) throws {
        let blob = GeoPackageBlob.encode(.point(record.observation.position), srsID: Int32(srsID))
        let layer = OutfallTables.observation(srsID: srsID)
        let names = (["geom"] + layer.fields.map(\.name)).joined(separator: ", ")
        let marks = ([""] + layer.fields.map { _ in "" }).map { _ in "?" }.joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "INSERT INTO outfall_observation (\(names)) VALUES (\(marks))")
        var values: [DatabaseValue] = [DatabaseValue(value: blob)]
        values += Self.values(of: record).map(\.databaseValue)
        values.insert(contentsOf: [caseID.databaseValue, caseID.databaseValue], at: 12)
        try statement.execute(arguments: StatementArguments(values))
    }

    /// What the layer keeps of a record in the order of its fields, without the two columns of cases.
    static func values(of record: ObservationRecord) -> [any DatabaseValueConvertible] {
        let observation = record.observation
        let coordinate = record.coordinate
        let optional: [String?] = [
            observation.declaredSide?.rawValue, record.suspect, record.finding?.rawValue,
            observation.evidence.isEmpty ? nil : observation.evidence.joined(separator: ";"),
            record.note.isEmpty ? nil : record.note,
        ]
        let head: [any DatabaseValueConvertible] = [
            observation.id, observation.source.rawValue, observation.moment.text, observation.observer,
            observation.name.databaseValue, (observation.accuracy?.value).databaseValue,
        ]
        let tail: [any DatabaseValueConvertible] = [
            (coordinate?.originalText).databaseValue, coordinate.map { "\($0.reference)" }.databaseValue,
            (coordinate?.uncertainty?.value).databaseValue,
            (coordinate.flatMap { $0.notes.isEmpty ? nil : $0.notes.joined(separator: " ") }).databaseValue,
            record.otherFields.databaseValue,
        ]
        return head + optional.map(\.databaseValue) + tail
    }

    /// The observation's row says the same as a record.
    func isUnchanged(_ record: ObservationRecord, fid: Int64) throws -> Bool {
        let names = OutfallTables.observation(srsID: srsID).fields.map(\.name)
            .filter { $0 != "case_id" && $0 != "opening_case" }.joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "SELECT \(names) FROM outfall_observation WHERE fid = ?")
        guard let row = try Row.fetchOne(statement, arguments: [fid]) else { return false }
        return zip(row.databaseValues, Self.values(of: record)).allSatisfy { $0 == $1.databaseValue }
    }
}

extension Optional where Wrapped: DatabaseValueConvertible {
    fileprivate var databaseValue: DatabaseValue { self?.databaseValue ?? .null }
}

extension DatabaseValue {
    fileprivate init(value bytes: [UInt8]) { self = Data(bytes).databaseValue }
}
