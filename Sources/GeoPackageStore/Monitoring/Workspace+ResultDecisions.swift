public import Census
internal import GRDB

/// The table of what people decided on results.
enum ResultDecisionTable {
    static func create(in db: Database) throws {
        try AttributeTable.create(
            "monitoring_decision",
            """
            label TEXT NOT NULL, indicator TEXT NOT NULL, fraction TEXT NOT NULL, original TEXT NOT NULL,
            unit TEXT NOT NULL, verdict TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL,
            decided_at TEXT NOT NULL
            """, in: db)
        try db.execute(sql: "CREATE INDEX monitoring_decision_label ON monitoring_decision (label)")
    }
}

/// Why a decision on a result is refused.
public enum ResultDecisionError: Error, Hashable, Sendable {
    /// There is no such sample.
    case noSample(String)
    /// The sample has no result of the indicator; it has these.
    case noResult(label: String, indicator: String, present: [String])
    /// Whoever took the sample does not decide on it.
    case ownSample(label: String, person: String)
    /// A decision without a reason convinces nobody.
    case noReason
}

extension Workspace {
    /// Records what a person decides on results of a sample, each as it stands now.
    ///
    /// - Parameters:
    ///   - verdict: What is decided.
    ///   - label: The label of the sample.
    ///   - indicators: Codes of the indicators; empty for all that the sample has.
    ///   - reason: Why.
    ///   - signature: Who decides, when; nobody decides on a sample that he took.
    /// - Returns: The decisions.
    /// - Throws: `ResultDecisionError`, and then nothing is changed; `StoreError`.
    @discardableResult
    public func decide(
        _ verdict: ResultVerdict, on label: String, indicators: [String], reason: String,
        by signature: Signature
    ) throws -> [ResultDecision] {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ResultDecisionError.noReason }
        return try change { db in
            let results = try Self.results(of: label, person: signature.person, in: db)
            let present = results.map(\.indicator)
            for code in indicators where !present.contains(code) {
                throw ResultDecisionError.noResult(label: label, indicator: code, present: present)
            }
            let chosen = indicators.isEmpty ? results : results.filter { indicators.contains($0.indicator) }
            return try chosen.map { result in
                let decision = ResultDecision(
                    label: label, indicator: result.indicator, fraction: result.fraction,
                    original: result.original, unit: result.unit, verdict: verdict, person: signature.person,
                    reason: reason)
                try Self.insert(decision, at: signature.moment, in: db)
                return decision
            }
        }
    }

    private struct StoredResult {
        let indicator: String
        let fraction: SampleFraction
        let original: String
        let unit: String
    }

    private static func results(
        of label: String, person: String, in db: Database
    ) throws -> [StoredResult] {
        let visit = try Row.fetchOne(
            db,
            sql: """
                SELECT s.fid, a.samplers, a.team FROM monitoring_sample s
                JOIN monitoring_activity a ON a.fid = s.activity_fid WHERE s.label = ?
                """, arguments: [label])
        guard let visit else { throw ResultDecisionError.noSample(label) }
        let takers = [visit[1], visit[2]].compactMap { String.fromDatabaseValue($0) }.flatMap(personKeys)
        guard !takers.contains(personKey(person)) else {
            throw ResultDecisionError.ownSample(label: label, person: person)
        }
        let fid: Int64 = visit[0]
        return try Row.fetchAll(
            db,
            sql:
                "SELECT indicator, fraction, original, unit FROM monitoring_result WHERE sample_fid = ? ORDER BY fid",
            arguments: [fid]
        ).map { row in
            func text(_ index: Int) -> String { String.fromDatabaseValue(row[index]) ?? "" }
            return StoredResult(
                indicator: text(0), fraction: SampleFraction(rawValue: text(1)) ?? .total, original: text(2),
                unit: text(3))
        }
    }

    private static func insert(_ decision: ResultDecision, at moment: Moment, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO monitoring_decision (label, indicator, fraction, original, unit, verdict, person, reason,
                    decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            decision.label, decision.indicator, decision.fraction.rawValue, decision.original, decision.unit,
            decision.verdict.rawValue, decision.person, decision.reason, moment.text,
        ])
    }

    /// The indicators that count for nothing in a sample, because each of their results was rejected, by the sample's key.
    ///
    /// - Throws: `StoreError`.
    /// - Complexity: O(n log m) in the samples with a rejected result, of m samples.
    public func rejectedIndicators() throws -> [Int64: Set<String>] {
        let decisions = try resultDecisions()
        return try reading { db in
            var rejected: [Int64: Set<String>] = [:]
            for label in decisions.rejectedLabels {
                let (gone, left) = try Self.indicators(of: label, decisions, in: db)
                for (sample, indicators) in gone { rejected[sample] = indicators.subtracting(left[sample] ?? []) }
            }
            return rejected
        }
    }

    private static func indicators(
        of label: String, _ decisions: ResultDecisions, in db: Database
    ) throws -> (rejected: [Int64: Set<String>], standing: [Int64: Set<String>]) {
        let statement = try db.cachedStatement(
            sql: """
                SELECT s.fid, r.indicator, r.fraction, r.original, r.unit FROM monitoring_sample s
                JOIN monitoring_result r ON r.sample_fid = s.fid WHERE s.label = ?
                """)
        var (rejected, standing) = ([Int64: Set<String>](), [Int64: Set<String>]())
        for row in try Row.fetchAll(statement, arguments: [label]) {
            func text(_ index: Int) -> String { String.fromDatabaseValue(row[index]) ?? "" }
            let decision = decisions.decision(
                label: label, indicator: text(1), fraction: SampleFraction(rawValue: text(2)) ?? .total,
                original: text(3), unit: text(4))
            if decision?.verdict == .rejected {
                rejected[row[0], default: []].insert(text(1))
            } else {
                standing[row[0], default: []].insert(text(1))
            }
        }
        return (rejected, standing)
    }

    /// The decisions that hold; a row whose verdict another program broke decides nothing.
    public func resultDecisions() throws -> ResultDecisions {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT label, indicator, fraction, original, unit, verdict, person, reason
                    FROM monitoring_decision ORDER BY fid
                    """)
            return ResultDecisions(
                rows.compactMap { row in
                    func text(_ index: Int) -> String { String.fromDatabaseValue(row[index]) ?? "" }
                    guard let verdict = ResultVerdict(rawValue: text(5)) else { return nil }
                    return ResultDecision(
                        label: text(0), indicator: text(1),
                        fraction: SampleFraction(rawValue: text(2)) ?? .total,
                        original: text(3), unit: text(4), verdict: verdict, person: text(6), reason: text(7))
                })
        }
    }
}
