internal import Census
internal import GRDB
internal import GeoModel

/// Writes register entries inside one transaction, each change with its author.
struct RegisterWriter {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Gives an entry a code.
    func insert(_ code: DatedCode, of id: String, by signature: Signature) throws {
        try insert(code, of: id, by: signature.person, at: signature.recorded)
    }

    /// Gives an entry a code, with the name of whom a list may not name.
    func insert(_ code: DatedCode, of id: String, by actor: String, at moment: Moment) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO outfall_code (outfall_id, scheme, value, valid_from, valid_through, reason, given_by, given_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            id, code.code.scheme.id, code.code.value, "\(code.from)", code.through.map { "\($0)" },
            code.reason,
            actor, moment.text,
        ])
    }

    /// Adds an entry that the survey found.
    func insert(_ entry: RegisterEntry, srsID: Int, by signature: Signature) throws {
        let blob = entry.position.map { GeoPackageBlob.encode(.point($0), srsID: Int32(srsID)) }
        let row: [(String, FieldValue)] = [
            ("geom", blob.map(FieldValue.blob) ?? .null), ("code", .text(entry.code)),
            ("name", .text(entry.name)), ("category", .optional(entry.category?.formText)),
            ("type", .optional(entry.kind2018?.formText)), ("scale", .optional(entry.scale()?.formText)),
            ("discharge_mode", .optional(entry.mode?.formText)), ("operator", .text(entry.operatorName)),
            ("water_name", .text(entry.waterName)), ("water_code", .optional(entry.waterCode)),
            ("division_code", .text(entry.declaredDivision)), ("address", .text(entry.address)),
            ("outfall_id", .text(entry.id)), ("case_id", .optional(entry.caseID)),
            ("state", .text(entry.state.rawValue)), ("exclusion", .optional(entry.exclusion?.word)),
            ("class_hj1312", .optional(entry.classHJ1312)),
            ("declared_side", .optional(entry.declaredSide?.rawValue)),
            ("flow_m3_d", entry.cubicMetresPerDay.map(FieldValue.real) ?? .null),
            ("flow_m3_a", entry.cubicMetresPerYear.map(FieldValue.real) ?? .null),
            (OutfallServiceColumn.name, entry.servesBuiltUpArea.map { .integer($0 ? 1 : 0) } ?? .null),
            ("changed_by", .text(signature.person)), ("changed_at", .text(signature.recorded.text)),
        ]
        let names = row.map { "\(SQLIdentifier($0.0))" }.joined(separator: ", ")
        let marks = row.map { _ in "?" }.joined(separator: ", ")
        try RowStatement("INSERT INTO outfall (\(names)) VALUES (\(marks))", in: db).run(row.map(\.1))
        let layer = LayerDefinition(name: "outfall", identifier: "", geometry: nil, fields: [])
        try LayerSchema(layer).recordChange(extent: entry.position.map { Envelope(around: $0) }, in: db)
    }

    /// Changes whether an entry counts, and notes the change.
    func set(
        _ state: RegisterState, _ exclusion: ExclusionReason?, of entry: RegisterEntry, reason: String,
        by signature: Signature
    ) throws {
        try db.execute(
            sql: """
                UPDATE outfall SET state = ?, exclusion = ?, changed_by = ?, changed_at = ? WHERE outfall_id = ?
                """,
            arguments: [
                state.rawValue, exclusion?.word, signature.person, signature.recorded.text, entry.id,
            ])
        try note(
            "state", of: entry.id, from: entry.exclusion?.word ?? entry.state.rawValue,
            to: exclusion?.word ?? state.rawValue, reason: reason, by: signature)
    }

    /// Writes where an entry's water comes from, and notes the change.
    func set(
        serving: Bool?, of entry: RegisterEntry, reason: String, by signature: Signature
    ) throws {
        func word(_ value: Bool?) -> String? { value.map { $0 ? "yes" : "no" } }
        try db.execute(
            sql: """
                UPDATE outfall SET \(OutfallServiceColumn.name) = ?, changed_by = ?, changed_at = ?
                WHERE outfall_id = ?
                """, arguments: [serving, signature.person, signature.recorded.text, entry.id])
        try note(
            OutfallServiceColumn.name, of: entry.id, from: word(entry.servesBuiltUpArea), to: word(serving),
            reason: reason, by: signature)
    }

    /// Notes a change of an entry; the log only grows.
    func note(
        _ field: String, of id: String, from old: String?, to new: String?, reason: String,
        by signature: Signature
    ) throws {
        try note(
            field, of: id, from: old, to: new, reason: reason, by: signature.person,
            at: signature.moment, recorded: signature.recorded)
    }

    /// Notes a change that a list made, whose importer may be nobody known.
    func note(
        _ field: String, of id: String, from old: String?, to new: String?, reason: String, by actor: String,
        at moment: Moment, recorded: Moment
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO outfall_change (outfall_id, field, old, new, reason, actor, changed_at, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            id, field, old, new, reason, actor, moment.text, recorded.text,
        ])
    }
}

extension OutfallCategory {
    /// The choice as the forms write it.
    var formText: String { "\(rawValue)|\(text[.chinese])" }
}

extension Envelope {
    init(around position: Position) {
        self.init(minX: position.x, minY: position.y, maxX: position.x, maxY: position.y)
    }
}
