internal import Census
internal import GRDB
internal import GeoModel

/// What a joining did.
public struct JoinOutcome: Hashable, Sendable {
    /// The decision, by which it can be taken back.
    public let event: String
    /// The case that goes on.
    public let survivor: String
    /// The code of the entry that goes on; `nil` when none of the cases was in the register.
    public let kept: String?
    /// The codes of entries that are kept as its duplicates from now on.
    public let excluded: [String]
    /// Visits of monitoring that went with their outfall to the entry that goes on.
    public let movedVisits: Int
}

extension Workspace {
    /// Records that cases are one outfall: the one farthest along goes on, and takes the others' observations.
    ///
    /// Where several are in the register, the entry to keep is the one that is named, or else the one that was monitored, then
    /// the one that an issued list has, then the oldest. The others' entries stay as its duplicates, and their visits and
    /// plans go with the outfall, so that no sample is lost; all of it comes back when the decision is taken back.
    ///
    /// - Parameters:
    ///   - ids: Cases, observations of them, or codes.
    ///   - keep: Which of them goes on; `nil` to decide by the order above.
    ///   - reason: Why they are one.
    ///   - signature: Who decides, and when.
    /// - Returns: The decision, what goes on, and what went with it.
    /// - Throws: `SurveyStoreError`, `IdentityRefusal`; then nothing is changed.
    public func join(
        _ ids: [String], keep: String? = nil, reason: String, by signature: Signature
    ) throws -> JoinOutcome {
        try change { db in try Joining(db).join(ids, keep: keep, reason: reason, by: signature) }
    }

    /// Takes a decision back; entries that it made duplicates count again and get back what went with it.
    ///
    /// - Returns: The decision that takes it back.
    /// - Throws: `IdentityRefusal`; then nothing is changed.
    public func undo(_ event: String, reason: String, by signature: Signature) throws -> String {
        try change { db in try Joining(db).undo(event, reason: reason, by: signature) }
    }

    static func nextEvent(in db: Database) throws -> String {
        let last = try Int.fetchOne(db, sql: "SELECT coalesce(max(fid), 0) FROM identity_event") ?? 0
        return "E\(last + 1)"
    }
}

/// Joins cases, and takes that back, inside one transaction.
struct Joining {
    let db: Database

    init(_ db: Database) { self.db = db }

    func join(
        _ ids: [String], keep: String?, reason: String, by signature: Signature
    ) throws -> JoinOutcome {
        var cases: [StoredCase] = []
        for id in ids {
            let found = try Workspace.surveyCase(id, in: db)
            if !cases.contains(where: { $0.survey.id == found.survey.id }) { cases.append(found) }
        }
        let order = try inOrder(cases, keep: keep)
        guard let survivor = order.first, order.count > 1 else {
            throw IdentityRefusal.mergeIntoItself(cases.first?.survey.id ?? "")
        }
        let absorbed = order.dropFirst()
        let event = try Workspace.nextEvent(in: db)
        try IdentityStore(db).record(
            IdentityEvent(
                id: event, .merge(into: survivor.survey.id, absorbed: absorbed.map(\.survey.id)),
                by: signature.person, at: signature.moment, reason: reason), recorded: signature.recorded)
        let kept = try survivor.outfall.flatMap { try RegisterReader(db).entry(id: $0) }
        var (excluded, moved) = ([String](), 0)
        for id in absorbed.compactMap(\.outfall) {
            guard let kept, let other = try RegisterReader(db).entry(id: id), other.state == .registered
            else { continue }
            try RegisterWriter(db).set(
                .excluded, .duplicate(of: kept.code), of: other, reason: event, by: signature)
            moved += try move(from: other, to: kept, event, signature)
            excluded.append(other.code)
        }
        return JoinOutcome(
            event: event, survivor: survivor.survey.id, kept: kept?.code, excluded: excluded,
            movedVisits: moved)
    }

    private func inOrder(_ cases: [StoredCase], keep: String?) throws -> [StoredCase] {
        let ranked = try cases.map { (found: $0, rank: try rank($0)) }
        let order = ranked.sorted { a, b in
            for (x, y) in zip(a.rank, b.rank) where x != y { return x > y }
            return (a.found.survey.opened.seconds, a.found.survey.id)
                < (b.found.survey.opened.seconds, b.found.survey.id)
        }.map(\.found)
        guard let keep else { return order }
        let wanted = try Workspace.surveyCase(keep, in: db).survey.id
        guard let first = order.first(where: { $0.survey.id == wanted }),
            first.survey.state.progress == order[0].survey.state.progress
        else { throw SurveyStoreError.cannotKeep(keep) }
        return [first] + order.filter { $0.survey.id != wanted }
    }

