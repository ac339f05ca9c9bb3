internal import Census
internal import GRDB

/// The tables of quality checks: the draw with its sample first, results and findings after it.
enum QualityTables {
    static func create(in db: Database) throws {
        for (name, columns) in tables {
            try AttributeTable.create(name, columns, in: db)
        }
    }

    private static let tables = [
        (
            "quality_draw",
            """
            name TEXT NOT NULL, seed TEXT NOT NULL, share REAL NOT NULL, least INTEGER NOT NULL,
            area_kind TEXT NOT NULL, frame_count INTEGER NOT NULL, frame_digest TEXT NOT NULL,
            actor TEXT NOT NULL, drawn_at TEXT NOT NULL
            """
        ),
        (
            "quality_stratum",
            "draw_fid INTEGER NOT NULL, area TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL"
        ),
        ("quality_sample", "stratum_fid INTEGER NOT NULL, unit_key TEXT NOT NULL"),
        (
            "quality_result",
            """
            draw_fid INTEGER NOT NULL, unit_key TEXT NOT NULL, is_duplicate INTEGER NOT NULL,
            checked_items INTEGER NOT NULL, wrong_items INTEGER NOT NULL, actor TEXT NOT NULL,
            entered_at TEXT NOT NULL
            """
        ),
        (
            "quality_finding",
            """
            draw_fid INTEGER NOT NULL, area TEXT NOT NULL, found INTEGER NOT NULL, missed INTEGER NOT NULL,
            actor TEXT NOT NULL, entered_at TEXT NOT NULL
            """
        ),
    ]

    /// Adds what protects a draw and what corrects a result; draws logged before are sealed as they stand.
    static func protect(in db: Database) throws {
        try db.execute(sql: "ALTER TABLE quality_draw ADD COLUMN digest TEXT")
        for table in ["quality_result", "quality_finding"] {
            try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN correction TEXT")
        }
        for row in try Row.fetchAll(db, sql: "SELECT \(drawColumns), fid, name FROM quality_draw") {
            let log = try log(row, in: db)
            try db.execute(
                sql: "UPDATE quality_draw SET digest = ? WHERE fid = ?",
                arguments: [log.digest(name: row[9], areaKind: row[3]), row[8] as Int64])
        }
    }

    private static let drawColumns = """
        seed, share, least, area_kind, frame_count, frame_digest, actor, drawn_at
        """

    /// The draw of a row of `drawColumns` followed by its number.
    private static func log(_ row: Row, in db: Database) throws -> DrawLog {
        let share: Double = row[1]
        let plan = SamplePlan(
            seed: UInt64(row[0] as String) ?? 0,
            share: share.isFinite ? min(1, max(share, .leastNonzeroMagnitude)) : 1, least: max(0, row[2]))
        let draw = SampleDraw(
            logged: plan, strata: try strata(of: row[8], in: db), frameCount: row[4], frameDigest: row[5])
        return DrawLog(draw: draw, actor: row[6], time: row[7])
    }

    static func write(_ log: DrawLog, name: String, areaKind: String, in db: Database) throws {
        let draw = log.draw
        try db.execute(
            sql: """
                INSERT INTO quality_draw (name, seed, share, least, area_kind, frame_count, frame_digest, actor,
                    drawn_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                name, "\(draw.plan.seed)", draw.plan.share, draw.plan.least, areaKind, draw.frameCount,
                draw.frameDigest, log.actor, log.time, log.digest(name: name, areaKind: areaKind),
            ])
        let fid = db.lastInsertedRowID
        let sample = try RowStatement(
            "INSERT INTO quality_sample (stratum_fid, unit_key) VALUES (?, ?)", in: db)
        for part in draw.strata {
            try db.execute(
                sql: "INSERT INTO quality_stratum (draw_fid, area, kind, size) VALUES (?, ?, ?, ?)",
                arguments: [fid, part.stratum.area, part.stratum.kind, part.size])
            let stratum = db.lastInsertedRowID
            for key in part.drawn { try sample.run([.integer(stratum), .text(key)]) }
        }
    }

    /// The names of the draws, the first first.
    static func names(in db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM quality_draw ORDER BY fid")
    }

    /// The check of a name as the file has it, and the number of its draw.
    ///
    /// - Throws: `QualityStoreError.drawChanged` when it is no longer what was logged.
    static func check(named name: String, in db: Database) throws -> (fid: Int64, check: StoredQualityCheck)?
    {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(drawColumns), fid, name, digest FROM quality_draw WHERE trim(name) = ?",
            arguments: [name])
        guard let row else { return nil }
        let (fid, log) = (row[8] as Int64, try log(row, in: db))
        let digest = log.digest(name: row[9], areaKind: row[3])
        guard digest == row[10] as String? else { throw QualityStoreError.drawChanged(name: name) }
        var check = QualityCheck()
        try check.enter(log.draw, actor: log.actor, time: log.time)
        for result in try results(of: fid, in: db) { try check.enter(result) }
        for finding in try findings(of: fid, in: db) { try check.enter(finding) }
        let draws = try draws(alike: fid, in: db)
        return (
            fid,
            StoredQualityCheck(
                name: name, areaKind: row[3], check: check, digest: digest,
                ordinal: 1 + (draws.firstIndex(of: fid) ?? 0), draws: draws.count)
        )
    }

    /// The draws that share a county with one, itself among them, the first first.
    private static func draws(alike draw: Int64, in db: Database) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT s.draw_fid FROM quality_stratum s
                WHERE substr(s.area, 1, 6) IN (SELECT substr(area, 1, 6) FROM quality_stratum WHERE draw_fid = ?)
                ORDER BY 1
                """, arguments: [draw])
    }

    private static func strata(of draw: Int64, in db: Database) throws -> [SampleDraw.Part] {
        try Row.fetchAll(
            db, sql: "SELECT fid, area, kind, size FROM quality_stratum WHERE draw_fid = ? ORDER BY fid",
            arguments: [draw]
        ).map { row in
            SampleDraw.Part(
                stratum: SampleStratum(area: row[1], kind: row[2]), size: row[3],
                drawn: try String.fetchAll(
                    db, sql: "SELECT unit_key FROM quality_sample WHERE stratum_fid = ? ORDER BY fid",
                    arguments: [row[0] as Int64]))
        }
    }

    private static func results(of draw: Int64, in db: Database) throws -> [QualityResult] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT unit_key, is_duplicate, checked_items, wrong_items, actor, entered_at, correction
                FROM quality_result WHERE draw_fid = ? ORDER BY fid
                """, arguments: [draw]
        ).map {
            QualityResult(
                unit: $0[0], isDuplicate: $0[1], checkedItems: $0[2], wrongItems: $0[3], actor: $0[4],
                time: $0[5], correction: $0[6])
        }
    }

    private static func findings(of draw: Int64, in db: Database) throws -> [ResurveyFinding] {
        try Row.fetchAll(
            db,
            sql:
                "SELECT area, found, missed, correction FROM quality_finding WHERE draw_fid = ? ORDER BY fid",
            arguments: [draw]
        ).map { ResurveyFinding(area: $0[0], found: $0[1], missed: $0[2], correction: $0[3]) }
    }
}
