internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// What the register said before an import wrote over its rows, so that every change is noted.
struct FormerEntries {
    private static let table = "temp.outfall_before"
    /// Columns of the layer that a list fills, and those that Bourn reads out of its others.
    private static let derived = [
        "declared_side", "discharge_other", "class_hj1312", "flow_m3_d", "flow_m3_a",
        OutfallServiceColumn.name,
    ]
    private static let columns = RegisterRow.columns + derived

    private let lookup: Statement

    /// Makes a copy of the entries there are.
    static func keep(in db: Database) throws {
        let list = columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        try db.execute(sql: "DROP TABLE IF EXISTS \(table)")
        try db.execute(
            sql: """
                CREATE TABLE \(table) AS SELECT fid, geom, source_fields, coordinate_reference, \(list)
                FROM main.outfall WHERE outfall_id IS NOT NULL
                """)
        try db.execute(sql: "CREATE INDEX temp.outfall_before_fid ON outfall_before (fid)")
    }

    static func forget(in db: Database) throws { try db.execute(sql: "DROP TABLE \(table)") }

    /// `nil` outside of an import, as when a workspace is brought up to date.
    init?(in db: Database) throws {
        let isKept = try Int.fetchOne(
            db, sql: "SELECT 1 FROM sqlite_temp_master WHERE name = 'outfall_before'")
        guard isKept != nil else { return nil }
        let list = Self.columns.map { "\(SQLIdentifier($0))" }.joined(separator: ", ")
        lookup = try db.makeStatement(
            sql: "SELECT geom, source_fields, coordinate_reference, \(list) FROM \(Self.table) WHERE fid = ?")
    }

    /// The entry of a row as it was; `nil` when there was none.
    func entry(fid: Int64) throws -> FormerEntry? {
        try Row.fetchOne(lookup, arguments: [fid]).map { FormerEntry($0, columns: Self.columns) }
    }
}

/// A register entry as it was before an import.
struct FormerEntry {
    let blob: Data?
    private let others: [DatabaseValue]
    private let values: [String: DatabaseValue]

    fileprivate init(_ row: Row, columns: [String]) {
        blob = Data.fromDatabaseValue(row[0])
        others = [row[1], row[2]]
        values = Dictionary(
            uniqueKeysWithValues: columns.enumerated().map { ($1, row[3 + $0] as DatabaseValue) })
    }

    /// The list's row says what it said before: geometry, fields, other columns and reference.
    func isSame(blob other: Data?, fields: [DatabaseValue], others: [DatabaseValue]) -> Bool {
        blob == other && self.others == others
            && zip(RegisterRow.columns, fields).allSatisfy { values[$0] == $1 }
    }

    /// The position as people read it.
    var position: Position? { blob.flatMap { Position(blob: Array($0)) } }

    /// A field's value as it was stored.
    func value(_ name: String) -> DatabaseValue { values[name] ?? .null }

    /// A field's value as text.
    func text(_ name: String) -> String? { values[name].flatMap(Self.text) }

    private static func text(_ value: DatabaseValue) -> String? {
        switch value.storage {
        case .null, .blob: nil
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        }
    }

    /// What the entry says now and said otherwise before.
    func changes(to entry: RegisterEntry, fields: [String: String]) -> [(
        field: String, old: String?, new: String?
    )] {
        var words: String?
        if case .other(let text)? = entry.mode { words = text }
        let derived: [(String, String?)] = [
            ("declared_side", entry.declaredSide?.rawValue), ("discharge_other", words),
            ("class_hj1312", entry.classHJ1312 ?? text("class_hj1312")),
            ("flow_m3_d", entry.cubicMetresPerDay.map { "\($0)" }),
            ("flow_m3_a", entry.cubicMetresPerYear.map { "\($0)" }),
            (
                OutfallServiceColumn.name,
                entry.servesBuiltUpArea.map { $0 ? "1" : "0" } ?? text(OutfallServiceColumn.name)
            ),
        ]
        let listed = RegisterRow.columns.map { ($0, fields[$0]) }
        var changes = (listed + derived).compactMap {
            name, new -> (field: String, old: String?, new: String?)? in
            let old = text(name)
            return old == new ? nil : (name, old, new)
        }
        if position != entry.position {
            changes.append(("position", Self.shown(position), Self.shown(entry.position)))
        }
        return changes
    }

    private static func shown(_ position: Position?) -> String? { position.map { "\($0.x) \($0.y)" } }
}
