public import Census
internal import Foundation
internal import GRDB

extension Workspace {
    /// Runs one import as one transaction and records it with every refusal.
    ///
    /// - Parameters:
    ///   - kind: What is imported.
    ///   - run: What is recorded about it.
    ///   - isDryRun: Do everything, keep nothing.
    ///   - body: Feeds the sink and says what became of each row.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and `StoreError`; then the workspace is as before.
    public func importRows(
        _ kind: ImportKind, run: ImportRunDescription, isDryRun: Bool,
        _ body: (inout WorkspaceSink) throws -> ImportSummary
    ) throws -> ImportSummary {
        try change(keeping: !isDryRun) { db in
            var sink = try WorkspaceSink(
                WorkspaceLayer(kind: kind, srsID: srsID), source: run.source, in: db)
            if kind == .outfalls { try FormerEntries.keep(in: db) }
            var summary = try body(&sink)
            try sink.finish()
            if kind == .outfalls {
                summary.note(
                    try OutfallAdoption(in: db, source: run.source, actor: run.actor).adoptAll())
                try FormerEntries.forget(in: db)
            }
            try record(run, kind: kind, summary: summary, in: db)
            return summary
        }
    }

    private func record(
        _ run: ImportRunDescription, kind: ImportKind, summary: ImportSummary, in db: Database
    ) throws {
        let mapping = summary.mapping.map { "\($0.field)=\($0.column)" }.joined(separator: "\n")
        try db.execute(
            sql: """
                INSERT INTO import_run (kind, source, reference, imported_at, rows_read, inserted, updated,
                    unchanged, refused, mapping) VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                kind.rawValue, run.source, run.reference, summary.read, summary.inserted, summary.updated,
                summary.unchanged, summary.refused, mapping,
            ])
        let fid = db.lastInsertedRowID
        let insertion = try RowStatement(
            "INSERT INTO import_refusal (import_fid, row, line, field, value, reason, reason_en) VALUES (?, ?, ?, ?, ?, ?, ?)",
            in: db)
        for refusal in summary.refusals {
            try insertion.run([
                .integer(fid), .integer(Int64(refusal.row)),
                refusal.line.map { .integer(Int64($0)) } ?? .null,
                .optional(refusal.field), .optional(refusal.value), .text(refusal.reason.text[.chinese]),
                .text(refusal.reason.text[.english]),
            ])
        }
    }
}

/// What a workspace records about an import besides its result.
public struct ImportRunDescription: Hashable, Sendable {
    /// The source's path and layer.
    public let source: String
    /// The reference the source was declared to be in.
    public let reference: String
    /// Who imports, as far as is known.
    public let actor: String

    /// Makes a description.
    public init(source: String, reference: String, actor: String = "") {
        self.source = source
        self.reference = reference
        self.actor = actor
    }
}
