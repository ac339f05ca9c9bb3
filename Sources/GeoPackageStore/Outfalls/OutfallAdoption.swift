internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Makes register entries of the rows that an import brought into the layer of outfalls.
///
/// A new row gets an identifier, its codes, and a case of its own in the state "registered", with the list itself
/// as first witness. A row that was there before keeps its identifier; what its list says now is taken over, and a new
/// code ends the old one.
struct OutfallAdoption {
    private let db: Database
    private let source: String
    private let actor: String
    private let now: Moment
    private var serials: SerialLedger
    private var takenCodes: [String: String] = [:]
    private let keepsService: Bool
    private let observations: ObservationWriter

    init(in db: Database, source: String, actor: String) throws {
        self.db = db
        self.source = source
        self.actor = actor
        now = Moment(secondsSince1970: Date().timeIntervalSince1970.rounded(.down))
        serials = try SerialLedger(in: db)
        keepsService = try OutfallServiceColumn.exists(in: db)
        observations = try ObservationWriter(db)
    }

    /// Adopts every row that is new or whose list has changed.
    func adoptAll() throws {
        var work = self
        try work.run()
    }

    private mutating func run() throws {
        let codes = try Row.fetchCursor(
            db, sql: "SELECT scheme, value, outfall_id FROM outfall_code WHERE valid_through IS NULL")
        while let row = try codes.next() { takenCodes["\(row[0] as String) \(row[1] as String)"] = row[2] }
        let columns =
            ["fid", "geom", "outfall_id"] + RegisterRow.columns + [
                "source_fields", "coordinate_reference",
            ]
        let list = columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        // Small rows of text: the whole list fits in memory, and writing while a cursor is open is unsafe.
        let rows = try Row.fetchAll(
            db, sql: "SELECT \(list) FROM outfall WHERE code IS NOT NULL ORDER BY fid")
        let intake = RegisterIntake(day: now.day(offsetSeconds: Moment.beijingOffsetSeconds))
        // Where most witnesses are new, the index is built anew at the end rather than grown one by one.
        let new = rows.count { ($0[2] as DatabaseValue).isNull }
        let present = try Int.fetchOne(db, sql: "SELECT count(*) FROM outfall_observation") ?? 0
        let index = SpatialIndex(layer: "outfall_observation", column: "geom")
        let isRefilling = new > 1000 && new >= present
        if isRefilling { try index.suspend(in: db) }
        for row in rows { try adopt(row, intake) }
        if isRefilling { try index.resume(in: db) }
        try serials.save(in: db)
    }

    private mutating func adopt(_ row: Row, _ intake: RegisterIntake) throws {
        let known = String.fromDatabaseValue(row[2])
        var entry = intake.entry(
            RegisterRow(row), id: known ?? UUID().uuidString.lowercased(), source: source)
        let dated = entry.codes.codes
        if known == nil {
            entry.caseID = try openCase(of: entry)
            for code in dated { try give(code, to: &entry) }
        } else {
            let store = RegisterReader(db)
            for code in dated where try !store.hasCode(entry.id, code.code) {
                try replace(code, of: &entry)
            }
        }
        try save(entry, fid: row[0], isNew: known == nil)
    }

    private mutating func give(_ code: DatedCode, to entry: inout RegisterEntry) throws {
        let key = "\(code.code.scheme.id) \(code.code.value)"
        if let owner = takenCodes[key], owner != entry.id { entry.doubts.append("code-used") }
        takenCodes[key] = entry.id
        serials.record(code.code)
        try RegisterWriter(db).insert(code, of: entry.id, by: actor, at: now)
    }

    private mutating func replace(_ code: DatedCode, of entry: inout RegisterEntry) throws {
        let day = now.day(offsetSeconds: Moment.beijingOffsetSeconds)
        try db.execute(
            sql: """
                UPDATE outfall_code SET valid_through = max(valid_from, ?)
                WHERE outfall_id = ? AND scheme = ? AND valid_through IS NULL
                """,
            arguments: ["\(day.adding(days: -1))", entry.id, code.code.scheme.id])
        try give(DatedCode(code: code.code, from: day, through: nil, reason: source), to: &entry)
    }

