public import Census
internal import GRDB

extension Workspace {
    /// Takes a laboratory's file as one transaction and records it with every refusal.
    ///
    /// - Parameters:
    ///   - source: The file's path.
    ///   - authorship: Who imports it.
    ///   - correcting: A sample that is there with another outfall, day or kind becomes what the file says, and a result
    ///     that the file says was not measured is taken back; otherwise the row is refused, and the result stays.
    ///   - isDryRun: Do everything, keep nothing.
    ///   - body: Feeds the sink and says what became of each row and cell.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and `StoreError`; then the workspace is as before.
    public func importMonitoring(
        source: String, by authorship: Authorship, correcting: Bool = false, isDryRun: Bool,
        _ body: (inout WorkspaceMonitoringSink) throws -> LaboratorySummary
    ) throws -> LaboratorySummary {
        try change(keeping: !isDryRun) { db in
            var sink = try WorkspaceMonitoringSink(by: authorship, correcting: correcting, in: db)
            let summary = try body(&sink)
            try sink.finish()
            try record(summary, source: source, by: authorship, in: db)
            return summary
        }
    }

    private func record(
        _ summary: LaboratorySummary, source: String, by authorship: Authorship, in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO import_run (kind, source, reference, imported_at, rows_read, inserted, updated, unchanged,
                    refused, mapping)
                VALUES ('monitoring', ?, '', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                source, summary.read, summary.newRows, summary.changedRows, summary.unchangedRows,
                summary.refusedRows,
                summary.mapping.map { "\($0.field)=\($0.column)" }.joined(separator: "\n"),
            ])
        let run = db.lastInsertedRowID
        try Self.log(
            "import", before: nil, after: "\(summary.accepted) rows, \(summary.results) results",
            by: authorship, importRun: run, in: db)
        let insertion = try RowStatement(
            """
            INSERT INTO import_refusal (import_fid, row, line, field, value, reason, reason_en)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, in: db)
        for refusal in summary.refusals {
            let reason = refusal.reason.text
            try insertion.run([
                .integer(run), .integer(Int64(refusal.row)),
                refusal.line.map { .integer(Int64($0)) } ?? .null, .optional(refusal.column),
                .optional(refusal.value), .text(reason.chinese), .text(reason.english),
            ])
        }
    }

    private static func isSame(_ stored: String, _ moment: Moment) -> Bool {
        // What another program made unreadable is no known time.
        (try? Moment(stored, assumingOffset: Moment.beijingOffsetSeconds)) == moment
    }

    /// Records steps of samples from hand to hand; a step that is there already with the same person and time is passed over.
    ///
    /// - Returns: The number of steps that were new.
    public func recordCustody(
        _ steps: [(label: String, event: CustodyEvent, time: String)], by authorship: Authorship
    ) throws -> Int {
        try change { db in
            var new = 0
            for step in steps {
                let words = [step.label, "\(step.event.step)", step.event.person]
                let times = try String.fetchAll(
                    db,
                    sql: "SELECT at FROM monitoring_custody WHERE label = ? AND step = ? AND person = ?",
                    arguments: StatementArguments(words))
                // Of one time written in two ways the audit names what is none.
                if times.contains(where: { $0 == step.time || Self.isSame($0, step.event.moment) }) {
                    continue
                }
                try db.execute(
                    sql: "INSERT INTO monitoring_custody (label, step, person, at) VALUES (?, ?, ?, ?)",
                    arguments: StatementArguments(words + [step.time]))
                new += 1
            }
            try Self.log("custody", before: nil, after: "\(new) steps", by: authorship, in: db)
            return new
        }
    }
}
