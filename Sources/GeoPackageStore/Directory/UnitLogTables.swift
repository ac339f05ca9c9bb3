internal import Census
internal import GRDB

/// The tables of what people say of units.
enum UnitLogTables {
    static func create(in db: Database) throws {
        for log in UnitLog.allCases {
            let fields = log.fields.map { "\($0) TEXT NOT NULL, " }.joined()
            try db.execute(
                sql: """
                    CREATE TABLE \(log.table) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                        unit_key TEXT NOT NULL, \(fields)reason TEXT NOT NULL, actor TEXT NOT NULL,
                        entered_at TEXT NOT NULL, is_handed_down INTEGER NOT NULL DEFAULT 0)
                    """)
            try db.execute(sql: "CREATE INDEX \(log.table)_unit ON \(log.table) (unit_key)")
            try db.execute(
                sql:
                    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)",
                arguments: [log.table, log.table])
        }
    }

    static func columns(of log: UnitLog) -> [String] {
        ["unit_key"] + log.fields + ["reason", "actor", "entered_at"]
    }

    /// A statement that adds an entry, or one that was handed down.
    static func insertion(to log: UnitLog, handingDown: Bool = false, in db: Database) throws -> RowStatement
    {
        let columns = columns(of: log)
        return try RowStatement(
            """
            INSERT INTO \(log.table) (\(columns.joined(separator: ", ")), is_handed_down)
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")), \(handingDown ? 1 : 0))
            """, in: db)
    }

    /// Copies the entries of the units of a part.
    static func handDown(handout: Int64, from whole: Database, to part: Database) throws {
        for log in UnitLog.allCases {
            let columns = columns(of: log)
            let insertion = try insertion(to: log, handingDown: true, in: part)
            let rows = try SteppedStatement(
                """
                SELECT \(columns.map { "l.\($0)" }.joined(separator: ", ")) FROM \(log.table) l
                WHERE l.unit_key IN (SELECT u.unit_key FROM directory_row r JOIN unit u ON u.fid = r.fid
                    WHERE r.handout_fid = ?) ORDER BY l.fid
                """, binding: [handout], in: whole)
            while try rows.step() { try rows.copy(0..<Int32(columns.count), to: insertion) }
        }
        try copyGifts(
            "u.unit_key IN (SELECT u.unit_key FROM directory_row r JOIN unit u ON u.fid = r.fid WHERE r.handout_fid = \(handout))",
            from: whole, to: part)
    }

    /// Copies the entries by which people gave units to organisations, but those that are there already.
    private static func copyGifts(_ condition: String, from source: Database, to target: Database) throws {
        let columns = ["unit_key", "organisation", "reason", "actor", "changed_at"]
        let list = columns.joined(separator: ", ")
        let same = columns.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " AND ")
        let insertion = try RowStatement(
            """
            INSERT INTO unit_organisation (\(list)) SELECT ?1, ?2, ?3, ?4, ?5
            WHERE NOT EXISTS (SELECT 1 FROM unit_organisation WHERE \(same))
            """, in: target)
        let rows = try SteppedStatement(
            "SELECT \(list) FROM unit_organisation u WHERE \(condition) ORDER BY fid", in: source)
        while try rows.step() { try rows.copy(0..<Int32(columns.count), to: insertion) }
    }

    /// Takes over the entries that a part added.
    static func takeBack(from part: Database, to whole: Database) throws {
        for log in UnitLog.allCases where try part.tableExists(log.table) {
            let columns = columns(of: log)
            let insertion = try insertion(to: log, in: whole)
            let rows = try SteppedStatement(
                """
                SELECT \(columns.joined(separator: ", ")) FROM \(log.table) WHERE is_handed_down = 0 ORDER BY fid
                """, in: part)
            while try rows.step() { try rows.copy(0..<Int32(columns.count), to: insertion) }
        }
        try copyGifts("1", from: part, to: whole)
    }

    /// The units that a part has entries for, and no row.
    static func strangers(in part: Database) throws -> [String] {
        var keys = Set<String>()
        for log in UnitLog.allCases where try part.tableExists(log.table) {
            keys.formUnion(
                try String.fetchAll(
                    part,
                    sql: """
                        SELECT DISTINCT unit_key FROM \(log.table)
                        WHERE unit_key NOT IN (SELECT unit_key FROM unit WHERE unit_key NOT NULL)
                        """))
        }
        return keys.sorted()
    }
}