    /// How far along a case is; of entries, whether they were monitored and whether an issued list has them.
    private func rank(_ found: StoredCase) throws -> [Int] {
        guard let id = found.outfall, let entry = try RegisterReader(db).entry(id: id) else {
            return [found.survey.state.progress, 0, 0]
        }
        let visits = try Int.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM monitoring_activity WHERE outfall_code = ?)",
            arguments: [entry.code])
        // A list's row opens its case with the list as witness; an entry of the survey was opened by an observation.
        let isListed = found.observations.contains { $0.openingCase == found.survey.id && $0.isList }
        return [found.survey.state.progress, visits ?? 0, isListed ? 1 : 0]
    }

    /// Visits, plans and samplings go with the outfall; each row is noted, so that exactly these come back.
    private func move(
        from other: RegisterEntry, to kept: RegisterEntry, _ event: String, _ signature: Signature
    ) throws -> Int {
        try MovedRows(db).move(
            "monitoring_activity", "outfall_code", from: other.code, to: kept.code, by: event)
        let moved = db.changesCount
        // What both have planned stays with each: moved, one outfall would be planned twice for an occasion.
        try MovedRows(db).move(
            "sampling_plan", "outfall_id", from: other.id, to: kept.id, by: event,
            where: """
                AND NOT EXISTS (SELECT 1 FROM sampling_plan k WHERE k.outfall_id = :new AND k.year = t.year
                    AND k.season = t.season)
                """)
        try MovedRows(db).move("sampling_visit", "outfall_id", from: other.id, to: kept.id, by: event)
        if moved > 0 { try log(from: other.code, to: kept.code, event, signature) }
        return moved
    }

    private func log(from old: String, to new: String, _ event: String, _ signature: Signature) throws {
        try Workspace.log(
            "outfall code", before: old, after: new,
            by: Authorship(actor: signature.person, reason: event), in: db)
    }

    func undo(_ event: String, reason: String, by signature: Signature) throws -> String {
        let new = try Workspace.nextEvent(in: db)
        try IdentityStore(db).record(
            IdentityEvent(
                id: new, .undo(event: event), by: signature.person, at: signature.moment, reason: reason),
            recorded: signature.recorded)
        let duplicates = try String.fetchAll(
            db,
            sql: "SELECT outfall_id FROM outfall_change WHERE field = 'state' AND reason = ?",
            arguments: [event])
        for id in duplicates {
            guard let entry = try RegisterReader(db).entry(id: id), case .duplicate? = entry.exclusion
            else { continue }
            try RegisterWriter(db).set(.registered, nil, of: entry, reason: new, by: signature)
        }
        for back in try MovedRows(db).takeBack(event) where back.table == "monitoring_activity" {
            try log(from: back.from, to: back.to, new, signature)
        }
        return new
    }
}

extension StoredObservation {
    /// The witness is an imported list itself.
    fileprivate var isList: Bool { observation.source == .desk && observation.id.hasPrefix("R:") }
}

/// The rows that a joining took from one outfall to another, each noted.
struct MovedRows {
    private let db: Database

    init(_ db: Database) { self.db = db }

    static func create(in db: Database) throws {
        try AttributeTable.create(
            "identity_moved",
            """
            event_id TEXT NOT NULL, table_name TEXT NOT NULL, row_fid INTEGER NOT NULL, old TEXT NOT NULL,
            new TEXT NOT NULL
            """, in: db)
        try db.execute(sql: "CREATE INDEX identity_moved_event ON identity_moved (event_id)")
    }

    private static let columns = [
        "monitoring_activity": "outfall_code", "sampling_plan": "outfall_id", "sampling_visit": "outfall_id",
    ]

    /// Moves rows of a table of ours; `condition` is SQL of ours about the row `t`.
    func move(
        _ table: String, _ column: String, from old: String, to new: String, by event: String,
        where condition: String = ""
    ) throws {
        let arguments: StatementArguments = ["event": event, "table": table, "old": old, "new": new]
        try db.execute(
            sql: """
                INSERT INTO identity_moved (event_id, table_name, row_fid, old, new)
                SELECT :event, :table, t.fid, :old, :new FROM \(table) t WHERE t.\(column) = :old \(condition)
                """, arguments: arguments)
        try db.execute(
            sql: """
                UPDATE \(table) SET \(column) = :new WHERE fid IN
                (SELECT row_fid FROM identity_moved WHERE event_id = :event AND table_name = :table AND old = :old)
                """, arguments: arguments)
    }

    /// Gives back what a decision moved and nobody has moved since.
    ///
    /// - Returns: Each table with the outfall that the rows leave and the one they go back to.
    func takeBack(_ event: String) throws -> [(table: String, from: String, to: String)] {
        let moves = try Row.fetchAll(
            db,
            sql: "SELECT DISTINCT table_name, old, new FROM identity_moved WHERE event_id = ?",
            arguments: [event])
        return try moves.compactMap { row in
            let (table, old, new): (String, String, String) = (row[0], row[1], row[2])
            guard let column = Self.columns[table] else { return nil }
            // Either outfall may have got another code since, which its rows followed.
            let isCode = column == "outfall_code"
            let (from, to) = isCode ? (try present(new), try present(old)) : (new, old)
            try db.execute(
                sql: """
                    UPDATE \(table) SET \(column) = :to WHERE \(column) = :from AND fid IN (SELECT row_fid
                    FROM identity_moved WHERE event_id = :event AND table_name = :table AND old = :old)
                    """, arguments: ["event": event, "table": table, "old": old, "from": from, "to": to])
            return (table, from, to)
        }
    }

    /// The code by which the register keeps the outfall that has, or had, a code.
    private func present(_ code: String) throws -> String {
        let found = try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT o.code FROM outfall_code c JOIN outfall o ON o.outfall_id = c.outfall_id WHERE c.value = ?
                """, arguments: [code])
        return found.count == 1 ? found[0] : code
    }
}
