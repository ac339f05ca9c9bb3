internal import Census
internal import GRDB

/// The decisions about which observations are one outfall, inside one transaction.
///
/// A decision looks only at the cases that are linked with its own by earlier decisions, so its cost does not depend on the
/// size of the workspace.
struct IdentityStore {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Records a decision and moves the observations that it concerns.
    ///
    /// - Parameters:
    ///   - event: The decision.
    ///   - recorded: When it is written down.
    /// - Throws: `IdentityRefusal`; then nothing is changed.
    func record(_ event: IdentityEvent, recorded: Moment) throws {
        let component = try component(of: event.change)
        var ledger = IdentityLedger(opening: component.opening)
        for earlier in component.events { try ledger.record(earlier) }
        try ledger.record(event)
        for (observation, before) in component.present {
            guard let after = ledger.outfall(of: observation), after != before else { continue }
            try db.cachedStatement(sql: "UPDATE outfall_observation SET case_id = ? WHERE observation_id = ?")
                .execute(arguments: [after, observation])
        }
        try store(event, recorded)
    }

    /// A decision by its identifier; `nil` when there is none.
    func event(_ id: String) throws -> IdentityEvent? {
        try Row.fetchOne(
            db, sql: "SELECT \(Self.list) FROM identity_event WHERE event_id = ?", arguments: [id]
        ).flatMap(Self.event)
    }

    /// The decisions that touched a case, in order.
    func events(of caseID: String) throws -> [IdentityEvent] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(Self.list) FROM identity_event WHERE fid IN
                (SELECT event_fid FROM identity_event_case WHERE case_id = ?) ORDER BY fid
                """, arguments: [caseID]
        ).compactMap(Self.event)
    }

    private static let list = "event_id, kind, target, members, person, decided_at, reason, fid"

    private static func event(_ row: Row) -> IdentityEvent? {
        let target: String = row[2]
        let text: String = row[3]
        let members = text.split(separator: "\n").map(String.init)
        let change: IdentityChange
        switch row[1] as String {
        case "merge": change = .merge(into: target, absorbed: members)
        case "split":
            guard let source = members.first else { return nil }
            change = .split(from: source, observations: Array(members.dropFirst()), into: target)
        case "undo": change = .undo(event: target)
        default: return nil
        }
        return IdentityEvent(id: row[0], change, by: row[4], at: Moment(stored: row[5]), reason: row[6])
    }

    private struct Component {
        var opening: [String: String] = [:]
        var present: [String: String] = [:]
        var events: [IdentityEvent] = []
    }

    /// Everything that the cases of a change are linked with by earlier decisions.
    private func component(of change: IdentityChange) throws -> Component {
        var waiting = try cases(of: change)
        var seen: Set<String> = []
        var found = Component()
        var rows: [Int64: IdentityEvent] = [:]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted else { continue }
            let members = try Row.fetchAll(
                db,
                sql: """
                    SELECT observation_id, opening_case, case_id FROM outfall_observation
                    WHERE case_id = ?1 OR opening_case = ?1
                    """, arguments: [next])
            for row in members {
                found.opening[row[0]] = row[1]
                found.present[row[0]] = row[2]
                waiting += [row[1], row[2]]
            }
            let events = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.list) FROM identity_event WHERE fid IN
                    (SELECT event_fid FROM identity_event_case WHERE case_id = ?)
                    """, arguments: [next])
            for row in events {
                guard let event = Self.event(row) else { continue }
                rows[row[7]] = event
                waiting += try cases(of: event.change)
            }
        }
        found.events = rows.sorted { $0.key < $1.key }.map(\.value)
        return found
    }

    private func cases(of change: IdentityChange) throws -> [String] {
        switch change {
        case .merge(let survivor, let absorbed): return [survivor] + absorbed
        case .split(let source, _, let new): return [source, new]
        case .undo(let id):
            return try String.fetchAll(
                db,
                sql: """
                    SELECT case_id FROM identity_event_case WHERE event_fid IN
                    (SELECT fid FROM identity_event WHERE event_id = ?)
                    """, arguments: [id])
        }
    }

    private func store(_ event: IdentityEvent, _ recorded: Moment) throws {
        let (kind, target, members): (String, String, [String]) =
            switch event.change {
            case .merge(let survivor, let absorbed): ("merge", survivor, absorbed)
            case .split(let source, let observations, let new): ("split", new, [source] + observations)
            case .undo(let id): ("undo", id, [])
            }
        let cases = try cases(of: event.change)
        try db.execute(
            sql: """
                INSERT INTO identity_event (event_id, kind, target, members, person, decided_at, reason, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event.id, kind, target, members.joined(separator: "\n"), event.person, event.moment.text,
                event.reason, recorded.text,
            ])
        let fid = db.lastInsertedRowID
        for id in Set(cases).sorted() {
            try db.execute(
                sql: "INSERT INTO identity_event_case (event_fid, case_id) VALUES (?, ?)",
                arguments: [fid, id])
        }
    }
}