    /// The list is a witness like any other, read at a desk; of the day on its form, or of no day.
    private func openCase(of entry: RegisterEntry) throws -> String {
        let id = "R:\(entry.code)" + (try isTaken("R:\(entry.code)") ? ":\(entry.id.prefix(8))" : "")
        try SurveyStore(db).open(case: id, state: .registered, at: now, outfall: entry.id)
        if let position = entry.position {
            let observation = OutfallObservation(
                id: id, source: .desk, position: position,
                moment: entry.formDay.map {
                    Moment(day: $0, secondsOfDay: 0, offsetSeconds: Moment.beijingOffsetSeconds)
                }, observer: actor, name: entry.name, declaredSide: entry.declaredSide)
            try observations.insert(observation, caseID: id)
        }
        return id
    }

    private func isTaken(_ id: String) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM survey_case WHERE case_id = ?")
        return try Row.fetchOne(statement, arguments: [id]) != nil
    }

    private func save(_ entry: RegisterEntry, fid: Int64, isNew: Bool) throws {
        let text = try db.cachedStatement(
            sql: """
                UPDATE outfall SET outfall_id = ?, case_id = coalesce(case_id, ?), state = coalesce(state, ?),
                    class_hj1312 = coalesce(?, class_hj1312), declared_side = ?, discharge_other = ?, flow_m3_d = ?,
                    flow_m3_a = ?, other_x = ?, other_y = ?, register_notes = ?,
                    changed_by = coalesce(changed_by, ?), changed_at = coalesce(changed_at, ?) WHERE fid = ?
                """)
        var words: String?
        if case .other(let text)? = entry.mode { words = text }
        try text.execute(arguments: [
            entry.id, entry.caseID, entry.state.rawValue, entry.classHJ1312, entry.declaredSide?.rawValue,
            words, entry.cubicMetresPerDay, entry.cubicMetresPerYear, entry.otherPosition?.x,
            entry.otherPosition?.y, entry.doubts.isEmpty ? nil : entry.doubts.joined(separator: " "), actor,
            now.text, fid,
        ])
        // What a person said stands where the list says nothing.
        guard keepsService, let serves = entry.servesBuiltUpArea else { return }
        try db.cachedStatement(sql: "UPDATE outfall SET \(OutfallServiceColumn.name) = ? WHERE fid = ?")
            .execute(arguments: [serves, fid])
    }
}

extension RegisterRow {
    /// The columns of the layer that a list fills.
    static let columns = ImportKind.outfalls.fields.map(\.name)

    /// A row of the layer of outfalls: key, geometry, identifier, the fields of `columns`, the other fields, the reference.
    init(_ row: Row) {
        var fields: [String: String] = [:]
        for (index, name) in Self.columns.enumerated() {
            fields[name] = String.fromDatabaseValue(row[3 + index])
        }
        let rest = 3 + Self.columns.count
        let reference = String.fromDatabaseValue(row[rest + 1]) ?? ""
        self.init(
            fields: fields, others: Self.others(String.fromDatabaseValue(row[rest])),
            position: Data.fromDatabaseValue(row[1]).flatMap { Position(blob: Array($0)) },
            areOthersComparable: ["EPSG:4490", "EPSG:4326"].contains(reference))
    }

    /// What an import keeps of other columns; a text that another program made something else of has none.
    private static func others(_ json: String?) -> [String: String] {
        // What another program spoilt has no members.
        guard let json, case .object(let members)? = try? JSONValue(json: Array(json.utf8)) else {
            return [:]
        }
        var others: [String: String] = [:]
        for member in members {
            if case .string(let text) = member.value { others[member.name] = text }
        }
        return others
    }
}

extension Position {
    /// The position of a point's blob; `nil` for anything else, which the workspace's audit names.
    init?(blob: [UInt8]) {
        // The audit names geometries that cannot be read.
        guard case .point(let position?)? = try? GeoPackageBlob.decode(blob).geometry else { return nil }
        self = position
    }
}
