internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Reads register entries inside one database access.
struct RegisterReader {
    private let db: Database

    init(_ db: Database) { self.db = db }

    private static let names =
        ["fid", "geom", "outfall_id"] + RegisterRow.columns + [
            "case_id", "state", "exclusion", "class_hj1312", "declared_side", "discharge_other", "flow_m3_d",
            "flow_m3_a", "other_x", "other_y", "register_notes", OutfallServiceColumn.name,
        ]
    private static let list = names.map { "o.\(SQLIdentifier($0))" }.joined(separator: ", ")
    /// Where each column stands: GRDB compares names letter by letter, ignoring case, whenever it is asked for one.
    private static let places = Dictionary(
        names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

    /// The entries that a condition names; `condition` is SQL of ours about the layer `o`.
    func entries(_ condition: String, _ arguments: StatementArguments) throws -> [RegisterEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.list) FROM outfall o WHERE o.outfall_id IS NOT NULL AND \(condition)")
        let rows = try Row.fetchAll(statement, arguments: arguments)
        let codes = try codes(of: rows.compactMap { Self.text("outfall_id", $0) })
        return rows.map { entry($0, codes) }
    }

    /// The entry of an identifier.
    func entry(id: String) throws -> RegisterEntry? { try entries("o.outfall_id = ?", [id]).first }

    /// The entries that have, or once had, a code of any scheme.
    func entries(code: String) throws -> [RegisterEntry] {
        try entries(
            """
            o.fid IN (SELECT fid FROM outfall WHERE code = ?1 UNION SELECT x.fid FROM outfall_code c
            JOIN outfall x ON x.outfall_id = c.outfall_id WHERE c.value = ?1) ORDER BY o.fid
            """, [code])
    }

    /// The codes of entries in the order they were given, all in one question.
    private func codes(of ids: [String]) throws -> [String: [DatedCode]] {
        guard !ids.isEmpty else { return [:] }
        let list = String(decoding: JSONValue.array(ids.map(JSONValue.string)).json, as: UTF8.self)
        let statement = try db.cachedStatement(
            sql: """
                SELECT c.outfall_id, c.scheme, c.value, c.valid_from, c.valid_through, c.reason
                FROM json_each(?) j CROSS JOIN outfall_code c WHERE c.outfall_id = j.value ORDER BY c.fid
                """)
        var codes: [String: [DatedCode]] = [:]
        let rows = try Row.fetchCursor(statement, arguments: [list])
        while let row = try rows.next() {
            // A code that another program spoilt cannot be shown as one; the audit names it.
            guard let scheme = String.fromDatabaseValue(row[1]).flatMap(OutfallCodeScheme.init(id:)),
                let value = String.fromDatabaseValue(row[2]),
                let code = try? OutfallCode(value, scheme: scheme),
                let from = Self.day(String.fromDatabaseValue(row[3]))
            else { continue }
            let through = Self.day(String.fromDatabaseValue(row[4])).map { max($0, from) }
            codes[row[0], default: []].append(
                DatedCode(
                    code: code, from: from, through: through, reason: String.fromDatabaseValue(row[5]) ?? ""))
        }
        return codes
    }

    /// The entry has the code now.
    func hasCode(_ id: String, _ code: OutfallCode) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT 1 FROM outfall_code WHERE outfall_id = ? AND scheme = ? AND value = ? AND valid_through IS NULL
                """)
        return try Row.fetchOne(statement, arguments: [id, code.scheme.id, code.value]) != nil
    }

    private static func value(_ name: String, _ row: Row) -> DatabaseValue {
        places[name].map { row[$0] } ?? .null
    }

    private static func text(_ name: String, _ row: Row) -> String? {
        String.fromDatabaseValue(value(name, row))
    }

    // The audit names days that cannot be read.
    private static func day(_ text: String?) -> CalendarDate? { text.flatMap { try? CalendarDate(iso: $0) } }

    /// Other programs may have written anything, so nothing is decoded by force.
    private func entry(_ row: Row, _ codes: [String: [DatedCode]]) -> RegisterEntry {
        func text(_ name: String) -> String? { Self.text(name, row) }
        func number(_ name: String) -> Double? { Double.fromDatabaseValue(Self.value(name, row)) }
        var entry = RegisterEntry(
            id: text("outfall_id") ?? "", code: text("code") ?? "", name: text("name") ?? "")
        entry.codes = OutfallCodeHistory(restoring: codes[entry.id] ?? [])
        entry.category = text("category").flatMap(OutfallCategory.init(formText:))
        entry.kind2018 = text("type").flatMap(OutfallKind2018.init(formText:))
        entry.declaredScale = text("scale").flatMap(OutfallScale.init(formText:))
        // Words that name no mode stay in the row as they are.
        entry.mode = try? DischargeMode.reading(
            formText: text("discharge_mode") ?? "", otherText: text("discharge_other") ?? "")
        entry.classHJ1312 = text("class_hj1312")
        entry.position = Data.fromDatabaseValue(row[1]).flatMap { Position(blob: Array($0)) }
        if let x = number("other_x"), let y = number("other_y") { entry.otherPosition = Position(x, y) }
        entry.declaredDivision = text("division_code") ?? ""
        entry.address = text("address") ?? ""
        entry.operatorName = text("operator") ?? ""
        entry.waterName = text("water_name") ?? ""
        entry.waterCode = text("water_code")
        entry.declaredSide = text("declared_side").flatMap(BankSide.init(rawValue:))
        entry.cubicMetresPerDay = number("flow_m3_d")
        entry.cubicMetresPerYear = number("flow_m3_a")
        entry.servesBuiltUpArea = number(OutfallServiceColumn.name).map { $0 != 0 }
        entry.state = text("state").flatMap(RegisterState.init(rawValue:)) ?? .registered
        entry.exclusion = text("exclusion").flatMap(ExclusionReason.init(word:))
        entry.caseID = text("case_id")
        entry.doubts = (text("register_notes") ?? "").split(separator: " ").map(String.init)
        return entry
    }
}

extension OutfallCodeScheme {
    /// The scheme of a stored identifier; `nil` when it is none.
    init?(id: String) {
        switch id {
        case Self.census2018.id: self = .census2018
        case Self.hj1235.id: self = .hj1235
        default:
            guard id.hasPrefix("local:") else { return nil }
            self = .local(String(id.dropFirst(6)))
        }
    }
}
