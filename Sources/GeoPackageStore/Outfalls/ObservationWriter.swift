internal import Census
internal import GRDB
internal import GeoModel

/// Writes and reads observations inside one database access.
struct ObservationWriter {
    private let srsID: Int
    private let insertion: RowStatement
    private let lookup: Statement
    private let stored: Statement
    private let codes: Statement

    init(_ db: Database) throws {
        srsID = try WorkspaceSetting.srsID.read(in: db) ?? 4490
        let fields = OutfallTables.observation(srsID: srsID).fields.map(\.name)
        let marks = Array(repeating: "?", count: fields.count + 1).joined(separator: ", ")
        insertion = try RowStatement(
            "INSERT INTO outfall_observation (geom, \(fields.joined(separator: ", "))) VALUES (\(marks))",
            in: db)
        lookup = try db.makeStatement(sql: "SELECT fid FROM outfall_observation WHERE observation_id = ?")
        let compared = fields.filter { $0 != "case_id" && $0 != "opening_case" }.joined(separator: ", ")
        codes = try db.makeStatement(sql: "SELECT 1 FROM outfall_code WHERE value = ? LIMIT 1")
        stored = try db.makeStatement(sql: "SELECT \(compared) FROM outfall_observation WHERE fid = ?")
    }

    /// The row of an observation; `nil` when there is none.
    func fid(of id: String) throws -> Int64? { try Int64.fetchOne(lookup, arguments: [id]) }

    /// An outfall has, or had, the code.
    func isCode(_ text: String) throws -> Bool { try Row.fetchOne(codes, arguments: [text]) != nil }

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
        var values: [FieldValue] = [.blob(blob)]
        values += Self.values(of: record)
        values.insert(contentsOf: [.text(caseID), .text(caseID)], at: 12)
        try insertion.run(values)
    }

    /// What the layer keeps of a record in the order of its fields, without the two columns of cases.
    static func values(of record: ObservationRecord) -> [FieldValue] {
        let observation = record.observation
        let coordinate = record.coordinate
        let notes = coordinate.flatMap { $0.notes.isEmpty ? nil : $0.notes.joined(separator: " ") }
        return [
            .text(observation.id), .text(observation.source.rawValue),
            .text(observation.isDated ? observation.moment.text : ""), .text(observation.observer),
            .optional(observation.name), real(observation.accuracy),
            .optional(observation.declaredSide?.rawValue), .optional(record.suspect),
            .optional(record.finding?.rawValue),
            .optional(observation.evidence.isEmpty ? nil : observation.evidence.joined(separator: ";")),
            .optional(record.note.isEmpty ? nil : record.note), .optional(coordinate?.originalText),
            .optional(coordinate.map { "\($0.reference)" }), real(coordinate?.uncertainty),
            .optional(notes), .optional(record.otherFields),
        ]
    }

    private static func real(_ length: Metres?) -> FieldValue { length.map { .real($0.value) } ?? .null }

    /// The observation's row says the same as a record.
    func isUnchanged(_ record: ObservationRecord, fid: Int64) throws -> Bool {
        guard let row = try Row.fetchOne(stored, arguments: [fid]) else { return false }
        return zip(row.databaseValues, Self.values(of: record)).allSatisfy { FieldValue($0) == $1 }
    }
}
