internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Reads register entries inside one database access.
struct RegisterReader {
    private let db: Database

    init(_ db: Database) { self.db = db }

    private static let list =
        (["fid", "geom", "outfall_id"] + RegisterRow.columns + [
            "case_id", "state", "exclusion", "class_hj1312", "declared_side", "discharge_other", "flow_m3_d",
            "flow_m3_a", "other_x", "other_y", "register_notes", OutfallServiceColumn.name,
        ]).map { "o.\(SQLIdentifier($0))" }.joined(separator: ", ")

    /// The entries that a condition names; `condition` is SQL of ours about the layer `o`.
    func entries(_ condition: String, _ arguments: StatementArguments) throws -> [RegisterEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.list) FROM outfall o WHERE o.outfall_id IS NOT NULL AND \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map(entry)
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

    /// The codes of an entry in the order they were given.
    func codes(of id: String) throws -> [DatedCode] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT scheme, value, valid_from, valid_through, reason FROM outfall_code WHERE outfall_id = ?
                ORDER BY fid
                """)
        return try Row.fetchAll(statement, arguments: [id]).compactMap { row in
            // A code that another program spoilt cannot be shown as one.
            guard let scheme = OutfallCodeScheme(id: row[0]),
                let code = try? OutfallCode(row[1], scheme: scheme),
                let from = Self.day(row[2])
            else { return nil }
            let through = Self.day(row[3]).map { max($0, from) }
            return DatedCode(code: code, from: from, through: through, reason: row[4])
        }
    }

    /// The entry has the code now.
    func hasCode(_ id: String, _ code: OutfallCode) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT 1 FROM outfall_code WHERE outfall_id = ? AND scheme = ? AND value = ? AND valid_through IS NULL
                """)
        return try Row.fetchOne(statement, arguments: [id, code.scheme.id, code.value]) != nil
    }

    private static func day(_ text: String?) -> CalendarDate? { text.flatMap { try? CalendarDate(iso: $0) } }

    /// Other programs may have written anything, so nothing is decoded by force.
    private func entry(_ row: Row) throws -> RegisterEntry {
        func text(_ name: String) -> String? { String.fromDatabaseValue(row[name]) }
        func number(_ name: String) -> Double? { Double.fromDatabaseValue(row[name]) }
        var entry = RegisterEntry(
            id: text("outfall_id") ?? "", code: text("code") ?? "", name: text("name") ?? "")
        entry.codes = OutfallCodeHistory(restoring: try codes(of: entry.id))
        entry.category = text("category").flatMap(OutfallCategory.init(formText:))
        entry.kind2018 = text("type").flatMap(OutfallKind2018.init(formText:))
        entry.declaredScale = text("scale").flatMap(OutfallScale.init(formText:))
        entry.mode = try? DischargeMode.reading(
            formText: text("discharge_mode") ?? "", otherText: text("discharge_other") ?? "")
        entry.classHJ1312 = text("class_hj1312")
        entry.position = Data.fromDatabaseValue(row["geom"]).flatMap { Position(blob: Array($0)) }
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
