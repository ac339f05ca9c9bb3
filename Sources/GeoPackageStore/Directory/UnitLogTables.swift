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
            try AttributeTable.register(log.table, in: db)
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

    /// Takes over the entries by which a part gave units to organisations; those handed down are there already.
    private static func takeBackGifts(from part: Database, to whole: Database) throws {
        let list = giftColumns.joined(separator: ", ")
        let same = giftColumns.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " AND ")
        let insertion = try RowStatement(
            """
            INSERT INTO unit_organisation (\(list)) SELECT ?1, ?2, ?3, ?4, ?5
            WHERE NOT EXISTS (SELECT 1 FROM unit_organisation WHERE \(same))
            """, in: whole)
        let rows = try SteppedStatement("SELECT \(list) FROM unit_organisation ORDER BY fid", in: part)
        while try rows.step() { try rows.copy(0..<Int32(giftColumns.count), to: insertion) }
    }

    static let giftColumns = ["unit_key", "organisation", "reason", "actor", "changed_at"]

    /// How many entries a part added to each log; logs without any are left out.
    static func returned(from part: Database, to whole: Database) throws -> [ReturnedEntries] {
        var found: [ReturnedEntries] = []
        for log in UnitLog.allCases where try part.tableExists(log.table) {
            let count = try Int.fetchOne(
                part, sql: "SELECT count(*) FROM \(log.table) WHERE is_handed_down = 0")
            guard let count, count > 0 else { continue }
            found.append(
                ReturnedEntries(
                    log: log.rawValue, count: count, superseded: try superseded(log, in: part, by: whole)))
        }
        let gifts = try newGifts(in: part, of: whole)
        if !gifts.isEmpty {
            let last = Dictionary(try self.gifts(in: whole).map { ($0[0], $0[4]) }, uniquingKeysWith: max)
            found.append(
                ReturnedEntries(
                    log: "gifts", count: gifts.count, superseded: gifts.count { (last[$0[0]] ?? "") > $0[4] })
            )
        }
        return found
    }

    /// How many entries that a part added are older than what the whole says of the same: they are kept, and do not hold.
    private static func superseded(_ log: UnitLog, in part: Database, by whole: Database) throws -> Int {
        guard let depth = log.subjectDepth else { return 0 }
        let subject = (["unit_key"] + log.fields.prefix(depth)).joined(separator: ", ")
        let last = Dictionary(
            try Row.fetchAll(
                whole, sql: "SELECT max(entered_at), \(subject) FROM \(log.table) GROUP BY \(subject)"
            ).map { row in ((1...1 + depth).map { row[$0] as String }, row[0] as String) },
            uniquingKeysWith: max)
        return try Row.fetchAll(
            part, sql: "SELECT entered_at, \(subject) FROM \(log.table) WHERE is_handed_down = 0"
        ).count { row in
            (last[(1...1 + depth).map { String.fromDatabaseValue(row[$0]) ?? "" }] ?? "")
                > (String.fromDatabaseValue(row[0]) ?? "")
        }
    }

    /// The entries by which a part gave units to organisations and that the whole does not have.
    static func newGifts(in part: Database, of whole: Database) throws -> [[String]] {
        let known = Set(try gifts(in: whole))
        return try gifts(in: part).filter { !known.contains($0) }
    }

    private static func gifts(in db: Database) throws -> [[String]] {
        try Row.fetchAll(db, sql: "SELECT \(giftColumns.joined(separator: ", ")) FROM unit_organisation")
            .map { row in giftColumns.indices.map { String.fromDatabaseValue(row[$0]) ?? "" } }
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
        try takeBackGifts(from: part, to: whole)
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

/// Which entries of a log go to which part, with their units: found once for all parts.
struct LogHandout {
    private let log: UnitLog?
    private let table: String
    private let columns: [String]
    private let db: Database
    private var rowsByHandout: [Int64: [Int64]] = [:]

    /// Every log, and the entries by which units were given to organisations.
    static func all(in db: Database) throws -> [LogHandout] {
        try UnitLog.allCases.map { try LogHandout($0, in: db) } + [LogHandout(nil, in: db)]
    }

    private init(_ log: UnitLog?, in db: Database) throws {
        self.log = log
        self.db = db
        table = log?.table ?? "unit_organisation"
        columns = log.map(UnitLogTables.columns) ?? UnitLogTables.giftColumns
        // In this order: a log is mostly shorter than the list of units, and no statistics tell SQLite so.
        let rows = try SteppedStatement(
            """
            SELECT l.fid, r.handout_fid FROM \(table) l CROSS JOIN unit u ON u.unit_key = l.unit_key
            CROSS JOIN directory_row r ON r.fid = u.fid ORDER BY l.fid
            """, in: db)
        while try rows.step() { rowsByHandout[rows.integer(1), default: []].append(rows.integer(0)) }
    }

    /// Copies a part's entries, marked as handed down where the log tells that.
    func copy(handout: Int64, to part: Database) throws {
        guard let fids = rowsByHandout[handout] else { return }
        let list = columns.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let insertion =
            try log.map { try UnitLogTables.insertion(to: $0, handingDown: true, in: part) }
            ?? RowStatement("INSERT INTO \(table) (\(list)) VALUES (\(marks))", in: part)
        let rows = try SteppedStatement("SELECT \(list) FROM \(table) WHERE fid = ?", in: db)
        for fid in fids {
            rows.restart(binding: [fid])
            if try rows.step() { try rows.copy(0..<Int32(columns.count), to: insertion) }
        }
    }
}
