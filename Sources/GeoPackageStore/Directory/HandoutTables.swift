internal import Census
internal import GRDB

/// The tables that tell, row by row, what a split handed out, and which hand-outs a later split replaced.
enum HandoutTables {
    static func create(in db: Database) throws {
        try db.execute(sql: "ALTER TABLE directory_row ADD COLUMN digest BLOB")
        for (name, columns) in tables {
            try AttributeTable.create(name, columns, in: db)
        }
        try db.execute(sql: "CREATE INDEX directory_layer_row_layer ON directory_layer_row (layer_fid)")
    }

    private static let tables = [
        // The layers and tables of a part besides its units, as they were handed out.
        ("directory_layer", "handout_fid INTEGER NOT NULL, layer TEXT NOT NULL, columns TEXT NOT NULL"),
        ("directory_layer_row", "layer_fid INTEGER NOT NULL, row_key TEXT NOT NULL, digest BLOB NOT NULL"),
        // Hand-outs that were not back when a later split replaced them.
        (
            "directory_replaced",
            """
            split TEXT NOT NULL, organisation TEXT NOT NULL, rows INTEGER NOT NULL, replaced_by TEXT NOT NULL,
            reason TEXT NOT NULL, actor TEXT NOT NULL, replaced_at TEXT NOT NULL
            """
        ),
    ]
    // MARK: Hand-outs that are not back

    /// What a directory handed down in its last split and did not get back, in the order of the organisations' codes.
    static func partsOut(in db: Database) throws -> [RecordedHandout] {
        guard try db.tableExists("directory_split"),
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM directory_split)") == true
        else { return [] }
        return try DirectoryMerging.receipts(in: db).filter { $0.mergedAt == nil }
    }

    /// Keeps who declared a hand-out void, and why.
    ///
    /// - Parameters:
    ///   - receipt: What was handed out.
    ///   - decision: Who says so, and why.
    ///   - id: The split that took its place; `seal` when the directory was sealed without it.
    ///   - time: When, as ISO 8601 text.
    ///   - db: The directory that handed it out.
    /// - Throws: `DatabaseError`.
    static func void(
        _ receipt: PartReceipt, on decision: HandoutReplacement, by id: String, time: String, in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO directory_replaced (split, organisation, rows, replaced_by, reason, actor, replaced_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                receipt.split, receipt.organisation, receipt.rows.count, id, decision.reason, decision.actor,
                time,
            ])
    }

    /// A hand-out was declared void.
    static func isVoid(_ receipt: PartReceipt, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM directory_replaced WHERE split = ? AND organisation = ?)",
            arguments: [receipt.split, receipt.organisation]) == true
    }

    /// Takes the record of a void hand-out away, so that nothing waits for it any more.
    static func forget(_ handout: Int64, in db: Database) throws {
        for sql in [
            "DELETE FROM directory_layer_row WHERE layer_fid IN (SELECT fid FROM directory_layer WHERE handout_fid = ?)",
            "DELETE FROM directory_layer WHERE handout_fid = ?",
            "DELETE FROM directory_row WHERE handout_fid = ?",
            "DELETE FROM directory_handout WHERE fid = ?",
        ] { try db.execute(sql: sql, arguments: [handout]) }
    }
}
