internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Makes register entries of the rows that an import brought into the layer of outfalls.
///
/// A new row gets an identifier, its codes, and a case of its own in the state "registered", with the list itself
/// as first witness. A row that was there before keeps its identifier; what its list says now is taken over with a note of
/// each change, and a new code ends the old one. A position is not lost to one that cannot be used, and a code that is, or
/// was, another outfall's is given to nobody else.
struct OutfallAdoption {
    private let db: Database
    private let source: String
    private let actor: String
    private let now: Moment
    private var serials: SerialLedger
    private var takenCodes: [String: String] = [:]
    private let keepsService: Bool
    private let observations: ObservationWriter
    private let former: FormerEntries?
    private var words: [String: Int] = [:]
    private var hasRestored = false

    init(in db: Database, source: String, actor: String) throws {
        self.db = db
        self.source = source
        self.actor = actor
        now = Moment(secondsSince1970: Date().timeIntervalSince1970.rounded(.down))
        serials = try SerialLedger(in: db)
        keepsService = try OutfallServiceColumn.exists(in: db)
        observations = try ObservationWriter(db)
        former = try FormerEntries(in: db)
    }

    /// Adopts every row that is new or whose list has changed.
    ///
    /// - Returns: How many rows are doubtful, by the word of the doubt.
    @discardableResult
    func adoptAll() throws -> [String: Int] {
        var work = self
        try work.run()
        return work.words
    }

    private mutating func run() throws {
        let codes = try Row.fetchCursor(
            db, sql: "SELECT scheme, value, outfall_id FROM outfall_code ORDER BY fid")
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
        if hasRestored {
            let layer = LayerDefinition(name: "outfall", identifier: "", geometry: nil, fields: [])
            try LayerSchema(layer).recordWholeExtent(in: db)
        }
        try serials.save(in: db)
    }

    private mutating func adopt(_ row: Row, _ intake: RegisterIntake) throws {
        let fid: Int64 = row[0]
        guard let known = String.fromDatabaseValue(row[2]) else {
            var entry = intake.entry(RegisterRow(row), id: OutfallIdentifier.next(), source: source)
            let dated = entry.codes.codes
            entry.caseID = try openCase(of: entry)
            for code in dated { try give(code, to: &entry) }
            try save(entry, fid: fid, isChanged: true)
            return
        }
        let before = try former?.entry(fid: fid)
        if let before, Self.isSame(row, before) { return }
        let listed = RegisterRow(row)
        var entry = intake.entry(listed, id: known, source: source)
        for code in entry.codes.codes where try !RegisterReader(db).hasCode(entry.id, code.code) {
            try replace(code, of: &entry)
        }
        if let before { try keepPosition(of: before, fid, &entry) }
        let differing = before?.changes(to: entry, fields: listed.fields) ?? []
        let corrected = try differing.filter { try isCorrected($0, of: entry.id) }.map(\.field)
        if !corrected.isEmpty { entry.doubts.append("correction-kept") }
        let changes = differing.filter { !corrected.contains($0.field) }
        for change in changes {
            try RegisterWriter(db).note(
                change.field, of: entry.id, from: change.old, to: change.new, reason: source, by: actor,
                at: now, recorded: now)
        }
        try save(entry, fid: fid, isChanged: !changes.isEmpty)
        if !changes.isEmpty { try renewWitness(of: entry, fid) }
        if let before { try keep(corrected, of: before, fid) }
    }

