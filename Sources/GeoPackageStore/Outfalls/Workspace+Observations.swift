public import Census
internal import Foundation
internal import GRDB
public import GeoModel

/// What became of a file of observations.
public struct ObservationSummary: Sendable {
    /// Rows read.
    public var read = 0
    /// Observations that are new.
    public var inserted = 0
    /// Observations that were there with the same values.
    public var unchanged = 0
    /// Cases opened.
    public var opened = 0
    /// Observations that joined the case of the suspicion that they went to look at.
    public var joined = 0
    /// Steps taken by what teams found, for each finding.
    public var steps: [FieldFinding: Int] = [:]
    /// Findings that took no step, with the reason; the observation is kept.
    public var withoutStep: [(observation: String, reason: LocalizedText)] = []
    /// What is doubtful about observations that were kept, each with its reason.
    public var doubts: [(observation: String, reason: LocalizedText)] = []
    /// Rows refused.
    public var refusals: [RefusedObservation] = []

    /// A summary of nothing.
    public init() {}

    /// Rows that are in the workspace now.
    public var accepted: Int { inserted + unchanged }
}

extension Workspace {
    /// Takes in a file of observations as one transaction.
    ///
    /// Every observation opens a case of its own, or joins that of the suspicion it says it went to look at. What a team
    /// found takes the case a step further where the rules of the survey allow it; where they do not, the observation
    /// stands as a further witness and the reason is told. No observation ever makes a register entry, and what is written in
    /// a drone's or a desk's file is no finding on site, so it takes no step. A row that lies farther from the suspicion it
    /// names than the office allows opens a case of its own and takes no step.
    ///
    /// - Parameters:
    ///   - source: The rows.
    ///   - intake: Reads them.
    ///   - run: What is recorded about the import.
    ///   - signature: Who imports, and when.
    ///   - checks: How far apart places are, and what is asked of them.
    ///   - isDryRun: Do everything, keep nothing.
    ///   - finish: Called with the summary before the transaction ends.
    ///   - progress: Called after every row with the number read.
    /// - Returns: What became of each row.
    /// - Throws: `StoreError`, `ShiftedObservations`, and what the source, `finish` and `progress` throw; then nothing is changed.
    public func importObservations(
        _ source: any RowSource, by intake: ObservationIntake, run: ImportRunDescription,
        signature: Signature, checks: ObservationChecks = ObservationChecks(), isDryRun: Bool = false,
        finish: (ObservationSummary) throws -> Void = { _ in },
        progress: (Int) throws -> Void = { _ in }
    ) throws -> ObservationSummary {
        try change(keeping: !isDryRun) { db in
            var sink = try ObservationSink(db, signature, checks, expecting: try source.rowCount())
            try source.forEachRow { row in
                try sink.take(row, by: intake)
                try progress(sink.summary.read)
            }
            try sink.finish()
            try Self.record(sink.summary, run, in: db)
            try finish(sink.summary)
            return sink.summary
        }
    }

    private static func record(
        _ summary: ObservationSummary, _ run: ImportRunDescription, in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO import_run (kind, source, reference, imported_at, rows_read, inserted, updated,
                    unchanged, refused, mapping) VALUES ('observations', ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
                    ?, ?, 0, ?, ?, '')
                """,
            arguments: [
                run.source, run.reference, summary.read, summary.inserted, summary.unchanged,
                summary.refusals.count,
            ])
        let fid = db.lastInsertedRowID
        for refusal in summary.refusals {
            try db.execute(
                sql: """
                    INSERT INTO import_refusal (import_fid, row, line, field, value, reason, reason_en)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    fid, refusal.row, refusal.line, refusal.field, refusal.value,
                    refusal.reason.text[.chinese], refusal.reason.text[.english],
                ])
        }
    }

    /// The number of observations.
    public func observationCount() throws -> Int {
        try reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM outfall_observation") ?? 0 }
    }

    /// Every observation, in the order in which they came.
    public func observations() throws -> [StoredObservation] {
        try reading { db in
            var found: [StoredObservation] = []
            let rows = try Row.fetchCursor(
                db, sql: "SELECT \(StoredObservation.list) FROM outfall_observation ORDER BY fid")
            while let row = try rows.next() {
                if let observation = StoredObservation(row) { found.append(observation) }
            }
            return found
        }
    }

    /// The observations whose position lies in a rectangle.
    ///
    /// - Complexity: O(log n + k) for k observations found.
    public func observations(within box: Envelope, limit: Int = 10_000) throws -> [StoredObservation] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(StoredObservation.list) FROM outfall_observation WHERE fid IN
                    (SELECT id FROM rtree_outfall_observation_geom
                     WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?) ORDER BY fid LIMIT ?
                    """,
                arguments: [box.minX, box.maxX, box.minY, box.maxY, limit]
            ).compactMap(StoredObservation.init).filter { box.contains($0.observation.position) }
        }
    }
}