    /// The list says again what a person has corrected, and the correction stands.
    private func isCorrected(
        _ change: (field: String, old: String?, new: String?), of id: String
    ) throws -> Bool {
        let last = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT kind, old, new FROM outfall_change WHERE outfall_id = ? AND field = ? ORDER BY fid DESC LIMIT 1
                    """), arguments: [id, change.field])
        guard let last else { return false }
        func blank(_ index: Int) -> String { String.fromDatabaseValue(last[index]) ?? "" }
        return blank(0) == CorrectionColumn.correction && blank(1) == change.new ?? ""
            && blank(2) == change.old ?? ""
    }

    /// Corrected fields keep what they said before the list.
    private mutating func keep(_ fields: [String], of before: FormerEntry, _ fid: Int64) throws {
        for field in fields {
            if field == RegisterField.position.rawValue {
                try db.execute(sql: "UPDATE outfall SET geom = ? WHERE fid = ?", arguments: [before.blob, fid])
                hasRestored = true
            } else {
                try db.execute(
                    sql: "UPDATE outfall SET \(SQLIdentifier(field)) = ? WHERE fid = ?",
                    arguments: [before.value(field), fid])
            }
        }
    }

    private static func isSame(_ row: Row, _ before: FormerEntry) -> Bool {
        let values = Array(row.databaseValues)
        let rest = 3 + RegisterRow.columns.count
        return before.isSame(
            blob: Data.fromDatabaseValue(values[1]), fields: Array(values[3..<rest]),
            others: Array(values[rest..<(rest + 2)]))
    }

    /// A list whose coordinates cannot be used says nothing of the place: the earlier one stands, and is named.
    private mutating func keepPosition(
        of before: FormerEntry, _ fid: Int64, _ entry: inout RegisterEntry
    ) throws {
        guard entry.position == nil, let blob = before.blob, let position = before.position else { return }
        try db.execute(sql: "UPDATE outfall SET geom = ? WHERE fid = ?", arguments: [blob, fid])
        entry.position = position
        entry.doubts.append("position-kept")
        hasRestored = true
    }

    /// The list as a witness says now what the list says now; what it said before is among the changes.
    private func renewWitness(of entry: RegisterEntry, _ fid: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE outfall_observation SET name = o.name, declared_side = o.declared_side,
                    geom = coalesce(o.geom, outfall_observation.geom)
                FROM (SELECT geom, name, declared_side, case_id FROM outfall WHERE fid = ?) o
                WHERE observation_id = o.case_id AND source = 'desk' AND observation_id LIKE 'R:%'
                """
        ).execute(arguments: [fid])
        guard db.changesCount == 0, let position = entry.position,
            let id = try String.fetchOne(
                db, sql: "SELECT case_id FROM outfall WHERE fid = ?", arguments: [fid]), id.hasPrefix("R:")
        else { return }
        // The list had no position until now, so it was no witness.
        try observations.insert(witness(id, of: entry, at: position), caseID: id)
    }

    private func witness(
        _ id: String, of entry: RegisterEntry, at position: Position
    ) -> OutfallObservation {
        OutfallObservation(
            id: id, source: .desk, position: position,
            moment: entry.formDay.map {
                Moment(day: $0, secondsOfDay: 0, offsetSeconds: Moment.beijingOffsetSeconds)
            }, observer: actor, name: entry.name, declaredSide: entry.declaredSide)
    }

    private mutating func give(_ code: DatedCode, to entry: inout RegisterEntry) throws {
        let key = "\(code.code.scheme.id) \(code.code.value)"
        if let owner = takenCodes[key], owner != entry.id {
            entry.doubts.append("code-used")
            return
        }
        takenCodes[key] = entry.id
        serials.record(code.code)
        try RegisterWriter(db).insert(code, of: entry.id, by: actor, at: now)
    }

    private mutating func replace(_ code: DatedCode, of entry: inout RegisterEntry) throws {
        if let owner = takenCodes["\(code.code.scheme.id) \(code.code.value)"], owner != entry.id {
            entry.doubts.append("code-used")
            return
        }
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
            try observations.insert(witness(id, of: entry, at: position), caseID: id)
        }
        return id
    }

    private func isTaken(_ id: String) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM survey_case WHERE case_id = ?")
        return try Row.fetchOne(statement, arguments: [id]) != nil
    }

    private mutating func save(_ entry: RegisterEntry, fid: Int64, isChanged: Bool) throws {
        for word in Set(entry.doubts) { words[word, default: 0] += 1 }
        let text = try db.cachedStatement(
            sql: """
                UPDATE outfall SET outfall_id = ?, case_id = coalesce(case_id, ?), state = coalesce(state, ?),
                    class_hj1312 = coalesce(?, class_hj1312), declared_side = ?, discharge_other = ?, flow_m3_d = ?,
                    flow_m3_a = ?, other_x = ?, other_y = ?, register_notes = ?,
                    changed_by = iif(?, ?, changed_by), changed_at = iif(?, ?, changed_at) WHERE fid = ?
                """)
        var words: String?
        if case .other(let text)? = entry.mode { words = text }
        try text.execute(arguments: [
            entry.id, entry.caseID, entry.state.rawValue, entry.classHJ1312, entry.declaredSide?.rawValue,
            words, entry.cubicMetresPerDay, entry.cubicMetresPerYear, entry.otherPosition?.x,
            entry.otherPosition?.y, entry.doubts.isEmpty ? nil : entry.doubts.joined(separator: " "),
            isChanged, actor, isChanged, now.text, fid,
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
